"""Search over everything (Ctrl+K): people, hamlets, committees and teams, papers, citable texts.

Tones count only when the query has some: the index (``app.indexing``) holds folded words, tones are compared on the
few rows it gives.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import labels
from app.documents.numbering import with_number
from app.indexing import words_of
from app.kernel.days import show_day
from app.kernel.text import fold, fold_with_tones, has_tones
from app.kernel.words import _
from app.offices.queries import hamlets
from app.people.queries import people_by_uid
from app.people.views import PersonView
from app.search_work import find_work
from db import search_index
from db.models import Body, Citation, Document, Person
from db.vocabulary import BodyKind

PEOPLE, OFFICES, TEAMS, COMMITTEE, DOCUMENTS = "people", "offices", "teams", "committee", "documents"
"""Ids of the pages on which what was found is shown."""
CITATION = "citation:"
"""Begins the target of a citable text, which the page of papers shows in their table."""
_CANDIDATES = 60
"""Rows of a shelf looked at for one query, the newest: enough to fill the list, few enough to rank at once."""
_PHONE_DIGITS = 6
"""As many digits must be typed before phones are looked through: fewer belong to numbers of papers and years."""


@dataclass(frozen=True, kw_only=True)
class Hit:
    """One thing found. It never carries a phone number, even when one was searched for."""

    kind: str
    """What it is, in words for people: "Người", "Văn bản"."""
    title: str
    detail: str
    page: str
    target: str
    """Uid of the record to select on that page; empty where the page alone is meant."""


@dataclass(frozen=True)
class _Found:
    rank: int
    uid: str
    title: str
    detail: str = ""
    kind: str = ""
    page: str = ""


class _Query:
    """What was typed, as words to look for; every word must occur."""

    def __init__(self, text: str) -> None:
        self._fold = fold_with_tones if has_tones(text) else fold
        self.phrase = self._fold(text)
        self.words = self.phrase.split()
        self.indexed = words_of(text)
        digits = "".join(text.split()).replace(".", "")
        self.phone = digits if digits.isascii() and digits.isdigit() and len(digits) >= _PHONE_DIGITS else ""

    def rank(self, text: str) -> int | None:
        """How well a text fits, 0 best: it begins with the phrase, has it at a word, has the words so, has them."""
        held = self._fold(text)
        if not all(word in held for word in self.words):
            return None
        if held.startswith(self.phrase):
            return 0
        if _begins_word(self.phrase, held):
            return 1
        return 2 if all(_begins_word(word, held) for word in self.words) else 3


def _begins_word(wanted: str, held: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(wanted)}", held) is not None


def search(session: Session, text: str, limit: int = 8) -> list[Hit]:
    """At most ``limit`` things that hold every word of ``text``, by kind, the best of each kind first.

    Words are found by their beginnings. Each kind gets its turn, so that many people of one name do not hide the
    paper. Nothing typed finds nothing.
    """
    query = _Query(text)
    if not query.words or limit < 1:
        return []
    places, papers = _candidates(session, query, "places"), _candidates(session, query, "papers")
    groups = (
        _people(session, query, limit),
        _hamlets(session, query, places["hamlet"]),
        _bodies(session, query, places["body"]),
        _documents(session, query, papers["document"]),
        _citations(session, query, papers["citation"]),
        _work(session, query, text, limit),
    )
    chosen = _in_turns(groups, limit)
    people = people_by_uid(session, (found.uid for found in chosen[0])) if chosen[0] else {}
    hits = [_person_hit(people[found.uid]) for found in chosen[0]]
    return hits + [_hit(found) for group in chosen[1:] for found in group]


def _candidates(session: Session, query: _Query, shelf: str) -> dict[str, list[str]]:
    """Uids by table that hold the folded words, the newest first."""
    found: dict[str, list[str]] = defaultdict(list)
    for _place, noun, uid in search_index.find(session.connection(), shelf, query.indexed, limit=_CANDIDATES):
        found[noun].append(uid)
    return found


def _in_turns(groups: Sequence[Sequence[_Found]], limit: int) -> list[Sequence[_Found]]:
    """The first ones of every group, as many as fit when the groups take turns."""
    shares = [0] * len(groups)
    while sum(shares) < limit and any(share < len(group) for share, group in zip(shares, groups, strict=True)):
        for place, group in enumerate(groups):
            if shares[place] < len(group) and sum(shares) < limit:
                shares[place] += 1
    return [group[:share] for share, group in zip(shares, groups, strict=True)]


def _work(session: Session, query: _Query, text: str, limit: int) -> list[_Found]:
    found = find_work(session, text, lambda held: query.rank(held) is not None, limit)
    return [_Found(0, hit.uid, hit.title, hit.detail, hit.name, hit.page) for hit in found]


def _people(session: Session, query: _Query, limit: int) -> list[_Found]:
    statement = select(Person.uid, Person.full_name).where(Person.deleted_at.is_(None))
    statement = statement.order_by(Person.sort_key, Person.uid)
    if query.phone:
        rows = session.execute(statement.where(Person.phone.contains(query.phone, autoescape=True)))
        return [_Found(0, uid, name) for uid, name in rows.fetchmany(limit)]
    wanted = _candidates(session, query, "people")["person"]
    if not wanted:
        return []
    rows = session.execute(statement.where(Person.uid.in_(wanted)))
    return _best(_ranked(query, ((uid, name, name) for uid, name in rows)))[:limit]


def _person_hit(person: PersonView) -> Hit:
    posts = ", ".join(dict.fromkeys(post.title for post in person.posts if post.title and post.valid_to is None))
    born = _("sinh năm {year}").format(year=person.birth_year) if person.birth_year else ""
    return Hit(kind=_("Người"), title=person.full_name, detail=posts or born, page=PEOPLE, target=person.uid)


def _hamlets(session: Session, query: _Query, wanted: Sequence[str]) -> list[_Found]:
    found = []
    for each in (view for view in (hamlets(session) if wanted else ()) if view.uid in wanted):
        rank = query.rank(each.name)
        rank = query.rank(f"{each.label} {each.former_commune}") if rank is None else rank
        if rank is not None:
            found.append(_Found(rank, each.uid, each.label, _ended(each.valid_to), _("Thôn"), OFFICES))
    return _best(found)


def _bodies(session: Session, query: _Query, wanted: Sequence[str]) -> list[_Found]:
    if not wanted:
        return []
    rows = session.execute(
        select(Body.uid, Body.kind, Body.name, Body.valid_from, Body.valid_to)
        .where(Body.uid.in_(wanted), Body.deleted_at.is_(None))
        .order_by(Body.name, Body.uid)
    )
    found = []
    for uid, kind, name, begun, ended in rows:
        rank = query.rank(name)
        if rank is not None:
            page = TEAMS if kind in (BodyKind.TEAM, BodyKind.COMMUNE_TEAM) else COMMITTEE
            detail = _ended(ended) or ("" if begun else _("chưa có quyết định"))
            found.append(_Found(rank, uid, name, detail, labels.body_kind(kind), page))
    return _best(found)


def _documents(session: Session, query: _Query, wanted: Sequence[str]) -> list[_Found]:
    if not wanted:
        return []
    rows = session.execute(
        select(
            Document.uid,
            Document.type,
            Document.number,
            Document.symbol,
            Document.subject,
            Document.state,
            Document.issued_on,
            Document.paper_date,
        )
        .where(Document.uid.in_(wanted), Document.deleted_at.is_(None))
        .order_by(Document.paper_date.desc(), Document.uid.desc())
    )
    found = []
    for uid, kind, number, symbol, subject, state, issued, planned in rows:
        full = with_number(number, symbol)
        title = labels.document_type(kind)
        rank = query.rank(f"{full} {title} {subject} {show_day(issued)}")
        if rank is not None:
            title = f"{title} {full}" if number else title
            detail = _joined(labels.state(state), show_day(issued or planned), subject)
            found.append(_Found(rank, uid, title, detail, _("Văn bản"), DOCUMENTS))
    return _best(found)


def _citations(session: Session, query: _Query, wanted: Sequence[str]) -> list[_Found]:
    """Citable texts; what is found leads to its row in their table."""
    if not wanted:
        return []
    rows = session.execute(
        select(
            Citation.uid,
            Citation.type_name,
            Citation.symbol,
            Citation.issued_on,
            Citation.issuer,
            Citation.title,
            Citation.valid_to,
        )
        .where(Citation.uid.in_(wanted), Citation.deleted_at.is_(None))
        .order_by(Citation.issued_on.desc(), Citation.uid)
    )
    found = []
    for uid, kind, symbol, issued, issuer, title, last in rows:
        rank = query.rank(f"{symbol} {kind} {title} {issuer} {show_day(issued)}")
        if rank is not None:
            until = _("hết hiệu lực sau {day}").format(day=show_day(last)) if last else ""
            found.append(
                _Found(
                    rank,
                    f"{CITATION}{uid}",
                    f"{kind} {symbol}".strip(),
                    _joined(until, show_day(issued), title or issuer),
                    _("Văn bản trích dẫn"),
                    DOCUMENTS,
                )
            )
    return _best(found)


def _ranked(query: _Query, rows: Iterable[tuple[str, str, str]]) -> Iterable[_Found]:
    for uid, title, held in rows:
        rank = query.rank(held)
        if rank is not None:
            yield _Found(rank, uid, title)


def _best(found: Iterable[_Found]) -> list[_Found]:
    """Best first; those that fit alike keep their order."""
    return sorted(found, key=lambda each: each.rank)


def _hit(found: _Found) -> Hit:
    return Hit(kind=found.kind, title=found.title, detail=found.detail, page=found.page, target=found.uid)


def _ended(last: date | None) -> str:
    return _("đến hết {day}").format(day=show_day(last)) if last else ""


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
