"""Sheets about keys: one page each, words and digits as made, the QR holds the public keys whole."""

from __future__ import annotations

import base64
import dataclasses
from datetime import date

import pypdfium2
import pytest

from app.exchange.key_sheet import key_sheet, qr_text, recovery_sheet
from app.keys.enrolment import Enrolment
from app.keys.recovery import new_code
from app.keys.words import words_of
from tests.support.keys import AT, COMMUNE_KEYS, MAU_SON

ENROLMENT = Enrolment(office=MAU_SON, keys=COMMUNE_KEYS.public, made_at=AT)


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        assert len(document) == 1
        return document[0].get_textpage().get_text_range()
    finally:
        document.close()


def test_the_key_sheet_shows_office_key_id_and_eight_words_in_order():
    text = text_of(key_sheet(ENROLMENT))

    assert "ỦY BAN NHÂN DÂN XÃ MẪU SƠN" in text
    assert "2FXG D34B RAVZ 18WR RAE9" in text
    assert "22/11/2026" in text
    places = [text.index(word) for word in words_of(COMMUNE_KEYS.public)]
    assert len(set(places)) == 8


def test_the_same_key_prints_the_same_bytes():
    assert key_sheet(ENROLMENT) == key_sheet(ENROLMENT)


def test_the_qr_holds_both_public_keys():
    kind, code, key_id, keys = qr_text(ENROLMENT).split(":")

    assert (kind, code, key_id) == ("XASO1", "14563", COMMUNE_KEYS.key_id)
    raw = base64.b32decode(keys + "=" * (-len(keys) % 8))
    assert raw == COMMUNE_KEYS.public.signing + COMMUNE_KEYS.public.sealing


def test_a_camera_reads_the_qr(tmp_path):
    import subprocess

    from tests.support.keys import tool

    zbar = tool("zbarimg")
    document = pypdfium2.PdfDocument(key_sheet(ENROLMENT))
    document[0].render(scale=2).to_pil().save(tmp_path / "sheet.png")
    document.close()
    done = subprocess.run([zbar, "-q", "--raw", tmp_path / "sheet.png"], capture_output=True, timeout=60, check=False)

    assert done.stdout.decode().strip() == qr_text(ENROLMENT)


def test_the_recovery_sheet_shows_eight_groups_and_no_word_of_the_key():
    code = new_code()
    text = text_of(recovery_sheet(MAU_SON.office_name, date(2026, 11, 22), code))

    assert all(group in text for group in code.split())
    assert "NIÊM PHONG" in text


@pytest.mark.parametrize("length", [10, 150])
def test_a_long_name_of_an_office_stays_on_the_page(length):
    office = dataclasses.replace(MAU_SON, office_name=" ".join(["Ủy ban nhân dân"] * (length // 10)))

    assert "PHIẾU" in text_of(key_sheet(dataclasses.replace(ENROLMENT, office=office)))
