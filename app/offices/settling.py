"""After an office came back from above, what was typed on the new computer meanwhile makes way for it."""

from __future__ import annotations

from sqlalchemy import select

from app.kernel.work import UnitOfWork
from db.models import Office, OfficeVersion
from db.vocabulary import OfficeRelation


def settle_offices(work: UnitOfWork) -> None:
    """One office of each relation, one version for each day: the first that was ever entered stays.

    A uid tells when a row was made, so every installation keeps the same ones. A later version under another name, or
    one that begins after all others, is no repetition and stays too.
    """
    work.session.flush()
    for relation in OfficeRelation:
        offices = work.session.scalars(
            select(Office).where(Office.relation == relation, Office.deleted_at.is_(None)).order_by(Office.uid)
        ).all()
        for spare in offices[1:]:
            for version in _versions(work, spare):
                version.office = offices[0].uid
            work.remove(spare)
        work.session.flush()
        for office in offices[:1]:
            _settle_versions(work, office)


def _settle_versions(work: UnitOfWork, office: Office) -> None:
    standing: list[OfficeVersion] = []
    for version in _versions(work, office):
        if any(_repeats(version, other) for other in standing):
            work.remove(version)
        else:
            standing.append(version)


def _repeats(version: OfficeVersion, other: OfficeVersion) -> bool:
    """Whether a version typed later says nothing that the other does not say of its days."""
    if version.valid_from < other.valid_from:
        return other.valid_to is None or version.valid_to is None or version.valid_to >= other.valid_from
    within = other.valid_to is None or version.valid_from <= other.valid_to
    same = (version.kind, version.name) == (other.kind, other.name)
    return within and (same or version.valid_from == other.valid_from)


def _versions(work: UnitOfWork, office: Office) -> list[OfficeVersion]:
    """The living versions, the one entered first at the head."""
    return list(
        work.session.scalars(
            select(OfficeVersion)
            .where(OfficeVersion.office == office.uid, OfficeVersion.deleted_at.is_(None))
            .order_by(OfficeVersion.uid)
        )
    )
