"""The form by which the office above asks communes for figures, and the button that opens it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from app.intake.asking_many import AskCommunes
from app.kernel.words import _
from app.reports.asked import asked_lines
from ui.core import icons, tokens
from ui.core.dialogs import FormDialog
from ui.core.tab_order import begin_at
from ui.core.theme import named
from ui.widgets.fields import DateField, LongTextField, TextField
from ui.widgets.search_combo import Choice
from ui.widgets.ticks_field import TicksField

_DAYS_TO_ANSWER = 7


class AskingForm(FormDialog):
    """Which communes, what about, which days, until when; it goes down with the next package of each."""

    def __init__(
        self, communes: Sequence[Choice], ticked: Sequence[str], today: date, parent: QWidget | None = None
    ) -> None:
        self.title = _("Yêu cầu số liệu")
        self.save_words = _("&Lưu yêu cầu")
        super().__init__(parent)
        self.communes = TicksField(_("&Các xã"), _("Chọn &hết"), name="target_offices")
        self.communes.offer(communes, ticked)
        self.what = TextField(_("Tên &yêu cầu"), name="title", placeholder=_("Ví dụ: Wi-Fi tại nhà văn hóa thôn"))
        self.asked = LongTextField(
            _("Nội &dung cần số liệu"),
            name="fields",
            lines=4,
            hint=_("Mỗi dòng một nội dung, dán được từ công văn hoặc Excel. Xã lập báo cáo bằng một nút."),
        )
        self.first, self.last = (
            DateField(_("Số liệu từ &ngày"), name="first_day"),
            DateField(_("Đến n&gày"), name="last_day"),
        )
        self.due = DateField(_("Hạn t&rả lời"), name="due_on", hint=_("Để trống nếu không đặt hạn."))
        self.first.set_value(today.replace(month=1, day=1))
        self.last.set_value(today)
        self.due.set_value(today + timedelta(days=_DAYS_TO_ANSWER))
        for name, field in (("target_offices", self.communes), ("title", self.what), ("fields", self.asked)):
            self.add_field(name, field)
        days = QHBoxLayout()
        days.setSpacing(tokens.SPACE_M)
        for name, day in (("first_day", self.first), ("last_day", self.last), ("due_on", self.due)):
            self.fields[name] = day
            days.addWidget(day, 1, Qt.AlignmentFlag.AlignTop)
        self.form.addLayout(days)
        self.form.addStretch(1)
        self.resize(600, 480)
        begin_at(self, self.what.edit)

    def command(self) -> AskCommunes:
        return AskCommunes(
            target_offices=self.communes.value(),
            title=self.what.value(),
            fields=asked_lines(self.asked.value()),
            first_day=self.first.value(),
            last_day=self.last.value(),
            due_on=self.due.value(),
        )


def asking_button(ask: Callable[[], object]) -> QPushButton:
    """The button that begins a request."""
    button = named(QPushButton(_("&Yêu cầu số liệu…")), "askForData")
    icons.set_icon(button, "report", "accent")
    button.setToolTip(_("Xã nhận trong gói hướng dẫn và lập báo cáo bằng một nút"))
    button.clicked.connect(lambda _checked=False: ask())
    return button
