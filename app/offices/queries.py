"""Questions about offices and hamlets, as of a day."""

from __future__ import annotations

from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.kernel.problems import refused
from app.kernel.text import fold
from app.kernel.words import N_
from app.offices.rules import ambiguous_names, hamlet_label, regime_on
from app.offices.views import HamletView, OfficeView, Standing
from db.models import Hamlet, Office, OfficeVersion
from db.vocabulary import OfficeRelation

NO_OFFICE = refused(
    "OFF-01",
    N_("Chưa có thông tin cơ quan cho ngày {day}."),
    next_step=N_("Vào “Cơ quan và thôn”, nhập tên cơ quan và ngày bắt đầu."),
)


def office_versions(session: Session) -> list[OfficeView]:
    """Every version of every office, the own first, newest first."""
    rows = session.execute(
        select(Office, OfficeVersion)
        .join(OfficeVersion, OfficeVersion.office == Office.uid)
        .where(Office.deleted_at.is_(None), OfficeVersion.deleted_at.is_(None))
        .order_by(Office.relation, OfficeVersion.valid_from.desc())
    )
    return [_office_view(office, version) for office, version in rows]


def office_on(session: Session, relation: OfficeRelation, day: date) -> OfficeView | None:
    """The own office or the superior as of a day; a day before the first version gets the first one."""
    versions = [view for view in office_versions(session) if view.relation is relation]
    for view in versions:
        if view.valid_from <= day and (view.valid_to is None or day <= view.valid_to):
            return view
    return versions[-1] if versions and day < versions[-1].valid_from else None


def standing(session: Session, day: date) -> Standing:
    """Everything about our standing that a paper of that day needs; Refused OFF-01 before the office is set up."""
    own = office_on(session, OfficeRelation.OWN, day)
    if own is None:
        raise NO_OFFICE(day=f"{day:%d/%m/%Y}")
    return Standing(day=day, regime=regime_on(day), own=own, superior=office_on(session, OfficeRelation.SUPERIOR, day))


def hamlets(session: Session, *, on: date | None = None) -> list[HamletView]:
    """Hamlets in the office's own order: those of a day, or all that ever were."""
    query = select(Hamlet).where(Hamlet.deleted_at.is_(None)).order_by(Hamlet.ordinal, Hamlet.uid)
    if on is not None:
        query = query.where(
            or_(Hamlet.valid_from.is_(None), Hamlet.valid_from <= on),
            or_(Hamlet.valid_to.is_(None), Hamlet.valid_to >= on),
        )
    rows = session.scalars(query).all()
    twice = ambiguous_names((row.kind, row.name) for row in rows)
    return [_hamlet_view(row, needs_commune=(row.kind, fold(row.name)) in twice) for row in rows]


def hamlet(session: Session, uid: str) -> HamletView | None:
    """One hamlet by uid."""
    return next((view for view in hamlets(session) if view.uid == uid), None)


def _office_view(office: Office, version: OfficeVersion) -> OfficeView:
    return OfficeView(
        uid=office.uid,
        version_uid=version.uid,
        relation=office.relation,
        code=office.code,
        kind=version.kind,
        name=version.name,
        province=version.province,
        district=version.district,
        place=version.place or version.name,
        drafting_unit=version.drafting_unit,
        drafting_abbreviation=version.drafting_abbreviation,
        route=version.route,
        valid_from=version.valid_from,
        valid_to=version.valid_to,
    )


def _hamlet_view(row: Hamlet, *, needs_commune: bool) -> HamletView:
    return HamletView(
        uid=row.uid,
        kind=row.kind,
        name=row.name,
        former_commune=row.former_commune,
        ordinal=row.ordinal,
        households=row.households,
        note=row.note,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        successor=row.successor,
        label=hamlet_label(row.kind, row.name, row.former_commune, needs_commune=needs_commune),
    )
