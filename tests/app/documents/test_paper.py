"""Papers as the printer takes them: boxes of decree 30/2020, numbering, annexes, signatures."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import date
from io import BytesIO

import pypdfium2
import pytest

from app.documents.citing import known_citations
from app.documents.compose import compose
from app.documents.content import (
    AnnexPart,
    Article,
    BasisLine,
    Clause,
    Content,
    Heading,
    HeadingLevel,
    Paragraph,
    Point,
    Recipient,
    RosterMode,
    Signing,
    TableBlock,
    TableColumn,
)
from app.documents.paper import PaperInputs, paper_of
from app.documents.templates import template
from app.typesetting import model
from app.typesetting.render_docx import render_docx
from app.typesetting.render_pdf import render_pdf
from db.vocabulary import DocumentType, SigningForm
from tests.support.papers import CHAIRMAN, DAY_2022, DAY_2026, committee, hamlets, paper_inputs, standing, teams

SIGNING = Signing(form=SigningForm.HEAD, titles=("CHỦ TỊCH",), name="Lục Văn Mẫu")


def inputs(code: str, day: date = DAY_2026, *, count: int = 12, **more: object) -> PaperInputs:
    kind = template(code)
    made = compose(
        kind,
        standing=standing(day),
        committee=committee(),
        hamlets=hamlets(count),
        signer=CHAIRMAN,
        teams=() if kind.about == "committee" else teams(count),
        citations=known_citations(),
        day=day,
    )
    return paper_inputs(kind.type, made.subject, made.symbol, made.content, day, count=count, **more)


def own(*blocks: object, kind: DocumentType = DocumentType.QD, **more: object) -> model.Document:
    """A paper of a few blocks."""
    content = Content(signing=SIGNING, blocks=blocks, **more)  # type: ignore[arg-type]
    return paper_of(paper_inputs(kind, "Về việc thử", "QĐ-UBND", content, DAY_2026))


def of(paper: model.Document, kind: type) -> list[object]:
    return [block for block in paper.blocks if isinstance(block, kind)]


def said(pdf: bytes) -> str:
    """The text that can be copied out of a PDF, its line ends made spaces."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        pages = []
        for page in document:
            text = page.get_textpage()
            pages.append(text.get_text_range())
            text.close()
            page.close()
        return " ".join(" ".join(pages).split())
    finally:
        document.close()


def test_row_4_21_the_committee_decision_prints_as_pdf_and_docx_with_its_list() -> None:
    paper = paper_of(inputs("qd-ban-chi-dao"))
    text = said(render_pdf(paper))
    assert "Thành viên Ban Chỉ đạo chuyển đổi số xã Mẫu Sơn" in text and "Lục Văn Mẫu" in text
    assert text == unicodedata.normalize("NFC", text)
    assert render_docx(paper).startswith(b"PK")


@pytest.mark.parametrize("count", [1, 12, 60])
def test_row_4_23_one_decision_for_all_teams_prints_for_1_to_60_hamlets(count: int) -> None:
    paper = paper_of(inputs("qd-to-cnsc", count=count))
    (annex,) = paper.annexes
    (table,) = annex.blocks
    assert isinstance(table, model.Table)
    assert sum(isinstance(row, model.GroupRow) for row in table.rows) == count
    people = sum(isinstance(row, model.Row) for row in table.rows)
    first = of(paper, model.Article)[0]
    assert isinstance(first, model.Article)
    assert f"{count:02} Tổ" in str(first.text) and f"gồm {people:02} thành viên" in str(first.text)
    assert "Tổ công nghệ số cộng đồng thôn Đồng Mậu" in said(render_pdf(paper))


def test_row_4_23_a_decision_for_one_team_lists_that_team_only() -> None:
    made = compose(
        template("qd-to-cnsc-mot"), standing=standing(DAY_2026), teams=teams()[3:4], hamlets=hamlets(), day=DAY_2026
    )
    paper = paper_of(paper_inputs(DocumentType.QD, made.subject, made.symbol, made.content, DAY_2026))
    (table,) = paper.annexes[0].blocks
    assert isinstance(table, model.Table)
    assert [row.text for row in table.rows if isinstance(row, model.GroupRow)] == [
        "Tổ công nghệ số cộng đồng thôn Khe Giàng"
    ]


