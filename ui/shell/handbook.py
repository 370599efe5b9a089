"""The handbook: a window of its own beside the main one, opened by F1 at the page that explains what is in sight."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import (
    QFont,
    QKeySequence,
    QShortcut,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QSplitter, QTextBrowser, QVBoxLayout, QWidget

import resources
from app.kernel.words import _
from ui.core import tokens
from ui.core.folding import matches
from ui.core.theme import named

ORDER = (
    "bat-dau",
    "hom-nay",
    "tong-quan",
    "co-quan-thon",
    "con-nguoi",
    "ban-chi-dao",
    "to-cong-nghe-so",
    "van-ban-den",
    "van-ban",
    "nhat-ky",
    "nhiem-vu",
    "bao-cao",
    "truyen-thong",
    "kho-khan",
    "kenh",
    "gui-len",
    "tiep-nhan",
    "khoa",
    "cai-dat",
    "sao-luu",
    "phim-tat",
    "thay-doi",
)
FIRST = ORDER[0]
_HEADING_PX = 15
_LINE_PERCENT = 125


class Handbook(QWidget):
    """Pages at the left, found by any word in them; the page at the right. Works without network."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "Handbook")
        self.setWindowFlags(Qt.WindowType.Window)
        self.setWindowTitle(_("Xã Số – Hướng dẫn sử dụng"))
        self.resize(860, 620)
        self.texts = read_pages()
        self.search = named(QLineEdit(placeholderText=_("Tìm trong hướng dẫn…")), "handbookSearch")
        self.search.setAccessibleName(_("Tìm trong hướng dẫn"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._filter)
        self.list = named(QListWidget(), "handbookList")
        self.list.setAccessibleName(_("Các trang hướng dẫn"))
        for page_id, text in self.texts.items():
            item = QListWidgetItem(title_of(text))
            item.setData(Qt.ItemDataRole.UserRole, page_id)
            self.list.addItem(item)
        self.list.currentItemChanged.connect(lambda item, _before: self._show(item))
        self.browser = named(QTextBrowser(), "handbookText")
        self.browser.setAccessibleName(_("Trang hướng dẫn"))
        self.browser.setOpenLinks(False)
        self.browser.anchorClicked.connect(self._follow)
        self.browser.document().setDocumentMargin(tokens.SPACE_L)
        self._lay_out()
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.close)
        QShortcut(QKeySequence("Ctrl+K"), self, self.search.setFocus)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self, self.search.setFocus)
        self.open_at(FIRST)

    def open_at(self, page_id: str) -> None:
        """Shows a page; the first one where there is none of this name."""
        wanted = page_id if page_id in self.texts else FIRST
        self.search.clear()
        for row in range(self.list.count()):
            if self.list.item(row).data(Qt.ItemDataRole.UserRole) == wanted:
                self.list.setCurrentRow(row)

    def page_id(self) -> str:
        """Id of the page in sight."""
        item = self.list.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole)) if item else ""

    def _show(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.browser.setMarkdown(self.texts[str(item.data(Qt.ItemDataRole.UserRole))])
            _give_room(self.browser.document())

    def _follow(self, link: QUrl) -> None:
        page_id = Path(link.path()).stem
        if page_id in self.texts:
            self.open_at(page_id)

    def _filter(self, query: str) -> None:
        for row in range(self.list.count()):
            item = self.list.item(row)
            item.setHidden(not matches(query, self.texts[str(item.data(Qt.ItemDataRole.UserRole))]))
        shown = [row for row in range(self.list.count()) if not self.list.item(row).isHidden()]
        if shown and self.list.currentRow() not in shown:
            self.list.setCurrentRow(shown[0])

    def _lay_out(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.search)
        column.addWidget(self.list, 1)
        split = QSplitter()
        split.addWidget(left)
        split.addWidget(self.browser)
        split.setSizes([230, 630])
        split.setStretchFactor(1, 1)
        split.setChildrenCollapsible(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(tokens.SPACE_M, tokens.SPACE_M, tokens.SPACE_M, tokens.SPACE_M)
        whole.addWidget(split)


def _give_room(document: QTextDocument) -> None:
    """Distances and sizes that Markdown leaves to the reader: headings of the window's size, air between paragraphs."""
    cursor = QTextCursor(document)
    block = document.begin()
    while block.isValid():
        level = block.blockFormat().headingLevel()
        room = QTextBlockFormat()
        room.setTopMargin(0 if level == 1 else tokens.SPACE_M if level else 0)
        room.setBottomMargin(tokens.SPACE_XS if block.textList() else tokens.SPACE_S)
        room.setLineHeight(_LINE_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor.setPosition(block.position())
        cursor.mergeBlockFormat(room)
        if level:
            font = QFont(document.defaultFont())
            font.setPixelSize(tokens.TITLE_PX if level == 1 else _HEADING_PX)
            font.setBold(True)
            size = QTextCharFormat()
            size.setFont(font)
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
            cursor.setCharFormat(size)  # merging would keep Markdown's relative size, which wins
        block = block.next()


def read_pages() -> dict[str, str]:
    """The pages that are there, in the order of the handbook: id to Markdown."""
    folder = resources.path("help")
    return {
        page_id: (folder / f"{page_id}.md").read_text(encoding="utf-8")
        for page_id in ORDER
        if (folder / f"{page_id}.md").is_file()
    }


def title_of(text: str) -> str:
    """The first heading of a page."""
    return text.splitlines()[0].lstrip("# ").strip() if text else ""
