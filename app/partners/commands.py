"""What can be done with partners."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Text, func, select, type_coerce

from app.kernel.commands import Permission, handles
from app.kernel.text import fold
from app.kernel.words import N_
from app.kernel.work import UnitOfWork
from app.partners.rules import IN_USE, NAMESAKE, USUAL, PartnerInput, partner_fields
from db.models import Activity, Partner

__all__ = ["AddPartner", "AddUsualPartners", "ChangePartner", "PartnerInput", "RemovePartner"]


@dataclass(frozen=True, kw_only=True)
class AddPartner:
    """A partner begins to take part."""

    partner: PartnerInput


@dataclass(frozen=True, kw_only=True)
class AddUsualPartners:
    """VNPT, Viettel and the post at once; those already there are left as they are."""


@dataclass(frozen=True, kw_only=True)
class ChangePartner:
    """A partner's fields are corrected."""

    uid: str
    partner: PartnerInput


@dataclass(frozen=True, kw_only=True)
class RemovePartner:
    """A partner entered by mistake is taken out."""

    uid: str


@handles(AddPartner, action="partner.add", needs=Permission.WRITE, sentence=N_("Đã thêm một đối tác"))
def add_partner(work: UnitOfWork, command: AddPartner) -> str:
    """Adds a partner; Refused PTN-01 to PTN-03, TXT, PHO with the field."""
    fields = partner_fields(command.partner)
    if fold(fields["name"]) in _names(work):
        raise NAMESAKE(field="name", name=fields["name"])
    row = work.new(Partner, **fields)
    return row.uid


@handles(AddUsualPartners, action="partner.add_usual", needs=Permission.WRITE, sentence=N_("Đã thêm {result} đối tác"))
def add_usual(work: UnitOfWork, _command: AddUsualPartners) -> int:
    """Gives how many were added."""
    known = _names(work)
    missing = [(kind, name) for kind, name in USUAL if fold(name) not in known]
    for kind, name in missing:
        work.new(Partner, **partner_fields(PartnerInput(name=name, kind=kind)))
    return len(missing)


@handles(ChangePartner, action="partner.change", needs=Permission.WRITE, sentence=N_("Đã sửa một đối tác"))
def change_partner(work: UnitOfWork, command: ChangePartner) -> str:
    """Corrects the fields."""
    row = work.get(Partner, command.uid)
    fields = partner_fields(command.partner)
    if fold(fields["name"]) in _names(work, but=row.uid):
        raise NAMESAKE(field="name", name=fields["name"])
    for name, value in fields.items():
        setattr(row, name, value)
    return row.uid


@handles(RemovePartner, action="partner.remove", needs=Permission.WRITE, sentence=N_("Đã bỏ một đối tác"))
def remove_partner(work: UnitOfWork, command: RemovePartner) -> str:
    """Marks the partner as deleted; Refused PTN-04 while entries of the log name it."""
    row = work.get(Partner, command.uid)
    used = work.session.scalar(
        select(func.count()).where(
            Activity.deleted_at.is_(None), type_coerce(Activity.partners, Text).contains(row.uid)
        )
    )
    if used:
        raise IN_USE(count=used)
    work.remove(row)
    return row.uid


def _names(work: UnitOfWork, *, but: str = "") -> set[str]:
    query = select(Partner.name).where(Partner.deleted_at.is_(None), Partner.uid != but)
    return {fold(name) for name in work.session.scalars(query)}
