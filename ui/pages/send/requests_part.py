"""Records that the office above sent back: kind, record, field, comment; Enter leads to the record."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.kernel.words import _
from ui.core import icons, tokens
from ui.core.context import Context
from ui.core.row_model import Column, RowModel
from ui.core.theme import named, selectable
from ui.pages.send.loading import RequestLine
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.exchange_words import review_look
from ui.widgets.grid import Grid
from ui.widgets.grid_pane import GridPane


class RequestsPart(QWidget):
    """The list with the comment of the one in sight."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.grid = Grid(RowModel[RequestLine](_columns()), name="requestGrid")
        self.grid.setAccessibleName(_("Trả lại để sửa"))
        self.grid.remember(context.settings, "requests")
        self.empty = EmptyState(
            _("Cấp trên chưa trả lại bản ghi nào để sửa. Khi có, mỗi dòng ghi rõ mục cần sửa và lý do."), icon="ok"
        )
        self.pane = GridPane(self.grid, empty=self.empty)
        self.card = Card()
        self.comment = selectable(named(QLabel(wordWrap=True), "requestComment"))
        self.open_button = named(QPushButton(_("Mở &bản ghi để sửa")), "openRequest", "primary")
        icons.set_icon(self.open_button, "edit", "on_accent")
        self.open_button.clicked.connect(lambda _checked=False: self.open_record())
        line = QHBoxLayout()
        line.addWidget(self.open_button)
        line.addStretch(1)
        self.card.body.addWidget(self.comment)
        self.card.body.addLayout(line)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, tokens.SPACE_S, 0, 0)
        layout.setSpacing(tokens.SPACE_S)
        layout.addWidget(self.pane, 1)
        layout.addWidget(self.card)
        self.grid.opened.connect(lambda _line: self.open_record())
        self.grid.current_changed.connect(lambda _line: self._show_current())
        self._show_current()

    def show_requests(self, lines: Sequence[RequestLine]) -> None:
        """Shows what came back."""
        self.grid.rows.set_rows(lines)
        if self.grid.current() is None and lines:
            self.grid.selectRow(0)
        self._show_current()

    def open_record(self) -> None:
        """Goes to the record on its page."""
        line: RequestLine | None = self.grid.current()
        if line is not None and line.page:
            self.context.navigate(line.page, line.target)

    def _show_current(self) -> None:
        line: RequestLine | None = self.grid.current()
        self.card.setVisible(line is not None)
        if line is None:
            return
        where = _("Mục “{field}”: ").format(field=line.field) if line.field else ""
        self.comment.setText(f"{line.kind} – {line.title}\n{where}{line.comment}")
        self.open_button.setEnabled(bool(line.page))


def _columns() -> list[Column[RequestLine]]:
    return [
        Column(
            _("Tình trạng"),
            lambda row: review_look(row.state)[0],
            icon=lambda row: review_look(row.state)[1],
            tint=lambda row: review_look(row.state)[2],
            width=110,
        ),
        Column(_("Loại"), lambda row: row.kind, width=170),
        Column(_("Bản ghi"), lambda row: row.title, width=240, tip=lambda row: row.title),
        Column(_("Mục cần sửa"), lambda row: row.field or _("cả bản ghi"), width=140),
        Column(_("Lý do"), lambda row: row.comment, width=300, tip=lambda row: row.comment),
    ]
