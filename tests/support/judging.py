"""The whole order of checks in one call, as an intake would do it: the code of the first refusal, or nothing."""

from __future__ import annotations

from pathlib import Path

from app.exchange.chain import ChainState, after, check_chain
from app.exchange.changes import read_changes
from app.exchange.contents import CHANGES, RECEIPT
from app.exchange.header import Kind
from app.exchange.opening import Caps, check_body, check_receiver, check_sender, inspect, open_body
from app.exchange.receipt import read_receipt
from app.exchange.splitting import SUFFIX, read_part
from app.kernel.problems import Problem
from app.keys.enrolment import read_key_file
from app.keys.records import SUFFIX as KEY_SUFFIX
from db.vocabulary import KeyState
from tests.support.keys import COMMUNE_KEYS, HA_TRUNG, MAU_SON, SUPERIOR_KEYS, known, ring, secret

NEW_KEYS, LOST_KEYS, OLD_KEYS = secret("not yet compared"), secret("lost"), secret("old")
KNOWN = ring(
    known(MAU_SON, COMMUNE_KEYS),
    known(HA_TRUNG, SUPERIOR_KEYS),
    known(MAU_SON, NEW_KEYS, KeyState.QUARANTINED),
    known(MAU_SON, LOST_KEYS, KeyState.REVOKED, 2),
    known(MAU_SON, OLD_KEYS, KeyState.REPLACED, 3),
)
NOUNS = frozenset({"person", "document"})
CAPS = Caps(file=200_000, unpacked=4_000_000, in_memory=2_000_000, entries=50)


def state_after(path: Path) -> ChainState:
    """A chain in which this bundle was taken in."""
    return after(ChainState(), inspect(path).header)


def judge(path: Path, state: ChainState | None = None) -> str:
    """The code of what is wrong with a file, '' when all checks hold; it is opened with the keys of the superior."""
    try:
        _check(path, state or ChainState())
    except Problem as problem:
        assert problem.sentence
        assert problem.next_step
        return problem.code
    return ""


def _check(path: Path, state: ChainState) -> None:
    if path.suffix == SUFFIX:
        read_part(path)
        return
    if path.suffix == KEY_SUFFIX:
        read_key_file(path.read_bytes(), KNOWN)
        return
    outer = inspect(path, CAPS)
    check_sender(outer, KNOWN)
    check_receiver(outer.header, {SUPERIOR_KEYS.key_id})
    check_body(outer)
    check_chain(outer.header, state)
    body = open_body(outer, SUPERIOR_KEYS, CAPS)
    if outer.header.core.kind is Kind.RECEIPT:
        read_receipt(body.parts[RECEIPT])
        return
    for _change in read_changes(body.parts[CHANGES], outer.header.core, NOUNS):
        pass
