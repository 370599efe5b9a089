"""What can be done with kinds of activity: the office's own, and a catalogue taken from a superior's letter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from app.activities.queries import kinds
from app.activities.rules import (
    ENDS_EARLY,
    NO_INDICATOR,
    NO_NAME,
    NO_UNIT,
    NOTHING,
    SAME_CODE,
    TITLE_LIMIT,
    code_of,
)
from app.activities.views import Indicator
from app.kernel.commands import Permission, handles
from app.kernel.text import clean_line, fold
from app.kernel.words import N_, _
from app.kernel.work import UnitOfWork
from db.models import ActivityKind

__all__ = ["AddKind", "ChangeKind", "EndKind", "Indicator", "KindInput", "TakeInKinds"]

UNIT_LIMIT, CODE_LIMIT = 30, 30


@dataclass(frozen=True, kw_only=True)
class KindInput:
    """A kind as entered; an empty code is made from the name, as are those of indicators."""

    name: str
    indicators: tuple[Indicator, ...]
    code: str = ""
    source: str = ""
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, kw_only=True)
class AddKind:
    """The office logs a kind of activity of its own."""

    kind: KindInput


@dataclass(frozen=True, kw_only=True)
class ChangeKind:
    """A kind is corrected; a usual one is then kept as the office's own under the same code."""

    code: str
    kind: KindInput


@dataclass(frozen=True, kw_only=True)
class EndKind:
    """A kind is no longer offered after its last day; entries keep it."""

    code: str
    last_day: date


@dataclass(frozen=True, kw_only=True)
class TakeInKinds:
    """The catalogue of a superior's letter: kinds of the same code are renewed, the others added."""

    kinds: tuple[KindInput, ...]
    valid_from: date | None = None
    replaces_usual: bool = False
    """Whether the usual kinds that the catalogue does not name are no longer offered from ``valid_from`` on."""


@handles(AddKind, action="activity_kind.add", needs=Permission.WRITE, sentence=N_("Đã thêm loại hoạt động {result}"))
def add_kind(work: UnitOfWork, command: AddKind) -> str:
    """Gives the code. Refused ACT-07 to ACT-10."""
    taken = [kind.code for kind in kinds(work.session)]
    code = _code(command.kind, taken)
    if code in taken:
        raise SAME_CODE(field="code", code=code)
    work.new(ActivityKind, code=code, **_fields(command.kind))
    return code


@handles(
    ChangeKind, action="activity_kind.change", needs=Permission.WRITE, sentence=N_("Đã sửa loại hoạt động {result}")
)
def change_kind(work: UnitOfWork, command: ChangeKind) -> str:
    """Gives the code, which never changes."""
    _keep(work, command.code, command.kind)
    return command.code


@handles(
    EndKind, action="activity_kind.end", needs=Permission.WRITE, sentence=N_("Đã thôi dùng loại hoạt động {result}")
)
def end_kind(work: UnitOfWork, command: EndKind) -> str:
    """Keeps the kind for old entries and offers it no more."""
    row = _own(work, command.code) or _own_of_usual(work, command.code)
    if row.valid_from and command.last_day < row.valid_from:
        raise ENDS_EARLY(field="last_day")
    row.valid_to = command.last_day
    return row.code


@handles(
    TakeInKinds,
    action="activity_kind.take_in",
    needs=Permission.WRITE,
    sentence=N_("Đã đưa vào danh mục {result} loại hoạt động"),
)
def take_in_kinds(work: UnitOfWork, command: TakeInKinds) -> int:
    """All or none; gives how many kinds were added or renewed."""
    if not command.kinds:
        raise NOTHING()
    codes = {_taken_in(work, given, command.valid_from) for given in command.kinds}
    if command.replaces_usual:
        last_day = (command.valid_from or work.today) - timedelta(days=1)
        for kind in kinds(work.session):
            if kind.code not in codes and not kind.uid:
                _own_of_usual(work, kind.code).valid_to = last_day
    return len(codes)


def _taken_in(work: UnitOfWork, given: KindInput, valid_from: date | None) -> str:
    known = kinds(work.session)
    same = next((kind.code for kind in known if fold(kind.name) == fold(given.name)), "")
    code = _code(given, [kind.code for kind in known]) if given.code or not same else same
    row = _own(work, code)
    if row is None:
        work.new(ActivityKind, code=code, **(_fields(given) | {"valid_from": valid_from}))
    else:
        fields = _fields(given)
        row.name, row.indicators, row.source = fields["name"], fields["indicators"], fields["source"]
        row.valid_to = None
    work.session.flush()
    return code


def _keep(work: UnitOfWork, code: str, given: KindInput) -> None:
    row = _own(work, code)
    if row is None:
        _own_of_usual(work, code)
        row = _own(work, code)
    assert row is not None
    for name, value in _fields(given).items():
        setattr(row, name, value)


def _own(work: UnitOfWork, code: str) -> ActivityKind | None:
    query = select(ActivityKind).where(ActivityKind.code == code, ActivityKind.deleted_at.is_(None))
    return work.session.scalars(query).first()


def _own_of_usual(work: UnitOfWork, code: str) -> ActivityKind:
    """A row of our own that stands in the place of a usual kind."""
    usual = next(kind for kind in kinds(work.session) if kind.code == code)
    row = work.new(
        ActivityKind,
        code=code,
        name=usual.name,
        indicators=[_kept(one, one.code) for one in usual.indicators],
        source=usual.source,
    )
    work.session.flush()
    return row


def _code(given: KindInput, taken: list[str]) -> str:
    code = clean_line(given.code, field="code", limit=CODE_LIMIT, label=_("Mã")).replace(" ", "").upper()
    return code or code_of(given.name, taken)


def _fields(given: KindInput) -> dict[str, Any]:
    name = clean_line(given.name, field="name", limit=TITLE_LIMIT, label=_("Tên loại"))
    if not name:
        raise NO_NAME(field="name")
    if not given.indicators:
        raise NO_INDICATOR(field="indicators", kind=name)
    if given.valid_from and given.valid_to and given.valid_to < given.valid_from:
        raise ENDS_EARLY(field="valid_to")
    return {
        "name": name,
        "indicators": _indicators(given.indicators),
        "source": clean_line(given.source, field="source", limit=TITLE_LIMIT, label=_("Nguồn")),
        "valid_from": given.valid_from,
        "valid_to": given.valid_to,
    }


def _indicators(given: tuple[Indicator, ...]) -> list[dict[str, Any]]:
    kept: list[dict[str, Any]] = []
    for one in given:
        name = clean_line(one.name, field="indicators", limit=TITLE_LIMIT, label=_("Chỉ tiêu"))
        unit = clean_line(one.unit, field="indicators", limit=UNIT_LIMIT, label=_("Đơn vị tính")).lower()
        if not unit:
            raise NO_UNIT(field="indicators", indicator=name)
        taken = [each["code"] for each in kept]
        code = one.code if one.code and one.code not in taken else code_of(name, [*taken, *(i.code for i in given)])
        kept.append(
            _kept(Indicator(code=code.lower(), name=name, unit=unit, who=one.who, optional=one.optional), code.lower())
        )
    return kept


def _kept(one: Indicator, code: str) -> dict[str, Any]:
    """The indicator as it is written down; what it does not say is left out."""
    kept: dict[str, Any] = {"code": code, "name": one.name, "unit": one.unit}
    return kept | ({"who": one.who} if one.who else {}) | ({"optional": True} if one.optional else {})
