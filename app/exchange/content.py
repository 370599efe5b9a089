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

from sqlalchemy import Text, func, select, type_coerce
from sqlalchemy.orm import Session

from app.exchange.changes import Change
from app.exchange.header import Kind
from app.exchange.merge import Key
from app.exchange.ring import superior_office, writer
from app.exchange.state import Form, State
from app.kernel.clock import VIETNAM
from app.kernel.files import FileStore
from app.keys.strict_json import canonical, moment_of, moment_text
from db.models import ChangeEntry, OutgoingBundle
from db.vocabulary import OutboxState

FILE_COLUMNS = ("sha256", "pdf_sha256", "scan_sha256", "file_sha256")
"""Columns that name a file of the store by its SHA-256."""
PERSONAL = ("phone", "email", "birth_date", "birth_year")


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
    changes = _changed(session, author.uid, start) if base is not None else _all(session)
    forms = [form_in(change) for change in changes]
    former = _former(session, forms, start) if base is not None else {}
    before = State.of(base.state_hash, base.row_count) if base is not None else State()
    moments = [change.at for change in changes]
    return Content(
        writer_uid=author.uid,
        epoch=author.epoch,
        first=start + 1,
        last=author.last_sequence,
        previous=base.header_hash if base is not None else "",
        changes=tuple(changes),
        files=tuple(sorted(_files(forms) - _files(former.values()))),
        days=(_day(min(moments)), _day(max(moments))) if moments else None,
        state=(before - former.values()) + forms,
    )


def _day(moment: str) -> date:
    return moment_of(moment).astimezone(VIETNAM).date()


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
    payloads = [(change.noun, json.loads(change.payload)) for change in content.changes]
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


_COLUMNS = (
    ChangeEntry.sequence,
    ChangeEntry.epoch,
    ChangeEntry.noun,
    ChangeEntry.row_uid,
    ChangeEntry.revision,
    type_coerce(ChangeEntry.at, Text),
    ChangeEntry.payload,
)
"""The fields of a change, in its order; moments stay the text they are."""


def _changed(session: Session, writer_uid: str, after: int) -> list[Change]:
    """The last entry of each row changed since, in the order of the journal."""
    entries = session.execute(
        select(*_COLUMNS)
        .where(ChangeEntry.writer_uid == writer_uid, ChangeEntry.sequence > after)
        .order_by(ChangeEntry.sequence)
    )
    newest = {(change.noun, change.row_uid): change for change in map(Change._make, entries)}
    return sorted(newest.values(), key=lambda change: change.sequence)


def _all(session: Session) -> list[Change]:
    newest = select(func.max(ChangeEntry.id)).group_by(ChangeEntry.noun, ChangeEntry.row_uid)
    entries = session.execute(select(*_COLUMNS).where(ChangeEntry.id.in_(newest)).order_by(ChangeEntry.sequence))
    return list(map(Change._make, entries))


def _former(session: Session, forms: Sequence[Form], through: int) -> dict[Key, Form]:
    """What the rows were in the bundles before."""
    found: dict[Key, tuple[int, Form]] = {}
    uids = func.json_each(canonical([form.uid for form in forms]).decode()).table_valued("value")
    entries = session.execute(
        select(ChangeEntry.id, ChangeEntry.noun, ChangeEntry.row_uid, ChangeEntry.revision, ChangeEntry.payload).where(
            ChangeEntry.row_uid.in_(select(uids.c.value)), ChangeEntry.sequence <= through
        )
    )
    for number, *fields in entries:
        form = Form._make(fields)
        if found.get(key := (form.noun, form.uid), (0,))[0] < number:
            found[key] = number, form
    return {key: form for key, (_number, form) in found.items()}


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
        at=moment_text(entry.at),
        payload=entry.payload,
    )


def form_in(change: Change) -> Form:
    """A line of a bundle as one form of a row."""
    return Form(noun=change.noun, uid=change.row_uid, revision=change.revision, payload=change.payload)
