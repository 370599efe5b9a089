"""The own key: its words to be read out, its papers and files, and behind a menu what is done rarely."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QWidget

from app.exchange.queries import KeyView
from app.kernel.words import _
from ui.core import tokens
from ui.core.theme import named, selectable
from ui.widgets.card import Card
from ui.widgets.exchange_words import moment

PRINT, SAVE_SHEET = "print", "save_sheet"
EPOCH, ROTATE, HAND_OVER, REVOKE, KIT, RECOVER, BESIDE = (
    "epoch",
    "rotate",
    "hand_over",
    "revoke",
    "kit",
    "recover",
    "beside",
)


class KeyCard(Card):
    """Shows the key in use; what is asked for is told by name."""

    asked = Signal(str)
    file_asked = Signal()
    sealed_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Khóa của máy này"), parent)
        self.told = selectable(named(QLabel(wordWrap=True), "ownKeyTold"))
        self.words = selectable(named(QLabel(wordWrap=True), "ownKeyWords", "heading"))
        self.care = named(QLabel(wordWrap=True), "ownKeyCare", "small")
        self.sheet_button = named(QPushButton(_("&In phiếu khóa")), "keySheet")
        self.file_button = named(QPushButton(_("Lưu tệp khó&a…")), "keyFile")
        self.sealed_button = named(QPushButton(_("&Phiếu khôi phục…")), "sealedSheet")
        self.more_button = named(QPushButton(_("Việc khá&c")), "keyMore")
        self.actions_by_name = self._build_menus()
        for label in (self.told, self.words, self.care):
            self.body.addWidget(label)
        line = QHBoxLayout()
        line.setSpacing(tokens.SPACE_S)
        for button in (self.sheet_button, self.file_button, self.sealed_button, self.more_button):
            line.addWidget(button)
        line.addStretch(1)
        self.body.addLayout(line)
        self.file_button.clicked.connect(lambda _checked=False: self.file_asked.emit())
        self.sealed_button.clicked.connect(lambda _checked=False: self.sealed_asked.emit())

    def show_key(self, key: KeyView | None, *, is_set_up: bool) -> None:
        """Shows the key in use, or says what is needed for the first."""
        for part in (self.sheet_button, self.file_button, self.sealed_button, self.more_button):
            part.setVisible(is_set_up)
        self.words.setVisible(key is not None)
        if key is None:
            self.told.setText(
                _("Khóa để ký và niêm phong gói tự được tạo trên máy này, không cần mạng.")
                if is_set_up
                else _("Nhập cơ quan ở trang “Cơ quan và thôn” trước; sau đó khóa tự được tạo.")
            )
            return
        self.told.setText(
            _("Khóa {key}, tạo {moment}. Khi cơ quan kia gọi điện so khóa, hãy đọc cho họ tám từ này:").format(
                key=key.key_id[:16], moment=moment(key.came_at)
            )
        )
        self.words.setText("   ".join(f"{place}. {word}" for place, word in enumerate(key.words, start=1)))

    def show_care(self, *, has_sheet: bool, is_sheet_open: bool, kit_saved: bool, is_superior: bool) -> None:
        """Says what is still to be done so that a dead computer costs nothing."""
        parts = []
        if not has_sheet:
            parts.append(_("Chưa có phiếu khôi phục: hãy lập, in và niêm phong."))
        elif is_sheet_open:
            parts.append(_("Phiếu khôi phục đã lập nhưng chưa chắc đã chép: hãy lập phiếu mới và cất đi."))
        elif not kit_saved:
            parts.append(_("Chưa lưu tệp giữ khóa của khóa này: vào Việc khác, lưu ra USB cất cùng bản sao lưu."))
        self.care.setText(" ".join(parts))
        self.care.setVisible(bool(parts))
        self.actions_by_name[EPOCH].setVisible(not is_superior)

    def _build_menus(self) -> dict[str, QAction]:
        found: dict[str, QAction] = {}
        sheet, more = QMenu(self), QMenu(self)
        for menu, name, words in (
            (sheet, PRINT, _("In ra giấy…")),
            (sheet, SAVE_SHEET, _("Lưu PDF…")),
            (more, EPOCH, _("Bắt đầu đợt gửi mới…")),
            (more, ROTATE, _("Thay khóa mới…")),
            (more, HAND_OVER, _("Bàn giao cho người kế nhiệm…")),
            (more, REVOKE, _("Thu hồi khóa này…")),
            (more, KIT, _("Lưu tệp giữ khóa…")),
            (more, RECOVER, _("Khôi phục khóa từ tệp giữ khóa…")),
            (more, BESIDE, _("Thêm máy thứ hai…")),
        ):
            action = menu.addAction(words)
            action.setObjectName(f"key_{name}")
            action.triggered.connect(lambda _checked=False, what=name: self.asked.emit(what))
            found[name] = action
            if name in (EPOCH, REVOKE):
                menu.addSeparator()
        self.sheet_button.setMenu(sheet)
        self.more_button.setMenu(more)
        return found
