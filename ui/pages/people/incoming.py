"""A pasted list of people as the preview shows it; rows that may be someone known are settled one by one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import cast

from PySide6.QtWidgets import QWidget

from app import labels
from app.importing.columns import ColumnFate
from app.importing.grid import Grid, cell_text
from app.importing.preview import ImportPreview, PreviewRow, RowState, preview
from app.importing.settling import (
    HAMLET,
    Answers,
    Choice,
    HamletOffers,
    Offer,
    about_cell,
    about_person,
    answered,
    may_stay_blank,
)
from app.importing.targets import people_target
from app.kernel.days import show_day
from app.kernel.phones import show_phone
from app.kernel.words import _
from app.people.commands import AddPeople
from app.people.taking_in import Intake, Step, command_of
from app.people.views import told
from app.vocabulary import Gender, HamletKind
from ui.pages.people.table import yes_no
from ui.widgets.paste_preview import PastePreview

_UNKNOWN_COLUMN = "IMP-24"  # the dialog tells of unknown columns in its own words
_HIDDEN = frozenset({"male", "female"})
_OPTIONAL = frozenset({"phone", "email"})
"""Fields whose cell may stay blank when it cannot be read."""


@dataclass(frozen=True, kw_only=True)
class ShownRow:
    """A row of the preview in words, with the step it comes to."""

    number: int
    state: str
    cells: Sequence[str]
    messages: Mapping[int, str]
    step: Step = field(default_factory=Step)
    offers: Sequence[Offer] = ()
    answers: Answers = ()


class ShownPreview:
    """The preview as the dialog of pasted rows wants it."""

    def __init__(self, found: ImportPreview, keys: list[str], headings: Mapping[str, str], intake: Intake) -> None:
        self._found, self._keys, self._named, self._intake = found, keys, headings, intake
        self._hamlets = HamletOffers(((one.uid, one.name, one.label) for one in intake.hamlets), may_stay_blank=True)
        self._by_number = {row.number: row for row in found.rows}
        self.headings = [headings[key] for key in keys]
        self.rows = [self._shown(row) for row in found.rows]
        self.unknown_columns = [column.heading for column in found.columns if column.fate is ColumnFate.UNKNOWN]
        self.remarks = [finding.text for finding in found.findings if finding.code != _UNKNOWN_COLUMN]

    def settled(self, row: ShownRow, answers: Answers) -> ShownRow:
        """The row judged anew with these answers."""
        return self._shown(self._by_number[row.number], answers)

    def _shown(self, row: PreviewRow, answers: Answers = ()) -> ShownRow:
        messages: dict[int, str] = {}
        for finding in row.findings:
            self._say(messages, finding.field, finding.text)
        cells = [_words(key, row) for key in self._keys]
        shown = ShownRow(number=row.number, state="refused", cells=cells, messages=messages, answers=answers)
        if row.state is RowState.REFUSED:
            return shown
        if answered(answers, Choice.SKIP):
            return replace(shown, state="skipped")
        for key in row.left_blank:
            if not may_stay_blank(answers, key):
                return replace(shown, state="doubtful", offers=about_cell(key, self._named[key]))
        return self._judged(row, shown, messages)

    def _judged(self, row: PreviewRow, shown: ShownRow, messages: dict[int, str]) -> ShownRow:
        who = answered(shown.answers, Choice.SAME, Choice.NEW)
        doubtful = row.state is RowState.POSSIBLE_DUPLICATE and who is None
        same_as = who.about if who else "" if doubtful else row.existing
        step = self._intake.step(row, same_as=same_as, hamlet=_hamlet(shown.answers))
        if step.refusal is not None:
            messages.clear()
            where = _("Dòng {row}").format(row=row.number)
            self._say(
                messages, step.refusal.field, f"{where}: {step.refusal.sentence} {step.refusal.next_step}".strip()
            )
            if step.refusal.field != HAMLET:
                return replace(shown, step=step)
            return replace(shown, state="doubtful", offers=self._hamlets.like(str(row.values.get(HAMLET) or "")))
        if doubtful:
            return self._doubtful(row, shown, messages)
        if same_as and step.does_something:
            self._say(messages, "full_name", _("Đã có: {person}.").format(person=self._told(same_as)))
        state = "new" if step.added else "changed" if step.does_something else "same"
        return replace(shown, state=state, step=step)

    def _doubtful(self, row: PreviewRow, shown: ShownRow, messages: dict[int, str]) -> ShownRow:
        earlier = self._by_number.get(row.resembles_row)
        if earlier is not None and dict(earlier.values) == dict(row.values):
            return replace(shown, state="same")
        if row.existing:
            messages[0] = _("Dòng {row}: giống {person}.").format(row=row.number, person=self._told(row.existing))
        return replace(shown, state="doubtful", offers=about_person((uid, self._told(uid)) for uid in row.alike))

    def _told(self, uid: str) -> str:
        return told(self._intake.people[uid], self._intake.today)

    def _say(self, messages: dict[int, str], key: str, words: str) -> None:
        place = self._keys.index(key) if key in self._keys else 0
        messages[place] = f"{messages.get(place, '')} {words}".strip()


def shown(grid: Grid, intake: Intake) -> ShownPreview:
    """What the grid would change; reads and writes nothing."""
    target = people_target(today=intake.today)
    found = preview(grid, target, intake.existing(), optional=_OPTIONAL)
    filled = {key for row in found.rows for key in row.values} | {
        finding.field for row in found.rows for finding in row.findings
    }
    keys = [
        spec.key
        for spec in target.fields
        if spec.key not in _HIDDEN
        and (spec.key in filled or spec.required or (spec.key == "birth" and "birth_year" in filled))
    ]
    return ShownPreview(found, keys, {spec.key: spec.heading for spec in target.fields}, intake)


def _hamlet(answers: Answers) -> str | None:
    """The hamlet that was answered, None for none at all, "" for the one that the row names."""
    said = answered(answers, Choice.HAMLET)
    if said is not None:
        return said.about
    return None if may_stay_blank(answers, HAMLET) else ""


def _words(key: str, row: PreviewRow) -> str:
    value = row.values.get(key)
    if key == "birth":
        day = cast("date | None", row.values.get("birth_date"))
        return show_day(day) if day else cell_text(row.values.get("birth_year"))
    if key == "hamlet" and (kind := row.values.get("hamlet_kind")):
        return f"{labels.hamlet_kind(cast(HamletKind, kind))} {value}"
    if key == "phone":
        return show_phone(cast(str | None, value))
    if key == "gender":
        return labels.gender(value) if isinstance(value, Gender) else ""
    return yes_no(value) if isinstance(value, bool) else cell_text(value)


class PeoplePreview(PastePreview):
    """Rows that may be someone known are left out unless the person says who they are."""

    def __init__(self, found: ShownPreview, parent: QWidget | None = None) -> None:
        super().__init__(found, title=_("Đưa người vào danh sách"), parent=parent)

    def command(self) -> AddPeople:
        """The one command of what was agreed to."""
        return command_of(row.step for row in self.shown if row.state in ("new", "changed"))
