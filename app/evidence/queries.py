"""Questions about evidence: of records, and which files are used already."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.evidence.views import EvidenceView, SamePhoto
from db.models import Evidence

_AT_ONCE = 500


def evidence_of(session: Session, about_noun: str, uids: Iterable[str]) -> dict[str, tuple[EvidenceView, ...]]:
    """Everything that proves these records of one noun, in the order taken, then by name; none, and it is left out."""
    found: dict[str, list[EvidenceView]] = defaultdict(list)
    for part in _parts(uids):
        query = (
            select(Evidence)
            .where(Evidence.about_noun == about_noun, Evidence.about.in_(part), Evidence.deleted_at.is_(None))
            .order_by(Evidence.taken_at.is_(None), Evidence.taken_at, Evidence.name, Evidence.uid)
        )
        for row in session.scalars(query):
            found[row.about].append(view_of(row))
    return {uid: tuple(views) for uid, views in found.items()}


def how_many_of(session: Session, about_noun: str, uids: Iterable[str]) -> dict[str, int]:
    """How much evidence each of these records has; records without any are left out."""
    counts: dict[str, int] = {}
    for part in _parts(uids):
        query = (
            select(Evidence.about, func.count())
            .where(Evidence.about_noun == about_noun, Evidence.about.in_(part), Evidence.deleted_at.is_(None))
            .group_by(Evidence.about)
        )
        counts.update((about, number) for about, number in session.execute(query))
    return counts


def used_sources(session: Session, hashes: Iterable[str]) -> set[str]:
    """Those of these file hashes that already prove something."""
    found: set[str] = set()
    for part in _parts(hashes):
        query = select(Evidence.source_sha256).where(Evidence.source_sha256.in_(part), Evidence.deleted_at.is_(None))
        found.update(session.scalars(query))
    return found


def same_elsewhere(session: Session, hashes: Iterable[str], *, about: str = "") -> list[SamePhoto]:
    """Other records that are proved by files of these hashes already, ``about`` left aside."""
    found: list[SamePhoto] = []
    for part in _parts(hash_ for hash_ in hashes if hash_):
        query = select(Evidence).where(
            Evidence.source_sha256.in_(part), Evidence.about != about, Evidence.deleted_at.is_(None)
        )
        found += [
            SamePhoto(source_sha256=row.source_sha256, name=row.name, about_noun=row.about_noun, about=row.about)
            for row in session.scalars(query.order_by(Evidence.uid))
        ]
    return found


def view_of(row: Evidence) -> EvidenceView:
    """The row as it is shown."""
    names = EvidenceView.__dataclass_fields__
    return EvidenceView(**{name: getattr(row, name) for name in names})


def _parts(values: Iterable[str]) -> Iterable[list[str]]:
    wanted = sorted(set(values))
    for start in range(0, len(wanted), _AT_ONCE):
        yield wanted[start : start + _AT_ONCE]
