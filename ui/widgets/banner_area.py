"""Shows the notices as banners at the top of the content, never as boxes in the way."""

from __future__ import annotations

from PySide6 import QtCore
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from app.kernel.words import N_, _
from ui.core import icons, tokens
from ui.core.notices import Notice, Notices
from ui.core.theme import named, selectable

_LOOKS = {
    "info": (N_("Thông tin"), "info", "quiet"),
    "success": (N_("Đã xong"), "ok", "accent"),
    "warning": (N_("Lưu ý"), "warning", "warn"),
    "problem": (N_("Chưa thực hiện được"), "error", "bad"),
    "defect": (N_("Lỗi phần mềm"), "error", "bad"),
}


class Banner(QFrame):
    """One notice: word of severity, sentence, next step, action, close."""

    def __init__(self, notice: Notice, notices: Notices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.notice = notice
        self._notices = notices
        named(self, f"banner_{notice.kind}", f"banner-{notice.kind}")
        line = QHBoxLayout(self)
        line.setContentsMargins(tokens.SPACE_M, tokens.SPACE_S, tokens.SPACE_S, tokens.SPACE_S)
        line.setSpacing(tokens.SPACE_S)
        sign = QLabel()
        icons.set_icon(sign, _LOOKS[notice.kind][1], _LOOKS[notice.kind][2])
        line.addWidget(sign)
        line.addWidget(self._words(), 1)
        self._add_buttons(line)
        if notice.seconds:
            QTimer.singleShot(notice.seconds * 1000, self, self._leave)

    def _words(self) -> QLabel:
        notice = self.notice
        lead = "" if notice.kind in ("info", "success") else _(_LOOKS[notice.kind][0]) + ": "
        code = f" ({notice.code})" if notice.code else ""
        words = QLabel(f"{lead}{notice.text} {notice.next_step}".rstrip() + code, wordWrap=True)
        words.setTextFormat(QtCore.Qt.TextFormat.PlainText)
        return selectable(named(words, "bannerWords"))

    def _add_buttons(self, line: QHBoxLayout) -> None:
        if self.notice.action is not None:
            action = named(QPushButton(self.notice.action_label), "bannerAction", "link")
            action.clicked.connect(self._act)
            line.addWidget(action)
        if self.notice.details:
            copy = named(QPushButton(_("Sao chép chi tiết")), "bannerDetails", "link")
            copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.notice.details))
            line.addWidget(copy)
        close = named(QToolButton(), "bannerClose")
        close.setToolTip(_("Đóng thông báo"))
        close.setAccessibleName(_("Đóng thông báo"))
        icons.set_icon(close, "close", "quiet", 16)
        close.clicked.connect(self._leave)
        line.addWidget(close)

    def _act(self) -> None:
        action = self.notice.action
        self._leave()
        if action is not None:
            action()

    def _leave(self) -> None:
        self._notices.withdraw(self.notice)


class BannerArea(QWidget):
    """The banners now standing, newest on top, at most three; older ones wait their turn.

    Confirmations float apart (``Confirmation``), so that the page does not jump with every step.
    """

    MOST_SHOWN = 3

    def __init__(self, notices: Notices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._banners: list[Banner] = []
        self._notices = notices
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(tokens.SPACE_L, tokens.SPACE_S, tokens.SPACE_L, 0)
        self._layout.setSpacing(tokens.SPACE_S)
        notices.posted.connect(self._add)
        notices.withdrawn.connect(self._remove)
        self.hide()
        for notice in notices.shown:
            self._add(notice)

    def _add(self, notice: Notice) -> None:
        if notice.kind == "success":
            return
        banner = Banner(notice, self._notices, self)
        self._banners.insert(0, banner)
        self._layout.insertWidget(0, banner)
        self._show()

    def _remove(self, notice: Notice) -> None:
        for banner in [banner for banner in self._banners if banner.notice is notice]:
            self._banners.remove(banner)
            banner.hide()
            banner.deleteLater()
        self._show()

    def _show(self) -> None:
        for place, banner in enumerate(self._banners):
            banner.setVisible(place < self.MOST_SHOWN)
        self.setVisible(bool(self._banners))


_ABOVE_BUTTONS = 64
"""Logical pixels left free below it: the buttons at the foot of a page stay in reach."""
_CONFIRMATION_PX = 400
"""Wide enough for a sentence and its Undo on two lines, narrow enough to leave fields beside a list free."""


class Confirmation(QWidget):
    """The last confirmation with its Undo, floating at the left foot of the widget it is laid over.

    Lists lie at the left; at the right are the fields and buttons that the person needs next.
    """

    def __init__(self, notices: Notices, over: QWidget) -> None:
        super().__init__(over)
        self._notices = notices
        self._banner: Banner | None = None
        self._over = over
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        over.installEventFilter(self)
        notices.posted.connect(self._add)
        notices.withdrawn.connect(self._remove)
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _add(self, notice: Notice) -> None:
        if notice.kind != "success":
            return
        self._banner = Banner(notice, self._notices, self)
        self._layout.addWidget(self._banner)
        self.show()
        self._place()
        self.raise_()

    def _remove(self, notice: Notice) -> None:
        if self._banner is not None and self._banner.notice is notice:
            self._banner.hide()
            self._banner.deleteLater()
            self._banner = None
            self.hide()

    def _place(self) -> None:
        width = min(_CONFIRMATION_PX, self._over.width() - 2 * tokens.SPACE_L)
        self.setFixedWidth(width)
        fitting = self._layout.heightForWidth(width)  # the hint of wrapped words is that of a narrower box
        height = fitting if fitting > 0 else self.sizeHint().height()
        left, top = tokens.SPACE_L, self._over.height() - height - _ABOVE_BUTTONS
        self.setGeometry(left, top, width, height)
