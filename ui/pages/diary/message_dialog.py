"""A message pasted from Zalo: what it seems to tell is shown as one reads, and goes into a new entry to be checked."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QWidget

from app.activities.message import MOST_LETTERS, Proposal, read_message
from app.activities.wording import indicator_name, kind_name, unit
from app.kernel.days import show_day
from app.kernel.figures import show_amount
from app.kernel.words import _
from ui.core.dialogs import FormDialog
from ui.core.theme import named, selectable
from ui.pages.diary.loading import LogSeen
from ui.widgets.card import Card
from ui.widgets.fields import LongTextField


class MessageDialog(FormDialog):
    """Nothing is kept here: the person saves the entry that it fills."""

    agreed = Signal(object)
    """The proposal."""

    def __init__(self, seen: LogSeen, parent: QWidget | None = None) -> None:
        self.title = _("Dán tin nhắn Zalo của Tổ")
        self.save_words = _("Đưa vào &phiếu ghi")
        super().__init__(parent)
        self.setMinimumWidth(620)
        self.seen = seen
        self.message = LongTextField(
            _("Tin &nhắn"),
            name="message",
            lines=5,
            most_lines=12,
            hint=_("Dán nguyên tin nhắn. Số điện thoại trong tin không được lưu."),
        )
        self.add_field("message", self.message)
        self.card = Card(_("Đọc được"))
        self.told = selectable(named(QLabel(wordWrap=True), "messageTold"))
        self.doubts = named(QLabel(wordWrap=True), "messageDoubts", "warn")
        for part in (self.told, self.doubts):
            self.card.body.addWidget(part)
        self.form.addWidget(self.card)
        self.message.changed.connect(self._read)
        copied = QGuiApplication.clipboard().text()
        self._copied = len(copied.strip())
        if "\t" not in copied and 0 < self._copied <= MOST_LETTERS:
            self.message.set_value(copied)
        self._read()

    def command(self) -> Proposal:
        return self.proposal

    def save(self) -> None:
        """Hands the proposal to the page; where nothing was read there is nothing to hand over."""
        if self.message.value():
            self.accept()
            self.agreed.emit(self.proposal)
        else:
            self.message.set_error(self._nothing())

    def _nothing(self) -> str:
        if self._copied <= MOST_LETTERS:
            return _("Chưa có tin nhắn. Sao chép tin trong Zalo rồi dán vào đây (Ctrl+V).")
        words = _(
            "Nội dung vừa sao chép dài {length} ký tự nên chưa được dán. Mỗi lần chỉ đọc một tin, dài nhất {limit} "
            "ký tự: sao chép riêng từng tin rồi dán vào đây (Ctrl+V)."
        )
        return words.format(length=show_amount(self._copied), limit=show_amount(MOST_LETTERS))

    def _read(self) -> None:
        self.proposal = read_message(
            self.message.value(), kinds=self.seen.offered(), hamlets=self.seen.places(), today=self.seen.today
        )
        self.told.setText("\n".join(self._lines(self.proposal)))
        self.doubts.setText("\n".join(self.proposal.doubts) if self.message.value() else "")
        self.doubts.setVisible(bool(self.doubts.text()))

    def _lines(self, found: Proposal) -> list[str]:
        unknown = _("chưa rõ")
        figures = found.kind.indicators if found.kind else ()
        return [
            _("Ngày: {day}").format(day=show_day(found.held_on) or unknown),
            _("Loại: {kind}").format(kind=kind_name(found.kind) if found.kind else unknown),
            _("Thôn: {hamlet}").format(hamlet=found.hamlet.label if found.hamlet else unknown),
            *(
                f"{indicator_name(one)}: {show_amount(found.figures[one.code])} {unit(one.unit)}"
                for one in figures
                if one.code in found.figures
            ),
        ]
