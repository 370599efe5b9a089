"""The base of every editor in a window of its own: it returns a command or None, and surprises nobody.

Enter goes to the next field and never sends the form (Unikey ends a word with Enter, too); Ctrl+Enter or Ctrl+S saves;
Esc asks once more when something was typed. What is refused stands beside its field.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol, Self, cast

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.kernel.problems import Problem, Refused
from app.kernel.words import _
from ui.core import tokens
from ui.core.tab_order import FocusFollower, reading_order
from ui.core.tasks import Tasks, Then
from ui.core.theme import named


class FormField(Protocol):
    """A labelled field (ui.widgets.fields) as a form sees it."""

    def set_error(self, text: str) -> None: ...

    def clear_error(self) -> None: ...

    def setFocus(self) -> None: ...

    def isHidden(self) -> bool: ...


class Remarks(Protocol):
    """Whoever knows what others say of a record: a page has one as ``sent_back``."""

    def tell(self, form: FormDialog) -> None: ...


class FormDialog(QDialog):
    """A form: a subclass adds its fields in ``build`` and answers ``command``."""

    title = ""
    save_words = ""
    record_uid = ""
    """Uid of the record that is changed here, for what the office above says of it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(type(self).__name__)
        self.setWindowTitle(self.title)
        self.setMinimumWidth(460)
        self.fields: dict[str, FormField] = {}
        self._perform: Callable[[Any], None] | None = None
        self._result: Any = None
        self._sure_to_leave = False
        self._before = ""
        self._build_frame()
        self._follower = FocusFollower(self)
        QShortcut(QKeySequence("Ctrl+S"), self, self.save)

    def command(self) -> Any:
        """The command made of the fields; raises Refused naming a field where one cannot be read."""
        raise NotImplementedError

    @classmethod
    def ask(cls, parent: QWidget | None, *args: Any, **kw: Any) -> Any:
        """Shows the form and returns its command, None when the person left it."""
        dialog = cls(*args, **kw, parent=parent)  # type: ignore[misc]  # subclasses may take more before parent
        dialog.exec()
        return dialog._result

    def send_with(self, tasks: Tasks, then: Then | None = None) -> Self:
        """Opens the form; it stays open, with the refusal beside its field, until its command was done."""

        def done(outcome: Any) -> None:
            self.accept()
            if then is not None:
                then(outcome)

        self._perform = lambda command: tasks.do(command, then=done, button=self.save_button, failed=self.show_problem)
        self.open()
        return self

    def add_field(self, name: str, field: QWidget) -> QWidget:
        """Adds a field under the name by which problems call it."""
        self.fields[name] = cast(FormField, field)
        self.form.addWidget(field)
        return field

    def save(self) -> None:
        """Makes the command; a refusal is shown beside its field and the form stays."""
        self.clear_errors()
        try:
            command = self.command()
        except Refused as problem:
            self.show_problem(problem)
            return
        if self._perform is not None:
            self._perform(command)
        else:
            self._result = command
            self.accept()

    def show_problem(self, problem: Problem) -> bool:
        """Shows a refusal beside its field, or at the foot of the form where it has none or that one is not shown."""
        words = f"{problem.sentence} {problem.next_step}".strip()
        field = self.fields.get(problem.field)
        if field is None or field.isHidden():
            self._say(words)
        else:
            field.set_error(words)
            field.setFocus()
        return True

    def clear_errors(self) -> None:
        """Takes away what was shown."""
        self._message.hide()
        for field in self.fields.values():
            field.clear_error()

    def reject(self) -> None:
        """Leaves the form; asks once more, in the form itself, where something was typed."""
        if self._sure_to_leave or self._typed() == self._before:
            super().reject()
            return
        self._sure_to_leave = True
        self._say(_("Nội dung vừa nhập chưa lưu. Nhấn Esc lần nữa để bỏ, hoặc Ctrl+Enter để lưu."))

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        self._hear_remarks()
        self._before = self._typed()
        self._fit()
        if self.focusWidget() is None or isinstance(self.focusWidget(), QPushButton):
            self._begin_at_first_field()

    def _hear_remarks(self) -> None:
        """Lets the page around the form tell what came back about its record."""
        around = self.parentWidget()
        while self.record_uid and around is not None:
            teller: Remarks | None = getattr(around, "sent_back", None)
            if teller is not None:
                teller.tell(self)
                return
            around = around.parentWidget()

    def _begin_at_first_field(self) -> None:
        """Enter must not meet the button that saves before anything was typed."""
        first = next((widget for widget in reading_order(self) if not isinstance(widget, QPushButton)), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fit(self) -> None:
        """Makes room for the whole form, up to most of the screen; beyond that it scrolls."""
        width = max(self.width(), self.form.totalMinimumSize().width())
        wanted = max(self.form.totalHeightForWidth(width), self.form.totalSizeHint().height())
        self._scroll.setMinimumHeight(min(wanted + 2, self.screen().availableGeometry().height() * 6 // 10))
        self.resize(max(self.width(), self.minimumWidth()), self.minimumSizeHint().height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest and self.isVisible():
            QTimer.singleShot(0, self, self._fit)  # an error below a field needs room as soon as it appears
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        focused = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.save()
            elif isinstance(focused, QPushButton):
                focused.click()
            else:
                self.focusNextChild()
            return
        if event.key() != Qt.Key.Key_Escape:
            self._sure_to_leave = False
        super().keyPressEvent(event)

    def _typed(self) -> str:
        texts = [edit.text() for edit in self.findChildren(QLineEdit)]
        return "\x00".join(texts + [str(value) for value in self._values()])

    def _values(self) -> list[object]:
        """Further values whose change counts as typed: what its fields answer to ``typed()``."""
        answers = (getattr(field, "typed", None) for field in self.fields.values())
        return [answer() for answer in answers if callable(answer)]

    def _say(self, words: str) -> None:
        self._message.setText(words)
        self._message.show()

    def _build_frame(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(tokens.SPACE_L, tokens.SPACE_L, tokens.SPACE_L, tokens.SPACE_M)
        outer.setSpacing(tokens.SPACE_M)
        content = named(QWidget(), "formContent")
        self.form = QVBoxLayout(content)
        self.form.setContentsMargins(0, 0, tokens.SPACE_XS, 0)
        self.form.setSpacing(tokens.SPACE_M)
        self._scroll = scroll = named(QScrollArea(widgetResizable=True), "formScroll")
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(content)
        content.installEventFilter(self)
        outer.addWidget(scroll, 1)
        self._message = named(QLabel(wordWrap=True), "formMessage")
        self._message.hide()
        outer.addWidget(self._message)
        outer.addLayout(self._build_buttons())

    def _build_buttons(self) -> QHBoxLayout:
        self.save_button = named(QPushButton(self.save_words or _("&Lưu")), "saveButton", "primary")
        self.leave_button = named(QPushButton(_("&Thôi")), "leaveButton")
        for button in (self.save_button, self.leave_button):
            button.setAutoDefault(False)
        self.save_button.setToolTip("Ctrl+Enter")
        self.save_button.clicked.connect(self.save)
        self.leave_button.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.save_button)
        row.addWidget(self.leave_button)
        return row
