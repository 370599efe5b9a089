"""At the left: what is due, one button each, and every report with its period, its state and its last day."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from app.asked_above import Asked
from app.asked_words import stage_words
from app.duties.views import DueState
from app.kernel.days import show_day
from app.kernel.words import _
from app.reports.owing import Owed, ReportHead, titled
from ui.core import icons, tokens
from ui.core.context import Settings
from ui.core.row_model import Column, RowModel
from ui.core.tab_order import order_tabs
from ui.core.theme import named
from ui.pages.reports.loading import ReportsSeen
from ui.pages.reports.request_cards import RequestCards
from ui.widgets.elided_button import ElidedButton
from ui.widgets.empty_state import EmptyState
from ui.widgets.grid import Grid
from ui.widgets.grid_pane import GridPane

_ICONS = {DueState.LATE: ("error", "bad"), DueState.TODAY: ("warning", "warn"), DueState.SOON: ("calendar", "accent")}
_DONE = (DueState.DONE_ON_TIME, DueState.DONE)


class ListPane(QWidget):
    """Buttons for what is owed now, then the list."""

    owed_asked = Signal(object, object)
    """An Owed and its button."""
    new_asked = Signal()
    chosen = Signal(str)
    """Uid of the report under the cursor."""
    help_asked = Signal()

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wanted = ""
        self._answers: Mapping[str, Asked] = {}
        self.requests = RequestCards()
        self.due_words = named(QLabel(), "dueReportsWords", "quiet")
        self._due = QVBoxLayout()
        self._due.setSpacing(tokens.SPACE_XS)
        self.due_buttons: list[QPushButton] = []
        self.new_button = named(QPushButton(_("&Lập báo cáo…")), "newReport")
        icons.set_icon(self.new_button, "add", "accent")
        self.new_button.setToolTip("Ctrl+N")
        self.new_button.clicked.connect(lambda _checked=False: self.new_asked.emit())
        self._build_list(settings)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_S)
        column.addWidget(self.requests)
        column.addWidget(self.due_words)
        column.addLayout(self._due)
        column.addWidget(self.new_button)
        column.addWidget(self.pane, 1)

    def set_reports(self, seen: ReportsSeen, day: date) -> None:
        """Shows the list, what is asked and what is due; the report in sight stays chosen."""
        self._answers = seen.answers
        self.requests.show_requests(seen.asked)
        self._show_owed(seen.owed, day)
        self.grid.blockSignals(True)
        self.grid.rows.set_rows(seen.heads)
        self.choose(self._wanted)
        self.grid.blockSignals(False)

    def choose(self, uid: str) -> None:
        """Marks a report as the one shown, now or as soon as it is in the list."""
        self._wanted = uid
        if uid:
            self.grid.select_uid(uid)
        else:
            self.grid.clearSelection()

    def _show_owed(self, owed: Sequence[Owed], day: date) -> None:
        for button in self.due_buttons:
            self._due.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.due_buttons = [self._due_button(each) for each in owed]
        for button in self.due_buttons:
            self._due.addWidget(button)
            button.setVisible(self.isVisible())  # a layout shows it later, too late to begin there
        if self.due_buttons and self.new_button.hasFocus():
            self.due_buttons[0].setFocus()  # what is due comes first: Enter begins it
        self.due_words.setText(_("Đến kỳ nộp: bấm một lần là có bản nháp."))
        self.due_words.setVisible(bool(owed))
        order_tabs(self)

    def _due_button(self, owed: Owed) -> QPushButton:
        words = _("Mở {report}") if owed.report else "{report}"
        button = named(ElidedButton(words.format(report=owed.title)), f"owed-{owed.kind.code}", "due")
        icon, tint = _ICONS.get(owed.state, ("paper", "accent"))
        icons.set_icon(button, icon, tint)
        late = owed.state is DueState.LATE
        button.setToolTip(_("Đã quá hạn {day}").format(day=show_day(owed.last_day)) if late else _(owed.kind.note))
        button.setAccessibleDescription(button.toolTip())
        button.clicked.connect(lambda _checked=False: self.owed_asked.emit(owed, button))
        return button

    def _build_list(self, settings: Settings) -> None:
        self.grid = Grid(RowModel[ReportHead](_columns(self._state)), name="reportGrid")
        self.grid.setAccessibleName(_("Danh sách báo cáo"))
        self.grid.remember(settings, "reports")
        self.empty = EmptyState(
            _(
                "Chưa có báo cáo nào. Chọn loại và kỳ, chương trình đếm số liệu trong nhật ký và viết sẵn; "
                "anh, chị chỉ thêm nhận xét."
            ),
            _("Lập báo cáo đầu tiên"),
            icon="register",
        )
        self.empty.begun.connect(self.new_asked)
        self.empty.help_asked.connect(self.help_asked)
        self.pane = GridPane(self.grid, placeholder=_("Lọc báo cáo…"), empty=self.empty)
        self.grid.current_changed.connect(self._on_current)

    def _state(self, row: ReportHead) -> str:
        """How far it is; of an answer also whether it has arrived."""
        asked = self._answers.get(row.uid)
        return stage_words(asked) if asked is not None and not asked.is_open else row.state_words

    def _on_current(self, record: ReportHead | None) -> None:
        if record is not None and record.uid != self._wanted:
            self._wanted = record.uid
            self.chosen.emit(record.uid)


def _columns(state: Callable[[ReportHead], str]) -> list[Column[ReportHead]]:
    return [
        Column(
            _("Báo cáo"),
            _short_title,
            sort=lambda row: (_(row.kind.name), row.period.last),
            tip=lambda row: titled(row.kind, row.period),
            width=150,
        ),
        Column(_("Trạng thái"), state, tint=_tint, width=122),
        Column(_("Hạn"), lambda row: show_day(row.last_day), sort=_by_day, width=100),
        Column(
            _("Số liệu đến"),
            lambda row: show_day(row.period.last),
            sort=lambda row: row.period.last.isoformat(),
            width=92,
        ),
    ]


def _short_title(row: ReportHead) -> str:
    """Without the words that stand above every row."""
    words = titled(row.kind, row.period).removeprefix("Báo cáo ")
    return words[:1].upper() + words[1:]


def _by_day(row: ReportHead) -> str:
    return row.last_day.isoformat() if row.last_day else "9999"


def _tint(row: ReportHead) -> str:
    if not row.is_issued:
        return "warn"
    return "accent" if row.handing is not None and row.handing.state in _DONE else ""
