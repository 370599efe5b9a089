"""Evidence put to a record or taken away with it, inside the unit of work of whoever changes the record."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.evidence.queries import same_elsewhere
from app.evidence.rules import CAPTION_LIMIT, SAME_PHOTO, address
from app.evidence.views import SamePhoto, StoredFile
from app.kernel.days import show_day
from app.kernel.text import clean_line
from app.kernel.words import N_, _
from app.kernel.work import UnitOfWork
from db.base import SharedRow, shared_rows
from db.models import Evidence
from db.vocabulary import EvidenceKind

_NOUNS = {
    "activity": N_("hoạt động"),
    "programme": N_("chương trình truyền thanh"),
    "airing": N_("lần phát thanh"),
    "online_post": N_("tin bài"),
    "display": N_("pa nô, khẩu hiệu"),
    "meeting": N_("hội nghị"),
    "praise": N_("khen thưởng"),
    "difficulty": N_("khó khăn, vướng mắc"),
    "incoming_letter": N_("văn bản đến"),
    "task": N_("công việc"),
}
_OTHER = N_("mục khác")
_DAYS = ("held_on", "aired_on", "posted_on", "put_up_on", "arrived_on", "raised_on")


def attach_files(
    work: UnitOfWork, about_noun: str, about: str, stored: Iterable[StoredFile], *, same_photo_ok: bool = False
) -> list[str]:
    """Puts files to a record and gives their uids; one that is there already is not put twice.

    Refuses EVI-05 where a file proves another record already, unless ``same_photo_ok``.
    """
    wanted = list(stored)
    if not same_photo_ok:
        _refuse_used_elsewhere(work.session, [file.source_sha256 for file in wanted], about)
    here = {row.source_sha256: row.uid for row in _rows(work.session, about_noun, about)}
    uids = []
    for file in wanted:
        if file.source_sha256 not in here:
            here[file.source_sha256] = _attach_one(work, about_noun, about, file)
        uids.append(here[file.source_sha256])
    return uids


def attach_link(work: UnitOfWork, about_noun: str, about: str, url: str, caption: str) -> str:
    """Puts a web address to a record; Refused EVI-07."""
    row = work.new(
        Evidence,
        about_noun=about_noun,
        about=about,
        kind=EvidenceKind.LINK,
        url=address(url),
        caption=clean_line(caption, field="caption", limit=CAPTION_LIMIT),
    )
    return row.uid


def remove_all(work: UnitOfWork, about_noun: str, about: str) -> None:
    """What proved a record goes with it; the files stay in the store, so that undo brings them back."""
    for row in _rows(work.session, about_noun, about):
        work.remove(row)


def record_of(work: UnitOfWork, about_noun: str, about: str) -> SharedRow:
    """The living record of ours that evidence is about; Refused KER-01 where there is none."""
    return work.get(_mappings()[about_noun], about)


def told(session: Session, same: SamePhoto) -> str:
    """The other record in words: what it is and of which day."""
    mappings = _mappings()
    row: Any = session.get(mappings[same.about_noun], same.about) if same.about_noun in mappings else None
    word = _NOUNS.get(same.about_noun, _OTHER)
    what = _(word)
    day: date | None = next((found for name in _DAYS if (found := getattr(row, name, None))), None)
    return _("{what} ngày {day}").format(what=what, day=show_day(day)) if day else what


def _mappings() -> dict[str, type[SharedRow]]:
    return {mapping.__tablename__: mapping for mapping in shared_rows()}


def _refuse_used_elsewhere(session: Session, hashes: list[str], about: str) -> None:
    found = same_elsewhere(session, hashes, about=about)
    if found:
        where = "; ".join(dict.fromkeys(told(session, same) for same in found[:3]))
        raise SAME_PHOTO(field="file", name=found[0].name, where=where)


def _attach_one(work: UnitOfWork, about_noun: str, about: str, file: StoredFile) -> str:
    fields = {name: getattr(file, name) for name in StoredFile.__dataclass_fields__}
    fields["caption"] = clean_line(file.caption, field="caption", limit=CAPTION_LIMIT)
    return work.new(Evidence, about_noun=about_noun, about=about, **fields).uid


def _rows(session: Session, about_noun: str, about: str) -> list[Evidence]:
    query = select(Evidence).where(
        Evidence.about_noun == about_noun, Evidence.about == about, Evidence.deleted_at.is_(None)
    )
    return list(session.scalars(query.order_by(Evidence.uid)))
