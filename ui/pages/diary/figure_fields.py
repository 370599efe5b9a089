"""The figures of one kind: a short field for each indicator with its unit; blank is missing, "-" does not apply."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from app.activities.views import KindView
from app.activities.wording import indicator_name, with_unit
from app.kernel.figures import Amount, parse_amount, show_amount
from app.kernel.words import _
from ui.core import tokens
from ui.core.theme import named
from ui.widgets.fields import TextField
from ui.widgets.remark_label import RemarkLabel


class FigureFields(QWidget):
    """Rebuilt for each kind; amounts of the same indicator survive a change of kind."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("figures")
        self.kind: KindView | None = None
        self.fields: dict[str, TextField] = {}
        self._holder: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(tokens.SPACE_XS)
        self._hint = named(QLabel(wordWrap=True), "figuresHint", "small")
        self._column.addWidget(self._hint)
        self._remark = RemarkLabel()
        self._column.addWidget(self._remark)
        self.show_kind(None)

    def show_kind(self, kind: KindView | None, figures: Mapping[str, Amount] | None = None) -> None:
        """Shows the indicators of a kind with these amounts, or with those typed so far."""
        typed = {code: field.value() for code, field in self.fields.items()} if figures is None else {}
        focused = next((code for code, field in self.fields.items() if field.editor.hasFocus()), "")
        self.kind = kind
        if self._holder is not None:
            self._column.removeWidget(self._holder)
            self._holder.hide()
            self._holder.deleteLater()
        self.fields = {}
        self._holder = QWidget()
        grid = QGridLayout(self._holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(tokens.SPACE_S)
        for place, one in enumerate(kind.indicators if kind else ()):
            field = TextField(with_unit(one).replace("&", "&&"), name=f"figures_{one.code}")
            field.label.setWordWrap(True)
            field.set_value(typed.get(one.code, "") if figures is None else show_amount(figures.get(one.code)))
            field.changed.connect(self.changed)
            self.fields[one.code] = field
            field.label.setAlignment(Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft)
            grid.addWidget(field, place // 2, place % 2)
        for column in (0, 1):
            grid.setColumnStretch(column, 1)
        self._column.insertWidget(0, self._holder)
        self._level_labels()
        first = self.first()
        if first is not None:
            self.setFocusProxy(first)  # whoever is led to the figures begins there
        if focused in self.fields:
            self.fields[focused].setFocus()  # who typed there goes on there
        self._hint.setText(
            _("Để trống nếu chưa có số liệu; ghi - nếu không áp dụng.")
            if kind
            else _("Chọn loại hoạt động để ghi số liệu.")
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._level_labels()

    def _level_labels(self) -> None:
        """Labels of one row are equally high, so that its boxes stand level whatever is said below one of them."""
        width = (self.width() - tokens.SPACE_S) // 2
        labels = [field.label for field in self.fields.values()]
        for row in range(0, len(labels), 2):
            pair = labels[row : row + 2]
            highest = max(label.heightForWidth(width) for label in pair)
            for label in pair:
                label.setMinimumHeight(highest)

    def set_remark(self, text: str, look: str = "remark-open", tip: str = "") -> None:
        """Shows what the office above says of the figures; "" takes it away."""
        self._remark.say(text, look, tip)

    def value(self) -> dict[str, Amount]:
        """The amounts; raises Refused FIG-* naming ``figures.<code>`` for what is no number."""
        found: dict[str, Amount] = {}
        for one in self.kind.indicators if self.kind else ():
            amount = parse_amount(self.fields[one.code].value(), field=f"figures.{one.code}", label=indicator_name(one))
            if amount is not None:
                found[one.code] = amount
        return found

    def typed(self) -> list[Any]:
        """What stands in the fields, unread; blank ones are no word."""
        return [(code, text) for code, field in self.fields.items() if (text := field.value())]

    def field_of(self, name: str) -> TextField | None:
        """The field a problem names (``figures.guided``)."""
        return self.fields.get(name.removeprefix("figures."))

    def first(self) -> TextField | None:
        """The field to begin in."""
        return next(iter(self.fields.values()), None)
