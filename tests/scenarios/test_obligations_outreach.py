"""Rows 1-02 to 1-11 and 1-21 to 1-25: what the letter on public information asks, each shown by what works."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pypdfium2
import pytest

from app.documents.printing import pdf_of
from app.documents.queries import document
from app.duties.modelling import AddWorkModel, ItemInput
from app.evidence.commands import AttachFile, AttachLink
from app.kernel.periods import CALENDAR, Month, period_from_key
from app.outreach import queries, rules
from app.outreach.meeting_commands import ChangeMeeting, MeetingInput
from app.outreach.paper import plan_pdf, proof_pdf, sign_in_pdf
from app.outreach.plan_commands import CarryPlanOver, SetPlanCells
from app.outreach.plan_paper import ComposeOutreachPlan
from app.outreach.planning import gaps
from app.outreach.post_commands import RecheckHandbook
from app.outreach.radio import state_words
from app.outreach.radio_commands import AiringPlace
from app.outreach.themes import forces, theme, themes
from app.outreach.views import PlanCell
from app.workspace import Workspace
from db.vocabulary import EvidenceKind, MeetingKind, OutreachForm, PostChannel
from tests.app.outreach.invented import add_hamlets, air, display, meeting, post, praise, programme
from tests.support.stores import day

YEAR = (date(2022, 1, 1), date(2022, 12, 31))


@pytest.fixture
def commune(workspace: Workspace, clock) -> Workspace:
    """The commune of Mẫu Sơn on the last day of 2022."""
    clock.set(day("2022-12-31"))
    return workspace


def value(workspace: Workspace, key: str, first: date = YEAR[0], last: date = YEAR[1]) -> int | None:
    return workspace.read(queries.figures, first, last)[key].value


def told(data: bytes) -> str:
    with pypdfium2.PdfDocument(BytesIO(data)) as pdf:
        found = []
        for page in pdf:
            text = page.get_textpage()
            found.append(" ".join(text.get_text_bounded().split()))
            text.close()
            page.close()
    return " ".join(found)


@pytest.mark.parametrize("code", ["N1", "N2", "N3", "N4", "N5"])
def test_1_02_and_1_04_posts_and_programmes_are_counted_by_theme(commune, code):
    uid = programme(commune, "2022-05", themes=(code,))
    air(commune, uid, date(2022, 5, 2), date(2022, 5, 9))
    post(commune, date(2022, 5, 3), themes=(code,))
    post(commune, date(2022, 5, 3), PostChannel.ZALO, themes=("N1" if code != "N1" else "N2",))

    assert code in [one.code for one in themes()]
    assert value(commune, f"theme.{code}") == 2
    assert value(commune, f"theme.{code}.radio") == value(commune, f"theme.{code}.website") == 1
    assert value(commune, f"theme.{code}.social") == 0


def test_1_03_theme_n2_brings_its_four_source_texts_and_the_plan_cites_those_that_bind_us(commune):
    sources = theme("N2").sources
    assert [(one.code, one.issued_on) for one in sources] == [
        ("NQ06", date(2021, 11, 10)),
        ("QD176", date(2022, 1, 10)),
        ("CTR03", date(2022, 4, 26)),
        ("KH124", date(2022, 5, 5)),
    ]
    cells = (PlanCell(theme="N2", form=OutreachForm.RADIO, month=6, planned=1),)
    commune.do(SetPlanCells(year=2022, cells=cells))
    paper = commune.do(ComposeOutreachPlan(year=2022, day=date(2022, 6, 1))).value

    printed = told(commune.read(pdf_of, commune.files, paper))
    assert "Nghị quyết số 06-NQ/TU ngày 10 tháng 11 năm 2021" in printed
    assert "Quyết định số 176/QĐ-UBND ngày 10 tháng 01 năm 2022" in printed


def test_1_05_theme_n4_is_counted_by_its_parts_and_by_who_took_part(commune):
    for tag in theme("N4").tags:
        post(commune, date(2022, 6, 1), themes=(tag.code,), forces=("front", "women"))
    meeting(commune, date(2022, 6, 2), MeetingKind.COMMUNITY, themes=("N4",), forces=("teams",))

    assert [tag.code for tag in theme("N4").tags] == ["N4.NL", "N4.CQS", "N4.KTS", "N4.XHS"]
    assert [value(commune, f"theme.{tag.code}") for tag in theme("N4").tags] == [1, 1, 1, 1]
    assert value(commune, "theme.N4") == 5
    assert value(commune, "theme.N4.forces") == 4, "a team alone is neither Front nor union"
    assert {one.code: value(commune, f"forces.{one.code}") for one in forces()} == {
        "front": 4,
        "youth": 0,
        "women": 4,
        "farmers": 0,
        "veterans": 0,
        "teams": 1,
    }


def test_1_06_theme_n5_links_to_the_model_it_tells_of(commune):
    items = (ItemInput(code="1", title="Tuyên truyền, phổ biến"),)
    model = commune.do(
        AddWorkModel(code="PL2", version="2022", title="Mô hình chuyển đổi số cấp xã", items=items)
    ).value
    uid = programme(commune, "2022-07", themes=("N5",), model=model)
    air(commune, uid, date(2022, 7, 4))
    post(commune, date(2022, 7, 5), themes=("N5",))

    assert commune.read(queries.models)[0].uid == commune.read(queries.programme, uid).model == model
    assert (value(commune, "theme.N5"), value(commune, "theme.N5.models")) == (2, 1)


def test_1_07_praise_shows_its_lag_and_stands_in_half_year_and_year(commune):
    praise(commune, date(2022, 5, 1), date(2022, 5, 11), collective=True)
    praise(commune, date(2022, 6, 1), date(2022, 7, 1))
    praise(commune, date(2022, 11, 1), whom="Ông Hà Văn Thử")

    assert sorted(one.lag for one in commune.read(queries.praises) if one.lag is not None) == [10, 30]
    half = period_from_key("2022-H1", CALENDAR)
    other = period_from_key("2022-H2", CALENDAR)
    counts = [value(commune, "praise.count", one.first, one.last) for one in (half, other)]
    assert counts == [1, 1] and value(commune, "praise.count") == 2
    summary = commune.read(queries.praise_summary, *YEAR)
    assert (summary.count, summary.days, summary.longest, summary.waiting) == (2, 20, 30, 1)
    assert "Ông Hà Văn Thử" in " ".join(one.message for one in commune.read(rules.findings, date(2022, 12, 31)))


def test_1_08_channels_k1_to_k4_are_counted_with_their_evidence(commune):
    uid = programme(commune, "2022-05")
    places = (AiringPlace(loudspeaker="Cụm 1"), AiringPlace(loudspeaker="Cụm 2"))
    air(commune, uid, date(2022, 5, 2), date(2022, 5, 9), places=places)
    post(commune, date(2022, 5, 3), url="https://mauson.example/tin")
    post(commune, date(2022, 5, 4))
    shown = display(commune, date(2022, 5, 5), size="1 x 6 m", place="Ngã ba chợ")
    display(commune, date(2022, 5, 5))
    commune.do(
        AttachFile(about_noun="display", about=shown, data=picture(), name="bang-ron.png", kind=EvidenceKind.PHOTO)
    )

    found = {f"K{number}": value(commune, f"channel.K{number}") for number in range(1, 5)}
    proved = {f"K{number}": value(commune, f"channel.K{number}.proved") for number in range(1, 5)}
    assert found == {"K1": 2, "K2": 4, "K3": 2, "K4": 2}
    assert proved == {"K1": 2, "K2": 4, "K3": 1, "K4": 1}
    banner = next(one for one in commune.read(queries.displays) if one.uid == shown)
    assert (banner.place, banner.size, banner.has_photo) == ("Ngã ba chợ", "1 x 6 m", True)


def picture() -> bytes:
    from PIL import Image

    out = BytesIO()
    Image.new("RGB", (80, 60), (30, 90, 160)).save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize(
    "kind", [MeetingKind.CONFERENCE, MeetingKind.TRAINING, MeetingKind.FORUM, MeetingKind.COMMUNITY]
)
def test_1_09_an_event_has_place_hour_attendance_sign_in_sheet_and_minutes(commune, kind):
    from app.documents.drafting import DraftDocument

    fields = {"title": "Tập huấn kỹ năng số", "place": "Nhà văn hóa xã", "held_at": "07:30", "invited": 20}
    uid = meeting(commune, date(2022, 6, 10), kind, **fields)
    sheet = told(commune.read(sign_in_pdf, uid=uid))
    minutes = commune.do(DraftDocument(template="bb", day=date(2022, 6, 10))).value
    entered = MeetingInput(kind=kind, held_on=date(2022, 6, 10), attended=18, minutes=minutes, **fields)
    commune.do(ChangeMeeting(uid=uid, meeting=entered))

    kept = commune.read(queries.meeting, uid)
    assert (kept.place, kept.held_at, kept.attended, kept.minutes) == ("Nhà văn hóa xã", "07:30", 18, minutes)
    assert "Nhà văn hóa xã" in sheet and "07 giờ 30" in sheet and "Ký tên" in sheet
    assert value(commune, f"meetings.{kind.value}") == 1 and value(commune, "meetings.attended") == 18


@pytest.mark.parametrize("channel", [PostChannel.ZALO, PostChannel.FACEBOOK])
def test_1_10_a_social_post_has_address_or_capture_day_and_a_reach_that_may_be_missing(commune, channel):
    by_address = post(commune, date(2022, 5, 1), channel, url="https://zalo.example/1", reach=340)
    by_capture = post(commune, date(2022, 5, 2), channel)
    bare = post(commune, date(2022, 5, 3), channel)
    commune.do(
        AttachFile(about_noun="online_post", about=by_capture, data=picture(), name="c.png", kind=EvidenceKind.CAPTURE)
    )

    proved = {one.uid: one.is_proved for one in commune.read(queries.posts)}
    assert proved == {by_address: True, by_capture: True, bare: False}
    reach = commune.read(queries.figures, *YEAR)["posts.reach"]
    assert (reach.value, reach.covered, reach.missing) == (340, 1, 2)
    assert value(commune, f"posts.{channel.value}") == 3


def test_1_11_the_matrix_of_themes_rolls_over_each_year_without_entering_it_again(commune):
    cells = tuple(
        PlanCell(theme=one.code, form=form, month=month, text=f"{one.code} {form.value}", planned=month % 3 or None)
        for one in themes()
        for form in OutreachForm
        for month in (1, 5, 10)
    )
    commune.do(SetPlanCells(year=2022, cells=cells))

    for year in (2023, 2024, 2025):
        assert commune.do(CarryPlanOver(from_year=year - 1, to_year=year)).value == len(cells)
        assert commune.read(queries.plan, year).cells == commune.read(queries.plan, 2022).cells

    assert sum(len(gap.months) for gap in gaps(commune.read(queries.plan, 2025))) == 300 - len(cells)
    assert "năm 2025" in told(commune.read(plan_pdf, year=2025))
    paper = commune.do(ComposeOutreachPlan(year=2025, day=date(2025, 1, 2))).value
    assert commune.read(document, paper).subject == "Tuyên truyền về chuyển đổi số năm 2025"


@pytest.mark.parametrize("proof", ["address", "link", "capture", "none"])
def test_1_21_the_handbook_is_done_only_with_address_or_capture_and_looked_at_again(commune, proof):
    address = "https://mauson.example/cam-nang"
    uid = post(commune, date(2022, 5, 10), handbook=True, url=address if proof == "address" else "")
    if proof == "link":
        commune.do(AttachLink(about_noun="online_post", about=uid, url=address, caption=""))
    if proof == "capture":
        commune.do(
            AttachFile(about_noun="online_post", about=uid, data=picture(), name="a.png", kind=EvidenceKind.CAPTURE)
        )

    state = commune.read(queries.handbook)

    assert state.is_done == (proof != "none")
    if proof == "none":
        assert "OUT-HANDBOOK" in codes(commune, date(2022, 6, 1))
        return
    assert (state.updated_on, state.due_on) == (date(2022, 5, 10), date(2022, 8, 8))
    assert not [code for code in codes(commune, date(2022, 8, 7)) if code.startswith("OUT-HANDBOOK")]
    assert "OUT-HANDBOOK-RECHECK" in codes(commune, date(2022, 8, 8))
    commune.do(RecheckHandbook(uid=uid, checked_on=date(2022, 8, 9)))
    again = commune.read(queries.handbook)
    assert (again.updated_on, again.checked_on, again.due_on) == (
        date(2022, 5, 10),
        date(2022, 8, 9),
        date(2022, 11, 7),
    )
    assert "OUT-HANDBOOK-RECHECK" not in codes(commune, date(2022, 8, 20))


def codes(workspace: Workspace, today: date) -> list[str]:
    return [finding.code for finding in workspace.read(rules.findings, today)]


@pytest.mark.parametrize("quarter", [1, 2, 3, 4])
def test_1_22_hamlet_meetings_with_digital_topics_cover_the_hamlets_of_each_quarter(commune, quarter):
    hamlets = add_hamlets(commune, "Đồng Mậu", "Khe Sành", "Nà Lốc")
    months = [Month(2022, quarter * 3 - 2).plus(step) for step in range(3)]
    last = months[-1].day(31)
    meeting(commune, months[0].day(5), hamlet=hamlets[0], themes=("N1",), title="Họp thôn, lồng ghép dịch vụ công")
    meeting(commune, months[1].day(5), hamlet=hamlets[1], digital=False)

    found = commune.read(queries.coverage, last)

    assert [one.label for one in found.missing] == ["thôn Khe Sành", "thôn Nà Lốc"]
    told_of = [one for one in commune.read(rules.findings, last) if one.code == "OUT-HAMLETS"]
    assert "thôn Khe Sành, thôn Nà Lốc" in told_of[0].message
    meeting(commune, months[2].day(1), hamlet=hamlets[1])
    meeting(commune, last, hamlet=hamlets[2])
    assert commune.read(queries.coverage, last).missing == ()
    assert "OUT-HAMLETS" not in codes(commune, last)
    assert value(commune, "meetings.digital_hamlets", months[0].day(1), last) == 3


@pytest.mark.parametrize("number", range(1, 13))
def test_1_23_a_month_is_red_until_a_programme_with_script_or_audio_was_on_air(commune, number):
    month = Month(2022, number)

    def state():
        return commune.read(queries.radio_month, month, month.day(31))

    assert state().reasons[0] == "chưa có chương trình xã tự sản xuất của tháng"
    uid = programme(commune, month.key, script="")
    assert state().reasons[0] == "chương trình chưa có kịch bản hoặc tệp âm thanh"
    air(commune, uid, *(month.day(number) for number in (3, 10, 17, 24)))
    assert not state().is_met
    commune.do(
        AttachFile(about_noun="programme", about=uid, data=b"Kinh thua ba con", name="bai.txt", kind=EvidenceKind.TEXT)
    )
    assert state().is_met
    assert state().first.day == month.day(3)


@pytest.mark.parametrize("number", range(1, 13))
def test_1_24_three_rebroadcasts_in_the_same_month_the_first_airing_left_out(commune, number):
    month = Month(2022, number)
    uid = programme(commune, month.key)
    air(commune, uid, month.day(20), month.day(21), month.day(22))
    if number < 12:
        air(commune, uid, month.plus(1).day(1))
    end = month.day(31)

    state = commune.read(queries.radio_month, month, end)
    assert (state.rebroadcasts, state.is_met, state.feasible) == (2, False, True), "one airing today is still possible"
    assert "còn thiếu 1 lần phát lại (đã có 2/3)" in state_words(state, end)
    proof = told(commune.read(proof_pdf, month=month, today=end))
    assert "chưa đạt" in proof
    places = (AiringPlace(loudspeaker="Cụm 1"), AiringPlace(loudspeaker="Cụm 2"))
    air(commune, uid, end, places=places)
    assert commune.read(queries.radio_month, month, end).rebroadcasts == 3
    assert "đạt; chương trình của tháng phát lại 03 lần" in told(commune.read(proof_pdf, month=month, today=end))


def test_1_24_the_month_is_told_of_before_it_can_no_longer_be_reached(commune):
    programme(commune, "2022-06")  # nothing on air: four airings, one a day

    state = commune.read(queries.radio_month, Month(2022, 6), date(2022, 6, 20))
    assert state.last_start == date(2022, 6, 27)
    assert "OUT-RADIO-SOON" not in codes(commune, date(2022, 6, 19))
    assert "OUT-RADIO-SOON" in codes(commune, date(2022, 6, 20))
    assert "OUT-RADIO-SOON" in codes(commune, date(2022, 6, 27))
    assert "OUT-RADIO-LATE" in codes(commune, date(2022, 6, 28))


def test_1_25_results_stand_beside_the_counts_of_what_was_done(commune):
    uid = programme(commune, "2022-05", seconds=600)
    air(commune, uid, date(2022, 5, 2), date(2022, 5, 9))
    post(commune, date(2022, 5, 3), PostChannel.ZALO, reach=500)
    meeting(commune, date(2022, 5, 4), MeetingKind.TRAINING, attended=35, invited=40)

    beside = {
        effect.count.key: (effect.count.value, {one.key: one.value for one in effect.results})
        for effect in commune.read(queries.effects, *YEAR)
    }

    assert beside["radio.programmes"] == (1, {"radio.rebroadcasts": 1, "radio.minutes": 20})
    assert beside["posts.count"] == (1, {"posts.reach": 500})
    assert beside["meetings.count"] == (1, {"meetings.invited": 40, "meetings.attended": 35})
    assert beside["displays.count"] == (0, {"displays.items": None}), "nothing was put up: nothing to tell of"
