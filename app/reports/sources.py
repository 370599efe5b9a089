"""The records behind figures, told so that a person recognises each: day, what, where."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.activities.queries import kinds as activity_kinds
from app.bodies.queries import bodies_by_uid
from app.documents.numbering import with_number
from app.kernel.days import show_day
from app.kernel.figures import Source
from app.kernel.words import _
from app.offices.queries import hamlets
from app.reports.views import SourceLine
from db import models
from db.vocabulary import AiringKind

_AIRINGS = {
    AiringKind.FIRST: "phát lần đầu",
    AiringKind.REBROADCAST: "phát lại",
    AiringKind.RELAY: "tiếp âm",
}
"""As the annex names them; papers are Vietnamese in every language of the window."""
_CHUNK = 900
"""Uids in one question: below SQLite's limit of variables."""
_ENTRY = tuple(getattr(models.Activity, name) for name in ("uid", "kind", "held_on", "title", "place", "hamlet"))
"""What is told of an entry of the log, of which there may be a hundred thousand."""
Teller = Callable[[Any, dict[str, str], dict[str, str]], tuple[date | None, str, str]]


def by_month(session: Session, sources: Iterable[Source]) -> dict[tuple[date, str], int]:
    """How many of these records each month has of each noun, days unknown in month 1 of year 1; nothing else is read.

    The lines of ``told``, counted: a year's log of a hundred thousand entries is not told to be summed up.
    """
    log: list[Source] = []
    others: list[Source] = []
    for source in dict.fromkeys(sources):
        (log if source.noun == "activity" else others).append(source)
    counts = Counter(((line.day or date.min).replace(day=1), line.noun) for line in told(session, others))
    month = func.strftime("%Y-%m-01", models.Activity.held_on)
    uids = func.json_each(json.dumps([source.uid for source in log])).table_valued("value")
    query = select(month, func.count()).where(
        models.Activity.uid.in_(select(uids.c.value)), models.Activity.deleted_at.is_(None)
    )
    for first, many in session.execute(query.group_by(month)):
        counts[date.fromisoformat(first), "activity"] += many
    return dict(counts)


def told(session: Session, sources: Iterable[Source]) -> list[SourceLine]:
    """Each source once, by day; what was deleted since is left out, for it is counted no more."""
    wanted: dict[str, list[str]] = defaultdict(list)
    for source in dict.fromkeys(sources):
        wanted[source.noun].append(source.uid)
    places = {view.uid: view.label for view in hamlets(session)}
    kinds = {kind.code: _(kind.name) for kind in activity_kinds(session)}
    lines = [line for noun, uids in wanted.items() for line in _of_noun(session, noun, uids, places, kinds)]
    return sorted(lines, key=lambda line: (line.day or date.min, line.noun, line.uid))


def _of_noun(
    session: Session, noun: str, uids: Sequence[str], places: dict[str, str], kinds: dict[str, str]
) -> Iterator[SourceLine]:
    if noun == "body":
        for view in bodies_by_uid(session, uids):
            yield SourceLine(noun=noun, uid=view.uid, day=view.valid_from, what=view.name, where="")
        return
    mapping, teller = _TELLERS[noun]
    for start in range(0, len(uids), _CHUNK):
        asked = select(*_ENTRY) if noun == "activity" else select(mapping)
        query = asked.where(mapping.uid.in_(uids[start : start + _CHUNK]), mapping.deleted_at.is_(None))
        found = session.execute(query)
        for row in found if noun == "activity" else found.scalars():
            day, what, where = teller(row, places, kinds)
            target = row.programme if noun == "airing" else ""
            yield SourceLine(noun=noun, uid=row.uid, day=day, what=what, where=where, target=target)


def _activity(row: models.Activity, places: dict[str, str], kinds: dict[str, str]) -> tuple[date | None, str, str]:
    name = kinds.get(row.kind, row.kind)
    what = f"{name}: {row.title}" if row.title else name
    return row.held_on, what, places.get(row.hamlet or "", row.place)


def _document(row: models.Document, _places: dict[str, str], _kinds: dict[str, str]) -> tuple[date | None, str, str]:
    return row.issued_on, f"{_dated(with_number(row.number, row.symbol), row.issued_on)} {row.subject}", ""


def _letter(
    row: models.IncomingLetter, _places: dict[str, str], _kinds: dict[str, str]
) -> tuple[date | None, str, str]:
    return row.arrived_on, f"{_dated(row.symbol, row.issued_on)} {row.subject}".strip(), row.issuer


def _hamlet(row: models.Hamlet, places: dict[str, str], _kinds: dict[str, str]) -> tuple[date | None, str, str]:
    name = places.get(row.uid, row.name)
    return row.valid_from, name[:1].upper() + name[1:], ""


def _titled(day: str, place: str = "") -> Teller:
    def tell(row: Any, places: dict[str, str], _kinds: dict[str, str]) -> tuple[date | None, str, str]:
        hamlet = getattr(row, "hamlet", None)
        where = places.get(hamlet, "") if hamlet else getattr(row, place, "") if place else ""
        return getattr(row, day), row.title, where

    return tell


def _dated(symbol: str, day: date | None) -> str:
    """A citation has its day (decree 30/2020, article 8), in a list of sources too."""
    return f"{symbol} ngày {show_day(day)}" if symbol and day else symbol


def _programme(row: models.Programme, _places: dict[str, str], _kinds: dict[str, str]) -> tuple[date | None, str, str]:
    year, _dash, month = row.month.partition("-")
    return None, row.title, f"Chương trình tháng {int(month)}/{year}"


def _airing(row: models.Airing, places: dict[str, str], _kinds: dict[str, str]) -> tuple[date | None, str, str]:
    what = f"{_AIRINGS[row.kind]} {row.aired_at}".strip()
    return row.aired_on, what[:1].upper() + what[1:], row.loudspeaker or places.get(row.hamlet or "", "")


_TELLERS: dict[str, tuple[Any, Teller]] = {
    "activity": (models.Activity, _activity),
    "document": (models.Document, _document),
    "incoming_letter": (models.IncomingLetter, _letter),
    "hamlet": (models.Hamlet, _hamlet),
    "task": (models.Task, _titled("due_on", "owner_words")),
    "resource": (models.Resource, lambda row, _places, _kinds: (None, row.title, row.source)),
    "programme": (models.Programme, _programme),
    "airing": (models.Airing, _airing),
    "online_post": (models.OnlinePost, _titled("posted_on", "url")),
    "display": (models.Display, _titled("put_up_on", "place")),
    "meeting": (models.Meeting, _titled("held_on", "place")),
    "praise": (models.Praise, lambda row, _places, _kinds: (row.praised_on, row.act, row.whom)),
    "difficulty": (models.Difficulty, _titled("raised_on", "addressee")),
    "proposal": (models.Proposal, _titled("submitted_on", "addressee")),
    "channel": (models.Channel, lambda row, _places, _kinds: (row.valid_from, row.name, row.network)),
    "contact": (models.Contact, lambda row, _places, _kinds: (row.held_on, row.text, "")),
}
