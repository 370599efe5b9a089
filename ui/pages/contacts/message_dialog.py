"""A message for Zalo from what is due: looked over, copied, and logged as an exchange once it was sent."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from app.contacts.message import Message, MessageWish, compose_message
from app.kernel.problems import Problem, Refused
from app.kernel.words import _
from ui.core import icons, tokens
from ui.core.context import Context
from ui.core.theme import named, set_look
from ui.pages.contacts.loading import ContactsSeen
from ui.widgets.fields import CheckField, ChoiceField, DateField, Field
from ui.widgets.search_combo import Choice

ALL_TEAMS = "teams"
"""Value of the choice that means every team."""
Log = Callable[[str, tuple[str, ...], str], object]
"""Opens the form of an exchange with noun, uids and text."""


class MessageField(Field):
    """The text of the message; it takes what room there is, Tab leaves it."""

    def __init__(self, label: str, *, name: str) -> None:
        self.edit = QPlainTextEdit()
        self.edit.setTabChangesFocus(True)
        self.edit.setMinimumHeight(4 * tokens.ROW_PX)
        super().__init__(label, self.edit, name=name)

    def value(self) -> str:
        """The text as it stands, trimmed."""
        return self.edit.toPlainText().strip()

    def set_value(self, text: str) -> None:
        """Puts a text into the field."""
        self.edit.setPlainText(text)


class MessageDialog(QDialog):
    """The text follows the choices until the person changes it by hand; then it is theirs."""

    def __init__(self, context: Context, seen: ContactsSeen, log: Log, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "MessageDialog")
        self.setWindowTitle(_("Soạn tin nhắn"))
        self.context, self.seen, self._log = context, seen, log
        self._composed = ""
        self._build_fields()
        self._build_buttons()
        self._lay_out()
        for field in (self.to, self.until, self.with_late, self.with_tasks):
            field.changed.connect(self.compose)
        self.resize(660, min(600, self.screen().availableGeometry().height() * 9 // 10))
        self.compose(anew=True)

    def compose(self, *, anew: bool = False) -> None:
        """Puts the text together by the choices; what was written by hand stays unless asked for anew."""
        is_own = self.text.value() != self._composed.strip()
        self.again_button.setVisible(is_own and not anew)
        wish = self._wish()
        if wish is not None and (anew or not is_own):
            self.context.tasks.read(compose_message, self.seen.day, wish, then=self._show, failed=self._refused)

    def copy(self) -> None:
        """Puts the text on the clipboard and offers to log it."""
        QGuiApplication.clipboard().setText(self.text.value())
        self.told.setText(_("Đã sao chép. Mở Zalo, dán (Ctrl+V) và gửi; gửi xong thì ghi lại lượt trao đổi."))
        self.log_button.show()
        set_look(self.copy_button, "")
        icons.set_icon(self.copy_button, "copy", "accent")
        self.log_button.setFocus()

    def log(self) -> None:
        """Opens the form of the exchange with this text."""
        chosen = self.to.value()
        if chosen == ALL_TEAMS:
            self._log("body", tuple(line.uid for line in self.seen.teams), self.text.value())
        else:
            self._log("channel", (chosen,) if chosen else (), self.text.value())
        self.accept()

    def _wish(self) -> MessageWish | None:
        try:
            until: date | None = self.until.value()
        except Refused:  # the field itself says what is wrong
            return None
        return MessageWish(until=until, with_late=self.with_late.value(), with_tasks=self.with_tasks.value())

    def _show(self, message: Message) -> None:
        self._composed = message.text
        self.text.set_value(message.text)
        self.again_button.hide()
        words = _("Tin nhắn nêu {count} việc trong 7 ngày tới và quá hạn. Có thể sửa trước khi sao chép.")
        self.told.setText(words.format(count=message.things))

    def _refused(self, problem: Problem) -> bool:
        self.told.setText(f"{problem.sentence} {problem.next_step}")
        return True

    def _build_fields(self) -> None:
        channels = [Choice(choice.value, choice.text) for choice in self.seen.offered("channel")]
        teams = _("Tất cả các Tổ công nghệ số ({count})").format(count=len(self.seen.teams))
        choices = channels + ([Choice(ALL_TEAMS, teams)] if self.seen.teams else [])
        self.to = ChoiceField(_("&Gửi vào"), choices, name="to", placeholder=_("chọn kênh để ghi lại sau khi gửi"))
        daily = [view.uid for view in self.seen.channels if view.daily and view.in_use(self.seen.day)]
        self.to.set_value(daily[0] if daily else choices[0].value if choices else None)
        self.until = DateField(_("&Hạn các Tổ gửi số liệu"), name="until", hint=_("Để trống nếu không yêu cầu."))
        self.with_late = CheckField(_("Nêu cả việc đã &quá hạn"), name="with_late")
        self.with_tasks = CheckField(_("Nêu cả công &việc trong kế hoạch"), name="with_tasks")
        self.with_late.set_value(True)
        self.with_tasks.set_value(True)
        self.text = MessageField(_("&Nội dung tin nhắn"), name="text")

    def _build_buttons(self) -> None:
        self.told = named(QLabel(wordWrap=True), "messageTold", "quiet")
        self.again_button = self._button(_("Soạn &lại theo lựa chọn"), "refresh", lambda: self.compose(anew=True))
        self.copy_button = self._button(_("&Sao chép"), "copy", self.copy, "primary")
        self.log_button = self._button(_("Ghi t&rao đổi…"), "chat", self.log, "primary")
        self.leave_button = self._button(_("Đóng (&x)"), "close", self.reject)
        self.log_button.hide()
        self.again_button.hide()

    def _button(self, words: str, icon: str, slot: Callable[[], object], look: str = "") -> QPushButton:
        button = named(QPushButton(words), f"{icon}Message", look)
        icons.set_icon(button, icon, "on_accent" if look else "accent")
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked=False: slot())
        return button

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(tokens.SPACE_L, tokens.SPACE_M, tokens.SPACE_L, tokens.SPACE_M)
        layout.setSpacing(tokens.SPACE_S)
        above, checks, foot = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        above.addWidget(self.to, 3, Qt.AlignmentFlag.AlignTop)
        above.addWidget(self.until, 2, Qt.AlignmentFlag.AlignTop)
        checks.addWidget(self.with_late)
        checks.addWidget(self.with_tasks)
        checks.addStretch(1)
        foot.addWidget(self.again_button)
        foot.addStretch(1)
        for button in (self.copy_button, self.log_button, self.leave_button):
            foot.addWidget(button)
        layout.addLayout(above)
        layout.addLayout(checks)
        layout.addWidget(self.text, 1)
        layout.addWidget(self.told)
        layout.addLayout(foot)
