"""What is shown of evidence, and a file that was taken into the store but belongs to no record yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from db.vocabulary import EvidenceKind


@dataclass(frozen=True, kw_only=True)
class EvidenceView:
    """A file or an address that proves a record of any noun."""

    uid: str
    about_noun: str
    about: str
    kind: EvidenceKind
    sha256: str
    """Name of the content in the file store, empty for an address."""
    name: str
    media_type: str
    size: int | None
    """Bytes."""
    width: int | None
    height: int | None
    """Pixels, after the photo was turned upright."""
    seconds: int | None
    url: str
    taken_at: datetime | None
    with_position: bool
    caption: str

    @property
    def is_picture(self) -> bool:
        """Whether the file can be shown as a picture; it was made anew by us, so it is safe to open."""
        return self.media_type in {"image/jpeg", "image/png"} and self.width is not None


@dataclass(frozen=True, kw_only=True)
class StoredFile:
    """A file as it lies in the store after it was checked (and, for a photo, made anew); not yet about any record."""

    kind: EvidenceKind
    sha256: str
    source_sha256: str
    name: str
    media_type: str
    size: int
    width: int | None = None
    height: int | None = None
    seconds: int | None = None
    taken_at: datetime | None = None
    with_position: bool = False
    caption: str = ""


@dataclass(frozen=True, kw_only=True)
class SamePhoto:
    """Another record that is already proved by the same file."""

    source_sha256: str
    name: str
    about_noun: str
    about: str
