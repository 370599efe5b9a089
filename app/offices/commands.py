"""What can be done with offices and hamlets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select

from app.kernel.commands import Permission, handles
from app.kernel.problems import refused
from app.kernel.text import clean_line, fold
from app.kernel.words import N_
from app.kernel.work import UnitOfWork
from app.offices.rules import COMMUNE_KINDS, kind_exists, regime_on
from db.models import Hamlet, Office, OfficeVersion
from db.vocabulary import HamletKind, OfficeKind, OfficeRelation

NAME_LIMIT = 120

KIND_NOT_THEN = refused(
    "OFF-02",
    N_("Từ ngày 01/7/2025 không còn đơn vị hành chính loại này."),
    next_step=N_("Chọn xã, phường hoặc đặc khu; cấp trên là tỉnh hoặc thành phố."),
)
NOT_A_COMMUNE = refused(
    "OFF-03",
    N_("Cơ quan của mình phải là xã, phường, thị trấn hoặc đặc khu."),
    next_step=N_("Chọn lại loại đơn vị hành chính."),
)
BACKWARDS = refused(
    "OFF-04",
    N_("Ngày bắt đầu {begin} phải sau ngày bắt đầu của tên trước ({former})."),
    next_step=N_("Sửa ngày bắt đầu, hoặc sửa tên trước đó."),
)
NAME_MISSING = refused("OFF-05", N_("Chưa nhập tên."), next_step=N_("Nhập tên rồi lưu lại."))
HAMLET_TWICE = refused(
    "OFF-06",
    N_("Đã có “{name}” trong danh sách thôn đang hoạt động."),
    next_step=N_("Nếu là thôn của xã cũ khác, hãy ghi tên xã cũ vào cột “Xã cũ” để phân biệt."),
)
NO_SUCCESSOR_TO_SELF = refused("OFF-07", N_("Thôn không thể sáp nhập vào chính nó."), next_step=N_("Chọn thôn khác."))


@dataclass(frozen=True, kw_only=True)
class SetUpOffice:
    """The own office or the superior gets its first name, or another one from a day on."""

    relation: OfficeRelation
    kind: OfficeKind
    name: str
    valid_from: date
    province: str = ""
    district: str = ""
    place: str = ""
    drafting_unit: str = ""
    drafting_abbreviation: str = ""
    route: str = ""
    code: str = ""
    as_superior: bool = False
    """The own office is the one above communes: this installation takes in what they send."""


@dataclass(frozen=True, kw_only=True)
class CorrectOffice:
    """A version of an office is corrected; its days stay."""

    version: str
    kind: OfficeKind
    name: str
    province: str = ""
    district: str = ""
    place: str = ""
    drafting_unit: str = ""
    drafting_abbreviation: str = ""
    route: str = ""


@dataclass(frozen=True, kw_only=True)
class AddHamlet:
    """A hamlet joins the list."""

    kind: HamletKind
    name: str
    former_commune: str = ""
    households: int | None = None
    note: str = ""
    valid_from: date | None = None


@dataclass(frozen=True, kw_only=True)
class AddHamlets:
    """Several hamlets at once, as pasted."""

    hamlets: tuple[AddHamlet, ...]


@dataclass(frozen=True, kw_only=True)
class ChangeHamlet:
    """A hamlet is corrected."""

    hamlet: str
    kind: HamletKind
    name: str
    former_commune: str = ""
    households: int | None = None
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class EndHamlet:
    """A hamlet ends on its last day, merged into a successor or not."""

    hamlet: str
    last_day: date
    successor: str | None = None


@dataclass(frozen=True, kw_only=True)
class RemoveHamlet:
    """A hamlet entered by mistake is taken out."""

    hamlet: str


@dataclass(frozen=True, kw_only=True)
class OrderHamlets:
    """The officer's own order of hamlets."""

    hamlets: tuple[str, ...]


@handles(SetUpOffice, action="office.set_up", needs=Permission.WRITE, sentence=N_("Đã ghi thông tin cơ quan"))
def set_up_office(work: UnitOfWork, command: SetUpOffice) -> str:
    """Adds a version; the former one ends the day before. Refused OFF-02 to OFF-05."""
    _check_kind(command)
    office = _office(work, command)
    former = work.session.scalars(
        select(OfficeVersion)
        .where(OfficeVersion.office == office.uid, OfficeVersion.deleted_at.is_(None))
        .order_by(OfficeVersion.valid_from.desc())
        .limit(1)
    ).first()
    if former is not None:
        if command.valid_from <= former.valid_from:
            raise BACKWARDS(
                field="valid_from", begin=f"{command.valid_from:%d/%m/%Y}", former=f"{former.valid_from:%d/%m/%Y}"
            )
        former.valid_to = command.valid_from - timedelta(days=1)
    work.new(OfficeVersion, office=office.uid, valid_from=command.valid_from, kind=command.kind, **_texts(command))
    return office.uid


@handles(CorrectOffice, action="office.correct", needs=Permission.WRITE, sentence=N_("Đã sửa thông tin cơ quan"))
def correct_office(work: UnitOfWork, command: CorrectOffice) -> str:
    """Corrects one version in place."""
    row = work.get(OfficeVersion, command.version)
    row.kind = command.kind
    for name, value in _texts(command).items():
        setattr(row, name, value)
    return row.uid


