"""The own key: its words to be read out, its sheet, and behind a menu what replaces it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QWidget

from app.exchange.queries import KeyView
from app.kernel.words import _
from ui.core import icons, tokens
from ui.core.theme import named, selectable
from ui.widgets.card import Card
from ui.widgets.exchange_words import moment


class KeyCard(Card):
    """Shows the key in use."""

    sheet_asked = Signal()
    file_asked = Signal()
    rotate_asked = Signal()
    make_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Khóa của máy này"), parent)
        self.told = selectable(named(QLabel(wordWrap=True), "ownKeyTold"))
        self.words = selectable(named(QLabel(wordWrap=True), "ownKeyWords", "heading"))
        self.make_button = named(QPushButton(_("&Tạo khóa")), "makeKey", "primary")
        self.sheet_button = named(QPushButton(_("&In phiếu khóa (PDF)…")), "keySheet")
        self.file_button = named(QPushButton(_("Lưu tệp khó&a…")), "keyFile")
        self.more_button = named(QPushButton(_("Việc khá&c")), "keyMore")
        icons.set_icon(self.sheet_button, "pdf", "accent")
        menu = QMenu(self)
        self.rotate_action = menu.addAction(_("Thay khóa mới…"))
        self.rotate_action.triggered.connect(lambda _checked=False: self.rotate_asked.emit())
        self.more_button.setMenu(menu)
        for label in (self.told, self.words):
            self.body.addWidget(label)
        line = QHBoxLayout()
        line.setSpacing(tokens.SPACE_S)
        for button, signal in (
            (self.make_button, self.make_asked),
            (self.sheet_button, self.sheet_asked),
            (self.file_button, self.file_asked),
        ):
            button.clicked.connect(lambda _checked=False, tell=signal: tell.emit())
            line.addWidget(button)
        line.addWidget(self.more_button)
        line.addStretch(1)
        self.body.addLayout(line)
        self.body.addStretch(1)

    def show_key(self, key: KeyView | None, *, is_set_up: bool) -> None:
        """Shows the key in use, or offers to make the first."""
        self.make_button.setVisible(key is None)
        self.make_button.setEnabled(is_set_up)
        for part in (self.sheet_button, self.file_button, self.more_button, self.words):
            part.setVisible(key is not None)
        if key is None:
            self.told.setText(_("Máy này chưa có khóa để ký và niêm phong gói. Khóa được tạo tại chỗ, không cần mạng."))
            return
        self.told.setText(
            _("Khóa {key}, tạo {moment}. Khi cấp trên gọi điện so khóa, hãy đọc cho họ tám từ này:").format(
                key=key.key_id[:16], moment=moment(key.came_at)
            )
        )
        self.words.setText("   ".join(f"{place}. {word}" for place, word in enumerate(key.words, start=1)))
