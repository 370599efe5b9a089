"""Lists of people as they print: rosters of teams, the committee's list, the table of duties.

Which personal data a list shows follows its mode; notes kept about people are never printed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from app.bodies.views import BodyView, MemberView
from app.documents.content import RosterMode
from app.documents.texts import TEAM_KINDS, body_title, members_of, role_name, title_of
from app.kernel.phones import mask_phone, show_phone
from app.offices.views import Standing
from app.typesetting.model import Align, Column, GroupRow, Orientation, Row, Table
from app.typesetting.sheet import Sheet, SheetColumn, SheetGroup, SheetRow, Value
from db.vocabulary import BodyKind


@dataclass(frozen=True)
class _Listed:
    """One printed line: the place in the list, the member, the body and the day of the paper."""

    place: int
    member: MemberView
    body: BodyView
    day: date


@dataclass(frozen=True)
class _Field:
    """A column: title, share on paper, width in characters of a worksheet, alignment, and what stands in it."""

    title: str
    weight: float
    width: float
    align: Align
    text: Callable[[_Listed], str]


_PLACE = _Field("STT", 6, 6, Align.CENTER, lambda line: str(line.place))
_NAME = _Field("Họ và tên", 26, 28, Align.LEFT, lambda line: line.member.person.full_name)
_BORN = _Field("Năm sinh", 9, 10, Align.CENTER, lambda line: str(line.member.person.birth_year or ""))
_POST = _Field("Chức vụ, đơn vị", 36, 36, Align.LEFT, lambda line: title_of(line.member, line.day))
_ROLE = _Field("Chức danh trong Tổ", 14, 18, Align.CENTER, lambda line: role_name(line.member.role, line.body.kind))
_NOTE = _Field("Ghi chú", 8, 14, Align.LEFT, lambda _line: "")
_PHONE = _Field("Số điện thoại", 17, 16, Align.CENTER, lambda line: show_phone(line.member.person.phone))
_MASKED = _Field("Số điện thoại", 17, 16, Align.CENTER, lambda line: mask_phone(line.member.person.phone))
_HAMLET = _Field("Thôn", 16, 22, Align.LEFT, lambda line: line.body.hamlet.label if line.body.hamlet else "")


def _fields(mode: RosterMode, with_phones: bool) -> tuple[_Field, ...]:
    phone = _PHONE if with_phones or mode is RosterMode.INTERNAL else _MASKED
    return {
        RosterMode.PUBLIC: (_PLACE, _NAME, _POST, _ROLE),
        RosterMode.DECISION: (_PLACE, _NAME, _BORN, _POST, _ROLE, *((_PHONE,) if with_phones else ()), _NOTE),
        RosterMode.SUPERIOR: (_PLACE, _NAME, _BORN, _POST, _ROLE, phone, _NOTE),
        RosterMode.INTERNAL: (_PLACE, _NAME, _POST, _ROLE, phone, _NOTE),
    }[mode]


def in_order(bodies: Sequence[BodyView]) -> list[BodyView]:
    """Teams as lists show them: the commune's own first, then by the office's order of hamlets."""
    return sorted(
        (body for body in bodies if body.kind in TEAM_KINDS),
        key=lambda body: (
            body.kind is not BodyKind.COMMUNE_TEAM,
            body.hamlet.ordinal if body.hamlet else 0,
            body.name,
            body.uid,
        ),
    )


def roster_table(
    bodies: Sequence[BodyView],
    standing: Standing,
    *,
    day: date,
    mode: RosterMode,
    with_phones: bool = False,
    as_of: date | None = None,
) -> Table:
    """Teams under a sub-header each, people numbered through; ``as_of`` lists a past day instead of what is decided."""
    fields = _fields(mode, with_phones)
    rows: list[Row | GroupRow] = []
    for body, lines in _listed(bodies, day, as_of):
        rows.append(GroupRow(text=body_title(body, standing)))
        rows += [Row(cells=tuple(field.text(line) for field in fields)) for line in lines]
    return Table(columns=_columns(fields), rows=tuple(rows))


def committee_table(
    committee: BodyView, *, day: date, mode: RosterMode, with_phones: bool = False, as_of: date | None = None
) -> Table:
    """The members of a committee with office and role, in the order of their roles."""
    role = _Field("Chức danh trong Ban Chỉ đạo", 22, 24, Align.CENTER, _ROLE.text)
    fields = [_PLACE, _NAME, _Field("Chức vụ, đơn vị công tác", 35, 36, Align.LEFT, _POST.text), role]
    if mode is RosterMode.INTERNAL or (with_phones and mode is not RosterMode.PUBLIC):
        fields.append(_PHONE)
    lines = [
        _Listed(place, member, committee, day) for place, member in enumerate(members_of(committee, as_of), start=1)
    ]
    return Table(
        columns=_columns(fields), rows=tuple(Row(cells=tuple(field.text(line) for field in fields)) for line in lines)
    )


def assignment_table(committee: BodyView, teams: Sequence[BodyView], *, day: date, as_of: date | None = None) -> Table:
    """Each committee member's field of duty and the teams he or she supports."""
    supported: dict[str, list[str]] = {}
    for team in in_order(teams):
        if team.supporter:
            supported.setdefault(team.supporter.uid, []).append(team.hamlet.label if team.hamlet else team.name)
    fields = (
        _PLACE,
        _NAME,
        _POST,
        _Field("Chức danh trong Ban Chỉ đạo", 16, 20, Align.CENTER, _ROLE.text),
        _Field("Lĩnh vực, nhiệm vụ phụ trách", 44, 48, Align.LEFT, lambda line: line.member.duty),
        _Field(
            "Phụ trách Tổ công nghệ số cộng đồng",
            28,
            30,
            Align.LEFT,
            lambda line: ", ".join(supported.get(line.member.person.uid, ())),
        ),
        _NOTE,
    )
    return Table(
        columns=_columns(fields),
        rows=tuple(
            Row(cells=tuple(field.text(_Listed(place, member, committee, day)) for field in fields))
            for place, member in enumerate(members_of(committee, as_of), start=1)
        ),
    )


