"""The superior's own form filled with the members of the teams, and those members as an import would see them.

The form keeps its formats, widths, print set-up and signature lines. Source: the Hà Trung letter of April 2022 asks for
the list of teams "theo Mẫu báo cáo kèm theo".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy.orm import Session

from app.bodies.queries import bodies
from app.bodies.views import BodyView, MemberView
from app.documents.roster import in_order
from app.documents.texts import TEAM_KINDS, body_title, members_of, role_name, title_of
from app.form_book import FormBook, read_form
from app.form_layout import Layout, layout_of
from app.form_sheet import FormCell, FormLine, FormSheet
from app.importing.columns import Values
from app.importing.preview import Existing
from app.importing.targets import members_target
from app.kernel.problems import refused
from app.kernel.text import fold
from app.kernel.words import N_
from app.offices.queries import standing
from app.offices.views import Standing
from db.vocabulary import Gender

NO_MEMBERS = refused(
    "FRM-06",
    N_("Chưa có thành viên Tổ công nghệ số nào để điền vào biểu mẫu."),
    next_step=N_("Vào trang Tổ công nghệ số, thêm thành viên cho từng tổ trước."),
)

_MARK = "x"


@dataclass(frozen=True, kw_only=True)
class _Listed:
    place: int
    member: MemberView
    body: BodyView
    hamlet: str


def fill_form(session: Session, template: Path, day: date, *, with_phones: bool = False) -> bytes:
    """The form with one row for each member on that day, under a heading per team where it has no hamlet column.

    Phones are filled in only when asked for. Refuses FRM-01 … FRM-08, IMP-09 and OFF-01.
    """
    book = FormBook(template)
    grid = read_form(template)
    sheet = FormSheet(book, grid.sheet)
    layout = layout_of(grid, sheet, members_target(today=day))
    here = standing(session, day)
    teams = [(team, members) for team, members in _listed(session, day) if members]
    if not teams:
        raise NO_MEMBERS()
    lines = list(_lines(teams, here, layout, day, with_phones=with_phones))
    sheet.write(lines, first=layout.first, blank=layout.blank, width=layout.width)
    return book.packed()


def existing_members(session: Session, day: date) -> list[Existing]:
    """Members of all teams in the values of ``members_target``, to compare a grid with; uids are those of people.

    Those whom ``fill_form`` lists on that day, then those who are planned to join.
    """
    here = standing(session, day)
    found: list[Existing] = []
    for team, members in _listed(session, day):
        known = {member.person.uid for member in members}
        joining = [member for member in team.planned if member.person.uid not in known]
        found += [
            Existing(uid=member.person.uid, values=_values(member, team, here, day)) for member in (*members, *joining)
        ]
    return found


def _listed(session: Session, day: date) -> list[tuple[BodyView, tuple[MemberView, ...]]]:
    """Teams in printing order with those in force, where every team is; else with those whom a decision will name."""
    teams = in_order([body for body in bodies(session, on=day) if body.kind in TEAM_KINDS])
    settled = all(team.valid_from is not None and team.valid_from <= day for team in teams)
    return [(team, members_of(team, day if settled else None)) for team in teams]


def _lines(
    teams: Sequence[tuple[BodyView, tuple[MemberView, ...]]],
    here: Standing,
    layout: Layout,
    day: date,
    *,
    with_phones: bool,
) -> Iterator[FormLine]:
    place = 0
    for team, members in teams:
        if "hamlet" not in layout.keys.values():
            yield FormLine(cells={}, group=body_title(team, here))
        for member in members:
            place += 1
            line = _Listed(place=place, member=member, body=team, hamlet=_hamlet(team, here))
            yield FormLine(cells=dict(_cells(line, layout, day, with_phones=with_phones)))


def _cells(line: _Listed, layout: Layout, day: date, *, with_phones: bool) -> Iterator[tuple[int, FormCell]]:
    if layout.counter is not None:
        yield layout.counter, FormCell(value=line.place)
    for column, key in layout.keys.items():
        if key == "phone":
            phone = line.member.person.phone if with_phones else ""
            yield column, FormCell(value=phone or None, is_phone=True)
        elif key == "birth" and "ngay" in fold(layout.headings[column]) and line.member.person.birth_date:
            yield column, FormCell(value=line.member.person.birth_date)
        elif key in ("male", "female"):
            yield column, FormCell(value=_in_gender_column(line.member, key, layout))
        elif key in _TEXTS:
            yield column, FormCell(value=_TEXTS[key](line, day))


def _in_gender_column(member: MemberView, key: str, layout: Layout) -> str | int | None:
    """A cross in the column of the gender, or the birth year where the form asks for it there."""
    if member.person.gender is not (Gender.MALE if key == "male" else Gender.FEMALE):
        return None
    return _MARK if "birth" in layout.keys.values() else member.person.birth_year or _MARK


_GENDERS = {Gender.MALE: "Nam", Gender.FEMALE: "Nữ"}
_TEXTS: dict[str, Callable[[_Listed, date], str | int | None]] = {
    "hamlet": lambda line, _day: line.hamlet,
    "full_name": lambda line, _day: line.member.person.full_name,
    "birth": lambda line, _day: line.member.person.birth_year,
    "gender": lambda line, _day: _GENDERS.get(line.member.person.gender) if line.member.person.gender else None,
    "role": lambda line, _day: role_name(line.member.role, line.body.kind),
    "post": lambda line, day: title_of(line.member, day) or None,
}
"""What stands in each column; notes kept about people go into no list."""


def _hamlet(team: BodyView, here: Standing) -> str:
    """The hamlet as a cell says it: ``Thôn Đồng Mậu``; a team of the whole commune says its name."""
    label = team.hamlet.label if team.hamlet else body_title(team, here)
    return label[:1].upper() + label[1:]


def _values(member: MemberView, team: BodyView, here: Standing, day: date) -> Values:
    person = member.person
    parse_hamlet = members_target(today=day).field_of("hamlet").parse
    place = (
        {"hamlet": team.hamlet.name, "hamlet_kind": team.hamlet.kind}
        if team.hamlet
        else parse_hamlet(_hamlet(team, here))
    )
    values: dict[str, object] = {
        **place,
        "full_name": person.full_name,
        "birth_year": person.birth_year,
        "birth_date": person.birth_date,
        "gender": person.gender,
        "role": member.role,
        "phone": person.phone,
        "post": title_of(member, day),
        "note": person.note,
    }
    return {key: value for key, value in values.items() if value not in (None, "")}
