"""Text is stored in one form and searched without its marks."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.problems import Refused
from app.kernel.text import clean_block, clean_line, fold, fold_with_tones, has_tones, mend_tone_place, nfc


def test_decomposed_typing_becomes_the_composed_form():
    assert nfc(unicodedata.normalize("NFD", "Tổ công nghệ số cộng đồng")) == "Tổ công nghệ số cộng đồng"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("  Thôn \t Đồng\u00a0Mậu \n", "Thôn Đồng Mậu"),
        ("\ufeffThôn\u200b 1\u00ad", "Thôn 1"),
        ("a\x00b\u202ec\ud800", "abc"),
        ("\u00d0ồng", "Đồng"),
        ("e\u0323\u0302", "ệ"),
        ("e\u0302\u0323", "ệ"),
    ],
)
def test_unseen_characters_and_lookalikes_do_not_survive(typed, stored):
    assert nfc(typed) == stored


@pytest.mark.parametrize(
    ("text", "searched"),
    [
        ("Đặng Thị Hoà", "dang thi hoa"),
        ("HÒA", "hoa"),
        ("Niê Kđăm", "nie kdam"),
        ("", ""),
    ],
)
def test_the_search_form_has_no_marks(text, searched):
    assert fold(text) == searched


def test_a_query_with_tones_finds_both_tone_places():
    assert fold_with_tones("HOÀ BÌNH") == fold_with_tones("hòa bình") == "hòa bình"


@pytest.mark.parametrize(("text", "told"), [("hoa", False), ("Hòa", True), ("đi", True), ("ABC 12", False)])
def test_marks_in_a_query_are_noticed(text, told):
    assert has_tones(text) is told


@pytest.mark.parametrize(
    ("typed", "mended"),
    [
        ("hoà", "hòa"),
        ("khoẻ", "khỏe"),
        ("thuỷ", "thủy"),
        ("Thuý Hoà", "Thúy Hòa"),
        ("HOÀ", "HÒA"),
        ("tóan", "toán"),
        ("hòan thành", "hoàn thành"),
        ("thúât", "thuất"),
        ("qúy", "quý"),
        ("gìa", "già"),
        ("uỷ ban", "ủy ban"),
        ("chuyển", "chuyển"),
        ("tưoì", "tưoì"),
        ("mứơn", "mướn"),
        ("ngọai", "ngoại"),
        ("Huỳnh", "Huỳnh"),
        ("khuỷu", "khuỷu"),
        ("gìn giữ", "gìn giữ"),
        ("quả", "quả"),
        ("quý", "quý"),
        ("giếng", "giếng"),
        ("thuở", "thuở"),
        ("nghĩa", "nghĩa"),
        ("yếu", "yếu"),
        ("ngoằn ngoèo", "ngoằn ngoèo"),
        ("rượu", "rượu"),
        ("résumé", "résumé"),
    ],
)
def test_tones_move_to_their_usual_place_and_right_words_stay(typed, mended):
    assert mend_tone_place(typed) == mended


def test_a_text_too_long_is_refused_with_what_where_and_next_step():
    with pytest.raises(Refused) as refusal:
        clean_line("a" * 1000, field="full_name", limit=120, label="Họ và tên")
    assert refusal.value.code == "TXT-01"
    assert refusal.value.field == "full_name"
    assert refusal.value.sentence == "Họ và tên dài 1000 ký tự, tối đa 120 ký tự."
    assert refusal.value.next_step


def test_a_block_keeps_its_lines_and_loses_the_rest():
    assert clean_block(" Một \r\n\r\n\r\n\r\n hai\u200b  ba \n", field="note", limit=50) == "Một\n\nhai ba"


@given(st.text())
def test_cleaning_and_folding_twice_changes_nothing(text):
    assert nfc(nfc(text)) == nfc(text)
    assert fold(fold(text)) == fold(text)
    assert mend_tone_place(mend_tone_place(text)) == mend_tone_place(text)


@given(st.text(alphabet="aăâeêioôơuưyqgihnt\u0300\u0301\u0303\u0309\u0323 "))
def test_where_a_tone_stands_never_changes_the_search_form(text):
    assert fold(mend_tone_place(text)) == fold(text)
