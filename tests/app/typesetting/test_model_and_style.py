"""The block model's text, the style that stays inside the decree, and the breaking of lines."""

from __future__ import annotations

import unicodedata
from dataclasses import fields, is_dataclass, replace
from datetime import date
from itertools import pairwise
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.typesetting import wording
from app.typesetting.breaking import Span, break_lines
from app.typesetting.model import Letterhead, Paragraph, Row, Run
from app.typesetting.nd30 import ND30, Look, PageStyle, TextStyle
from app.typesetting.plain import plain

WORDS = st.text(alphabet="aăâđêôơưnghxẫộ-/.,", min_size=1, max_size=40)


@given(st.text())
def test_plain_text_is_nfc_without_control_characters_and_stays_so(text):
    once = plain(text)
    assert unicodedata.is_normalized("NFC", once)
    assert all(letter == "\n" or unicodedata.category(letter)[0] != "C" for letter in once)
    assert plain(once) == once


def test_blocks_hold_plain_text_however_deep_it_lies():
    decomposed = unicodedata.normalize("NFD", "Ủy")
    paragraph = Paragraph(text=(Run(text=f"{decomposed}\r\nban\x07"),))
    assert paragraph.text == (Run(text="Ủy\nban"),)
    assert Row(cells=(decomposed, (Run(text=decomposed),))).cells == ("Ủy", (Run(text="Ủy"),))


@pytest.mark.parametrize(
    ("head", "line"),
    [
        ({"day": date(2026, 1, 5)}, "Mẫu Sơn, ngày 05 tháng 01 năm 2026"),
        ({"day": date(2026, 2, 15)}, "Mẫu Sơn, ngày 15 tháng 02 năm 2026"),
        ({"day": date(2026, 3, 9)}, "Mẫu Sơn, ngày 09 tháng 3 năm 2026"),
        ({"day": date(2026, 11, 30)}, "Mẫu Sơn, ngày 30 tháng 11 năm 2026"),
        ({"year": 2026}, "Mẫu Sơn, ngày      tháng      năm 2026"),
        ({"year": 2026, "month": 4}, "Mẫu Sơn, ngày      tháng 4 năm 2026"),
        ({}, "Mẫu Sơn, ngày      tháng      năm      "),
    ],
)
def test_place_and_date_are_worded_as_the_decree_asks(head, line):
    assert wording.place_date_line(Letterhead(issuer=("X",), place="Mẫu Sơn", **head)) == line


@pytest.mark.parametrize(("number", "line"), [("", "Số:        /QĐ-UBND"), ("05", "Số: 05/QĐ-UBND")])
def test_a_missing_number_leaves_room_for_the_pen(number, line):
    assert wording.number_line(Letterhead(issuer=("X",), number_text=number, symbol="/QĐ-UBND")) == line


def test_v_v_is_added_once():
    assert wording.subject_line(Letterhead(issuer=("X",), subject_line="V/v họp")) == "V/v họp"
    assert wording.subject_line(Letterhead(issuer=("X",), subject_line="họp")) == "V/v họp"


@pytest.mark.parametrize("page", [{"top": 19}, {"bottom": 26}, {"left": 29.9}, {"right": 20.1}])
def test_margins_outside_the_decree_cannot_be_made(page):
    with pytest.raises(ValueError, match="decree 30/2020"):
        PageStyle(**page)


@pytest.mark.parametrize("text", [{"first_line_indent": 5}, {"paragraph_gap": 5.9}, {"line_spacing": 1.6}])
def test_paragraphs_outside_the_decree_cannot_be_made(text):
    with pytest.raises(ValueError, match="decree 30/2020"):
        TextStyle(**text)


def test_letters_outside_the_decree_cannot_be_made():
    with pytest.raises(ValueError, match="decree 30/2020"):
        Look(size=15, allowed=(13, 14))
    with pytest.raises(ValueError, match="decree 30/2020"):
        replace(ND30.closing.recipients, size=12)


def test_the_style_is_frozen_all_the_way_down():
    def check(value: object) -> None:
        if is_dataclass(value):
            assert type(value).__dataclass_params__.frozen
            for field in fields(value):
                check(getattr(value, field.name))
        else:
            assert isinstance(value, (float, int, str, tuple, MappingProxyType))

    check(ND30)


@given(st.lists(WORDS, min_size=1, max_size=40), st.floats(min_value=40, max_value=500), st.booleans())
def test_lines_hold_every_letter_in_order_and_are_no_longer_than_allowed(words, width, bold):
    text = " ".join(words)
    lines = break_lines((Span(text, bold),), 14, width, width * 0.8)
    printed = "".join(part for line in lines for part, _face in line.spans)
    assert printed.replace(" ", "") == text.replace(" ", "")
    for at, line in enumerate(lines):
        assert line.width <= (width if at else width * 0.8) + 0.1
        assert line.width == pytest.approx(sum(face.width(part, 14) for part, face in line.spans), abs=0.01)
    assert [line.is_last for line in lines] == [False] * (len(lines) - 1) + [True]


@given(st.lists(st.tuples(st.text(alphabet="ab cd", min_size=1, max_size=20), st.booleans()), min_size=1, max_size=10))
def test_pieces_of_different_weight_break_as_one_text(pieces):
    spans = tuple(Span(text, bold) for text, bold in pieces)
    lines = break_lines(spans, 14, 100)
    printed = "".join(part for line in lines for part, _face in line.spans)
    assert printed.replace(" ", "") == "".join(text for text, _bold in pieces).replace(" ", "")
    assert all(line.width <= 100.1 for line in lines)


def test_lines_are_broken_at_the_last_space_that_fits():
    lines = break_lines((Span("một hai ba bốn năm sáu bảy"),), 14, 80)
    assert " ".join(line.spans[0][0] for line in lines) == "một hai ba bốn năm sáu bảy"
    for line, following in pairwise(lines):
        face = line.spans[0][1]
        longer = line.spans[0][0] + " " + following.spans[0][0].split()[0]
        assert face.width(longer, 14) > 80


def test_a_forced_break_ends_a_line_that_is_not_stretched():
    lines = break_lines((Span("một\nhai ba"),), 14, 400)
    assert [(line.spans[0][0], line.is_last) for line in lines] == [("một", True), ("hai ba", True)]
