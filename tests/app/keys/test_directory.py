"""The key directory: signed by the superior, its number never falls, a revoked key never comes back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.problems import Refused
from app.keys.directory import KeyDirectory, make_directory, merge, read_directory
from app.keys.records import make_record
from db.vocabulary import KeyState
from tests.support.keys import AT, COMMUNE_KEYS, HA_TRUNG, MAU_SON, STRANGER_KEYS, SUPERIOR_KEYS, known, secret

ABOVE = known(HA_TRUNG, SUPERIOR_KEYS)
TRUSTED = known(MAU_SON, COMMUNE_KEYS)
REPLACED = known(MAU_SON, COMMUNE_KEYS, KeyState.REPLACED, 40)
REVOKED = known(MAU_SON, COMMUNE_KEYS, KeyState.REVOKED, 12)


def directory(version: int, *entries) -> KeyDirectory:
    return read_directory(make_directory(version, entries, SUPERIOR_KEYS, AT), SUPERIOR_KEYS.public)


def test_a_directory_comes_back_in_order_of_key_ids():
    made = directory(3, REVOKED, ABOVE)

    assert made.version == 3
    assert {entry.keys.key_id for entry in made.entries} == {COMMUNE_KEYS.key_id, SUPERIOR_KEYS.key_id}
    assert made.find(COMMUNE_KEYS.key_id) == REVOKED
    assert made.find(STRANGER_KEYS.key_id) is None


def test_only_the_superior_signs_a_directory():
    content = make_directory(1, (TRUSTED,), STRANGER_KEYS, AT)

    with pytest.raises(Refused, match="KEY-16"):
        read_directory(content, SUPERIOR_KEYS.public)


def test_a_key_in_quarantine_is_not_listed():
    with pytest.raises(ValueError, match="quarantine"):
        make_directory(1, (known(MAU_SON, COMMUNE_KEYS, KeyState.QUARANTINED),), SUPERIOR_KEYS, AT)


def test_a_later_directory_wins_and_forgets_no_key():
    first, later = directory(1, TRUSTED, ABOVE), directory(2, REVOKED)

    merged = merge(first, later)

    assert merged.version == 2
    assert merged.find(COMMUNE_KEYS.key_id) == REVOKED
    assert merged.find(SUPERIOR_KEYS.key_id) == ABOVE
    assert merge(merge(None, first), first) == first


@pytest.mark.parametrize(
    ("old", "came", "code"),
    [
        (directory(2, TRUSTED), directory(1, TRUSTED), "KEY-19"),
        (directory(2, TRUSTED), directory(2, REVOKED), "KEY-20"),
        (directory(2, REVOKED), directory(3, TRUSTED), "KEY-20"),
        (directory(2, REVOKED), directory(3, REPLACED), "KEY-20"),
        (directory(2, REVOKED), directory(3, known(MAU_SON, COMMUNE_KEYS, KeyState.REVOKED, 13)), "KEY-20"),
        (directory(2, TRUSTED), directory(3, known(HA_TRUNG, COMMUNE_KEYS)), "KEY-20"),
    ],
)
def test_what_goes_back_is_refused(old, came, code):
    with pytest.raises(Refused, match=code):
        merge(old, came)


@given(
    st.permutations(
        [directory(1, TRUSTED), directory(2, TRUSTED, ABOVE), directory(3, REPLACED), directory(4, REVOKED)]
    )
)
def test_in_whatever_order_directories_come_the_same_one_is_kept(order):
    kept = None
    for came in order:
        try:
            kept = merge(kept, came)
        except Refused as problem:
            assert problem.code == "KEY-19"

    assert kept.version == 4
    assert kept.find(COMMUNE_KEYS.key_id) == REVOKED


def fields(**changed):
    entry = {
        "office": MAU_SON.to_json(), "keys": COMMUNE_KEYS.public.to_json(), "state": "trusted", "valid_through": None,
    }  # fmt: skip
    entry |= changed.pop("entry", {})
    made = {
        "number": 1,
        "entries": [entry],
        "signed_by": SUPERIOR_KEYS.key_id,
        "made_at": "2026-11-22T02:00:00.000000Z",
    }
    return made | changed


@pytest.mark.parametrize(
    "wrong",
    [
        fields(number=0),
        fields(entries={}),
        fields(entries=fields()["entries"] * 2),
        fields(entry={"state": "quarantined"}),
        fields(entry={"state": "revoked"}),
        fields(entry={"valid_through": 5}),
        fields(signed_by=secret("other").key_id),
        fields(more=1),
    ],
)
def test_a_directory_of_another_form_is_refused(wrong):
    assert read_directory(make_record("directory", fields(), SUPERIOR_KEYS), SUPERIOR_KEYS.public)
    with pytest.raises(Refused, match="KEY-14"):
        read_directory(make_record("directory", wrong, SUPERIOR_KEYS), SUPERIOR_KEYS.public)
