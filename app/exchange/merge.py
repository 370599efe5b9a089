"""Which of two forms of one row stands; pure, and the same in whatever order the forms come.

The greater revision stands; of two forms with one revision (two installations of an office worked on the row apart) the
one whose payload is greater byte by byte. That is a total order, so merging is commutative, associative and idempotent:
duplicates, delays and detours of any kind end in the same rows.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.exchange.state import Form, State

NOUN = re.compile(r"[a-z][a-z_]{0,39}")
Key = tuple[str, str]
"""Noun and uid."""


@dataclass(frozen=True, kw_only=True)
class Merged:
    """What a set of forms does to the rows held."""

    rows: dict[Key, Form]
    """Forms that now stand where another stood, or none did."""
    state: State
    older: int
    """Forms that came later than a greater one and change nothing."""
    same: int


def rank(form: Form) -> tuple[int, bytes]:
    """The place of a form in the one order of all forms of its row."""
    return form.revision, form.payload.encode()


def _is_beyond(form: Form, held: Form) -> bool:
    return form.revision > held.revision or (form.revision == held.revision and rank(form) > rank(held))


def latest(forms: Iterable[Form]) -> dict[Key, Form]:
    """The standing form of each row among those given."""
    standing: dict[Key, Form] = {}
    for form in forms:
        held = standing.get((form.noun, form.uid))
        if held is None or _is_beyond(form, held):
            standing[form.noun, form.uid] = form
    return standing


def merge(held: Mapping[Key, Form], state: State, came: Iterable[Form]) -> Merged:
    """Merges forms into rows; ``held`` needs only the rows that ``came`` speaks of."""
    changed: dict[Key, Form] = {}
    older = same = 0
    for key, form in latest(came).items():
        standing = held.get(key)
        if standing is None or _is_beyond(form, standing):
            changed[key] = form
        elif standing == form:
            same += 1
        else:
            older += 1
    state = (state - [held[key] for key in changed if key in held]) + changed.values()
    return Merged(rows=changed, state=state, older=older, same=same)


def owner_of(form: Form) -> str | None:
    """The office a form says it belongs to; none where its payload and its head do not tell of one row."""
    try:
        payload = json.loads(form.payload)
    except ValueError:
        return None
    if not isinstance(payload, dict):
        return None
    owner, uid, revision = payload.get("office_uid"), payload.get("uid"), payload.get("revision")
    sound = uid == form.uid and type(revision) is int and revision == form.revision and isinstance(owner, str)
    return owner if sound else None


def strangers(forms: Iterable[Form], office_uid: str) -> tuple[Form, ...]:
    """Forms that do not belong to the office; a sender changes only its own rows."""
    return tuple(form for form in forms if owner_of(form) != office_uid)
