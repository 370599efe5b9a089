"""The preview with its line of tools: which page, exactly as it will print, and how large."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from app.kernel.words import _
from ui.core import tokens
from ui.core.theme import named
from ui.widgets.pdf_view import FIT_WIDTH, PdfView


class PdfPane(QWidget):
    """A PdfView below its caption; an empty pane says what it waits for."""

    def __init__(self, *, nothing: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = PdfView()
        self.caption = named(QLabel(), "paperCaption", "small")
        self.caption.setWordWrap(True)
        words = nothing or _("Chọn một văn bản để xem trước bản in.")
        self._nothing = named(QLabel(words, wordWrap=True), look="quiet")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.setMargin(tokens.SPACE_L)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._nothing)
        self._stack.addWidget(self.view)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.SPACE_XS)
        layout.addLayout(self._build_tools())
        layout.addWidget(self._stack, 1)
        self.view.page_changed.connect(self._say)
        self._say(0, 0)

    def set_pdf(self, data: bytes | None) -> None:
        """Shows a PDF; None empties the pane."""
        self.view.set_pdf(data)
        self._stack.setCurrentWidget(self.view if data else self._nothing)

    def _say(self, page: int, total: int) -> None:
        words = _("Trang {page}/{total} · đúng như khi in").format(page=page, total=total)
        self.caption.setText(words if total else _("Bản xem trước"))

    def _build_tools(self) -> QHBoxLayout:
        tools = QHBoxLayout()
        tools.setSpacing(2)
        tools.addWidget(self.caption, 1)
        for name, words, slot in (
            ("−", _("Thu nhỏ (Ctrl+−)"), self.view.zoom_out),
            ("", _("Vừa chiều ngang (Ctrl+0)"), lambda: self.view.set_zoom(FIT_WIDTH)),
            ("+", _("Phóng to (Ctrl++)"), self.view.zoom_in),
        ):
            button = QToolButton()
            button.setText(name or _("Vừa ngang"))
            button.setToolTip(words)
            button.setAccessibleName(words)
            button.clicked.connect(lambda _checked=False, do=slot: do())
            tools.addWidget(button)
        return tools
