"""What the next bundle carries: the latest form of every row changed after the bundle before it, and their files.

Every shared row of the own office travels, for the office above is to see what the commune's own papers show: people
with their phones are part of the rosters it asked for. A row travels as the journal wrote it, byte by byte, because
both sides compare one hash over it; nothing is blacked out in it, and the preview says plainly what personal data
goes. Settings, keys, the audit log, passwords and what came from other offices are no shared rows and never travel.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.exchange.changes import Change, payload_text
from app.exchange.header import Kind
from app.exchange.merge import Key
from app.exchange.ring import superior_office, writer
from app.exchange.state import Form, State
from app.kernel.clock import VIETNAM
from app.kernel.files import FileStore
from db.models import ChangeEntry, OutgoingBundle
from db.vocabulary import OutboxState

FILE_COLUMNS = ("sha256", "pdf_sha256", "scan_sha256", "file_sha256")
"""Columns that name a file of the store by its SHA-256."""
PERSONAL = ("phone", "email", "birth_date", "birth_year")
_TOGETHER = 500


@dataclass(frozen=True, kw_only=True)
class Content:
    """The rows and files of a bundle that could be made now."""

    writer_uid: str
    epoch: int
    first: int
    last: int
    previous: str
    """Header hash of the bundle before it; empty where this is the first and full one of its epoch."""
    changes: tuple[Change, ...]
    files: tuple[str, ...]
    days: tuple[date, date] | None
    """First and last day on which these rows changed, in Vietnam."""
    state: State
    """The state of all rows of this office after this bundle."""

    @property
    def is_full(self) -> bool:
        """Whether it carries every row."""
        return not self.previous

    @property
    def is_empty(self) -> bool:
        """Whether nothing has changed since the bundle before it."""
        return not self.changes


@dataclass(frozen=True, kw_only=True)
class NounCount:
    """How many rows of one kind go, and how many of them are marks of deletion."""

    noun: str
    rows: int
    deleted: int


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What goes and which personal data is in it, before it goes; sizes in bytes."""

    first: int
    last: int
    is_full: bool
    nouns: tuple[NounCount, ...]
    people: int
    personal: dict[str, int]
    """Filled-in personal fields (phone, email, birth_date, birth_year) -> how many."""
    files: int
    files_size: int
    missing_files: tuple[str, ...]
    """SHA-256 of files that the store does not hold any more; they are named and do not hold up the rest."""


def content_for(session: Session, base: OutgoingBundle | None) -> Content:
    """The content that goes on after ``base``; everything where there is no base."""
    author = writer(session)
    start = base.last_sequence if base is not None else 0
    entries = _changed(session, author.uid, start) if base is not None else _all(session)
    forms = [form_of(entry) for entry in entries]
    former = _former(session, forms, start) if base is not None else {}
    before = State.of(base.state_hash, base.row_count) if base is not None else State()
    days = sorted(entry.at.astimezone(VIETNAM).date() for entry in entries)
    return Content(
        writer_uid=author.uid,
        epoch=author.epoch,
        first=start + 1,
        last=author.last_sequence,
        previous=base.header_hash if base is not None else "",
        changes=tuple(change_of(entry) for entry in entries),
        files=tuple(sorted(_files(forms) - _files(former.values()))),
        days=(days[0], days[-1]) if days else None,
        state=(before - former.values()) + forms,
    )


def base_for(session: Session) -> OutgoingBundle | None:
    """The last bundle of this epoch that may have left for the office above and was not refused; none at first."""
    author, above = writer(session), superior_office(session)
    return session.scalars(
        select(OutgoingBundle)
        .where(
            OutgoingBundle.kind == Kind.BUNDLE,
            OutgoingBundle.writer_uid == author.uid,
            OutgoingBundle.epoch == author.epoch,
            OutgoingBundle.receiver_office == above,
            OutgoingBundle.state.in_((OutboxState.LEAVING, OutboxState.HANDED_OVER, OutboxState.CONFIRMED)),
        )
        .order_by(OutgoingBundle.last_sequence.desc())
        .limit(1)
    ).first()


