"""Questions about letters that came in: the register, one letter with what it asks for, likely duplicates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from sqlalchemy import extract, func, select
from sqlalchemy.orm import Session

from app.documents.citing import citation_findings, symbol_key
from app.documents.queries import citations
from app.duties.queries import duties
from app.duties.views import DutyView
from app.incoming.reader import read_letter
from app.incoming.reader_text import mended_lines
from app.incoming.reader_views import LetterRead, Proposal
from app.incoming.texts import cited_texts, readable
from app.incoming.views import Judged, LetterReading, LetterView, ProposalLine
from app.kernel.problems import Refused
from app.kernel.text import fold
from app.offices.queries import standing
from app.people.queries import holders_of
from db.models import Duty, IncomingLetter
from db.vocabulary import DutyState, PostKind

_COLUMNS = (
    IncomingLetter.uid, IncomingLetter.arrival_number, IncomingLetter.arrived_on, IncomingLetter.symbol,
    IncomingLetter.type_name, IncomingLetter.issued_on, IncomingLetter.issuer, IncomingLetter.subject,
    IncomingLetter.receiver, IncomingLetter.forwarded_on, IncomingLetter.answer_due_on, IncomingLetter.citation,
    IncomingLetter.file_sha256, IncomingLetter.file_name, IncomingLetter.note,
)  # fmt: skip


def letters(session: Session, *, year: int | None = None, text: str = "") -> list[LetterView]:
    """The register, the latest arrival first; ``text`` is looked for in symbol, subject and issuer without tones."""
    query = select(*_COLUMNS, (IncomingLetter.text != "").label("has_text")).where(IncomingLetter.deleted_at.is_(None))
    if year is not None:
        query = query.where(extract("year", IncomingLetter.arrived_on) == year)
    order = (IncomingLetter.arrived_on.desc(), IncomingLetter.arrival_number.desc(), IncomingLetter.uid.desc())
    counts = _duties_by_letter(session)
    wanted = fold(text)
    found = (
        LetterView(**row._asdict(), duties=counts.get(row.uid, 0)) for row in session.execute(query.order_by(*order))
    )
    return [view for view in found if wanted in fold(f"{view.symbol} {view.subject} {view.issuer} {view.type_name}")]


def letter(session: Session, uid: str) -> LetterView | None:
    """One letter by uid, none when it was removed."""
    return next((view for view in letters(session) if view.uid == uid), None)


def years(session: Session) -> list[int]:
    """Years in which letters came, the latest first."""
    query = select(extract("year", IncomingLetter.arrived_on)).where(IncomingLetter.deleted_at.is_(None)).distinct()
    return sorted((int(year) for year in session.scalars(query)), reverse=True)


def next_arrival_number(session: Session, year: int) -> int:
    """The first number of the year that is free: numbers run without gaps (decree 30/2020, article 22)."""
    taken = arrival_numbers(session, year)
    return next(number for number in range(1, len(taken) + 2) if number not in taken)


def arrival_numbers(session: Session, year: int) -> dict[int, str]:
    """Numbers of a year with the uid of their letter."""
    query = select(IncomingLetter.arrival_number, IncomingLetter.uid).where(
        IncomingLetter.deleted_at.is_(None),
        IncomingLetter.arrival_number.is_not(None),
        extract("year", IncomingLetter.arrived_on) == year,
    )
    return {int(row.arrival_number): row.uid for row in session.execute(query)}


def same_letters(session: Session, symbol: str, issuer: str, *, but: str = "") -> list[LetterView]:
    """Letters that may be this one: same number and symbol however spelled, same issuer (appendix VI.III.1.h)."""
    key = symbol_key(symbol)
    if not any(char.isdigit() for char in key):
        return []
    return [
        view
        for view in letters(session)
        if view.uid != but and symbol_key(view.symbol) == key and fold(view.issuer) == fold(issuer)
    ]


def text_of(session: Session, uid: str) -> str:
    """The text as it is kept; empty where there is none."""
    return session.scalar(select(IncomingLetter.text).where(IncomingLetter.uid == uid)) or ""


def reading(session: Session, uid: str, day: date) -> LetterReading | None:
    """A letter with its text, proposals, duties and citations; none when it was removed."""
    view = letter(session, uid)
    if view is None:
        return None
    text = text_of(session, uid)
    read, joined = understood(text)
    known = citations(session)
    owner, words = usual_owner(session, day)
    return LetterReading(
        letter=view,
        text=text,
        head=read.head,
        lines=tuple(_judged(read.obligations, duties(session, letter=uid, dropped=True))),
        cited=tuple(cited_texts(joined, known, view.symbol)),
        findings=tuple(citation_findings([("text", _without_own(joined, view))], known, day=view.issued_on, uid=uid)),
        cut=read.cut,
        owner=owner,
        owner_words=words,
    )


@lru_cache(maxsize=2)
def understood(text: str) -> tuple[LetterRead, str]:
    """What the text itself says, and the text mended: kept, for a page asks anew after every change."""
    lines = mended_lines(text)
    return read_letter(text, lines=lines), readable(lines)


def _without_own(joined: str, view: LetterView) -> str:
    """What there is to read of a letter, without its own number: it cites others, never itself."""
    return joined.replace(view.symbol, "") if view.symbol else joined


def usual_owner(session: Session, day: date) -> tuple[str | None, str]:
    """Who is in charge where nobody is named: the one civil servant for culture, else the office's drafting unit."""
    culture = [
        person.uid
        for person in holders_of(session, PostKind.CIVIL_SERVANT)
        if any("van hoa" in fold(post.title) for post in person.posts_on(day))
    ]
    if len(culture) == 1:
        return culture[0], ""
    try:
        return None, standing(session, day).own.drafting_unit
    except Refused:
        return None, ""


def _judged(proposals: Sequence[Proposal], kept: Sequence[DutyView]) -> list[ProposalLine]:
    """Each proposal with the duty made of it: same place and cadence first, then what was mended meanwhile."""
    free: dict[int, list[DutyView]] = defaultdict(list)
    for duty in kept:
        if duty.sentence_at is not None:
            free[duty.sentence_at].append(duty)
    chosen: dict[int, DutyView] = {}
    for exact in (True, False):
        for place, each in enumerate(proposals):
            fits = [
                duty
                for duty in free[each.start]
                if duty.state is not DutyState.DROPPED and (not exact or duty.cadence is each.cadence)
            ]
            if place not in chosen and fits:
                chosen[place] = fits[0]
                free[each.start].remove(fits[0])
    lines = []
    for place, each in enumerate(proposals):
        made = chosen.get(place)
        dropped = made is None and any(one.state is DutyState.DROPPED for one in free[each.start])
        judged = Judged.CONFIRMED if made else Judged.DROPPED if dropped else Judged.OPEN
        lines.append(
            ProposalLine(uid=f"{each.start}/{each.end}/{each.cadence.value}", proposal=each, judged=judged, duty=made)
        )
    return lines


def _duties_by_letter(session: Session) -> dict[str, int]:
    query = (
        select(Duty.letter, func.count())
        .where(Duty.deleted_at.is_(None), Duty.letter.is_not(None), Duty.state != DutyState.DROPPED)
        .group_by(Duty.letter)
    )
    return {str(uid): int(count) for uid, count in session.execute(query)}
