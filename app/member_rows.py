"""Pasted lists of members judged row by row against people and places: what each row would do, and what is asked first.

Shared by the rosters of the teams (``team_rows``) and the list of the committee (``committee_rows``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from app import labels
from app.bodies.commands import MemberRow
from app.bodies.suggestions import holds
from app.bodies.views import MemberView
from app.importing.columns import Values
from app.importing.preview import Existing, PreviewRow, RowState
from app.importing.settling import Answers, Choice, Offer, about_cell, about_person, answered, may_stay_blank
from app.importing.targets import post_with_unit
from app.kernel.days import show_day
from app.kernel.names import likely_same
from app.kernel.phones import show_phone
from app.kernel.words import _
from app.offices.views import HamletView
from app.people.rules import post_kind_of
from app.people.views import PersonView, told
from db.vocabulary import BodyKind, BodyRole, Gender

OPTIONAL = frozenset({"phone"})
"""Fields whose cell may stay blank when it cannot be read."""
UNKNOWN_COLUMN = "IMP-24"
"""Told by the columns themselves."""
TAKEN = ("new", "changed")
_COLUMN_OF = {"male": "gender", "female": "gender", "birth_year": "birth", "birth_date": "birth", "unit": "post"}
_STATES = {
    RowState.NEW: "new",
    RowState.CHANGED: "changed",
    RowState.SAME: "same",
    RowState.POSSIBLE_DUPLICATE: "doubtful",
    RowState.REFUSED: "refused",
}


@dataclass(frozen=True, kw_only=True)
class RosterBase:
    """What a list of members is compared with."""

    day: date
    hamlets: tuple[HamletView, ...]
    people: Mapping[str, PersonView]
    places: Mapping[tuple[str, str], MemberView]
    """Who stays where, by hamlet ("" for the committee) and person."""
    existing: tuple[Existing, ...]


@dataclass(frozen=True, kw_only=True)
class RosterRow:
    """One row: its state (new, changed, same, doubtful, skipped, refused), its words, and what it takes in."""

    number: int
    state: str
    cells: Sequence[str]
    messages: Mapping[int, str]
    member: MemberRow | None = None
    offers: Sequence[Offer] = ()
    """What may be answered to the question that is open."""
    answers: Answers = ()


@dataclass(frozen=True, kw_only=True)
class RosterPreview:
    """All rows with what is to be said about the table as a whole."""

    headings: Sequence[str]
    rows: Sequence[RosterRow]
    unknown_columns: Sequence[str] = ()
    remarks: Sequence[str] = field(default=())
    judge: Callable[[int, Answers], RosterRow]
    make: Callable[[tuple[MemberRow, ...]], Any]

    def settled(self, row: RosterRow, answers: Answers) -> RosterRow:
        """The row judged anew with these answers."""
        return self.judge(row.number, answers)

    def command(self, rows: Sequence[RosterRow] | None = None) -> Any:
        """Takes in what is new or changed; what is in doubt and unanswered stays out."""
        rows = self.rows if rows is None else rows
        return self.make(tuple(row.member for row in rows if row.member is not None and row.state in TAKEN))


class RowJudge:
    """Gives a row of one body its person and its state."""

    def __init__(self, base: RosterBase, kind: BodyKind, keys: Sequence[str], headings: Mapping[str, str]) -> None:
        self.base, self.keys = base, keys
        self._kind, self._headings = kind, headings
        self._taken: dict[str, dict[int, Values]] = {}

    def messages(self, found: PreviewRow) -> dict[int, str]:
        """What was found wrong, by column."""
        messages: dict[int, str] = {}
        for finding in found.findings:
            self.tell(messages, finding.field, finding.text)
        return messages

    def tell(self, messages: dict[int, str], key: str, words: str) -> None:
        """Adds words to the column of a field."""
        key = _COLUMN_OF.get(key, key)
        place = self.keys.index(key) if key in self.keys else 0
        messages[place] = f"{messages.get(place, '')} {words}".strip()

    def cells(self, values: Values, hamlet: HamletView | None = None) -> Sequence[str]:
        """The row in words."""
        return [self._words(key, values, hamlet) for key in self.keys]

    def judged(
        self, found: PreviewRow, answers: Answers, messages: dict[int, str], hamlet: HamletView | None = None
    ) -> RosterRow:
        """The row as one of this body; refused where it means the same person as an earlier row."""
        where, cells = hamlet.uid if hamlet else "", self.cells(found.values, hamlet)
        if twice := self._twice(where, found):
            self.tell(messages, "full_name", _("Trùng với dòng {row} nên bỏ qua.").format(row=twice))
            return RosterRow(number=found.number, state="refused", cells=cells, messages=messages)
        for key in found.left_blank:
            if not may_stay_blank(answers, key):
                return RosterRow(
                    number=found.number,
                    state="doubtful",
                    cells=cells,
                    messages=messages,
                    offers=about_cell(key, self._headings.get(key, key)),
                    answers=answers,
                )
        said = answered(answers, Choice.SAME, Choice.NEW)
        person = self._person(found, where) if said is None else self.base.people.get(said.about)
        place = self.base.places.get((where, person.uid)) if person else None
        state = _STATES[found.state]
        offers: Sequence[Offer] = ()
        if place is not None:
            state = "changed" if self._differs(place, found.values, hamlet) else "same"
            messages.clear()
            self._tell_kept(found.values, place.person, messages)
        elif person is not None:
            state = "new"
            messages.clear()
            self.tell(messages, "full_name", _("Đã có: {person}.").format(person=told(person, self.base.day)))
        elif said is not None or state in ("changed", "same"):
            state = "new"
        elif state == "doubtful":
            alike = [(one.uid, told(one, self.base.day)) for one in self._alike(found)]
            offers = about_person(alike)
            if alike:
                messages.clear()
                words = _("Dòng {row}: giống {person}.").format(row=found.number, person=alike[0][1])
                self.tell(messages, "full_name", words)
        member = self._member(found.values, hamlet, person, place, is_new=said is not None and person is None)
        return RosterRow(
            number=found.number,
            state=state,
            cells=cells,
            messages=messages,
            member=member,
            offers=offers,
            answers=answers,
        )

    def forget(self, number: int) -> None:
        """A row that is left out stands in nobody's way."""
        for rows in self._taken.values():
            rows.pop(number, None)

    def _alike(self, found: PreviewRow) -> list[PersonView]:
        return [self.base.people[uid] for uid in found.alike if uid in self.base.people]

    def _twice(self, where: str, found: PreviewRow) -> int:
        """Number of another row of the same body that means the same person; 0 for none."""
        self.forget(found.number)
        here = self._taken.setdefault(where, {})
        for number, values in here.items():
            if _fits(values, found.values):
                return number
        here[found.number] = found.values
        return 0

    def _person(self, found: PreviewRow, where: str) -> PersonView | None:
        """The person a row means: a member of that body, else somebody known whom birth or phone confirm."""
        for (place, _uid), member in self.base.places.items():
            if place == where and _fits(_own_values(member.person), found.values):
                return member.person
        known = self.base.people.get(found.existing)
        if known is None or not likely_same(known.full_name, str(found.values.get("full_name", ""))):
            return None
        sure = found.state in (RowState.CHANGED, RowState.SAME)
        kept = _own_values(known)
        agrees = any(
            found.values.get(key) and found.values.get(key) == kept.get(key) for key in ("phone", "birth_year")
        )
        return known if (sure or agrees) and _fits(kept, found.values) else None

    def _differs(self, place: MemberView, values: Values, hamlet: HamletView | None) -> bool:
        return (
            values.get("role", place.role) is not place.role
            or values.get("duty", place.duty) != place.duty
            or bool(self._new_title(values, hamlet, place.person))
        )

    def _new_title(self, values: Values, hamlet: HamletView | None, person: PersonView | None) -> str:
        """The title, where the person does not hold such a post yet."""
        title = post_with_unit(values)
        if not title or person is None:
            return title
        held = holds(person, (post_kind_of(title),), self.base.day, hamlet=hamlet.uid if hamlet else None)
        return "" if held else title

    def _member(
        self,
        values: Values,
        hamlet: HamletView | None,
        person: PersonView | None,
        place: MemberView | None,
        *,
        is_new: bool,
    ) -> MemberRow:
        role, year, birth = values.get("role"), values.get("birth_year"), values.get("birth_date")
        gender = values.get("gender")
        return MemberRow(
            hamlet=hamlet.uid if hamlet else "",
            full_name=str(values.get("full_name", "")),
            person=person.uid if person else None,
            is_new=is_new,
            role=role if isinstance(role, BodyRole) else place.role if place else BodyRole.MEMBER,
            # a newcomer's title also tells the seat; of a member only a new one counts
            title=self._new_title(values, hamlet, person) if place else post_with_unit(values),
            birth_year=year if isinstance(year, int) else None,
            birth_date=birth if isinstance(birth, date) else None,
            gender=gender if isinstance(gender, Gender) else None,
            phone=str(values.get("phone", "")),
            note=str(values.get("note", "")),
            duty=str(values.get("duty", "")),
        )

    def _tell_kept(self, values: Values, person: PersonView, messages: dict[int, str]) -> None:
        kept = _own_values(person)
        for key in ("phone", "birth_year"):
            if values.get(key) and values.get(key) != kept.get(key):
                self.tell(messages, key, _("Khác với thông tin đang lưu; nếu cần, sửa ở trang Con người."))

    def _words(self, key: str, values: Values, hamlet: HamletView | None) -> str:
        value = values.get(key)
        if key == "hamlet" and hamlet is not None:
            return hamlet.label
        if key == "birth":
            born = values.get("birth_date")
            return show_day(born) if isinstance(born, date) else str(values.get("birth_year") or "")
        if key == "post":
            return post_with_unit(values)
        if isinstance(value, Gender):
            return labels.gender(value)
        if isinstance(value, BodyRole):
            return labels.body_role(value, self._kind)
        return show_phone(str(value)) if key == "phone" and value else str(value or "")


def person_values(person: PersonView, places: Sequence[HamletView], day: date) -> Values:
    """Somebody who has no place there: the hamlet is that of a post, where there is one."""
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
