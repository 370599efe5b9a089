"""Labelled fields: the label above with its Alt letter, the hint or error below in words, the fix beside it.

No field masks, corrects or completes while a person types: Vietnamese keyboards send bursts of backspace and letters,
and whatever answers in between eats them. A field is read when it is left or when the form is saved.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6 import QtCore, QtGui
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.kernel.problems import Refused
from app.kernel.words import _
from ui.core.theme import named, restyle, selectable, set_look

if TYPE_CHECKING:
    from ui.widgets.remark_label import RemarkLabel
    from ui.widgets.search_combo import Choice


class Field(QWidget):
    """A label, an editor and the words below it; the base of the fields that follow."""

    changed = Signal()
    fix_requested = Signal()

    def __init__(
        self, label: str, editor: QWidget, *, hint: str = "", name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.editor = editor
        self._hint = hint
        self._fix: Callable[[], object] | None = None
        self._fix_button: QPushButton | None = None
        self._remark: RemarkLabel | None = None
        self.setObjectName(f"{name}Field" if name else "")
        self.label = named(QLabel(label), f"{name}Label", "quiet")
        self.label.setBuddy(editor)
        if not label:
            self.label.hide()
        editor.setObjectName(name or editor.objectName())
        editor.setAccessibleName(label.replace("&", ""))
        self.setFocusProxy(editor)
        self._build()
        self.clear_error()

    @property
    def error(self) -> str:
        """The error shown now, "" for none."""
        return self._words.text() if self.editor.property("wrong") else ""

    def set_error(self, text: str, fix: Callable[[], object] | None = None, fix_label: str = "") -> None:
        """Shows what is wrong below the field, with "Sửa giúp tôi" where ``fix`` can mend it."""
        self._fix = fix
        self._show_words(text, "bad")
        if fix is not None:
            self._offer_fix(fix_label or _("Sửa giúp tôi"))
        elif self._fix_button is not None:
            self._fix_button.hide()
        self._mark(wrong=True)

    def clear_error(self) -> None:
        """Takes the error away and shows the hint again."""
        self._fix = None
        if self._fix_button is not None:
            self._fix_button.hide()
        self._show_words(self._hint, "small")
        self._mark(wrong=False)

    @property
    def remark(self) -> str:
        """What the office above says of this field, "" for nothing."""
        return self._remark.text() if self._remark is not None else ""

    def set_remark(self, text: str, look: str = "remark-open", tip: str = "") -> None:
        """Shows what the office above says of this field, apart from hint and error; "" takes it away."""
        if self._remark is None:
            if not text:
                return
            from ui.widgets.remark_label import RemarkLabel  # nothing is said of the first window's fields

            self._remark = RemarkLabel()
            layout = self.layout()
            assert isinstance(layout, QVBoxLayout)
            layout.insertWidget(layout.indexOf(self.editor) + 1, self._remark)
        self._remark.say(text, look, tip)
        self.editor.setProperty("returned", look if text else "")
        restyle(self.editor)
        self._describe()

    def set_hint(self, hint: str) -> None:
        """Changes the quiet words below the field."""
        self._hint = hint
        if not self.editor.property("wrong"):
            self._show_words(hint, "small")

    def typed(self) -> object:
        """What stands in the field now, unread: lets a form see whether anything was changed."""
        return None

    def _build(self) -> None:
        self._is_at_top = False
        self._words = selectable(named(QLabel(wordWrap=True), look="small"))
        self._below = QHBoxLayout()
        self._below.setSpacing(4)
        self._below.addWidget(self._words, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.label)
        layout.addWidget(self.editor)
        layout.addLayout(self._below)

    def resizeEvent(self, event: QtGui.QResizeEvent) -> None:
        """Label and editor stay at the top beside a field with words below; nobody waits for Qt's names before that."""
        super().resizeEvent(event)
        layout = self.layout()
        if layout is not None and not self._is_at_top and event.size().height() > self.sizeHint().height():
            self._is_at_top = True
            layout.setAlignment(QtCore.Qt.AlignmentFlag.AlignTop)
            layout.invalidate()  # it was laid out for this size already
            layout.activate()

    def _offer_fix(self, words: str) -> None:
        if self._fix_button is None:  # few fields ever need it
            self._fix_button = named(QPushButton(), look="link")
            self._fix_button.setAutoDefault(False)
            self._fix_button.clicked.connect(self._on_fix)
            self._below.addWidget(self._fix_button, 0, QtCore.Qt.AlignmentFlag.AlignTop)
        self._fix_button.setText(words)
        self._fix_button.show()

    def _show_words(self, text: str, look: str) -> None:
        self._words.setText(text)
        self._words.setVisible(bool(text))
        set_look(self._words, look)
        self._describe()

    def _describe(self) -> None:
        """What is read out besides the label."""
        told = (self.remark, self._words.text())
        self.editor.setAccessibleDescription(" ".join(part for part in told if part))

    def _mark(self, *, wrong: bool) -> None:
        if bool(self.editor.property("wrong")) != wrong:
            self.editor.setProperty("wrong", wrong)
            restyle(self.editor)

    def _on_fix(self) -> None:
        self.fix_requested.emit()
        if self._fix is not None:
            self._fix()


