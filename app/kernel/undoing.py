"""Undo and redo, derived from the journal: each row gets back what it held before the command."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.kernel.commands import Permission, handles, handling_by_action
from app.kernel.days import show_day
from app.kernel.journal import payload_of, restore_payload
from app.kernel.problems import refused
from app.kernel.words import N_, _
from app.kernel.work import UnitOfWork
from db.base import SharedRow, shared_rows
from db.models import AuditEntry, ChangeEntry

_UID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

NOTHING_TO_UNDO = refused("UND-01", N_("Không có bước nào để hoàn tác."), next_step=N_("Cứ tiếp tục làm việc."))
NOTHING_TO_REDO = refused("UND-02", N_("Không có bước nào để làm lại."), next_step=N_("Cứ tiếp tục làm việc."))
CHANGED_SINCE = refused(
    "UND-03",
    N_("Không hoàn tác được: bản ghi đã được sửa sau bước đó."),
    next_step=N_("Mở bản ghi và sửa trực tiếp. Chưa có gì bị thay đổi."),
)
CANNOT_BE_UNDONE = refused(
    "UND-04",
    N_("Bước “{step}” không hoàn tác được vì đã có giá trị pháp lý hoặc đã ghi vào sổ."),
    next_step=N_("Dùng chức năng hủy số, thay thế hoặc đính chính văn bản."),
)


@dataclass(frozen=True, kw_only=True)
class UndoStep:
    """Takes back one command by its audit id (an undo itself may be taken back: that is redo)."""

    audit_id: int


@handles(UndoStep, action="undo", needs=Permission.WRITE, sentence=N_("Đã hoàn tác một bước"))
def undo_step(work: UnitOfWork, command: UndoStep) -> int:
    """Restores every row that the command changed; refused when one has changed since."""
    entries = work.session.scalars(
        select(ChangeEntry).where(ChangeEntry.audit_id == command.audit_id).order_by(ChangeEntry.sequence.desc())
    ).all()
    kinds: dict[str, type[SharedRow]] = {kind.__tablename__: kind for kind in shared_rows()}
    for entry in entries:
        row = work.session.get(kinds[entry.noun], entry.row_uid)
        if row is None or _content(payload_of(row)) != _content(entry.payload):
            raise CHANGED_SINCE()
        former = _former_payload(work.session, entry)
        if former is None and entry.revision > 1:
            raise CHANGED_SINCE()  # what it was is not known here: it is no new row
        if former is None:
            work.remove(row)
        else:
            restore_payload(row, json.loads(former))
    return len(entries)


def step_to_undo(session: Session) -> AuditEntry:
    """The last command still standing; Refused when there is none or it may not be undone."""
    for entry in _newest_first(session):
        if entry.action == "undo" or _is_undone(session, entry):
            continue
        handling = handling_by_action(entry.action)
        if handling is None or not handling.undoable:
            raise CANNOT_BE_UNDONE(step=told(entry))
        if entry.nouns:  # what changed no row, such as saving the same once more, is no step
            return entry
    raise NOTHING_TO_UNDO()


def step_to_redo(session: Session) -> AuditEntry:
    """The last undo that nothing but undone steps has followed; Refused when there is none."""
    for entry in _newest_first(session):
        if _is_undone(session, entry) or not entry.nouns:
            continue
        if entry.action == "undo" and not _redoes(session, entry):
            return entry
        if entry.action != "undo":
            break
    raise NOTHING_TO_REDO()


def told(entry: AuditEntry) -> str:
    """The sentence of an audit entry in the chosen language; its action code where a later version dropped it."""
    handling = handling_by_action(entry.action)
    if handling is None:
        return entry.action
    return fill(_(handling.sentence), entry.details)


def fill(sentence: str, details: dict[str, object]) -> str:
    """The sentence with its ``{result.x}`` placeholders filled from kept details."""
    for name, value in details.items():
        sentence = sentence.replace("{" + name + "}", _shown(value))
    return " ".join(sentence.split())


def _content(payload: str) -> dict[str, object]:
    """A payload without its revision, which counts on through undo and redo."""
    return {name: value for name, value in json.loads(payload).items() if name != "revision"}


def _shown(value: object) -> str:
    """A kept value as people read it: days as dd/MM/yyyy; a uid stays in the log and is not read out."""
    if isinstance(value, str) and _UID.fullmatch(value):
        return ""
    return show_day(date.fromisoformat(value)) if isinstance(value, str) and _DAY.fullmatch(value) else str(value)


def _newest_first(session: Session) -> list[AuditEntry]:
    return list(session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc()).limit(200)))


def _is_undone(session: Session, entry: AuditEntry) -> bool:
    newest = session.scalars(
        select(AuditEntry).where(AuditEntry.undoes == entry.id).order_by(AuditEntry.id.desc()).limit(1)
    ).first()
    return newest is not None and not _is_undone(session, newest)


def _redoes(session: Session, entry: AuditEntry) -> bool:
    undone = session.get(AuditEntry, entry.undoes) if entry.undoes else None
    return undone is not None and undone.action == "undo"


def _former_payload(session: Session, entry: ChangeEntry) -> str | None:
    return session.scalars(
        select(ChangeEntry.payload)
        .where(ChangeEntry.row_uid == entry.row_uid, ChangeEntry.revision == entry.revision - 1)
        .order_by(ChangeEntry.id.desc())
        .limit(1)
    ).first()
