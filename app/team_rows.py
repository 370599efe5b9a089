"""A pasted roster of all teams judged against people and teams, row by row, and the one command that takes it in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy.orm import Session

from app import labels
from app.bodies.commands import ImportTeamMembers, MemberRow
from app.bodies.queries import bodies
from app.bodies.suggestions import holds
from app.bodies.views import MemberView
from app.importing.columns import ColumnFate, Values
from app.importing.grid import Grid, cell_text
from app.importing.preview import Existing, ImportPreview, PreviewRow, RowState, preview
from app.importing.targets import members_target
from app.kernel.days import show_day
from app.kernel.names import likely_same
from app.kernel.phones import show_phone
from app.kernel.text import fold
from app.kernel.words import _
from app.offices.queries import hamlets
from app.offices.views import HamletView
from app.people.queries import people
from app.people.rules import post_kind_of
from app.people.views import PersonView
from app.superior_form import existing_members
from db.vocabulary import BodyKind, BodyRole, Gender

_UNKNOWN_COLUMN = "IMP-24"
"""Told by the columns themselves."""
_SHOWN = ("hamlet", "full_name", "birth", "gender", "post", "role", "phone", "note")
_COLUMN_OF = {"male": "gender", "female": "gender", "birth_year": "birth", "birth_date": "birth"}
_STATES = {
    RowState.NEW: "new",
    RowState.CHANGED: "changed",
    RowState.SAME: "same",
    RowState.POSSIBLE_DUPLICATE: "doubtful",
    RowState.REFUSED: "refused",
}


@dataclass(frozen=True, kw_only=True)
class RosterBase:
    """What a roster is compared with."""

    day: date
    hamlets: tuple[HamletView, ...]
    people: Mapping[str, PersonView]
    places: Mapping[tuple[str, str], MemberView]
    """Who stays in which team, by hamlet and person."""
    existing: tuple[Existing, ...]


@dataclass(frozen=True, kw_only=True)
class RosterRow:
    """One row of the roster: its state (new, changed, same, doubtful, refused), its words, and what it takes in."""

    state: str
    cells: Sequence[str]
    messages: Mapping[int, str]
    member: MemberRow | None = None


@dataclass(frozen=True, kw_only=True)
class RosterPreview:
    """All rows with what is to be said about the table as a whole."""

    headings: Sequence[str]
    rows: Sequence[RosterRow]
    unknown_columns: Sequence[str] = ()
    remarks: Sequence[str] = field(default=())

    def command(self) -> ImportTeamMembers:
        """Takes in what is new, changed or doubtful."""
        return ImportTeamMembers(
            rows=tuple(row.member for row in self.rows if row.member and row.state in ("new", "changed", "doubtful"))
        )


def roster_base(session: Session, day: date) -> RosterBase:
    """Everything that a pasted roster is compared with on a day."""
    known = tuple(existing_members(session, day))
    everyone = {person.uid: person for person in people(session)}
    places = tuple(hamlets(session, on=day))
    inside = {record.uid for record in known}
    others = [
        Existing(uid=person.uid, values=_values_of(person, places, day))
        for person in everyone.values()
        if person.uid not in inside
    ]
    return RosterBase(
        day=day,
        hamlets=places,
        people=everyone,
        existing=(*known, *others),
        places={
            (team.hamlet.uid, member.person.uid): member
            for team in bodies(session, kind=BodyKind.TEAM, on=day)
            if team.hamlet
            for member in team.planned
        },
    )


def roster_preview(grid: Grid, base: RosterBase, *, own_hamlet: str = "") -> RosterPreview:
    """What a roster would change; one that names no hamlet at all is for ``own_hamlet``. Refuses IMP-01."""
    target = members_target(today=base.day)
    open_target = replace(
        target, fields=tuple(replace(spec, required=False) if spec.key == "hamlet" else spec for spec in target.fields)
    )
    found = preview(grid, open_target, base.existing)
    names_hamlets = any("hamlet" in row.values for row in found.rows) or any(
        column.key == "hamlet" for column in found.columns
    )
    judge = _Judge(base, grid, found, "" if names_hamlets else own_hamlet)
    rows = [judge.row(row) for row in found.rows]
    return RosterPreview(
        headings=[target.field_of(key).heading for key in _SHOWN],
        rows=rows,
        unknown_columns=[column.heading for column in found.columns if column.fate is ColumnFate.UNKNOWN],
        remarks=[remark.text for remark in found.findings if remark.code != _UNKNOWN_COLUMN],
    )


class _Judge:
    """Gives every row its hamlet, its person and its state."""

    def __init__(self, base: RosterBase, grid: Grid, found: ImportPreview, own_hamlet: str) -> None:
        self._base, self._grid, self._own = base, grid, own_hamlet
        self._column = next((column.place for column in found.columns if column.key == "hamlet"), None)
        self._taken: dict[str, list[tuple[int, Values]]] = {}

    def row(self, found: PreviewRow) -> RosterRow:
        messages = _messages(found)
        hamlet, why = self._hamlet(found)
        if found.state is RowState.REFUSED or hamlet is None:
            if hamlet is None:
                _tell(messages, "hamlet", why)
            return RosterRow(state="refused", cells=_cells(found.values, None), messages=messages)
        if twice := self._twice(hamlet, found):
            _tell(messages, "full_name", _("Trùng với dòng {row} của cùng một tổ nên bỏ qua.").format(row=twice))
            return RosterRow(state="refused", cells=_cells(found.values, hamlet), messages=messages)
        return self._judged(found, hamlet, messages)

    def _judged(self, found: PreviewRow, hamlet: HamletView, messages: dict[int, str]) -> RosterRow:
        values, person = found.values, self._person(found, hamlet)
        place = self._base.places.get((hamlet.uid, person.uid)) if person else None
        state = _STATES[found.state]
        if place is not None:
            state = "changed" if self._differs(place, values, hamlet) else "same"
            self._tell_kept(values, place.person, messages)
        elif person is not None:
            state = "new"
            messages.clear()
            _tell(messages, "full_name", _("Đã có trong danh sách con người; sẽ thêm vào tổ."))
        elif state in ("changed", "same"):
            state = "new"
        return RosterRow(
            state=state,
            cells=_cells(values, hamlet),
            messages=messages,
            member=self._member(values, hamlet, person, place),
        )

    def _hamlet(self, found: PreviewRow) -> tuple[HamletView | None, str]:
        name, kind = str(found.values.get("hamlet", "")), found.values.get("hamlet_kind")
        if not name:
            own = next((one for one in self._base.hamlets if one.uid == self._own), None)
            return own, _("Chưa ghi thôn. Thêm cột Thôn rồi dán lại.")
        fitting = [
            one for one in self._base.hamlets if fold(one.name) == fold(name) and (kind is None or one.kind is kind)
        ]
        if len(fitting) > 1 and self._column is not None:
            typed = fold(cell_text(self._grid.rows[found.number - 1][self._column]))
            fitting = [one for one in fitting if one.former_commune and fold(one.former_commune) in typed]
        if len(fitting) == 1:
            return fitting[0], ""
        if fitting:
            return None, _("Có nhiều thôn cùng tên {name}. Ghi thêm xã cũ trong ngoặc.").format(name=name)
        return None, _("Xã không có thôn {name}. Sửa tên, hoặc thêm thôn ở trang Cơ quan và thôn.").format(name=name)

    def _twice(self, hamlet: HamletView, found: PreviewRow) -> int:
        """Number of the earlier row of the same team that means the same person; 0 for none."""
        earlier = self._taken.setdefault(hamlet.uid, [])
        for number, values in earlier:
            if _fits(values, found.values):
                return number
        earlier.append((found.number, found.values))
        return 0

    def _person(self, found: PreviewRow, hamlet: HamletView) -> PersonView | None:
        """The person a row means: a member of that team, else somebody known whom birth or phone confirm."""
        for (place, _uid), member in self._base.places.items():
            if place == hamlet.uid and _fits(_own_values(member.person), found.values):
                return member.person
        known = self._base.people.get(found.existing)
        if known is None or not likely_same(known.full_name, str(found.values.get("full_name", ""))):
            return None
        sure = found.state in (RowState.CHANGED, RowState.SAME)
        kept = _own_values(known)
        agrees = any(
            found.values.get(key) and found.values.get(key) == kept.get(key) for key in ("phone", "birth_year")
        )
        return known if (sure or agrees) and _fits(kept, found.values) else None

    def _differs(self, place: MemberView, values: Values, hamlet: HamletView) -> bool:
        return values.get("role", place.role) is not place.role or bool(self._new_title(values, hamlet, place.person))

    def _new_title(self, values: Values, hamlet: HamletView, person: PersonView | None) -> str:
        """The title, where the person does not hold such a post yet."""
        title = str(values.get("post") or "")
        if not title or person is None:
            return title
        return "" if holds(person, (post_kind_of(title),), self._base.day, hamlet=hamlet.uid) else title

    def _member(
        self, values: Values, hamlet: HamletView, person: PersonView | None, place: MemberView | None
    ) -> MemberRow:
        role, year, birth = values.get("role"), values.get("birth_year"), values.get("birth_date")
        gender = values.get("gender")
        return MemberRow(
            hamlet=hamlet.uid,
            full_name=str(values.get("full_name", "")),
            person=person.uid if person else None,
            role=role if isinstance(role, BodyRole) else place.role if place else BodyRole.MEMBER,
            title=self._title(values, hamlet, person, place),
            birth_year=year if isinstance(year, int) else None,
            birth_date=birth if isinstance(birth, date) else None,
            gender=gender if isinstance(gender, Gender) else None,
            phone=str(values.get("phone", "")),
            note=str(values.get("note", "")),
        )

    def _title(self, values: Values, hamlet: HamletView, person: PersonView | None, place: MemberView | None) -> str:
        """A newcomer's title also tells the seat; of a member only a new one counts."""
        return self._new_title(values, hamlet, person) if place else str(values.get("post") or "")

    def _tell_kept(self, values: Values, person: PersonView, messages: dict[int, str]) -> None:
        kept = _own_values(person)
        for key in ("phone", "birth_year"):
            if values.get(key) and values.get(key) != kept.get(key):
                _tell(
                    messages,
                    _COLUMN_OF.get(key, key),
                    _("Khác với thông tin đang lưu; nếu cần, sửa ở trang Con người."),
                )