class TextField(Field):
    """One line of text."""

    def __init__(
        self,
        label: str,
        *,
        hint: str = "",
        name: str = "",
        placeholder: str = "",
        secret: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        self.edit = QLineEdit(placeholderText=placeholder)
        if secret:
            self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        super().__init__(label, self.edit, hint=hint, name=name, parent=parent)
        self.edit.textEdited.connect(lambda _text: self.changed.emit())

    def value(self) -> str:
        """The text as typed, trimmed; a secret is left untouched."""
        text = self.edit.text()
        return text if self.edit.echoMode() == QLineEdit.EchoMode.Password else text.strip()

    def set_value(self, text: str) -> None:
        """Puts a text into the field."""
        self.edit.setText(text)

    def typed(self) -> object:
        return self.edit.text()


class LongTextField(Field):
    """Several lines; the box grows with its text, Tab leaves it."""

    def __init__(
        self,
        label: str,
        *,
        hint: str = "",
        name: str = "",
        placeholder: str = "",
        lines: int = 2,
        most_lines: int = 14,
        parent: QWidget | None = None,
    ) -> None:
        from ui.widgets.growing_text import GrowingText  # the first window has one line only

        self.edit = GrowingText(lines=lines, most_lines=most_lines)
        self.edit.setPlaceholderText(placeholder)
        super().__init__(label, self.edit, hint=hint, name=name, parent=parent)
        self.edit.textChanged.connect(self.changed)

    def value(self) -> str:
        """The text as typed, trimmed."""
        return self.edit.toPlainText().strip()

    def set_value(self, text: str) -> None:
        """Puts a text into the field."""
        self.edit.setPlainText(text)

    def typed(self) -> object:
        return self.edit.toPlainText()


class DateField(Field):
    """A day typed as dd/MM/yyyy (5/1/2026 is understood) or picked with Alt+Down; read when the field is left."""

    def __init__(self, label: str, *, hint: str = "", name: str = "day", parent: QWidget | None = None) -> None:
        self.edit = QLineEdit(placeholderText=_("ngày/tháng/năm"))
        self._name = name
        super().__init__(label, self.edit, hint=hint, name=name, parent=parent)
        self.edit.textEdited.connect(lambda _text: self.changed.emit())
        self.edit.editingFinished.connect(self._read)
        from ui.widgets.calendar_button import add_calendar  # the window that asks for the password has no days

        add_calendar(self.edit, self._day_or_none, self._pick)

    def value(self) -> date | None:
        """The day, None for an empty field; raises Refused naming this field for what is no day."""
        from app.kernel.days import parse_day

        return parse_day(self.edit.text(), field=self._name, label=self.label.text().replace("&", ""))

    def set_value(self, day: date | None) -> None:
        """Puts a day into the field."""
        from app.kernel.days import show_day

        self.edit.setText(show_day(day))
        self.clear_error()

    def typed(self) -> object:
        return self.edit.text()

    def _read(self) -> None:
        try:
            self.set_value(self.value())
        except Refused as problem:
            self.set_error(f"{problem.sentence} {problem.next_step}")

    def _day_or_none(self) -> date | None:
        try:
            return self.value()
        except Refused:
            return None

    def _pick(self, day: date) -> None:
        self.set_value(day)
        self.changed.emit()


class ChoiceField(Field):
    """One of several things, found by typing part of its words, with or without tones."""

    def __init__(
        self,
        label: str,
        choices: Sequence[Choice] = (),
        *,
        hint: str = "",
        name: str = "",
        placeholder: str = "",
        free: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        from ui.widgets.search_combo import SearchCombo  # nor choices

        self.combo = SearchCombo(choices, placeholder=placeholder, free=free)
        super().__init__(label, self.combo, hint=hint, name=name, parent=parent)
        self.combo.chosen.connect(lambda _value: self.changed.emit())

    def value(self) -> Any:
        """Value of the choice made, None while nothing is chosen or the words fit no choice."""
        return self.combo.value()

    def set_value(self, value: Any) -> None:
        """Chooses by value; an unknown value empties the field."""
        self.combo.set_value(value)

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Offers other choices; the one made stays if it is still among them."""
        self.combo.set_choices(choices)

    def typed(self) -> object:
        return self.combo.text()


class CheckField(Field):
    """A yes or no with its words beside the box."""

    def __init__(self, label: str, *, hint: str = "", name: str = "", parent: QWidget | None = None) -> None:
        self.box = QCheckBox(label)
        super().__init__("", self.box, hint=hint, name=name, parent=parent)
        self.box.toggled.connect(lambda _on: self.changed.emit())

    def value(self) -> bool:
        """Whether it is ticked."""
        return self.box.isChecked()

    def set_value(self, on: bool) -> None:
        """Ticks or clears the box."""
        self.box.setChecked(on)

    def typed(self) -> object:
        return self.box.isChecked()
