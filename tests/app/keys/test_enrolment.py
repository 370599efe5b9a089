"""Key files: what an office says of its key, what follows an old key, what ends one, and who may say so."""

from __future__ import annotations

import dataclasses
import subprocess

import pytest

from app.kernel.problems import Refused
from app.keys.enrolment import (
    HAND_OVER,
    ROTATION,
    Enrolment,
    Revocation,
    Succession,
    make_enrolment,
    make_revocation,
    make_succession,
    read_enrolment,
    read_key_file,
)
from app.keys.records import make_record
from app.keys.sshsig import KEY_FILE, allowed_signer
from db.vocabulary import KeyState
from tests.support.keys import (
    AT,
    COMMUNE_KEYS,
    HA_TRUNG,
    MAU_SON,
    STRANGER_KEYS,
    SUPERIOR_KEYS,
    known,
    ring,
    secret,
    tool,
    uid,
)

NEW_KEYS = secret("commune, second")
NEIGHBOUR = dataclasses.replace(MAU_SON, office_uid=uid(3), office_code="14566", writer_uid=uid(13))
KNOWN = ring(known(MAU_SON, COMMUNE_KEYS), known(HA_TRUNG, SUPERIOR_KEYS), known(NEIGHBOUR, STRANGER_KEYS))


def succession(kind=ROTATION, *, by=COMMUNE_KEYS, card=MAU_SON, old=COMMUNE_KEYS, new=NEW_KEYS) -> bytes:
    enrolment = make_enrolment(card, new, AT)
    return make_succession(kind, enrolment, old_key_id=old.key_id, last_sequence=40, secret=by, at=AT)


def revocation(by=SUPERIOR_KEYS, key=COMMUNE_KEYS, card=MAU_SON) -> bytes:
    return make_revocation(known(card, key), last_sequence=12, reason="Mất máy tính", secret=by, at=AT)


def test_an_enrolment_comes_back_as_it_was_made():
    content = make_enrolment(MAU_SON, COMMUNE_KEYS, AT)

    assert read_enrolment(content) == Enrolment(office=MAU_SON, keys=COMMUNE_KEYS.public, made_at=AT)
    assert read_key_file(content, {}.get) == read_enrolment(content)
    assert len(content) < 1500


def test_every_flipped_bit_of_an_enrolment_is_refused():
    content = make_enrolment(MAU_SON, COMMUNE_KEYS, AT)
    for place in range(len(content) * 8):
        flipped = bytearray(content)
        flipped[place // 8] ^= 1 << place % 8
        with pytest.raises(Refused) as told:
            read_enrolment(bytes(flipped))
        assert told.value.code in {"KEY-14", "KEY-15", "KEY-16"}


def test_ssh_keygen_believes_an_enrolment(tmp_path):
    keygen = tool("ssh-keygen")
    line, signature = make_enrolment(MAU_SON, COMMUNE_KEYS, AT).split(b"\n", 1)
    (tmp_path / "sig").write_bytes(signature)
    (tmp_path / "allowed").write_text(allowed_signer("x", COMMUNE_KEYS.public, KEY_FILE), encoding="utf-8")

    done = subprocess.run(
        [keygen, "-Y", "verify", "-f", tmp_path / "allowed", "-I", "x", "-n", KEY_FILE, "-s", tmp_path / "sig"],
        input=line + b"\n", capture_output=True, timeout=30, check=False,
    )  # fmt: skip

    assert done.returncode == 0, done.stderr


def test_a_new_key_follows_an_old_one_that_signed_for_it():
    found = read_key_file(succession(), KNOWN)

    assert isinstance(found, Succession)
    assert (found.old_key_id, found.last_sequence, found.signed_by) == (COMMUNE_KEYS.key_id, 40, COMMUNE_KEYS.key_id)
    assert found.enrolment.keys == NEW_KEYS.public


def test_a_post_is_handed_over_with_the_predecessor_or_by_the_office_above():
    successor = dataclasses.replace(MAU_SON, writer_uid=uid(21))

    with_predecessor = read_key_file(succession(HAND_OVER, card=successor), KNOWN)
    without = read_key_file(succession(HAND_OVER, card=successor, by=SUPERIOR_KEYS), KNOWN)

    assert with_predecessor.signed_by == COMMUNE_KEYS.key_id
    assert without.signed_by == SUPERIOR_KEYS.key_id


def test_a_key_is_revoked_by_its_office_or_the_office_above():
    for by in (COMMUNE_KEYS, SUPERIOR_KEYS):
        found = read_key_file(revocation(by), KNOWN)
        assert isinstance(found, Revocation)
        assert (found.key_id, found.last_sequence, found.reason) == (COMMUNE_KEYS.key_id, 12, "Mất máy tính")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (succession(by=STRANGER_KEYS), "KEY-18"),
        (succession(by=SUPERIOR_KEYS), "KEY-18"),
        (succession(HAND_OVER, by=STRANGER_KEYS), "KEY-18"),
        (succession(card=NEIGHBOUR), "KEY-18"),
        (succession(old=secret("never seen")), "KEY-18"),
        (succession(by=secret("never seen")), "KEY-17"),
        (succession(new=COMMUNE_KEYS), "KEY-14"),
        (revocation(STRANGER_KEYS), "KEY-18"),
        (revocation(STRANGER_KEYS, card=NEIGHBOUR), "KEY-18"),
        (revocation(key=secret("never seen")), "KEY-18"),
        (revocation(secret("never seen")), "KEY-17"),
        (make_record("enrolment", {}, COMMUNE_KEYS), "KEY-14"),
        (make_record("something", {}, COMMUNE_KEYS), "KEY-14"),
        (make_enrolment(MAU_SON, COMMUNE_KEYS, AT).replace(b'"version":1', b'"version":2'), "KEY-15"),
        (make_enrolment(MAU_SON, COMMUNE_KEYS, AT).replace(b"14563", b"14564"), "KEY-16"),
        (make_enrolment(MAU_SON, COMMUNE_KEYS, AT) + b"\n", "KEY-16"),
        (make_enrolment(MAU_SON, COMMUNE_KEYS, AT).partition(b"\n")[0], "KEY-14"),
        (b"", "KEY-14"),
        (b"\n" * 5_000_000, "KEY-14"),
    ],
)
def test_what_is_forged_broken_or_signed_without_the_right_is_refused(content, code):
    with pytest.raises(Refused, match=code):
        read_key_file(content, KNOWN)


@pytest.mark.parametrize("state", [KeyState.QUARANTINED, KeyState.REPLACED, KeyState.REVOKED])
def test_a_key_that_is_not_trusted_vouches_for_nothing(state):
    keys = ring(known(MAU_SON, COMMUNE_KEYS, state), known(HA_TRUNG, SUPERIOR_KEYS))

    with pytest.raises(Refused, match="KEY-18"):
        read_key_file(succession(), keys)


def test_an_enrolment_signed_by_another_key_is_refused():
    fields = {
        "office": MAU_SON.to_json(),
        "keys": COMMUNE_KEYS.public.to_json(),
        "made_at": "2026-11-22T02:00:00.000000Z",
    }

    assert read_enrolment(make_record("enrolment", fields, COMMUNE_KEYS))
    with pytest.raises(Refused, match="KEY-16"):
        read_enrolment(make_record("enrolment", fields, STRANGER_KEYS))
