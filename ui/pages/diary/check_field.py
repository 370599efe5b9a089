"""Several of a few things, as boxes to tick that flow over as many lines as they need."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from ui.core import tokens
from ui.core.theme import named
from ui.widgets.fields import Field


class ChecksField(Field):
    """A label and its boxes, two or three beside each other."""

    def __init__(
        self, label: str, *, name: str, columns: int = 2, hint: str = "", parent: QWidget | None = None
    ) -> None:
        self._boxes: dict[str, QCheckBox] = {}
        self._columns = columns
        self.box = QWidget()
        self._grid = QGridLayout(self.box)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(tokens.SPACE_S)
        self._grid.setVerticalSpacing(tokens.SPACE_XS)
        super().__init__(label, self.box, hint=hint, name=name, parent=parent)
        self._name = name

    def set_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offers these (value, words); what was ticked stays ticked."""
        if [value for value, _words in choices] == list(self._boxes):
            return
        ticked = self.value()
        for box in self._boxes.values():
            self._grid.removeWidget(box)
            box.deleteLater()
        self._boxes = {}
        for place, (value, words) in enumerate(choices):
            box = named(QCheckBox(words.replace("&", "&&")), f"{self._name}_{value}")
            box.toggled.connect(lambda _on: self.changed.emit())
            self._boxes[value] = box
            self._grid.addWidget(box, place // self._columns, place % self._columns)
        first = next(iter(self._boxes.values()), None)
        if first is not None:
            self.label.setBuddy(first)
            self.setFocusProxy(first)
        self.setVisible(bool(choices))
        self.set_value(ticked)

    def value(self) -> tuple[str, ...]:
        """What is ticked."""
        return tuple(value for value, box in self._boxes.items() if box.isChecked())

    def set_value(self, values: Iterable[str]) -> None:
        """Ticks these and no others."""
        wanted = set(values)
        for value, box in self._boxes.items():
            box.setChecked(value in wanted)

    def tick(self, value: str, *, on: bool) -> None:
        """Ticks or clears one."""
        if value in self._boxes:
            self._boxes[value].setChecked(on)

    def typed(self) -> object:
        return self.value()