def test_row_4_22_the_assignment_is_a_committee_paper_with_a_landscape_table() -> None:
    paper = paper_of(inputs("qd-phan-cong"))
    assert paper.letterhead and paper.letterhead.parent == "ỦY BAN NHÂN DÂN XÃ MẪU SƠN"
    assert paper.letterhead.issuer == ("BAN CHỈ ĐẠO CHUYỂN ĐỔI SỐ",)
    assert paper.annexes[0].orientation is model.Orientation.LANDSCAPE
    assert "thôn Đồng Mậu, bản Khoang" in said(render_pdf(paper))


def test_the_office_heads_its_paper_on_two_lines_without_a_parent() -> None:
    head = paper_of(inputs("qd-to-cnsc")).letterhead
    assert head and head.issuer == ("ỦY BAN NHÂN DÂN", "XÃ MẪU SƠN") and head.parent == ""


def test_row_3_11_without_number_and_date_the_blank_form_is_printed() -> None:
    paper = paper_of(inputs("qd-to-cnsc"))
    assert paper.letterhead and (paper.letterhead.number_text, paper.letterhead.day) == ("", None)
    assert (paper.letterhead.month, paper.letterhead.year) == (11, 2026)
    assert "Quyết định số         /QĐ-UBND ngày       tháng 11 năm 2026" in paper.annexes[0].reference


def test_row_3_11_a_draft_is_marked_until_it_is_printed_for_signing() -> None:
    assert "DỰ THẢO" in said(render_pdf(paper_of(inputs("qd-to-cnsc", draft_mark=True))))
    assert "DỰ THẢO" not in said(render_pdf(paper_of(inputs("qd-to-cnsc"))))


def test_issued_number_and_day_stand_in_head_and_annex() -> None:
    paper = paper_of(inputs("qd-to-cnsc", number=5, issued_on=date(2026, 11, 9)))
    assert "Số: 05/QĐ-UBND" in said(render_pdf(paper))
    assert "Quyết định số 05/QĐ-UBND ngày 09 tháng 11 năm 2026 của Chủ tịch" in paper.annexes[0].reference


def test_rows_0_20_and_4_26_recipients_print_with_dash_mark_purpose_and_archive() -> None:
    block = paper_of(inputs("qd-to-cnsc", DAY_2022)).blocks[-1]
    assert isinstance(block, model.SignatureBlock)
    assert block.recipients[0] == "- Như Điều 5;" and block.recipients[1] == "- UBND huyện Hà Trung (để b/c);"
    assert block.recipients[-1] == "- Lưu: VT, VHXH."


def test_bases_end_with_semicolons_and_the_last_with_a_full_stop() -> None:
    paper = own(
        Article(text="x"),
        bases=(BasisLine(text="Luật thử;"), BasisLine(citation="749/QĐ-TTg", full=False)),
        proposal="Theo đề nghị của Trưởng phòng.",
    )
    assert [basis.text for basis in of(paper, model.Basis)] == [  # type: ignore[attr-defined]
        "Căn cứ Luật thử;",
        "Căn cứ Quyết định số 749/QĐ-TTg;",
        "Theo đề nghị của Trưởng phòng.",
    ]


def test_articles_count_through_clauses_within_articles_and_points_within_clauses() -> None:
    paper = own(
        Article(text="a"),
        Clause(text="b"),
        Point(text="c"),
        Point(text="d"),
        Clause(text="e"),
        Point(text="g"),
        Article(text="h"),
        Clause(text="i"),
    )
    numbers = [getattr(block, "number", getattr(block, "letter", "")) for block in paper.blocks[2:-1]]
    assert numbers == [1, 1, "a", "b", 2, "a", 2, 1]


def test_headings_count_within_the_next_higher_one() -> None:
    levels = [HeadingLevel.ROMAN, HeadingLevel.ARABIC, HeadingLevel.ARABIC, HeadingLevel.ROMAN, HeadingLevel.ARABIC]
    paper = own(*(Heading(level=level, title="x") for level in levels), kind=DocumentType.BC)
    assert [heading.number for heading in of(paper, model.Heading)] == [  # type: ignore[attr-defined]
        "I",
        1,
        2,
        "II",
        1,
    ]


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Thi hành.", "Thi hành./."),
        ("Thi hành", "Thi hành./."),
        ("Thi hành./.", "Thi hành./."),
        ("Thi hành;", "Thi hành./."),
    ],
)
def test_the_body_ends_with_its_mark_once(typed: str, printed: str) -> None:
    (block,) = of(own(Article(text=typed)), model.Article)
    assert block.text == printed  # type: ignore[attr-defined]


