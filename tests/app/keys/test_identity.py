"""Keys of an installation: bytes that stay bytes, an id that stays the same, a tag only two can compute."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.problems import Unavailable
from app.keys.identity import KEY_ID, PublicKeys, SecretKeys, new_keys, shared_tag
from app.keys.strict_json import Fields, WrongForm
from tests.support.keys import COMMUNE_KEYS, STRANGER_KEYS, SUPERIOR_KEYS


def test_new_keys_differ_and_their_id_is_twenty_crockford_digits():
    one, other = new_keys(), new_keys()

    assert one != other
    assert one.key_id != other.key_id
    assert KEY_ID.fullmatch(one.key_id)


def test_the_id_of_a_key_never_changes_between_versions():
    assert COMMUNE_KEYS.key_id == "2FXGD34BRAVZ18WRRAE9"


def test_secrets_do_not_show_themselves():
    shown = f"{COMMUNE_KEYS!r} {COMMUNE_KEYS}"

    assert shown == "SecretKeys(…) SecretKeys(…)"


def test_secrets_come_back_from_the_store_and_damage_is_noticed():
    content = COMMUNE_KEYS.to_bytes()

    assert SecretKeys.from_bytes(content) == COMMUNE_KEYS
    for place in range(len(content) * 8):
        flipped = bytearray(content)
        flipped[place // 8] ^= 1 << place % 8
        with pytest.raises(Unavailable, match="KEY-12"):
            SecretKeys.from_bytes(bytes(flipped))
    with pytest.raises(Unavailable, match="KEY-12"):
        SecretKeys.from_bytes(b"")


def test_public_keys_are_read_strictly():
    written = COMMUNE_KEYS.public.to_json()

    assert PublicKeys.from_fields(Fields(written)) == COMMUNE_KEYS.public
    for wrong in ({**written, "more": 1}, {**written, "signing": "AB" * 32}, {**written, "sealing": "ab" * 31}, {}):
        with pytest.raises(WrongForm):
            PublicKeys.from_fields(Fields(wrong))


@given(st.lists(st.binary(max_size=40), max_size=4))
def test_both_owners_compute_the_same_tag_and_nobody_else(message):
    tag = shared_tag(COMMUNE_KEYS, SUPERIOR_KEYS.public, message)

    assert shared_tag(SUPERIOR_KEYS, COMMUNE_KEYS.public, message) == tag
    assert shared_tag(STRANGER_KEYS, COMMUNE_KEYS.public, message) != tag
    assert shared_tag(COMMUNE_KEYS, SUPERIOR_KEYS.public, [*message, b""]) != tag


def test_a_tag_with_a_key_of_nobody_is_refused():
    with pytest.raises(ValueError, match="key"):
        shared_tag(COMMUNE_KEYS, PublicKeys(COMMUNE_KEYS.public.signing, bytes(32)), [b"x"])