@handles(AddHamlet, action="hamlet.add", needs=Permission.WRITE, sentence=N_("Đã thêm một thôn"))
def add_hamlet(work: UnitOfWork, command: AddHamlet) -> str:
    """Adds a hamlet at the end of the list; Refused OFF-06 when a living one bears the same name."""
    name = _name(command.name)
    former_commune = clean_line(command.former_commune, field="former_commune", limit=NAME_LIMIT)
    _refuse_twin(work, command.kind, name, former_commune, besides="")
    last = work.session.scalar(select(func.max(Hamlet.ordinal)).where(Hamlet.deleted_at.is_(None))) or 0
    row = work.new(
        Hamlet,
        kind=command.kind,
        name=name,
        former_commune=former_commune,
        ordinal=last + 1,
        households=command.households,
        note=clean_line(command.note, field="note", limit=500),
        valid_from=command.valid_from,
        valid_to=None,
        successor=None,
    )
    work.session.flush()
    return row.uid


@handles(AddHamlets, action="hamlet.add_many", needs=Permission.WRITE, sentence=N_("Đã thêm {result} thôn"))
def add_hamlets(work: UnitOfWork, command: AddHamlets) -> int:
    """Adds all or none."""
    for hamlet in command.hamlets:
        add_hamlet(work, hamlet)
    return len(command.hamlets)


@handles(ChangeHamlet, action="hamlet.change", needs=Permission.WRITE, sentence=N_("Đã sửa một thôn"))
def change_hamlet(work: UnitOfWork, command: ChangeHamlet) -> str:
    """Corrects a hamlet; Refused OFF-06 when another living one bears the name."""
    row = work.get(Hamlet, command.hamlet)
    name = _name(command.name)
    former_commune = clean_line(command.former_commune, field="former_commune", limit=NAME_LIMIT)
    _refuse_twin(work, command.kind, name, former_commune, besides=row.uid)
    row.kind, row.name, row.former_commune = command.kind, name, former_commune
    row.households, row.note = command.households, clean_line(command.note, field="note", limit=500)
    return row.uid


@handles(EndHamlet, action="hamlet.end", needs=Permission.WRITE, sentence=N_("Đã ghi ngày kết thúc của một thôn"))
def end_hamlet(work: UnitOfWork, command: EndHamlet) -> str:
    """Ends a hamlet; its team stays until a decision re-organises it (Refused OFF-07)."""
    row = work.get(Hamlet, command.hamlet)
    if command.successor == row.uid:
        raise NO_SUCCESSOR_TO_SELF(field="successor")
    row.valid_to = command.last_day
    row.successor = work.get(Hamlet, command.successor).uid if command.successor else None
    return row.uid


@handles(RemoveHamlet, action="hamlet.remove", needs=Permission.WRITE, sentence=N_("Đã bỏ một thôn"))
def remove_hamlet(work: UnitOfWork, command: RemoveHamlet) -> str:
    """Marks the hamlet as deleted."""
    row = work.get(Hamlet, command.hamlet)
    work.remove(row)
    return row.uid


@handles(OrderHamlets, action="hamlet.order", needs=Permission.WRITE, sentence=N_("Đã xếp lại thứ tự thôn"))
def order_hamlets(work: UnitOfWork, command: OrderHamlets) -> int:
    """Numbers the hamlets in the given order."""
    for ordinal, uid in enumerate(command.hamlets, start=1):
        work.get(Hamlet, uid).ordinal = ordinal
    return len(command.hamlets)


def _check_kind(command: SetUpOffice) -> None:
    if not kind_exists(command.kind, regime_on(command.valid_from)):
        raise KIND_NOT_THEN(field="kind")
    own = command.relation is OfficeRelation.OWN
    if own and not command.as_superior and command.kind not in COMMUNE_KINDS:
        raise NOT_A_COMMUNE(field="kind")


def _office(work: UnitOfWork, command: SetUpOffice) -> Office:
    office = work.session.scalars(
        select(Office).where(Office.relation == command.relation, Office.deleted_at.is_(None)).limit(1)
    ).first()
    if office is None and command.relation is OfficeRelation.OWN:
        office = work.session.get(Office, work.own_office_uid)  # set up once before and undone
        if office is not None:
            office.deleted_at = None
    if office is None:
        uid = work.own_office_uid if command.relation is OfficeRelation.OWN else ""
        office = work.new(Office, uid=uid, relation=command.relation, code=command.code)
        work.session.flush()
    elif command.code:
        office.code = command.code
    return office


def _texts(command: SetUpOffice | CorrectOffice) -> dict[str, str]:
    texts = {
        name: clean_line(getattr(command, name), field=name, limit=NAME_LIMIT)
        for name in ("province", "district", "place", "drafting_unit", "drafting_abbreviation", "route")
    }
    return {"name": _name(command.name)} | texts


def _name(name: str) -> str:
    cleaned = clean_line(name, field="name", limit=NAME_LIMIT)
    if not cleaned:
        raise NAME_MISSING(field="name")
    return cleaned


def _refuse_twin(work: UnitOfWork, kind: HamletKind, name: str, former_commune: str, *, besides: str) -> None:
    living = work.session.scalars(
        select(Hamlet).where(Hamlet.deleted_at.is_(None), Hamlet.valid_to.is_(None), Hamlet.kind == kind)
    )
    for row in living:
        if row.uid != besides and fold(row.name) == fold(name) and fold(row.former_commune) == fold(former_commune):
            raise HAMLET_TWICE(field="name", name=name)
