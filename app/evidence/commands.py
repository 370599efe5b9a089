"""What can be done with evidence: put to a record, described, taken away."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from app.evidence.attaching import attach_files, attach_link, record_of
from app.evidence.rules import CAPTION_LIMIT, NO_FILE
from app.evidence.taking_in import take_in
from app.evidence.views import StoredFile
from app.kernel.commands import Permission, handles
from app.kernel.text import clean_line
from app.kernel.words import N_
from app.kernel.work import UnitOfWork
from db.models import Evidence
from db.vocabulary import EvidenceKind

__all__ = [
    "AttachFile",
    "AttachFiles",
    "AttachLink",
    "DescribeEvidence",
    "EvidenceKind",
    "RemoveEvidence",
    "StoredFile",
]


@dataclass(frozen=True, kw_only=True)
class AttachFile:
    """A file proves a record; give its path, its bytes (pasted), or what ``take_in`` answered in the files lane."""

    about_noun: str
    about: str
    path: Path | None = None
    data: bytes | None = field(default=None, repr=False)
    stored: StoredFile | None = None
    name: str = ""
    kind: EvidenceKind | None = None
    """None: by what the file is."""
    caption: str = ""
    keep_position: bool = False
    same_photo_ok: bool = False
    """The person confirmed that the same file proves another record as well."""


@dataclass(frozen=True, kw_only=True)
class AttachFiles:
    """Several files, taken in before, prove a record; one step to undo."""

    about_noun: str
    about: str
    files: tuple[StoredFile, ...]
    same_photo_ok: bool = False


@dataclass(frozen=True, kw_only=True)
class AttachLink:
    """An address on the web proves a record."""

    about_noun: str
    about: str
    url: str
    caption: str = ""


@dataclass(frozen=True, kw_only=True)
class DescribeEvidence:
    """The words below a photo or file are changed."""

    uid: str
    caption: str


@dataclass(frozen=True, kw_only=True)
class RemoveEvidence:
    """A file or address no longer proves its record; the file itself stays in the store for undo."""

    uid: str


@handles(AttachFile, action="evidence.attach", needs=Permission.WRITE, sentence=N_("Đã gắn một minh chứng"))
def attach_file(work: UnitOfWork, command: AttachFile) -> str:
    """Takes the file in where that was not done yet; gives the uid. Refused EVI-*, KER-01."""
    record_of(work, command.about_noun, command.about)
    stored = command.stored or _taken_in(work, command)
    if command.caption:
        stored = replace(stored, caption=command.caption)
    return attach_files(work, command.about_noun, command.about, [stored], same_photo_ok=command.same_photo_ok)[0]


@handles(AttachFiles, action="evidence.attach_many", needs=Permission.WRITE, sentence=N_("Đã gắn {result} minh chứng"))
def attach_many(work: UnitOfWork, command: AttachFiles) -> int:
    """All or none; gives how many. Refused EVI-05, EVI-11, KER-01."""
    if not command.files:
        raise NO_FILE(field="file")
    record_of(work, command.about_noun, command.about)
    uids = attach_files(work, command.about_noun, command.about, command.files, same_photo_ok=command.same_photo_ok)
    return len(uids)


@handles(AttachLink, action="evidence.attach_link", needs=Permission.WRITE, sentence=N_("Đã gắn một địa chỉ"))
def attach_address(work: UnitOfWork, command: AttachLink) -> str:
    """Puts the address to the record; Refused EVI-07, KER-01."""
    record_of(work, command.about_noun, command.about)
    return attach_link(work, command.about_noun, command.about, command.url, command.caption)


@handles(
    DescribeEvidence, action="evidence.describe", needs=Permission.WRITE, sentence=N_("Đã ghi chú thích minh chứng")
)
def describe_evidence(work: UnitOfWork, command: DescribeEvidence) -> str:
    """Changes the caption."""
    row = work.get(Evidence, command.uid)
    row.caption = clean_line(command.caption, field="caption", limit=CAPTION_LIMIT)
    return row.uid


@handles(RemoveEvidence, action="evidence.remove", needs=Permission.WRITE, sentence=N_("Đã gỡ một minh chứng"))
def remove_evidence(work: UnitOfWork, command: RemoveEvidence) -> str:
    """Marks it as deleted."""
    row = work.get(Evidence, command.uid)
    work.remove(row)
    return row.uid


def _taken_in(work: UnitOfWork, command: AttachFile) -> StoredFile:
    source = command.path if command.path is not None else command.data
    if source is None:
        raise NO_FILE(field="file")
    return take_in(
        work.files,
        source,
        name=command.name,
        kind=command.kind,
        caption=command.caption,
        keep_position=command.keep_position,
    )
