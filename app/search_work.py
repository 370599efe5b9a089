"""What the search box finds in the log and in everything that is owed: letters, duties, tasks, entries, outreach."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.activities.queries import kinds as activity_kinds
from app.activities.wording import kind_name
from app.indexing import text_of, words_of
from app.kernel.days import show_day
from app.kernel.words import N_, _
from db import models, search_index

_TOGETHER, _MORE_TOGETHER = 16, 100
"""Rows looked at in the first go and in each that follows; tones are compared on these only."""
_MOST = 2000
"""Rows looked at for one query at most: who types tones that few rows have waits no longer than that."""


@dataclass(frozen=True, kw_only=True)
class Shown:
    """How a kind of record is told: its name and page, and the columns of title, day and further words."""

    mapping: Any
    name: str
    page: str
    title: str = "title"
    day: str = ""
    detail: str = ""


@dataclass(frozen=True, kw_only=True)
class WorkHit:
    """One record found."""

    name: str
    title: str
    detail: str
    page: str
    uid: str


KINDS = {
    shown.mapping.__tablename__: shown
    for shown in (
        Shown(
            mapping=models.IncomingLetter,
            name=N_("Văn bản đến"),
            page="incoming",
            title="symbol",
            day="arrived_on",
            detail="subject",
        ),
        Shown(mapping=models.Duty, name=N_("Nhiệm vụ được giao"), page="duties", day="due_on", detail="receiver"),
        Shown(mapping=models.Task, name=N_("Việc trong năm"), page="duties", day="due_on", detail="group"),
        Shown(mapping=models.Activity, name=N_("Hoạt động"), page="diary", day="held_on", detail="place"),
        Shown(mapping=models.Partner, name=N_("Đối tác"), page="diary", title="name"),
        Shown(mapping=models.Channel, name=N_("Kênh trao đổi"), page="contacts", title="name", detail="purpose"),
        Shown(mapping=models.Contact, name=N_("Trao đổi"), page="contacts", title="text", day="held_on"),
        Shown(mapping=models.Programme, name=N_("Chương trình phát thanh"), page="outreach", detail="month"),
        Shown(mapping=models.OnlinePost, name=N_("Tin, bài"), page="outreach", day="posted_on"),
        Shown(mapping=models.Display, name=N_("Cổ động trực quan"), page="outreach", day="put_up_on", detail="place"),
        Shown(mapping=models.Meeting, name=N_("Hội nghị, cuộc họp"), page="outreach", day="held_on", detail="place"),
        Shown(
            mapping=models.Praise, name=N_("Biểu dương"), page="outreach", title="whom", day="praised_on", detail="act"
        ),
        Shown(mapping=models.Difficulty, name=N_("Khó khăn"), page="difficulties", day="raised_on", detail="addressee"),
        Shown(mapping=models.Proposal, name=N_("Đề xuất"), page="difficulties", day="submitted_on", detail="addressee"),
    )
}
"""By table."""


def find_work(session: Session, text: str, fits: Callable[[str], bool], limit: int) -> list[WorkHit]:
    """At most ``limit`` records that hold every word of ``text`` as it was typed, the newest first.

    ``fits`` tells of a row's own text whether tones fit too.
    """
    found: list[tuple[str, Any]] = []
    for rows in _rows(session, words_of(text), max(limit, _TOGETHER)):
        found += [(noun, row) for noun, row in rows if fits(text_of(row))]
        if len(found) >= limit:
            break
    names = {kind.code: kind_name(kind) for kind in activity_kinds(session)} if found else {}
    return [_hit(noun, row, names) for noun, row in found[:limit]]


def _rows(session: Session, words: Sequence[str], together: int) -> Iterator[list[tuple[str, Any]]]:
    after = seen = 0
    while seen < _MOST:
        places = search_index.find(session.connection(), "work", words, limit=together, after=after)
        together = _MORE_TOGETHER
        if not places:
            return
        after, seen = places[-1][0], seen + len(places)
        yield _read(session, [(noun, uid) for _place, noun, uid in places])


def _read(session: Session, wanted: Sequence[tuple[str, str]]) -> list[tuple[str, Any]]:
    by_noun: dict[str, list[str]] = defaultdict(list)
    for noun, uid in wanted:
        by_noun[noun].append(uid)
    rows: dict[str, Any] = {}
    for noun, uids in by_noun.items():
        mapping = KINDS[noun].mapping
        rows |= {row.uid: row for row in session.scalars(select(mapping).where(mapping.uid.in_(uids)))}
    return [(noun, rows[uid]) for noun, uid in wanted if uid in rows]


def _hit(noun: str, row: Any, activity_names: Mapping[str, str]) -> WorkHit:
    kind = KINDS[noun]
    title = str(getattr(row, kind.title))
    if noun == "activity" and not title:
        title = activity_names.get(row.kind, row.kind)
    parts = (show_day(getattr(row, kind.day)) if kind.day else "", getattr(row, kind.detail) if kind.detail else "")
    detail = " · ".join(part for part in parts if part)
    return WorkHit(name=_(kind.name), title=_short(title), detail=detail, page=kind.page, uid=row.uid)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 120 else line[:119] + "…"
