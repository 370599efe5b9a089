"""Records sent back to communes, with what is to be corrected and whether it was."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.intake.reviewing import WithdrawReview
from app.kernel.words import _
from app.vocabulary import ReviewState
from ui.core import tokens
from ui.core.context import Context
from ui.core.row_model import Column, RowModel
from ui.core.theme import named
from ui.pages.intake.loading import ReviewLine
from ui.widgets.empty_state import EmptyState
from ui.widgets.exchange_words import review_look
from ui.widgets.grid import Grid
from ui.widgets.grid_pane import GridPane


class ReviewsPart(QWidget):
    """The list; one still open can be taken back."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tasks = context.tasks
        self.grid = Grid(RowModel[ReviewLine](_columns()), name="reviewGrid")
        self.grid.setAccessibleName(_("Đã trả lại để sửa"))
        self.grid.remember(context.settings, "reviews")
        self.empty = EmptyState(
            _("Chưa trả lại bản ghi nào. Trong “Dữ liệu xã đã gửi”, chọn bản ghi rồi “Trả lại để sửa”."), icon="flag"
        )
        self.withdraw_button = named(QPushButton(_("&Rút yêu cầu sửa")), "withdrawReview")
        self.withdraw_button.clicked.connect(lambda _checked=False: self.withdraw())
        line = QHBoxLayout()
        line.addWidget(self.withdraw_button)
        line.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, tokens.SPACE_S, 0, 0)
        layout.setSpacing(tokens.SPACE_S)
        layout.addWidget(GridPane(self.grid, empty=self.empty), 1)
        layout.addLayout(line)
        self.grid.current_changed.connect(lambda _line: self._show_current())
        self._show_current()

    def show_reviews(self, lines: Sequence[ReviewLine]) -> None:
        """Shows these."""
        self.grid.rows.set_rows(lines)
        if self.grid.current() is None and lines:
            self.grid.selectRow(0)
        self._show_current()

    def withdraw(self) -> None:
        """Takes the one in sight back."""
        line: ReviewLine | None = self.grid.current()
        if line is not None:
            self.tasks.do(WithdrawReview(review=line.uid))

    def _show_current(self) -> None:
        line: ReviewLine | None = self.grid.current()
        self.withdraw_button.setVisible(line is not None and line.state is ReviewState.RETURNED)


def _columns() -> list[Column[ReviewLine]]:
    return [
        Column(
            _("Tình trạng"),
            lambda row: review_look(row.state)[0],
            icon=lambda row: review_look(row.state)[1],
            tint=lambda row: review_look(row.state)[2],
            width=110,
        ),
        Column(_("Xã"), lambda row: row.office, width=190, tip=lambda row: row.office),
        Column(_("Loại"), lambda row: row.kind, width=150),
        Column(_("Bản ghi"), lambda row: row.title, width=220, tip=lambda row: row.title),
        Column(_("Mục cần sửa"), lambda row: row.field or _("cả bản ghi"), width=130),
        Column(_("Lý do"), lambda row: row.comment, width=260, tip=lambda row: row.comment),
    ]
