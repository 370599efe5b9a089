"""A calendar that opens from a date field: by its button or Alt+Down, chosen with arrows and Enter."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QDate, QLocale, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QCalendarWidget, QLineEdit, QMenu, QWidgetAction

from app.kernel.words import _, chosen_language
from ui.core import icons


def add_calendar(edit: QLineEdit, day: Callable[[], date | None], pick: Callable[[date], None]) -> None:
    """Gives a line of text a calendar that starts at ``day()`` and answers by ``pick(day)``."""
    action = QAction(_("Chọn ngày trên lịch (Alt+↓)"), edit)
    icons.set_icon(action, "calendar", "quiet")
    action.setShortcut(QKeySequence("Alt+Down"))
    action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
    action.triggered.connect(lambda: _open(edit, day(), pick))
    edit.addAction(action, QLineEdit.ActionPosition.TrailingPosition)


def _open(edit: QLineEdit, day: date | None, pick: Callable[[date], None]) -> None:
    calendar = QCalendarWidget()
    calendar.setLocale(QLocale("vi_VN" if chosen_language() == "vi" else "en_GB"))
    calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
    calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
    if day is not None:
        calendar.setSelectedDate(QDate(day.year, day.month, day.day))
    menu = QMenu(edit)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    holder = QWidgetAction(menu)
    holder.setDefaultWidget(calendar)
    menu.addAction(holder)

    def chosen(answer: QDate) -> None:
        menu.close()
        pick(date(answer.year(), answer.month(), answer.day()))

    calendar.activated.connect(chosen)
    calendar.clicked.connect(chosen)
    menu.popup(edit.mapToGlobal(edit.rect().bottomLeft()))
    calendar.setFocus()