def _values_of(person: PersonView, places: Sequence[HamletView], day: date) -> Values:
    """Somebody who is in no team: the hamlet is that of a post, where there is one."""
    held = {post.hamlet for post in person.posts_on(day)}
    home = next((place for place in places if place.uid in held), None)
    values = _own_values(person) | ({"hamlet": home.name, "hamlet_kind": home.kind} if home else {})
    return {key: value for key, value in values.items() if value not in (None, "")}


def _own_values(person: PersonView) -> dict[str, object]:
    return {
        "full_name": person.full_name,
        "birth_year": person.birth_year,
        "birth_date": person.birth_date,
        "phone": person.phone,
    }


def _fits(one: Values, other: Values) -> bool:
    """Same name, and neither birth year nor phone against it."""
    return likely_same(str(one.get("full_name", "")), str(other.get("full_name", ""))) and all(
        not one.get(key) or not other.get(key) or one.get(key) == other.get(key) for key in ("birth_year", "phone")
    )


def _messages(found: PreviewRow) -> dict[int, str]:
    messages: dict[int, str] = {}
    for finding in found.findings:
        _tell(messages, _COLUMN_OF.get(finding.field, finding.field), finding.text)
    return messages


def _tell(messages: dict[int, str], key: str, words: str) -> None:
    place = _SHOWN.index(key) if key in _SHOWN else 0
    messages[place] = f"{messages.get(place, '')} {words}".strip()


def _cells(values: Values, hamlet: HamletView | None) -> Sequence[str]:
    return [_words(key, values, hamlet) for key in _SHOWN]


def _words(key: str, values: Values, hamlet: HamletView | None) -> str:
    value = values.get(key)
    if key == "hamlet" and hamlet is not None:
        return hamlet.label
    if key == "birth":
        born = values.get("birth_date")
        return show_day(born) if isinstance(born, date) else str(values.get("birth_year") or "")
    if isinstance(value, Gender):
        return labels.gender(value)
    if isinstance(value, BodyRole):
        return labels.body_role(value, BodyKind.TEAM)
    return show_phone(str(value)) if key == "phone" and value else str(value or "")
