"""Files that came in: what became of each, why one was kept back and what to do, and the code for the phone."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.exchange.header import Kind
from app.kernel.words import _
from app.vocabulary import InboxState
from ui.core import icons, tokens
from ui.core.context import Context
from ui.core.row_model import Column, RowModel
from ui.core.theme import named, selectable
from ui.pages.intake.loading import FileLine
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.exchange_words import came_look, kind_words, moment
from ui.widgets.grid import Grid
from ui.widgets.grid_pane import GridPane

_KEPT = (InboxState.QUARANTINED, InboxState.FORK, InboxState.WAITING)


class FilesPart(QWidget):
    """The list with the reason of the one in sight."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.grid = Grid(RowModel[FileLine](_columns()), name="inboxGrid")
        self.grid.setAccessibleName(_("Tệp đã nhận"))
        self.grid.remember(context.settings, "inbox")
        self.empty = EmptyState(
            _("Chưa nhận tệp nào. Cắm USB của xã rồi chọn “Nhận từ USB”, hoặc kéo thả tệp vào cửa sổ này."),
            icon="received",
        )
        self.pane = GridPane(self.grid, placeholder=_("Lọc theo xã, tình trạng…"), empty=self.empty)
        self.card = Card()
        self.reason = selectable(named(QLabel(wordWrap=True), "fileReason"))
        self.again_button = named(QPushButton(_("Thử nhận &lại")), "tryAgain")
        self.code_button = named(QPushButton(_("Đọc &mã qua điện thoại")), "readCode")
        icons.set_icon(self.again_button, "refresh", "accent")
        icons.set_icon(self.code_button, "chat", "accent")
        line = QHBoxLayout()
        line.setSpacing(tokens.SPACE_S)
        line.addWidget(self.again_button)
        line.addWidget(self.code_button)
        line.addStretch(1)
        self.card.body.addWidget(self.reason)
        self.card.body.addLayout(line)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, tokens.SPACE_S, 0, 0)
        layout.setSpacing(tokens.SPACE_S)
        layout.addWidget(self.pane, 1)
        layout.addWidget(self.card)
        self.grid.current_changed.connect(lambda _line: self._show_current())
        self._show_current()

    def show_files(self, lines: Sequence[FileLine]) -> None:
        """Shows these."""
        self.grid.rows.set_rows(lines)
        if self.grid.current() is None and lines:
            self.grid.selectRow(0)
        self._show_current()

    def current(self) -> FileLine | None:
        """The file under the cursor."""
        line: FileLine | None = self.grid.current()
        return line

    def _show_current(self) -> None:
        line = self.current()
        self.card.setVisible(line is not None)
        if line is None:
            return
        told = f"{line.view.file_name}\n{line.view.details}".strip()
        if line.view.problem:
            told += f" ({line.view.problem})"
        self.reason.setText(told)
        self.again_button.setVisible(line.view.state in _KEPT)
        self.code_button.setVisible(line.view.kind == Kind.BUNDLE and line.view.state is InboxState.TAKEN_IN)


def _columns() -> list[Column[FileLine]]:
    return [
        Column(
            _("Tình trạng"),
            lambda row: came_look(row.view.state)[0],
            icon=lambda row: came_look(row.view.state)[1],
            tint=lambda row: came_look(row.view.state)[2],
            width=200,
        ),
        Column(_("Xã"), lambda row: row.office, width=220, tip=lambda row: row.office),
        Column(_("Tệp"), lambda row: kind_words(row.view.kind), width=140),
        Column(_("Đến lúc"), lambda row: moment(row.view.came_at), sort=_by_came, width=150),
        Column(_("Lý do"), lambda row: row.view.details, width=340, tip=lambda row: row.view.details),
    ]


def _by_came(row: FileLine) -> str:
    return row.view.came_at.isoformat()