def roster_sheet(
    bodies: Sequence[BodyView],
    standing: Standing,
    *,
    day: date,
    mode: RosterMode,
    with_phones: bool = False,
    as_of: date | None = None,
    grouped: bool = True,
    title_lines: tuple[str, ...] = ("DANH SÁCH", "Thành viên các Tổ công nghệ số cộng đồng"),
) -> Sheet:
    """The same roster as a worksheet; ungrouped, the hamlet is a column of each row, as data to be read again.

    Birth years are numbers, phones text in bare digits; what is missing is an empty cell.
    """
    fields = _fields(mode, with_phones)
    if not grouped:
        fields = (*fields[:1], _HAMLET, *fields[1:])
    rows: list[SheetRow | SheetGroup] = []
    for body, lines in _listed(bodies, day, as_of):
        rows += [SheetGroup(text=body_title(body, standing))] if grouped else []
        rows += [SheetRow(cells=tuple(_cell(field, line) for field in fields)) for line in lines]
    return Sheet(
        name="Danh sách",
        title_lines=title_lines,
        rows=tuple(rows),
        columns=tuple(SheetColumn(title=field.title, width=field.width, align=field.align) for field in fields),
        orientation=Orientation.LANDSCAPE if len(fields) > 6 else Orientation.PORTRAIT,
    )


def _cell(field: _Field, line: _Listed) -> Value:
    if field is _PLACE:
        return line.place
    if field is _BORN:
        return line.member.person.birth_year
    if field is _PHONE:
        return line.member.person.phone or None
    return field.text(line) or None


def _listed(bodies: Sequence[BodyView], day: date, as_of: date | None) -> Iterator[tuple[BodyView, list[_Listed]]]:
    place = 0
    for body in in_order(bodies):
        members = members_of(body, as_of)
        yield body, [_Listed(place + offset, member, body, day) for offset, member in enumerate(members, start=1)]
        place += len(members)


def _columns(fields: Sequence[_Field]) -> tuple[Column, ...]:
    return tuple(Column(title=field.title, weight=field.weight, align=field.align) for field in fields)
