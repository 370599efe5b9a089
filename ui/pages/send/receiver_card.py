"""Who receives: the office above with its compared key, or the three steps by which two offices come to know keys."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.exchange.queries import KeyView
from app.kernel.words import _
from ui.core import icons, tokens
from ui.core.theme import named, set_look
from ui.pages.send.loading import SendSeen
from ui.widgets.card import Card
from ui.widgets.exchange_words import moment


class ReceiverCard(Card):
    """Says who receives, and asks for the next step where nobody can yet."""

    key_out = Signal()
    """The own key file is to be saved."""
    key_in = Signal()
    """The key file of the office above is to be read."""
    compare = Signal(object)
    """The words of this key are to be compared."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Nơi nhận"), parent)
        self.told = named(QLabel(wordWrap=True), "receiverTold")
        self.body.addWidget(self.told)
        self.steps = [
            _Step(1, _("Đưa tệp khóa của xã cho cấp trên"), _("Lưu tệp &khóa…"), "saveKeyFile"),
            _Step(2, _("Nhận tệp khóa của cấp trên"), _("&Mở tệp khóa…"), "openKeyFile"),
            _Step(3, _("So tám từ qua điện thoại"), _("So tám &từ…"), "compareWords"),
        ]
        for step in self.steps:
            self.body.addWidget(step)
        self.body.addStretch(1)
        self._waiting: KeyView | None = None
        out, came, compared = self.steps
        out.button.clicked.connect(lambda _checked=False: self.key_out.emit())
        came.button.clicked.connect(lambda _checked=False: self.key_in.emit())
        compared.button.clicked.connect(lambda _checked=False: self.compare.emit(self._waiting))

    def show_seen(self, seen: SendSeen, *, given: bool) -> None:
        """Shows the receiver; ``given`` when the own key file was saved before."""
        self._waiting = seen.waiting
        self.told.setText(_told(seen))
        known = bool(seen.above)
        self.steps[0].show_state(done=given, asked=seen.is_set_up)
        self.steps[1].show_state(done=known, asked=seen.is_set_up)
        self.steps[2].show_state(done=known and seen.waiting is None, asked=seen.waiting is not None)
        all_done = seen.trusted is not None and seen.waiting is None
        for step in self.steps:
            step.setVisible(not all_done)


class _Step(QWidget):
    """One step: mark, words, button."""

    def __init__(self, number: int, words: str, button: str, name: str) -> None:
        super().__init__()
        self._words = f"{number}. {words}"
        self._mark, self.words = QLabel(), QLabel(self._words, wordWrap=True)
        self.button = named(QPushButton(button), name)
        line = QHBoxLayout()
        line.setSpacing(tokens.SPACE_S)
        line.addWidget(self._mark)
        line.addWidget(self.words, 1)
        line.addWidget(self.button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(line)

    def show_state(self, *, done: bool, asked: bool) -> None:
        """A tick where it is done; the button where it can be done now."""
        icons.set_icon(self._mark, "ok" if done else "circle", "accent" if done else "quiet", 16)
        self.setAccessibleName(f"{'✓' if done else '○'} {self._words}")
        set_look(self.words, "quiet" if done else "heading")
        self.button.setEnabled(asked)


def _told(seen: SendSeen) -> str:
    if not seen.is_set_up:
        return _("Nhập cơ quan của xã ở trang “Cơ quan và thôn” trước.")
    key = seen.trusted
    if key is not None:
        told = _("{office}. Đã so tám từ ngày {day}: chỉ cơ quan này mở được gói.").format(
            office=key.office_name, day=moment(key.compared_at) or "?"
        )
        if seen.waiting is not None:
            told += " " + _("Có một khóa mới chưa so tám từ.")
        return told
    if seen.waiting is not None:
        return _("{office}. Chưa so tám từ nên chưa gửi được.").format(office=seen.waiting.office_name)
    return _("Chưa có khóa của cấp trên. Hai bên trao tệp khóa cho nhau một lần, theo ba bước:")
