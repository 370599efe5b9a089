"""Every template composes under both regimes, prints, and reads as it was kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.bodies.views import BodyView
from app.documents.citing import known_citations
from app.documents.compose import Composed, compose
from app.documents.content import Article, Content, content_from_json, content_to_json, texts_of
from app.documents.paper import paper_of
from app.documents.rules import lint
from app.documents.templates import template, templates
from app.documents.views import DocumentView
from app.kernel.findings import errors
from app.typesetting.render_pdf import render_pdf
from db.vocabulary import DocumentState, OfficeKind, PostKind, SigningForm
from tests.support import papers
from tests.support.kept import assert_kept, paper_text
from tests.support.papers import CHAIRMAN, DAY_2022, DAY_2026, VICE, committee, hamlets, standing, teams

ANSWERS = {
    "themes": "Tháng 5: giới thiệu dịch vụ công trực tuyến.",
    "request": "Công văn số 557/STTTT-CNTT ngày 28/3/2022 của Sở Thông tin và Truyền thông tỉnh Thanh Hóa",
    "invitees": "Thành viên Ban Chỉ đạo\nTổ trưởng các Tổ",
    "attendees": "Ông Lục Văn Mẫu\nThành viên Ban Chỉ đạo",
    "matter": "Ban Chỉ đạo quý IV",
    "chair": "Ông Lục Văn Mẫu, Trưởng Ban",
    "secretary": "Bà Hà Thị Thử",
    "time": "08 giờ 00 phút, ngày 25/11/2026",
    "place": "Hội trường UBND xã",
    "period": "tháng 11",
    "began": "08 giờ 00 phút",
    "ended": "10 giờ 30 phút cùng ngày",
    "absent": "không",
    "discussion": "Thảo luận.",
    "conclusion": "Thống nhất.",
    "reason": "Cần một đầu mối.",
    "goals": "80% hộ dùng dịch vụ công trực tuyến.",
    "budget": "Ngân sách xã.",
    "direction": "Đã họp.",
    "results": "120 lượt người được hướng dẫn.",
    "difficulties": "Thiếu thiết bị.",
    "next": "Tiếp tục hướng dẫn.",
    "proposals": "Tập huấn thêm.",
    "details": "Họp dân.",
}
BOTH = pytest.mark.parametrize("day", [DAY_2022, DAY_2026], ids=["three-tier", "two-tier"])
EACH = pytest.mark.parametrize("code", sorted(templates()))


def former(day: date, code: str = "qd-ban-chi-dao") -> DocumentView:
    """A decision that was signed a little earlier."""
    made = drafted(code, day)
    return papers.signed(made.content, made.subject, issued_on=date(day.year, 1, 5))


def drafted(code: str, day: date, **more: object) -> Composed:
    """The template composed for the whole invented commune."""
    kind = template(code)
    chosen = teams()[:1] if kind.about == "team" else () if kind.about == "committee" else teams()
    given: dict[str, object] = {
        "committee": committee(),
        "teams": chosen,
        "hamlets": hamlets(),
        "citations": known_citations(),
        "values": ANSWERS,
        "signer": CHAIRMAN,
    }
    if code == "qd-kien-toan":
        given |= {"former": former(day, "qd-to-cnsc"), "teams": re_organised()}
    if code == "qd-phan-cong":
        given["former"] = former(day)
    if code == "cv-gui-cap-tren":
        given["enclosures"] = (former(day),)
    return compose(kind, standing=standing(day), day=day, **(given | more))  # type: ignore[arg-type]


def re_organised() -> tuple[BodyView, ...]:
    """All teams in force; in the first one head follows another."""
    first, *others = (papers.in_force(team) for team in teams())
    head = first.members[0]
    successor = papers.member(papers.person(700, PostKind.HAMLET_HEAD, "Trưởng thôn", name="Hà Thị Kế"), head.role)
    places = (replace(head, leaving=True), successor, *first.members[1:])
    return (replace(first, members=places), *others)


def view(code: str, made: Composed, day: date) -> DocumentView:
    """The composed draft as the store would give it back."""
    return replace(
        papers.signed(made.content, made.subject),
        uid="draft",
        type=template(code).type,
        template=code,
        symbol=made.symbol,
        state=DocumentState.DRAFT,
        number=None,
        issued_on=None,
        paper_date=day,
    )


def all_texts(content: Content) -> str:
    return "\n".join(text for _path, text in texts_of(content))


@EACH
@BOTH
def test_every_template_composes_prints_and_reads_as_kept(code: str, day: date) -> None:
    made = drafted(code, day)
    bodies = (committee(), *(re_organised() if code == "qd-kien-toan" else teams()))
    paper = paper_of(
        papers.paper_inputs(template(code).type, made.subject, made.symbol, made.content, day, bodies=bodies)
    )
    assert render_pdf(paper).startswith(b"%PDF-")
    assert_kept(f"{code}-{day.year}", paper_text(paper))


@EACH
@BOTH
def test_what_is_composed_survives_the_store(code: str, day: date) -> None:
    made = drafted(code, day)
    assert content_from_json(content_to_json(made.content)) == made.content


@EACH
@BOTH
def test_a_first_draft_with_all_answers_has_no_error(code: str, day: date) -> None:
    made = drafted(code, day)
    found = lint(
        view(code, made, day),
        standing=standing(day),
        bodies=(committee(), *teams()),
        citations=known_citations(),
        day=day,
        hamlets=hamlets(),
    )
    assert errors(found) == []


@EACH
def test_no_district_is_named_since_the_two_tiers(code: str) -> None:
    text = all_texts(drafted(code, DAY_2026).content)
    assert "huyện" not in text and "Hà Trung" not in text and "Phòng Văn hóa và Thông tin" not in text


@EACH
@BOTH
def test_an_office_that_knows_nothing_yet_composes_with_blanks(code: str, day: date) -> None:
    there = standing(day)
    bare = replace(
        there,
        superior=None,
        own=replace(there.own, province="", district="", drafting_unit="", drafting_abbreviation=""),
    )
    made = compose(template(code), standing=bare, day=day)
    paper = papers.paper_inputs(
        template(code).type, made.subject, made.symbol, made.content, day, bodies=(), hamlets=(), citations=()
    )
    assert render_pdf(paper_of(replace(paper, standing=bare)))


def test_a_stale_superior_district_is_not_addressed_after_it_ended() -> None:
    stale = replace(standing(DAY_2026), superior=standing(DAY_2022).superior)
    made = compose(template("cv-gui-cap-tren"), standing=stale, day=DAY_2026)
    assert made.content.addressees == ("Ủy ban nhân dân tỉnh Thanh Hóa", "Sở Khoa học và Công nghệ")


@pytest.mark.parametrize(
    ("day", "law", "absent"), [(DAY_2022, "77/2015/QH13", "72/2025/QH15"), (DAY_2026, "72/2025/QH15", "77/2015/QH13")]
)
def test_the_law_on_local_government_follows_the_regime(day: date, law: str, absent: str) -> None:
    cited = {line.citation for line in drafted("qd-to-cnsc", day).content.bases}
    assert law in cited and absent not in cited


def test_row_4_01_the_team_decision_rests_on_the_letter_and_the_district_plan() -> None:
    cited = [line.citation for line in drafted("qd-to-cnsc", DAY_2022).content.bases]
    assert "557/STTTT-CNTT" in cited and "68/KH-UBND" in cited


def test_a_basis_not_yet_made_on_the_papers_day_is_left_out() -> None:
    cited = [line.citation for line in drafted("qd-to-cnsc", date(2022, 3, 1)).content.bases]
    assert "557/STTTT-CNTT" not in cited and "749/QĐ-TTg" in cited


def test_a_basis_missing_from_the_offices_table_is_written_in_words() -> None:
    lines = drafted("qd-to-cnsc", DAY_2026, citations=()).content.bases
    assert lines[0].citation is None and lines[0].text.startswith("Luật Tổ chức chính quyền địa phương ngày 16")


def test_a_basis_of_another_province_is_left_out() -> None:
    there = standing(DAY_2022)
    other = replace(there, own=replace(there.own, province="Mẫu Tỉnh", district="Mẫu Huyện"))
    made = compose(template("qd-to-cnsc"), standing=other, day=DAY_2022, citations=known_citations())
    assert not {"557/STTTT-CNTT", "68/KH-UBND", "06-NQ/TU"} & {line.citation for line in made.content.bases}


@pytest.mark.parametrize(
    ("code", "signer", "form", "titles"),
    [
        ("qd-to-cnsc", CHAIRMAN, SigningForm.HEAD, ("CHỦ TỊCH",)),
        ("qd-to-cnsc", VICE, SigningForm.FOR_HEAD, ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")),
        ("bc", CHAIRMAN, SigningForm.COLLECTIVE, ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
        ("bc", VICE, SigningForm.COLLECTIVE_FOR_HEAD, ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")),
        ("qd-phan-cong", None, SigningForm.COMMITTEE, ("TRƯỞNG BAN",)),
        ("qd-phan-cong", VICE, SigningForm.COMMITTEE, ("KT. TRƯỞNG BAN", "PHÓ TRƯỞNG BAN")),
    ],
)
def test_row_0_20_the_formula_follows_the_signers_office(
    code: str, signer: object, form: SigningForm, titles: tuple[str, ...]
) -> None:
    signing = drafted(code, DAY_2026, signer=signer).content.signing
    assert (signing.form, signing.titles) == (form, titles)


def test_row_0_20_the_committees_head_signs_with_the_office_held_beside_it() -> None:
    signing = drafted("qd-phan-cong", DAY_2026, signer=None).content.signing
    assert (signing.name, signing.second_office) == ("Lục Văn Mẫu", "Chủ tịch UBND xã Mẫu Sơn")


def test_rows_0_20_and_4_26_recipients_begin_with_the_article_and_end_with_the_archive() -> None:
    content = drafted("qd-to-cnsc", DAY_2022).content
    assert content.recipients[0].text == "Như Điều {last_article}"
    assert ("UBND huyện Hà Trung", "để b/c") in [(each.text, each.purpose) for each in content.recipients]
    assert content.archive == "VT, VHXH"


def test_a_title_at_the_head_of_an_article_begins_with_a_capital() -> None:
    last = drafted("qd-kien-toan", DAY_2022).content.blocks[-1]
    assert isinstance(last, Article) and last.text.startswith("Công chức Văn hóa - xã hội")


def test_row_4_22_the_assignment_names_the_decision_it_rests_on() -> None:
    made = drafted("qd-phan-cong", DAY_2026)
    assert made.symbol == "/QĐ-BCĐ"
    assert made.content.bases[0].text.startswith("Quyết định số 05/QĐ-UBND ngày 05 tháng 01 năm 2026 của Chủ tịch")


def test_row_4_20_the_yearly_plan_names_its_year() -> None:
    assert drafted("kh-chuyen-doi-so", DAY_2026).subject == "Chuyển đổi số xã Mẫu Sơn năm 2026"


def test_the_cover_letter_lists_what_it_encloses() -> None:
    text = all_texts(drafted("cv-gui-cap-tren", DAY_2022).content)
    assert "1. Quyết định số 05/QĐ-UBND ngày 05 tháng 01 năm 2022" in text


def test_an_acting_vice_chairman_who_is_also_chairman_signs_as_chairman() -> None:
    both = replace(VICE, posts=(*VICE.posts, papers.person(1, PostKind.CHAIRMAN, "Chủ tịch UBND xã").posts[0]))
    assert drafted("qd-to-cnsc", DAY_2026, signer=both).content.signing.form is SigningForm.HEAD


def test_a_ward_with_a_number_keeps_its_capital() -> None:
    there = standing(DAY_2026)
    ward = replace(there, own=replace(there.own, kind=OfficeKind.PHUONG, name="1", place="Phường 1"))
    made = compose(template("qd-to-cnsc"), standing=ward, day=DAY_2026)
    assert made.subject.endswith("trên địa bàn Phường 1")
