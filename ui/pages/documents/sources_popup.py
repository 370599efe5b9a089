"""What a derived figure is made of, opened by a click on it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QListWidget, QPushButton, QVBoxLayout, QWidget

from app.documents.content import FIGURES
from app.kernel.words import N_, _
from ui.core import tokens
from ui.core.theme import named
from ui.pages.documents.loading import Source

_PAGES = {
    "teams": N_("Mở trang Tổ &công nghệ số"),
    "committee": N_("Mở trang Ban &chỉ đạo"),
    "offices": N_("Mở trang Cơ &quan và thôn"),
}


class SourcesPopup(QDialog):
    """The lines that were counted, and the way to the page where they are kept."""

    page_asked = Signal(str)

    def __init__(self, source: Source, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "SourcesPopup")
        self.setWindowTitle(_("Số liệu lấy từ danh sách"))
        heading = named(
            QLabel(_("{figure} – {words}").format(figure=source.figure, words=_(FIGURES[source.name])), wordWrap=True),
            "sourcesHeading",
            "heading",
        )
        self.list = named(QListWidget(), "sourcesList")
        self.list.addItems(list(source.lines) or [_("Đếm từ các Điều của văn bản này.")])
        self.list.setAccessibleName(heading.text())
        note = named(
            QLabel(_("Sửa danh sách thì số trong văn bản đổi theo; không cần gõ lại."), wordWrap=True), look="small"
        )
        line = QHBoxLayout()
        line.addStretch(1)
        if source.page:
            go = named(QPushButton(_(_PAGES[source.page])), "openSource")
            go.setAutoDefault(False)
            go.clicked.connect(lambda _checked=False: self._go(source.page))
            line.addWidget(go)
        leave = named(QPushButton(_("Đón&g")), "leaveButton")
        leave.setAutoDefault(False)
        leave.clicked.connect(self.accept)
        line.addWidget(leave)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.SPACE_L, tokens.SPACE_M, tokens.SPACE_L, tokens.SPACE_M)
        for part in (heading, self.list, note):
            column.addWidget(part)
        column.addLayout(line)
        self.resize(440, 380)

    def _go(self, page: str) -> None:
        self.accept()
        self.page_asked.emit(page)
