"""Fields that only public information needs: ticks, lists typed with commas, counts, a form that asks again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from app.kernel.days import parse_day
from app.kernel.figures import NOT_APPLICABLE, parse_amount
from app.kernel.problems import Problem
from app.kernel.words import _
from app.outreach.checks import ASKED, MISSING
from app.outreach.themes import forces, themes
from ui.core import tokens
from ui.core.dialogs import FormDialog
from ui.core.theme import named
from ui.widgets.fields import ChoiceField, Field, TextField


class ChecksField(Field):
    """Several of a few things, each with a box of its own."""

    def __init__(
        self,
        label: str,
        choices: Sequence[tuple[str, str, str]],
        *,
        name: str,
        columns: int = 3,
        hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(tokens.SPACE_XS)
        self.boxes: dict[str, QCheckBox] = {}
        for value, words, tip in choices:
            box = named(QCheckBox(words), f"{name}_{value}")
            box.setToolTip(tip)
            box.toggled.connect(lambda _on: self.changed.emit())
            self.boxes[value] = box
        self.place(grid, columns)
        super().__init__(label, holder, hint=hint, name=name, parent=parent)
        first = next(iter(self.boxes.values()))
        self.label.setBuddy(first)
        self.setFocusProxy(first)

    def place(self, grid: QGridLayout, columns: int) -> None:
        """Puts the boxes into the grid, row after row."""
        for place, box in enumerate(self.boxes.values()):
            grid.addWidget(box, place // columns, place % columns)

    def value(self) -> tuple[str, ...]:
        """Values of the ticked boxes."""
        return tuple(value for value, box in self.boxes.items() if box.isChecked())

    def set_value(self, values: Iterable[str]) -> None:
        """Ticks these boxes and no others."""
        wanted = set(values)
        for value, box in self.boxes.items():
            box.setChecked(value in wanted)

    def typed(self) -> object:
        return self.value()


class ThemesField(ChecksField):
    """Themes N1 to N5 with the parts of N4; a part ticks its theme, and N2 tells of its source texts."""

    def __init__(self, label: str, *, name: str = "themes", parent: QWidget | None = None) -> None:
        choices = [
            item
            for theme in themes()
            for item in (
                (theme.code, f"{theme.code}. {theme.name}", theme.text),
                *((tag.code, f"{theme.code}: {tag.short}", tag.name) for tag in theme.tags),
            )
        ]
        super().__init__(label, choices, name=name, columns=4, parent=parent)
        for code, box in self.boxes.items():
            if "." in code:
                box.toggled.connect(partial(self._tick_theme, self.boxes[code.partition(".")[0]]))
        self.changed.connect(self._tell_sources)

    def place(self, grid: QGridLayout, columns: int) -> None:
        """A theme on a line of its own, its parts side by side below it."""
        row, column = -1, columns
        for code, box in self.boxes.items():
            if "." not in code or column >= columns:
                row, column = row + 1, 0
            if "." not in code:
                grid.addWidget(box, row, 0, 1, columns)
                column = columns
            else:
                grid.addWidget(box, row, column)
                column += 1

    def _tick_theme(self, theme: QCheckBox, on: bool) -> None:
        if on:
            theme.setChecked(True)

    def _tell_sources(self) -> None:
        pieces = [piece.words for theme in themes() if self.boxes[theme.code].isChecked() for piece in theme.sources]
        self.set_hint(_("Văn bản nguồn: {pieces}").format(pieces="; ".join(pieces)) if pieces else "")


class ForcesField(ChecksField):
    """The Front, unions and teams that took part."""

    def __init__(self, label: str, *, name: str = "forces", parent: QWidget | None = None) -> None:
        choices = [(one.code, one.name, "") for one in forces()]
        super().__init__(label, choices, name=name, columns=3, parent=parent)


class AmountField(TextField):
    """A whole number, or nothing where it is not known."""

    def number(self) -> int | None:
        """The number, None for an empty field; raises Refused naming this field."""
        label = self.label.text().replace("&", "")
        amount = parse_amount(self.value(), field=self.editor.objectName(), label=label)
        return None if amount is None or amount == NOT_APPLICABLE else int(amount)

    def set_number(self, number: int | None) -> None:
        """Puts a number into the field."""
        self.set_value("" if number is None else str(number))


class DaysField(TextField):
    """Several days with commas between; ``2, 9, 16/5/2026`` gives the month and year of the next full day to each."""

    ending = ""
    """``5/2026`` for days without any month after the last full day."""

    def days(self) -> tuple[date, ...]:
        """The days; raises Refused naming this field for what is none."""
        label = self.label.text().replace("&", "")
        found: list[date] = []
        ending = self.ending
        for part in reversed([part.strip() for part in self.value().replace(";", ",").split(",") if part.strip()]):
            numbers = part.replace("-", "/").replace(".", "/").split("/")
            text = part if len(numbers) >= 3 else "/".join([*numbers, *ending.split("/")[len(numbers) - 1 :]])
            day = parse_day(text, field=self.editor.objectName(), label=label)
            if day is not None:
                found.append(day)
                ending = f"{day.month}/{day.year}"
        return tuple(reversed(found))


def parts(text: str) -> tuple[str, ...]:
    """What stands between commas or semicolons, without doubles."""
    return tuple(dict.fromkeys(part.strip() for part in text.replace(";", ",").split(",") if part.strip()))


def chosen(field: ChoiceField, name: str) -> Any:
    """The choice made; Refused OUT-10 where none is made or the words fit none."""
    value = field.value()
    if value is None:
        raise MISSING(field=name, label=field.label.text().replace("&", "").lower())
    return value


class AskingForm(FormDialog):
    """A form that takes an unusual number when it is saved a second time unchanged."""

    _asked_about = ""

    def show_problem(self, problem: Problem) -> bool:
        if problem.code in ASKED:
            self._asked_about = self._typed()
        return super().show_problem(problem)

    @property
    def sure(self) -> bool:
        """Whether what stands here was asked about already."""
        return bool(self._asked_about) and self._asked_about == self._typed()
