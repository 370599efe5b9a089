"""The first page: a to-do list with one button each, figures of the organisation, and the latest steps."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QVBoxLayout, QWidget

from app.agenda import Agenda, AgendaItem, agenda
from app.bodies.fixes import command_for
from app.kernel.days import paper_day, show_day
from app.kernel.words import N_, _, chosen_language
from ui.core import tokens
from ui.core.context import Context
from ui.core.page import Page
from ui.core.theme import named
from ui.pages.today.parts import AgendaRow, ComingList, RecentList, ShareBar
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.sheet import Sheet
from ui.widgets.waiting import show_waiting

_WEEKDAYS = (N_("Thứ Hai"), N_("Thứ Ba"), N_("Thứ Tư"), N_("Thứ Năm"), N_("Thứ Sáu"), N_("Thứ Bảy"), N_("Chủ Nhật"))

_SIDE_BY_SIDE = 820
"""Narrower than this, in logical pixels, a column would break words."""


class TodayPage(Page):
    """What is due or missing, why, and the button that begins the remedy."""

    shows = frozenset(
        {
            "office",
            "office_version",
            "hamlet",
            "person",
            "post",
            "body",
            "membership",
            "team_support",
            "document",
            "register_entry",
            "citation",
            "duty",
            "fulfilment",
            "task",
            "incoming_letter",
            "report",
        }
    ) | {"outgoing_bundle", "received_row", "review", "row_remark", "office_key", "own_key", "assignment", "difficulty"}
    handbook = "hom-nay"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._today = context.clock.today()
        self._tell_day()
        self._to_do = Card()
        self._organisation = Card(_("Tổ chức"))
        self._coming = Card(_("Sắp đến hạn"))
        self._recent = Card(_("Vừa làm"))
        self._build()

    def refresh(self) -> None:
        self._today = self.context.clock.today()
        self._tell_day()
        self.tasks.read(agenda, self._today, then=self.show_agenda)

    def _tell_day(self) -> None:
        weekday = _(_WEEKDAYS[self._today.weekday()])
        day = paper_day(self._today) if chosen_language() == "vi" else show_day(self._today)
        self.set_title(f"{weekday}, {day}", self.subtitle_label.text())

    def show_agenda(self, found: Agenda) -> None:
        """Shows what was found."""
        show_waiting(self, found.waiting)
        self.subtitle_label.setText(self._summary(found))
        self.subtitle_label.show()
        _refill(self._to_do.body, [self._row(item) for item in found.items] or [self._all_done()], keep=1)
        _refill(
            self._organisation.body,
            [ShareBar(share) for share in found.shares if share.total] or [ShareBar.nothing_yet()],
            keep=1,
        )
        _refill(self._coming.body, [self._coming_list(found)], keep=1)
        _refill(self._recent.body, [RecentList(found.recent)], keep=1)

    def _coming_list(self, found: Agenda) -> ComingList:
        coming = ComingList(found.dues)
        coming.opened.connect(lambda target: self.context.navigate("duties", target))
        return coming

    def _summary(self, found: Agenda) -> str:
        late = found.late
        if late:
            return _("{late} việc quá hạn; {total} việc tất cả.").format(late=late, total=len(found.items))
        urgent, total = found.urgent, len(found.items)
        if urgent and urgent == total:
            return _("{urgent} việc cần làm trước khi ban hành.").format(urgent=urgent)
        if urgent:
            return _("{urgent} việc cần làm trước khi ban hành; {total} việc tất cả.").format(
                urgent=urgent, total=total
            )
        if total:
            return _("{total} việc có thể làm. Không thiếu gì theo quy định.").format(total=total)
        return _("Mọi thứ đều đủ và đúng hạn.")

    def _row(self, item: AgendaItem) -> AgendaRow:
        row = AgendaRow(item)
        row.begun.connect(self._begin)
        return row

    def _begin(self, item: AgendaItem) -> None:
        """A remedy that is one step is done here and can be undone; anything else opens its page."""
        command = command_for(item.fix) if item.fix is not None else None
        if command is not None:
            self.tasks.do(command, then=lambda outcome: self.notices.success(outcome.sentence))
        else:
            self.context.navigate(item.page, item.target)

    def _all_done(self) -> EmptyState:
        empty = EmptyState(
            _("Hôm nay không có việc nào phải làm. Có thể soạn văn bản mới hoặc xem lại danh sách tổ."),
            _("Xem các tổ"),
            icon="ok",
            handbook=False,
        )
        empty.begun.connect(lambda: self.context.navigate("teams", ""))
        return empty

    def _build(self) -> None:
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(tokens.SPACE_M)
        for cards, stretch in (((self._to_do,), 3), ((self._coming, self._organisation, self._recent), 2)):
            column = QVBoxLayout()
            column.setSpacing(tokens.SPACE_M)
            for card in cards:
                column.addWidget(card)
            column.addStretch(1)
            self._columns.addLayout(column, stretch)
        sheet = Sheet()
        sheet.setAutoFillBackground(False)
        self._columns.setContentsMargins(0, 0, 0, 0)
        sheet.setLayout(self._columns)
        scroll = named(QScrollArea(widgetResizable=True), "todayScroll")
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.viewport().setAutoFillBackground(False)
        scroll.setWidget(sheet)
        self.body.addWidget(scroll, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side where there is room, else one below the other."""
        super().resizeEvent(event)
        wide = event.size().width() >= _SIDE_BY_SIDE
        self._columns.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)


def _refill(layout: QVBoxLayout, widgets: list[QWidget], *, keep: int) -> None:
    """Shows these widgets in a layout instead of those after the first ``keep``."""
    while layout.count() > keep:
        item = layout.takeAt(keep)
        if item is not None and (widget := item.widget()) is not None:
            widget.deleteLater()
    for widget in widgets:
        layout.addWidget(widget)
