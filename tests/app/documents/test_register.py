"""The number register in a real store: series, years, voided numbers, and what refuses to fit."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO

import openpyxl
import pypdfium2
import pytest

from app.documents import queries
from app.documents.commands import CreateDocument
from app.documents.issuing import IssueDocument, VoidNumber
from app.documents.numbering import DEFAULT_SERIES
from app.documents.readiness import readiness
from app.documents.register import SaveSeries
from app.documents.register_book import register_pdf, register_xlsx
from app.kernel.problems import Refused
from app.workspace import Workspace
from db.vocabulary import DocumentType
from tests.app.documents.writer_process import letter

TODAY = date(2022, 4, 5)


def draft(workspace: Workspace, *, day: date = TODAY, **fields: object) -> str:
    made = letter("Ủy ban nhân dân xã đề nghị các thôn chuẩn bị họp.")
    kept = {name: getattr(made, name) for name in ("type", "template", "subject", "content")}
    return str(workspace.do(CreateDocument(**(kept | {"paper_date": day} | fields))).value)


def issue(workspace: Workspace, uid: str, *, on: date = TODAY, **fields: object):
    confirmed = ("NUM-BACKDATED", "NUM-FOREDATED", "NUM-COMMITTEE-SERIES")
    return workspace.do(
        IssueDocument(
            **(
                {
                    "document": uid,
                    "issued_on": on,
                    "no_scan_reason": "Chưa có máy quét",
                    "confirmed_warnings": confirmed,
                }
                | fields
            )
        )
    ).value


def lines(workspace: Workspace, year: int = 2022, series: str = "VB"):
    return workspace.read(queries.register, year=year, series=series)


def test_default_series_are_made_once(workspace):
    draft(workspace)
    draft(workspace)
    assert [each.code for each in workspace.read(queries.all_series)] == [each.code for each in DEFAULT_SERIES]


def test_default_series_undone_with_a_step_come_back_with_the_next(workspace):
    draft(workspace)
    workspace.undo()
    assert workspace.read(queries.all_series) == []

    draft(workspace)

    assert [each.code for each in workspace.read(queries.all_series)] == [each.code for each in DEFAULT_SERIES]


def test_the_register_shows_number_day_type_subject_signer_and_recipients(workspace):
    issue(workspace, draft(workspace))
    [line] = lines(workspace)
    assert (line.number, line.symbol, line.issued_on) == (1, "01/UBND-VHXH", TODAY)
    assert line.subject == "Công văn chuẩn bị họp thôn"
    assert line.signer == "Lê Văn Mẫu"
    assert line.recipients == "Như trên; Lưu: VT, VHXH."


def test_numbers_restart_with_the_year_and_series_do_not_mix(workspace, clock):
    for _letter in range(2):
        issue(workspace, draft(workspace))
    issue(workspace, draft(workspace, symbol="UBND-BCĐ", series="BCD"))
    clock.move(timedelta(days=300))
    later = date(2023, 1, 9)
    issue(workspace, draft(workspace, day=later), on=later)
    assert [line.number for line in lines(workspace)] == [1, 2]
    assert [line.number for line in lines(workspace, series="BCD")] == [1]
    assert [line.number for line in lines(workspace, year=2023)] == [1]
    assert workspace.read(queries.register_years) == [2023, 2022]
    assert workspace.read(queries.missing_numbers, year=2022, series="VB") == []


def test_a_taken_number_names_its_paper_and_day(workspace):
    issue(workspace, draft(workspace))
    second = draft(workspace)
    with pytest.raises(Refused) as refused:
        issue(workspace, second, number=1)
    assert (refused.value.code, refused.value.field) == ("NUM-02", "number")
    assert "01/UBND-VHXH ngày 05/04/2022: chuẩn bị họp thôn" in refused.value.sentence
    assert issue(workspace, second).number == 2


def test_a_gap_needs_a_reason_and_the_numbers_between_are_voided_with_it(workspace):
    uid = draft(workspace)
    with pytest.raises(Refused) as refused:
        issue(workspace, uid, number=4)
    assert refused.value.code == "NUM-03"
    assert lines(workspace) == []
    issue(workspace, uid, number=4, skip_reason="Văn thư cấp cho văn bản khác")
    assert [(line.number, line.void_reason, bool(line.document)) for line in lines(workspace)] == [
        (1, "Văn thư cấp cho văn bản khác", False),
        (2, "Văn thư cấp cho văn bản khác", False),
        (3, "Văn thư cấp cho văn bản khác", False),
        (4, "", True),
    ]
    assert workspace.read(queries.next_free, "VB", 2022) == 5


def test_a_voided_number_is_never_given_again(workspace):
    first = issue(workspace, draft(workspace))
    workspace.do(VoidNumber(entry=first.entry, reason="Ban hành nhầm"))
    second = draft(workspace)
    with pytest.raises(Refused) as refused:
        issue(workspace, second, number=1)
    assert "đã hủy ngày 05/04/2022" in refused.value.sentence
    assert issue(workspace, second).number == 2
    with pytest.raises(Refused) as again:
        workspace.do(VoidNumber(entry=first.entry, reason="Lần nữa"))
    assert again.value.code == "REG-24"


def test_an_earlier_day_under_a_later_number_must_be_confirmed(workspace):
    issue(workspace, draft(workspace))
    early = date(2022, 4, 1)
    uid = draft(workspace, day=early)
    assert "NUM-BACKDATED" in {finding.code for finding in workspace.read(readiness, uid, early)}
    with pytest.raises(Refused) as refused:
        issue(workspace, uid, on=early, confirmed_warnings=())
    assert refused.value.code == "REG-21"
    assert issue(workspace, uid, on=early).number == 2


def test_a_committees_paper_in_the_offices_series_must_be_confirmed(workspace):
    uid = draft(workspace, symbol="BCĐ-VHXH", series="VB")
    with pytest.raises(Refused) as refused:
        issue(workspace, uid, confirmed_warnings=())
    assert [finding.code for finding in refused.value.findings] == ["NUM-COMMITTEE-SERIES"]
    assert issue(workspace, uid).symbol == "01/BCĐ-VHXH"


def test_papers_of_years_on_paper_keep_the_number_they_bear(workspace):
    old = date(2021, 6, 1)
    assert issue(workspace, draft(workspace, day=old), on=old, number=85).number == 85
    assert workspace.read(queries.missing_numbers, year=2021, series="VB") == []
    assert issue(workspace, draft(workspace)).number == 1


def test_the_first_number_follows_the_paper_register_and_is_fixed_once_used(workspace):
    start = SaveSeries(code="VB", title="Sổ văn bản khác", types=("CV", "BC"), first_number=57, first_year=2022)
    workspace.do(start)
    assert issue(workspace, draft(workspace)).number == 57
    with pytest.raises(Refused) as refused:
        workspace.do(SaveSeries(code="VB", title="Sổ", types=("CV",), first_number=60, first_year=2022))
    assert (refused.value.code, refused.value.field) == ("REG-02", "first_number")
    workspace.do(SaveSeries(code="VB", title="Sổ khác", types=("CV",), first_number=57))
    assert issue(workspace, draft(workspace)).number == 58


def test_a_type_belongs_to_one_series_and_new_papers_follow_it(workspace):
    workspace.do(SaveSeries(code="CV", title="Sổ công văn", types=("CV",)))
    assert all("CV" not in each.types for each in workspace.read(queries.all_series) if each.code != "CV")
    uid = draft(workspace)
    assert workspace.read(queries.document, uid).series == "CV"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"code": "SỔ"}, "REG-03"),
        ({"code": ""}, "REG-03"),
        ({"types": ("XX",)}, "REG-04"),
        ({"first_number": 0}, "NUM-01"),
    ],
)
def test_impossible_series_are_refused(workspace, fields, code):
    with pytest.raises(Refused) as refused:
        workspace.do(SaveSeries(**({"code": "A1", "title": "Sổ", "types": ()} | fields)))
    assert refused.value.code == code


@pytest.mark.parametrize("symbol", ["QĐ UBND", "QĐ/UBND", "-UBND", "QĐ_UBND", "QĐ-UBND."])
def test_symbols_of_another_form_are_refused(workspace, symbol):
    with pytest.raises(Refused) as refused:
        draft(workspace, symbol=symbol)
    assert (refused.value.code, refused.value.field) == ("REG-12", "symbol")


def test_symbols_are_kept_with_their_slash_and_an_unknown_series_is_refused(workspace):
    assert workspace.read(queries.document, draft(workspace, symbol="UBND")).symbol == "/UBND"
    assert workspace.read(queries.document, draft(workspace, type=DocumentType.TTR)).symbol == "/TTr-UBND"
    with pytest.raises(Refused) as refused:
        draft(workspace, series="KHONG")
    assert refused.value.code == "REG-01"


def test_lists_are_newest_first_and_searched_without_tones(workspace):
    first, second = draft(workspace, subject="Họp thôn"), draft(workspace, subject="Cấp phát tài liệu")
    issue(workspace, first)
    assert [view.uid for view in workspace.read(queries.documents)] == [second, first]
    assert [view.uid for view in workspace.read(queries.documents, text="hop thon")] == [first]
    assert [view.uid for view in workspace.read(queries.documents, text="01/UBND")] == [first]
    assert workspace.read(queries.documents, year=2021) == []


def register_filled(workspace: Workspace) -> None:
    """Two numbers, the first voided."""
    first = issue(workspace, draft(workspace))
    issue(workspace, draft(workspace))
    workspace.do(VoidNumber(entry=first.entry, reason="Viết nhầm"))


def test_the_register_prints_every_number_in_ten_columns(workspace):
    register_filled(workspace)
    data = workspace.read(register_pdf, year=2022, series="VB")
    with pypdfium2.PdfDocument(data) as book:
        assert book.get_page_size(0)[0] > book.get_page_size(0)[1]
        text = " ".join(book[0].get_textpage().get_text_bounded().split())
    assert "SỔ THEO DÕI VĂN BẢN ĐI Năm 2022 - Sổ văn bản khác của Ủy ban nhân dân" in text
    assert "(1)" in text and "(10)" in text and "Ký nhận" in text
    assert "01/UBND-VHXH 05/4/2022" in text.replace("05/04/2022", "05/4/2022")
    assert "Công văn chuẩn bị họp thôn" in text and "Như trên; Lưu: VT, VHXH." in text
    assert "Đã hủy ngày 05/04/2022: Viết nhầm" in text
    assert "Sổ có 2 số, từ số 01 đến số 02; trong đó 1 số đã hủy." in text
    assert "sổ đăng ký văn bản chính thức do Văn thư lập" in text


def test_a_long_register_repeats_its_header(workspace):
    for _letter in range(40):
        issue(workspace, draft(workspace))
    with pypdfium2.PdfDocument(workspace.read(register_pdf, year=2022, series="VB")) as book:
        pages = [page.get_textpage().get_text_bounded() for page in book]
    assert len(pages) > 1
    assert all("Người ký" in page and "(10)" in page for page in pages)
    assert "40/UBND-VHXH" in pages[-1]


def test_the_worksheet_has_the_same_lines(workspace):
    register_filled(workspace)
    sheet = openpyxl.load_workbook(BytesIO(workspace.read(register_xlsx, year=2022, series="VB"))).active
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    assert rows[1][0] == "SỔ THEO DÕI VĂN BẢN ĐI" and "Năm 2022" in rows[2][0]
    assert rows[4][0].startswith("Số, ký hiệu") and len(rows[4]) == 10
    assert [row[0] for row in rows[5:]] == ["01/UBND-VHXH", "02/UBND-VHXH"]
    assert sheet.page_setup.orientation == "landscape" and sheet.print_title_rows == "$5:$5"


def test_a_register_without_numbers_is_not_printed(workspace):
    draft(workspace)
    with pytest.raises(Refused) as refused:
        workspace.read(register_pdf, year=2021, series="VB")
    assert refused.value.code == "REG-43"
