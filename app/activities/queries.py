"""Questions about the log: kinds, pages of entries newest first, and the figures that reports are made of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select, tuple_
from sqlalchemy.orm import Session

from app.activities.counting import (
    by_hamlet,
    by_partner,
    figure_kinds_of,
    figures_of,
    force_shares,
)
from app.activities.kinds import forces, indicators_of, usual_kinds
from app.activities.sums import sums_by_hamlet, sums_of
from app.activities.views import ActivityView, KindView
from app.evidence.queries import how_many_of
from app.kernel.figures import Figure, FigureKind
from app.kernel.text import fold, fold_with_tones, has_tones
from app.partners.queries import partners
from db.models import Activity, ActivityKind, Hamlet

__all__ = [
    "PAGE",
    "LogFilter",
    "activities",
    "activities_by_uid",
    "activity",
    "by_hamlet",
    "by_partner",
    "figure_kinds",
    "figures",
    "force_shares",
    "forces",
    "how_many",
    "kind_by_code",
    "kinds",
    "last_of",
    "latest_day",
    "place_in_log",
    "sums",
    "sums_by_hamlet",
]

PAGE = 60
_SCAN = 2_000
"""Rows read at once while words are searched for."""


@dataclass(frozen=True, kw_only=True)
class LogFilter:
    """Which entries are asked for; nothing means all."""

    text: str = ""
    kind: str = ""
    hamlet: str = ""
    body: str = ""
    first: date | None = None
    last: date | None = None


def kinds(session: Session, *, on: date | None = None) -> list[KindView]:
    """The usual kinds and the office's own; one with the code of a usual kind stands in its place.

    ``on`` leaves those offered for entries of that day.
    """
    own = {
        row.code: _kind_view(row)
        for row in session.scalars(select(ActivityKind).where(ActivityKind.deleted_at.is_(None)))
    }
    found = [own.pop(kind.code, kind) for kind in usual_kinds()] + sorted(own.values(), key=_place_of_kind)
    return [kind for kind in found if on is None or kind.offered_on(on)]


def kind_by_code(session: Session, code: str) -> KindView | None:
    """The kind of this code, over or not."""
    return next((kind for kind in kinds(session) if kind.code == code), None)


def activities(
    session: Session,
    wanted: LogFilter | None = None,
    *,
    after: tuple[date, str] | None = None,
    limit: int | None = PAGE,
) -> list[ActivityView]:
    """Entries, newest first; ``after`` is the (day, uid) of the last one already shown."""
    chosen = wanted or LogFilter()
    if not chosen.text.strip():
        rows = session.scalars(_page(_filtered(select(Activity), chosen), after).limit(limit)).all()
        return _views(session, rows)
    uids = _search(session, chosen, after, limit)
    found = {
        row.uid: row for part in _parts(uids) for row in session.scalars(select(Activity).where(Activity.uid.in_(part)))
    }
    return _views(session, [found[uid] for uid in uids])


def activity(session: Session, uid: str) -> ActivityView | None:
    """One entry, none when deleted."""
    row = session.get(Activity, uid)
    return None if row is None or row.deleted_at is not None else _views(session, [row])[0]


def activities_by_uid(session: Session, uids: Iterable[str]) -> dict[str, ActivityView]:
    """Several entries, also those deleted since (a signed report still lists them)."""
    views: list[ActivityView] = []
    for part in _parts(sorted(set(uids))):
        views += _views(session, session.scalars(select(Activity).where(Activity.uid.in_(part))).all())
    return {view.uid: view for view in views}


def how_many(session: Session, wanted: LogFilter | None = None) -> int:
    """How many entries there are, words left aside."""
    query = _filtered(select(func.count()).select_from(Activity), wanted or LogFilter())
    return session.scalar(query) or 0


def last_of(session: Session, *, kind: str = "", hamlet: str = "") -> ActivityView | None:
    """The entry made last (not the one held last), for "repeat last"."""
    query = _filtered(select(Activity), LogFilter(kind=kind, hamlet=hamlet)).order_by(Activity.uid.desc()).limit(1)
    rows = session.scalars(query).all()
    return _views(session, rows)[0] if rows else None


def latest_day(session: Session) -> date | None:
    """The latest day of which the log tells."""
    return session.scalar(select(func.max(Activity.held_on)).where(Activity.deleted_at.is_(None)))


def place_in_log(view: ActivityView) -> tuple[date, str]:
    """The (day, uid) that continues a list after this entry."""
    return view.held_on, view.uid


def figures(session: Session, first: date, last: date) -> dict[str, Figure]:
    """Every figure of the log from ``first`` to ``last``, both counted, by key such as ``activity.VNEID.guided``."""
    return figures_of(session, kinds(session), partners(session), first, last)


def sums(session: Session, first: date, last: date, *, keys: Sequence[str] = ()) -> dict[str, Figure]:
    """The same figures without the entries they were counted from, many times faster over long spans.

    With ``keys`` these only, and nothing is read that they do not need.
    """
    return sums_of(session, kinds(session), partners(session), first, last, keys)


def figure_kinds(session: Session) -> list[FigureKind]:
    """What each of these figures counts, in words."""
    return figure_kinds_of(kinds(session), partners(session))


def _filtered(query: Select[Any], wanted: LogFilter) -> Select[Any]:
    query = query.where(Activity.deleted_at.is_(None))
    if wanted.kind:
        query = query.where(Activity.kind == wanted.kind)
    if wanted.hamlet:
        query = query.where(Activity.hamlet == wanted.hamlet)
    if wanted.body:
        query = query.where(Activity.body == wanted.body)
    if wanted.first is not None:
        query = query.where(Activity.held_on >= wanted.first)
    if wanted.last is not None:
        query = query.where(Activity.held_on <= wanted.last)
    return query


def _page(query: Select[Any], after: tuple[date, str] | None) -> Select[Any]:
    if after is not None:
        query = query.where(tuple_(Activity.held_on, Activity.uid) < after)
    return query.order_by(Activity.held_on.desc(), Activity.uid.desc())


def _search(session: Session, wanted: LogFilter, after: tuple[date, str] | None, limit: int | None) -> list[str]:
    """Reads newest first until enough entries hold every word; words without tones find all."""
    alike = fold_with_tones if has_tones(wanted.text) else fold
    words = alike(wanted.text).split()
    names = {kind.code: alike(kind.name) for kind in kinds(session)}
    places = {uid: alike(name) for uid, name in session.execute(select(Hamlet.uid, Hamlet.name))}
    told_in: tuple[Any, ...] = (Activity.title, Activity.place, Activity.presenter, Activity.note)
    query: Select[Any] = select(Activity.held_on, Activity.uid, Activity.kind, Activity.hamlet, *told_in)
    found: list[str] = []
    while limit is None or len(found) < limit:
        part = session.execute(_page(_filtered(query, wanted), after).limit(_SCAN)).all()
        for day, uid, kind, hamlet, *told in part:
            whole = f"{kind.lower()} {names.get(kind, '')} {places.get(hamlet, '')} {alike(' '.join(told))}"
            if all(word in whole for word in words):
                found.append(uid)
                if limit is not None and len(found) == limit:
                    return found
            after = (day, uid)
        if len(part) < _SCAN:
            return found
    return found


def _views(session: Session, rows: Sequence[Activity]) -> list[ActivityView]:
    proofs = how_many_of(session, "activity", [row.uid for row in rows])
    return [_view(row, proofs.get(row.uid, 0)) for row in rows]


def _view(row: Activity, evidence: int) -> ActivityView:
    return ActivityView(
        uid=row.uid,
        kind=row.kind,
        held_on=row.held_on,
        title=row.title,
        place=row.place,
        hamlet=row.hamlet,
        body=row.body,
        presenter=row.presenter,
        figures=dict(row.figures),
        forces=tuple(row.forces),
        partners=tuple(row.partners),
        themes=tuple(row.themes),
        criteria=tuple(row.criteria),
        letter=row.letter,
        document=row.document,
        note=row.note,
        evidence=evidence,
    )


def _place_of_kind(kind: KindView) -> list[tuple[int, str]]:
    """557.2 stands before 557.10."""
    return [(int(part), "") if part.isdigit() else (0, part) for part in re.split(r"(\d+)", kind.code)]


def _kind_view(row: ActivityKind) -> KindView:
    usual = next((kind for kind in usual_kinds() if kind.code == row.code), None)
    return KindView(
        uid=row.uid,
        code=row.code,
        name=row.name,
        indicators=indicators_of(row.indicators),
        group=usual.group if usual else "support",
        words=usual.words if usual else (fold_with_tones(row.name),),
        source=row.source,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
    )


def _parts(uids: Sequence[str]) -> Iterable[Sequence[str]]:
    return (uids[start : start + 500] for start in range(0, len(uids), 500))