def test_a_text_that_ends_with_a_table_gets_no_mark_elsewhere() -> None:
    paper = own(
        Paragraph(text="Như sau:"),
        TableBlock(columns=(TableColumn(title="TT"),), rows=(("1", "Việc thử"),)),
        kind=DocumentType.KH,
    )
    assert of(paper, model.Paragraph)[0].text == "Như sau:"  # type: ignore[attr-defined]
    assert render_pdf(paper)


def test_a_letter_has_its_subject_under_the_number_and_no_type_title() -> None:
    paper = own(Paragraph(text="x"), kind=DocumentType.CV, addressees=("Sở Thử",))
    assert paper.letterhead and paper.letterhead.subject_line == "V/v thử"
    assert of(paper, model.TypeTitle) == []


def test_minutes_have_two_signatures_and_no_place_and_date() -> None:
    made = compose(
        template("bb"),
        standing=standing(DAY_2026),
        day=DAY_2026,
        values={"chair": "Ông Lục Văn Mẫu, Chủ tịch UBND xã", "secretary": "Bà Hà Thị Thử, công chức"},
    )
    paper = paper_of(paper_inputs(DocumentType.BB, made.subject, made.symbol, made.content, DAY_2026))
    block = paper.blocks[-1]
    assert isinstance(block, model.SignatureBlock) and block.left
    assert (block.left.signer, block.signature.signer) == ("Hà Thị Thử", "Lục Văn Mẫu")
    assert paper.letterhead and not paper.letterhead.with_place_date


def test_an_attached_regulation_has_its_own_head_without_number() -> None:
    annex = paper_of(inputs("qd-ban-hanh")).annexes[0]
    assert annex.letterhead and not annex.letterhead.with_number and not annex.letterhead.with_place_date
    assert isinstance(annex.blocks[0], model.TypeTitle) and annex.blocks[0].type_name == "QUY CHẾ"
    assert [block.number for block in annex.blocks if isinstance(block, model.Article)] == list(range(1, 8))


def test_several_numbered_annexes_bear_roman_numbers_and_one_alone_none() -> None:
    part = AnnexPart(kind="text", title="Mẫu", numbered=True, blocks=(Paragraph(text="x"),))
    assert [annex.number for annex in own(Article(text="kèm theo"), annexes=(part, replace(part))).annexes] == [
        "I",
        "II",
    ]
    assert [annex.number for annex in own(Article(text="kèm theo"), annexes=(part,)).annexes] == [""]


def test_an_internal_list_is_marked_as_such() -> None:
    paper = own(
        Paragraph(text="x"), annexes=(AnnexPart(kind="roster", mode=RosterMode.INTERNAL),), kind=DocumentType.DS
    )
    assert paper.letterhead and paper.letterhead.circulation
    assert paper.letterhead.circulation.text == "LƯU HÀNH NỘI BỘ"


def test_box_12_prints_the_drafters_initials_and_copies() -> None:
    for draftsman, copies, printed in (("pl", 300, "PL.(300)"), ("PL.", 0, "PL"), ("", 12, "(12)")):
        block = own(Article(text="x"), draftsman=draftsman, copies=copies).blocks[-1]
        assert isinstance(block, model.SignatureBlock) and block.draftsman and block.draftsman.text == printed


def test_the_same_values_give_the_same_bytes() -> None:
    assert render_pdf(paper_of(inputs("qd-to-cnsc"))) == render_pdf(paper_of(inputs("qd-to-cnsc")))


def test_an_unfinished_draft_prints_blanks_and_never_fails() -> None:
    empty = Content(
        signing=Signing(form=SigningForm.HEAD, titles=()),
        annexes=(AnnexPart(kind="assignment"), AnnexPart(kind="roster"), AnnexPart(kind="committee_list")),
    )
    for kind in DocumentType:
        paper = PaperInputs(type=kind, subject="", content=empty, standing=standing(DAY_2026), symbol="")
        assert BytesIO(render_pdf(paper_of(paper))).read(5) == b"%PDF-"


def test_recipients_may_be_typed_with_marks_and_print_once() -> None:
    block = own(
        Article(text="x"), recipients=(Recipient(text="- Như trên;", purpose="(để b/c)"),), archive="VT."
    ).blocks[-1]
    assert isinstance(block, model.SignatureBlock)
    assert block.recipients == ("- Như trên (để b/c);", "- Lưu: VT.")
