"""A file on its way into the store: judged by what it is, made anew where it is a photo, kept by its content."""

from __future__ import annotations

import hashlib
import wave
from contextlib import suppress
from pathlib import Path

from app.evidence.photos import made_anew
from app.evidence.rules import EMPTY, LARGEST, TOO_LARGE, VIDEO, FileSort, sort_of
from app.evidence.views import StoredFile
from app.kernel.files import FileStore, file_problems, sha256_of, size_text
from app.kernel.text import nfc
from app.kernel.words import _
from db.vocabulary import EvidenceKind

_PICTURE_KINDS = {EvidenceKind.PHOTO, EvidenceKind.CAPTURE}
_NAME_LIMIT = 200


def take_in(
    files: FileStore,
    source: Path | bytes,
    *,
    name: str = "",
    kind: EvidenceKind | None = None,
    caption: str = "",
    keep_position: bool = False,
) -> StoredFile:
    """Puts a file into the store and tells what it is; it belongs to no record yet.

    It may take seconds for a photo: call it in the files lane. ``keep_position`` keeps the place where a photo was
    taken; else it is gone for good. Refuses EVI-01 to EVI-04, EVI-06, EVI-08 to EVI-10; Unavailable FIL-*.
    """
    called = nfc(name or (source.name if isinstance(source, Path) else _("Ảnh dán")))[:_NAME_LIMIT]
    size, head = _measured(source)
    if not size:
        raise EMPTY(field="file", name=called)
    found = sort_of(called, head)
    _check_size(called, size, found)
    chosen = kind if kind is not None and kind is not EvidenceKind.LINK else found.kind
    if found.is_picture and chosen in _PICTURE_KINDS:
        return _photo(files, source, called, chosen, caption, keep_position)
    digest = files.put(source)
    return StoredFile(
        kind=found.kind if chosen in _PICTURE_KINDS else chosen,
        sha256=digest,
        source_sha256=digest,
        name=called,
        media_type=found.media_type,
        size=size,
        seconds=_seconds(files.path_of(digest), found),
        caption=caption,
    )


def source_hash(source: Path | bytes) -> str:
    """The hash by which a file is recognised however it was made anew."""
    return sha256_of(source) if isinstance(source, Path) else hashlib.sha256(source).hexdigest()


def _photo(
    files: FileStore, source: Path | bytes, name: str, kind: EvidenceKind, caption: str, keep_position: bool
) -> StoredFile:
    digest = source_hash(source)
    photo = made_anew(source, name=name, keep_position=keep_position, lossless=kind is EvidenceKind.CAPTURE)
    return StoredFile(
        kind=kind,
        sha256=files.put(photo.content),
        source_sha256=digest,
        name=name,
        media_type=photo.media_type,
        size=len(photo.content),
        width=photo.width,
        height=photo.height,
        taken_at=photo.taken_at,
        with_position=photo.with_position,
        caption=caption,
    )


def _measured(source: Path | bytes) -> tuple[int, bytes]:
    if isinstance(source, bytes):
        return len(source), source[:32]
    with file_problems(source):
        size = source.stat().st_size
        with source.open("rb") as stream:
            return size, stream.read(32)


def _check_size(name: str, size: int, found: FileSort) -> None:
    if size <= found.limit:
        return
    kind = VIDEO if found.is_video else TOO_LARGE
    raise kind(field="file", name=name, size=size_text(size), limit=size_text(found.limit or LARGEST))


def _seconds(path: Path, found: FileSort) -> int | None:
    """Length of a recording where its head tells it plainly (WAV); else nobody knows."""
    if found.media_type != "audio/wav":
        return None
    with suppress(wave.Error, EOFError, OSError, ZeroDivisionError), wave.open(str(path), "rb") as recording:
        return round(recording.getnframes() / recording.getframerate())
    return None
