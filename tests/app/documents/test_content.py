"""Content goes to JSON and strictly back; what is wrong is named by its path."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.documents.content import (
    AnnexPart,
    Article,
    BasisLine,
    Block,
    Clause,
    Content,
    Heading,
    HeadingLevel,
    Invitation,
    Minutes,
    Paragraph,
    Point,
    Recipient,
    RosterMode,
    Signing,
    TableBlock,
    TableColumn,
    content_from_json,
    content_to_json,
    figures_in,
    texts_of,
    with_figures,
)
from app.documents.strict_json import LIST_LIMIT, TEXT_LIMIT
from app.kernel.problems import Refused
from db.vocabulary import SigningForm

SIGNING = Signing(form=SigningForm.HEAD, titles=("CHỦ TỊCH",), name="Lục Văn Mẫu")
words = st.text(max_size=30).map(lambda text: unicodedata.normalize("NFC", text))
blocks: st.SearchStrategy[Block] = st.one_of(
    st.builds(Article, kind=st.just("article"), title=words, text=words),
    st.builds(Clause, kind=st.just("clause"), title=words, text=words),
    st.builds(Point, kind=st.just("point"), text=words),
    st.builds(Paragraph, kind=st.just("paragraph"), text=words, centered=st.booleans()),
    st.builds(Heading, kind=st.just("heading"), level=st.sampled_from(HeadingLevel), title=words),
    st.builds(
        TableBlock,
        kind=st.just("table"),
        columns=st.just((TableColumn(title="TT"),)),
        rows=st.lists(st.tuples(words), max_size=3).map(tuple),
    ),
)
contents = st.builds(
    Content,
    signing=st.just(SIGNING),
    blocks=st.lists(blocks, max_size=6).map(tuple),
    bases=st.lists(st.builds(BasisLine, citation=st.none() | words, text=words, full=st.booleans()), max_size=3).map(
        tuple
    ),
    recipients=st.lists(st.builds(Recipient, text=words, purpose=words), max_size=3).map(tuple),
    annexes=st.just((AnnexPart(kind="roster", mode=RosterMode.PUBLIC, bodies=("a",)),)),
    minutes=st.none() | st.just(Minutes(attendees=("A",))),
    invitation=st.none() | st.just(Invitation(invitees=("B",))),
    copies=st.integers(0, 300),
)


@given(contents)
def test_content_survives_json(content: Content) -> None:
    assert content_from_json(content_to_json(content)) == content


def _form(**changes: object) -> dict[str, object]:
    return content_to_json(Content(signing=SIGNING)) | changes


@pytest.mark.parametrize(
    ("form", "code", "path"),
    [
        (_form(color="red"), "DOC-10", "content"),
        (_form(blocks=[{"kind": "article", "text": "x", "number": 3}]), "DOC-10", "content.blocks[0]"),
        (_form(blocks=[{"kind": "script", "text": "x"}]), "DOC-11", "content.blocks[0]"),
        (_form(blocks=["Điều 1"]), "DOC-11", "content.blocks[0]"),
        (_form(blocks=[{"kind": "article", "text": 7}]), "DOC-11", "content.blocks[0].text"),
        (_form(copies=True), "DOC-11", "content.copies"),
        (_form(urgency="GẤP"), "DOC-11", "content.urgency"),
        (_form(annexes=[{"kind": "roster", "mode": "all"}]), "DOC-11", "content.annexes[0].mode"),
        (_form(signing={"form": "head"}), "DOC-12", "content.signing"),
        ({}, "DOC-12", "content"),
        (None, "DOC-11", "content"),
        (_form(proposal="a" * (TEXT_LIMIT + 1)), "DOC-13", "content.proposal"),
        (_form(addressees=["a"] * (LIST_LIMIT + 1)), "DOC-13", "content.addressees"),
    ],
)
def test_what_is_wrong_is_refused_with_its_path(form: object, code: str, path: str) -> None:
    with pytest.raises(Refused) as caught:
        content_from_json(form)
    assert (caught.value.code, caught.value.field) == (code, path)
    assert path in caught.value.sentence and caught.value.next_step


def test_text_comes_back_composed() -> None:
    content = content_from_json(_form(proposal=unicodedata.normalize("NFD", "Theo đề nghị của Trưởng phòng")))
    assert content.proposal == "Theo đề nghị của Trưởng phòng"


def test_derived_figures_are_named_and_written() -> None:
    text = "Thành lập {teams} Tổ gồm {members} thành viên {lạ}"
    assert figures_in(text) == ("teams", "members")
    assert with_figures(text, {"teams": "12"}) == "Thành lập 12 Tổ gồm {members} thành viên {lạ}"


def test_texts_are_listed_with_their_path_and_without_choices() -> None:
    content = Content(
        signing=SIGNING,
        blocks=(Article(title="Tên", text="Chữ"), Heading(level=HeadingLevel.ROMAN, title="Mục đích")),
        recipients=(Recipient(text="Như trên"),),
    )
    assert texts_of(content) == [
        ("signing.titles[0]", "CHỦ TỊCH"),
        ("signing.name", "Lục Văn Mẫu"),
        ("blocks[0].title", "Tên"),
        ("blocks[0].text", "Chữ"),
        ("blocks[1].title", "Mục đích"),
        ("recipients[0].text", "Như trên"),
    ]
