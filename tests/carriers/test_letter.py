"""The letter that carries a file is written for whoever receives it."""

from __future__ import annotations

from email import message_from_bytes, policy

import pytest

from app.carriers.carrier import measure
from app.carriers.letter import Letter
from app.kernel.words import choose_language
from tests.carriers.conftest import NAME, QUIET
from tests.support.stores import START


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_letter_is_vietnamese_whatever_the_language_of_the_window(parcel, language):
    choose_language(language)
    try:
        letter = Letter(
            sender="xa@xa.example",
            receiver="hop@tinh.example",
            path=parcel,
            name=NAME,
            measured=measure(parcel, QUIET),
            at=START,
        )
        written = message_from_bytes(b"".join(letter.chunks(QUIET)), policy=policy.default)
    finally:
        choose_language("vi")

    assert written["Subject"] == f"Xã Số: tệp {NAME}"
    assert "Hãy lưu tệp đính kèm" in written.get_body().get_content()
