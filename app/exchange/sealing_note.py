"""What the store remembers of the sealed sheet: never its code, only whether two groups of it were given back."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.kernel.commands import Permission, handles
from app.kernel.settings import SettingKind, read_setting, write_setting
from app.kernel.words import N_
from app.kernel.work import UnitOfWork

_MADE, _KEPT = "made", "kept"
_SHEET = SettingKind("sealed_sheet", "")


@dataclass(frozen=True, kw_only=True)
class NoteSheet:
    """A sheet was made, or ``kept``: the person gave two of its groups back."""

    kept: bool


@handles(NoteSheet, action="sheet.note", needs=Permission.WRITE, sentence=N_("Đã ghi nhận phiếu khôi phục"))
def note_sheet(work: UnitOfWork, command: NoteSheet) -> None:
    """Remembers it; no row changes, so there is nothing to undo."""
    write_setting(work.session, _SHEET, _KEPT if command.kept else _MADE)


def is_sheet_open(session: Session) -> bool:
    """Whether the newest sheet was shown and nobody proved to have it on paper."""
    return read_setting(session, _SHEET) == _MADE
