"""Lists typed before Unicode are read right."""

from __future__ import annotations

import unicodedata

import pytest

from app.importing.legacy import decode, from_tcvn3, from_vni, legacy_font_of

SENTENCE = "Nguyễn Văn Thử, thôn Đồng Mậu, xã Hà Trung, tổ trưởng tổ công nghệ số cộng đồng"
TCVN3 = "NguyÔn V¨n Thö, th«n §ång MËu, x· Hµ Trung, tæ tr\u00adëng tæ c«ng nghÖ sè céng ®ång"
VNI = "Nguyeãn Vaên Thöû, thoân Ñoàng Maäu, xaõ Haø Trung, toå tröôûng toå coâng ngheä soá coäng ñoàng"


def test_old_fonts_are_converted_letter_by_letter():
    assert from_tcvn3(TCVN3) == SENTENCE
    assert from_vni(VNI) == SENTENCE


@pytest.mark.parametrize(
    ("raw", "encoding"),
    [
        (SENTENCE.encode(), "utf-8"),
        (SENTENCE.encode("utf-8-sig"), "utf-8-sig"),
        (SENTENCE.encode("utf-16"), "utf-16"),
        (TCVN3.encode("latin-1"), "TCVN3"),
        (VNI.encode("latin-1"), "VNI"),
    ],
)
def test_the_encoding_of_a_file_is_recognised(raw, encoding):
    assert decode(raw) == (SENTENCE, encoding)


def test_windows_1258_with_its_separate_tones_is_recognised():
    apart = "\u0300\u0301\u0303\u0309\u0323"
    typed = ""
    for char in SENTENCE:
        parts = unicodedata.normalize("NFD", char)
        tone = "".join(part for part in parts if part in apart)
        typed += unicodedata.normalize("NFC", "".join(part for part in parts if part not in apart)) + tone
    assert decode(typed.encode("cp1258")) == (SENTENCE, "cp1258")


@pytest.mark.parametrize(
    ("text", "font"),
    [
        (TCVN3, "TCVN3"),
        (VNI, "VNI"),
        (SENTENCE, None),
        ("Hoa, Café, Müller", None),
    ],
)
def test_text_in_an_old_font_is_told_from_sound_text(text, font):
    found = legacy_font_of([text])
    assert (found[0] if found else None) == font


def test_decomposed_unicode_is_no_old_font():
    assert legacy_font_of([unicodedata.normalize("NFD", SENTENCE)]) is None
