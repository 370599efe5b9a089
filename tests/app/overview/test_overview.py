"""Communes' reports in the office above: who sent, on time or late, who is lacking, sums, paper and workbook."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from app.documents.commands import edit_of
from app.documents.content import Paragraph, TableBlock, content_to_json
from app.documents.printing import docx_of, pdf_of
from app.documents.queries import document
from app.intake.asking import AskForData
from app.intake.queries import received_one
from app.kernel.clock import FixedClock
from app.kernel.problems import Problem
from app.overview.commands import PrepareSummary
from app.overview.gathering import overview
from app.overview.periods import best_offer, period_offers, period_with
from app.overview.views import Overview, Sent, SumLine
from app.overview.workbook import overview_xlsx
from tests.support.communes import District, district, entry, reported
from tests.support.report_log import log, prepared, signed
from tests.support.stores import day

ON_TIME, LATE, LOG_ONLY, DRAFT, SILENT = "Mẫu Sơn", "Hà Bình", "Yên Dương", "Lĩnh Toại", "Hà Vinh"
ACTIVATED = "activity.VNEID.activated"


@pytest.fixture
def april(tmp_path: Path, clock: FixedClock) -> Iterator[District]:
    """Five communes after April 2022: one reported in time, one late, one sent its log, one a draft, one nothing."""
    clock.set(day("2022-04-10"))
    with district(tmp_path, clock, ON_TIME, LATE, LOG_ONLY, DRAFT, SILENT) as found:
        log(found.communes[LOG_ONLY].desk, entry(1, activated=99))
        reported(found.communes[ON_TIME], entry(1, activated=12), entry(2, activated=None), on="2022-04-18")
        found.come(ON_TIME)
        reported(found.communes[LATE], entry(1, activated=30), on="2022-04-19")
        prepared(found.communes[DRAFT].desk)
        clock.set(day("2022-04-21"))
        for name in (LATE, LOG_ONLY, DRAFT):
            found.come(name)
        yield found


def seen_in(found: District) -> Overview:
    desk = found.superior.desk
    offer = best_offer(desk.read(period_offers, "thang", found.superior.clock.today()))
    assert offer is not None
    return desk.read(overview, "thang", offer.period)


def line_of(seen: Overview, key: str) -> SumLine:
    return next(line for line in seen.lines if line.key == key)


def prepare(found: District, seen: Overview) -> str:
    command = PrepareSummary(
        definition=seen.definition,
        period=seen.period.key,
        first_day=seen.period.first,
        last_day=seen.period.last,
    )
    return str(found.superior.desk.do(command).value)


def test_who_sent_in_time_who_late_and_who_only_the_log_a_draft_or_nothing(april: District) -> None:
    seen = seen_in(april)

    states = {each.office_name: each.sent for each in seen.communes}
    assert states == {
        f"xã {ON_TIME}": Sent.ON_TIME,
        f"xã {LATE}": Sent.LATE,
        f"xã {LOG_ONLY}": Sent.LOG_ONLY,
        f"xã {DRAFT}": Sent.DRAFT,
        f"xã {SILENT}": Sent.NOTHING,
    }
    late = next(each for each in seen.communes if each.sent is Sent.LATE)
    assert (late.signed_on, late.came_on, late.last_day) == (
        day("2022-04-19").date(),
        day("2022-04-21").date(),
        day("2022-04-19").date(),
    )
    assert next(each.entries for each in seen.communes if each.sent is Sent.LOG_ONLY) == 1


def test_a_sum_covers_signed_reports_only_and_each_part_is_the_figure_as_sent(april: District) -> None:
    line = line_of(seen_in(april), ACTIVATED)

    assert (line.value, line.covered, line.communes) == (42, 2, 5)
    assert line.without == tuple(f"xã {name}" for name in sorted((LOG_ONLY, DRAFT, SILENT)))
    assert line.partly == (f"xã {ON_TIME}",)
    for part in line.parts:
        report = april.superior.desk.read(received_one, part.office_uid, "report", part.report)
        assert report is not None
        assert report.values["facts"]["figures"][ACTIVATED]["value"] == part.value


def test_a_report_that_came_in_time_stays_in_time_when_all_comes_again(april: District) -> None:
    from app.exchange.outbox import StartNewEpoch

    april.communes[ON_TIME].desk.do(StartNewEpoch())
    april.come(ON_TIME)

    (found,) = [each for each in seen_in(april).communes if each.office_name == f"xã {ON_TIME}"]
    assert (found.sent, found.came_on) == (Sent.ON_TIME, day("2022-04-18").date())


def test_a_report_that_counts_other_days_adds_to_nothing(april: District) -> None:
    whole_month = period_with("thang", "2022-04", day("2022-04-01").date(), day("2022-04-30").date())

    seen = april.superior.desk.read(overview, "thang", whole_month)

    assert seen.how_many(Sent.OTHER_DAYS) == 3 and seen.counted == ()
    assert all(line.value is None for line in seen.lines)
    assert "15/03/2022–14/04/2022" in {each.days for each in seen.communes}


def test_the_paper_states_its_coverage_and_names_who_is_lacking(april: District) -> None:
    seen = seen_in(april)
    uid = prepare(april, seen)
    desk = april.superior.desk

    view = desk.read(document, uid)
    texts = [block.text for block in view.content.blocks if isinstance(block, Paragraph)]
    assert "Tính đến ngày 21/04/2022: đã nhận báo cáo của 2/5 xã: 1 xã đúng hạn, 1 xã muộn." in texts
    assert f"Các xã gửi muộn: xã {LATE} (nhận ngày 21/04/2022)." in texts
    assert (
        f"Các xã chưa có trong số liệu tổng hợp: xã {SILENT}; xã {DRAFT} (mới có dự thảo); "
        f"xã {LOG_ONLY} (có nhật ký, chưa có báo cáo)." in texts
    )
    (table,) = [block for block in view.content.blocks if isinstance(block, TableBlock)]
    assert ("42", "42", "2/5 xã") in {row[3:] for row in table.rows}
    assert view.issued_on is None
    assert desk.read(pdf_of, desk.files, uid).startswith(b"%PDF") and desk.read(docx_of, desk.files, uid)[:2] == b"PK"


def test_a_draft_is_counted_anew_and_what_was_written_by_hand_is_not_lost(april: District) -> None:
    uid = prepare(april, seen_in(april))
    assert prepare(april, seen_in(april)) == uid

    desk = april.superior.desk
    view = desk.read(document, uid)
    changed = replace(view.content, blocks=(*view.content.blocks, Paragraph(text="Ghi tay.")))
    desk.do(edit_of(view, content=changed))

    with pytest.raises(Problem, match="sửa tay"):
        prepare(april, seen_in(april))
    assert content_to_json(desk.read(document, uid).content) == content_to_json(changed)


def test_nothing_is_made_of_nothing(april: District) -> None:
    march = period_with("thang", "2022-03", day("2022-02-15").date(), day("2022-03-14").date())

    with pytest.raises(Problem, match="Chưa xã nào gửi"):
        prepare(april, april.superior.desk.read(overview, "thang", march))


def test_the_workbook_has_sums_each_commune_and_who_sent(april: District) -> None:
    seen = seen_in(april)

    content = overview_xlsx(seen)

    assert content == overview_xlsx(seen)
    book = load_workbook(BytesIO(content))
    assert book.sheetnames == ["Tổng hợp", "Từng xã", "Tình hình gửi"]
    sums = {row[1]: row for row in book["Tổng hợp"].iter_rows(min_row=4, values_only=True)}
    activated = sums[line_of(seen, ACTIVATED).name]
    assert activated[3:6] == (42, 42, "2/5 xã") and f"xã {SILENT}" in activated[6]
    each = {row[1]: row for row in book["Từng xã"].iter_rows(min_row=4, values_only=True)}
    assert each[line_of(seen, ACTIVATED).name][3:] == (30, 12)
    guided = line_of(seen, "activity.all.citizens").name
    assert sums[guided][3] is None and each[guided][3:] == (None, None)
    assert [row[2] for row in book["Tình hình gửi"].iter_rows(min_row=4, values_only=True)].count("chưa có") == 1


def test_figures_asked_for_are_added_up_over_the_communes_that_were_asked(april: District) -> None:
    superior, clock = april.superior, april.superior.clock
    first, last, until = day("2022-04-01").date(), day("2022-04-20").date(), day("2022-04-25").date()
    for name in (ON_TIME, SILENT):
        asked = AskForData(
            target_office=april.communes[name].uid,
            title="Báo cáo nhanh VNeID",
            fields=("Người kích hoạt định danh mức 2",),
            first_day=first,
            last_day=last,
            due_on=until,
        )
        superior.desk.do(asked)
    commune = april.communes[ON_TIME]
    span = f"{first.isoformat()}/{last.isoformat()}"
    fields = ("Cài đặt, kích hoạt VNeID: Người kích hoạt định danh mức 2",)
    view = prepared(commune.desk, "dot-xuat", span, asked=fields)
    signed(commune.desk, view, clock.today())
    april.come(ON_TIME)

    offer = best_offer(superior.desk.read(period_offers, "dot-xuat", clock.today()))
    assert offer is not None and (offer.period.key, offer.reports) == (span, 1)
    seen = superior.desk.read(overview, "dot-xuat", offer.period)

    assert [(each.office_name, each.sent, each.last_day) for each in seen.communes] == [
        (f"xã {SILENT}", Sent.NOTHING, until),
        (f"xã {ON_TIME}", Sent.ON_TIME, until),
    ]
    line = line_of(seen, ACTIVATED)
    assert (line.value, line.covered, line.communes) == (12, 1, 2)