def preview(session: Session, files: FileStore) -> Preview:
    """What a bundle made now would carry."""
    content = content_for(session, base_for(session))
    payloads = [(change.noun, change.payload) for change in content.changes]
    rows = Counter(noun for noun, _payload in payloads)
    deleted = Counter(noun for noun, payload in payloads if payload.get("deleted_at"))
    missing = files.missing(content.files)
    return Preview(
        first=content.first,
        last=content.last,
        is_full=content.is_full,
        nouns=tuple(NounCount(noun=noun, rows=rows[noun], deleted=deleted[noun]) for noun in sorted(rows)),
        people=rows["person"],
        personal={
            name: count for name in PERSONAL if (count := sum(bool(payload.get(name)) for _noun, payload in payloads))
        },
        files=len(content.files) - len(missing),
        files_size=sum(files.path_of(digest).stat().st_size for digest in content.files if digest not in missing),
        missing_files=tuple(sorted(missing)),
    )


def files_of(payload: Mapping[str, object]) -> set[str]:
    """The files a row names."""
    found = (payload.get(name) for name in FILE_COLUMNS)
    return {digest for digest in found if isinstance(digest, str) and digest}


def _files(forms: Iterable[Form]) -> set[str]:
    # Few rows name a file: the others need not be taken apart.
    naming = (form.payload for form in forms if "sha256" in form.payload)
    return {digest for payload in naming for digest in files_of(json.loads(payload))}


def _changed(session: Session, writer_uid: str, after: int) -> list[ChangeEntry]:
    """The last entry of each row changed since, in the order of the journal."""
    entries = session.scalars(
        select(ChangeEntry)
        .where(ChangeEntry.writer_uid == writer_uid, ChangeEntry.sequence > after)
        .order_by(ChangeEntry.sequence)
    )
    newest = {(entry.noun, entry.row_uid): entry for entry in entries}
    return sorted(newest.values(), key=lambda entry: entry.sequence)


def _all(session: Session) -> list[ChangeEntry]:
    newest = select(func.max(ChangeEntry.id)).group_by(ChangeEntry.noun, ChangeEntry.row_uid)
    return list(session.scalars(select(ChangeEntry).where(ChangeEntry.id.in_(newest)).order_by(ChangeEntry.sequence)))


def _former(session: Session, forms: Sequence[Form], through: int) -> dict[Key, Form]:
    """What the rows were in the bundles before."""
    found: dict[Key, Form] = {}
    uids = [form.uid for form in forms]
    for start in range(0, len(uids), _TOGETHER):
        entries = session.execute(
            select(ChangeEntry.noun, ChangeEntry.row_uid, ChangeEntry.revision, ChangeEntry.payload)
            .where(ChangeEntry.row_uid.in_(uids[start : start + _TOGETHER]), ChangeEntry.sequence <= through)
            .order_by(ChangeEntry.id)
        )
        for noun, uid, revision, payload in entries:
            found[noun, uid] = Form(noun=noun, uid=uid, revision=revision, payload=payload)
    return found


def form_of(entry: ChangeEntry) -> Form:
    """A change entry as one form of a row."""
    return Form(noun=entry.noun, uid=entry.row_uid, revision=entry.revision, payload=entry.payload)


def change_of(entry: ChangeEntry) -> Change:
    """A change entry as a line of a bundle."""
    return Change(
        sequence=entry.sequence,
        epoch=entry.epoch,
        noun=entry.noun,
        row_uid=entry.row_uid,
        revision=entry.revision,
        at=entry.at,
        payload=json.loads(entry.payload),
    ).knowing(entry.payload)


def form_in(change: Change) -> Form:
    """A line of a bundle as one form of a row; the payload again as the journal wrote it."""
    return Form(noun=change.noun, uid=change.row_uid, revision=change.revision, payload=payload_text(change))
