"""Sequence and chain: what a header continues, told from what was taken in before; pure.

A chain belongs to one kind, writer, epoch and list of receivers. It begins with a header without ``previous`` at
sequence 1 that holds every row; each further header names the hash of the one before and begins right after it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.exchange.header import Header
from app.exchange.refusals import CHAIN_BROKEN, DUPLICATE, FORK, GAP


@dataclass(frozen=True, kw_only=True)
class ChainState:
    """How far a chain was taken in.

    ``taken_in`` maps the hash of each header taken in to its last sequence. ``followers`` maps the ``previous`` of
    every known header, also of waiting ones, to the hash of that header: a second one there is a fork.
    """

    last_sequence: int = 0
    last_hash: str = ""
    taken_in: Mapping[str, int] = field(default_factory=dict)
    followers: Mapping[str, str] = field(default_factory=dict)


def check_chain(header: Header, state: ChainState) -> None:
    """Returns when the header is the next one; raises EXC-14 duplicate, EXC-15 gap, EXC-16 fork, EXC-17 broken.

    A gap says in ``values`` what is missing (``missing_first``, ``missing_last``). A receipt stands outside chains.
    """
    core, own_hash = header.core, header.hash
    first, last = core.first_sequence, core.last_sequence
    if not last:
        return
    if own_hash in state.taken_in:
        raise DUPLICATE(first=first, last=last)
    if state.followers.get(core.previous, own_hash) != own_hash:
        raise FORK(first=first, last=last)
    if core.previous == state.last_hash:
        if first != state.last_sequence + 1:
            raise CHAIN_BROKEN(first=first, known=state.last_sequence)
        return
    if core.previous in state.taken_in or first <= state.last_sequence + 1:
        raise FORK(first=first, last=last)  # it continues something older or unknown where another header stands
    raise GAP(first=first, last=last, missing_first=state.last_sequence + 1, missing_last=first - 1)


def after(state: ChainState, header: Header) -> ChainState:
    """The state once this header is taken in."""
    core, own_hash = header.core, header.hash
    return ChainState(
        last_sequence=core.last_sequence,
        last_hash=own_hash,
        taken_in={**state.taken_in, own_hash: core.last_sequence},
        followers={**state.followers, core.previous: own_hash},
    )
