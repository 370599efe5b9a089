"""A pasted list of people as the preview shows it, and the one question about rows that may be someone known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app import labels
from app.importing.columns import ColumnFate
from app.importing.grid import Grid, cell_text
from app.importing.preview import ImportPreview, PreviewRow, RowState, preview
from app.importing.targets import people_target
from app.kernel.days import show_day
from app.kernel.phones import show_phone
from app.kernel.words import _
from app.people.commands import AddPeople
from app.people.taking_in import Intake, Step, command_of
from app.people.views import told
from app.vocabulary import Gender, HamletKind
from ui.core import tokens
from ui.core.theme import named
from ui.pages.people.table import yes_no
from ui.widgets.paste_preview import PastePreview

LEAVE, SAME, ANOTHER = "leave", "same", "another"
_UNKNOWN_COLUMN = "IMP-24"  # the dialog tells of unknown columns in its own words
_HIDDEN = frozenset({"male", "female"})


@dataclass(frozen=True)
class ShownRow:
    """A row of the preview in words, with the steps it may come to."""

    state: str
    cells: Sequence[str]
    messages: Mapping[int, str]
    step: Step
    """What taking it in does; for a doubtful row, as another person."""
    as_known: Step | None = None
    """What it would do to the person it resembles."""


@dataclass(frozen=True)
class ShownPreview:
    """The preview as the dialog of pasted rows wants it."""

    headings: Sequence[str]
    rows: Sequence[ShownRow]
    unknown_columns: Sequence[str] = ()
    remarks: Sequence[str] = ()
    """What is to be said about the table as a whole."""


def shown(grid: Grid, intake: Intake) -> ShownPreview:
    """What the grid would change; reads and writes nothing."""
    target = people_target(today=intake.today)
    found = preview(grid, target, intake.existing())
    filled = {key for row in found.rows for key in row.values} | {
        finding.field for row in found.rows for finding in row.findings
    }
    keys = [
        spec.key
        for spec in target.fields
        if spec.key not in _HIDDEN
        and (spec.key in filled or spec.required or (spec.key == "birth" and "birth_year" in filled))
    ]
    rows = [_shown_row(row, keys, found, intake) for row in found.rows]
    lost = [column.heading for column in found.columns if column.fate is ColumnFate.UNKNOWN]
    remarks = [finding.text for finding in found.findings if finding.code != _UNKNOWN_COLUMN]
    headings = {spec.key: spec.heading for spec in target.fields}
    return ShownPreview([headings[key] for key in keys], rows, lost, remarks)


def _shown_row(row: PreviewRow, keys: list[str], found: ImportPreview, intake: Intake) -> ShownRow:
    messages: dict[int, str] = {}

    def say(field: str, words: str) -> None:
        place = keys.index(field) if field in keys else 0
        messages[place] = f"{messages.get(place, '')} {words}".strip()

    for finding in row.findings:
        say(finding.field, finding.text)
    cells = [_words(key, row) for key in keys]
    if row.state is RowState.REFUSED:
        return ShownRow("refused", cells, messages, Step())
    doubtful = row.state is RowState.POSSIBLE_DUPLICATE
    step = intake.step(row, same_as="" if doubtful else row.existing)
    if step.refusal is not None:
        messages.clear()
        where = _("Dòng {row}").format(row=row.number)
        say(step.refusal.field, f"{where}: {step.refusal.sentence} {step.refusal.next_step}".strip())
        return ShownRow("refused", cells, messages, step)
    if doubtful:
        return _doubtful(row, cells, messages, step, found, intake)
    if row.existing and step.does_something:
        say("full_name", _("Đã có: {person}.").format(person=told(intake.people[row.existing], intake.today)))
    state = "new" if step.added else "changed" if step.does_something else "same"
    return ShownRow(state, cells, messages, step)


def _doubtful(
    row: PreviewRow, cells: list[str], messages: dict[int, str], step: Step, found: ImportPreview, intake: Intake
) -> ShownRow:
    if row.existing:
        messages[0] = _("Dòng {row}: giống {person}.").format(
            row=row.number, person=told(intake.people[row.existing], intake.today)
        )
        return ShownRow("doubtful", cells, messages, step, intake.step(row, same_as=row.existing))
    earlier = next((other for other in found.rows if other.number == row.resembles_row), None)
    if earlier is not None and dict(earlier.values) == dict(row.values):
        return ShownRow("same", cells, messages, Step())
    return ShownRow("doubtful", cells, messages, step)


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
        self.found = found
        self.resize(1160, 560)
        self.doubtful = sum(row.state == "doubtful" for row in found.rows)
        self.choice = named(QComboBox(), "doubtfulChoice")
        for words, value in (
            (_("chưa đưa vào"), LEAVE),
            (_("là cùng một người, cập nhật"), SAME),
            (_("là người khác, thêm mới"), ANOTHER),
        ):
            self.choice.addItem(words, value)
        column = cast(QVBoxLayout, self.layout())
        if found.remarks:
            column.insertWidget(1, named(QLabel("\n".join(found.remarks), wordWrap=True), "tableRemarks", "warn"))
        column.insertWidget(column.count() - 2, self._question())
        self.choice.currentIndexChanged.connect(lambda _place: self._count())
        self._count()

    def steps(self) -> list[Step]:
        """What was agreed to."""
        return [step for row in self.found.rows if (step := self._step(row)) is not None and step.does_something]

    def command(self) -> AddPeople:
        """The one command of what was agreed to."""
        return command_of(self.steps())

    def _step(self, row: ShownRow) -> Step | None:
        if row.state != "doubtful":
            return row.step if row.state in ("new", "changed") else None
        chosen = self.choice.currentData()
        return {LEAVE: None, SAME: row.as_known, ANOTHER: row.step}[chosen]

    def _question(self) -> QWidget:
        asked = QWidget()
        line = QHBoxLayout(asked)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(tokens.SPACE_S)
        label = named(QLabel(_("{count} dòng có thể trùng người đã &có:").format(count=self.doubtful)), "doubtfulLabel")
        label.setBuddy(self.choice)
        line.addWidget(label)
        line.addWidget(self.choice)
        line.addStretch(1)
        asked.setVisible(self.doubtful > 0)
        return asked

    def _count(self) -> None:
        self.taken = len(self.steps())
        self.take_button.setText(_("Đưa &vào {count} dòng").format(count=self.taken))
        self.take_button.setEnabled(self.taken > 0)
