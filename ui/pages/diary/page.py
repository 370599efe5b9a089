"""The log: what was done, newest first; quick entry beside the list, messages, paper forms and tables taken in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QFileDialog, QLabel, QMenu, QPushButton, QWidget

from app.activities import queries
from app.activities.commands import ActivityInput, LogActivities, RemoveActivities
from app.activities.typed_rows import LogPreview, RowReader
from app.activities.views import ActivityView
from app.activities.wording import kind_name
from app.importing.grid import Grid as Table
from app.importing.grid import read_clipboard, read_file
from app.kernel.problems import Problem
from app.kernel.words import _
from ui.core import icons
from ui.core.context import Context
from ui.core.page import Page
from ui.core.theme import named
from ui.pages.diary.editor import ASKED_CODE, EntryEditor
from ui.pages.diary.loading import LogSeen, Opened, counted, log_seen, opened, spans
from ui.pages.diary.table import ActivityRows
from ui.widgets.empty_state import EmptyState
from ui.widgets.grid import Grid
from ui.widgets.grid_pane import GridPane
from ui.widgets.panes import Panes
from ui.widgets.paste_preview import PastePreview
from ui.widgets.search_combo import Choice, SearchCombo
from ui.widgets.sent_back_notes import SentBackNotes

_FILTER_PX = 118


class DiaryPage(Page):
    """Each entry is made once and feeds every report it belongs to."""

    shows = frozenset({"activity", "activity_kind", "evidence", "hamlet", "body", "partner"})
    handbook = "nhat-ky"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.set_title(_("Nhật ký hoạt động"))
        self.seen: LogSeen | None = None
        self._next: Callable[[], object] | None = None
        self._waiting: Callable[[], object] | None = None
        self._watched: QWidget | None = None
        self.setAcceptDrops(True)
        self._build_grid()
        self._build_buttons()
        self.editor = EntryEditor(context)
        self.editor.saved.connect(self._on_saved)
        self.sent_back = SentBackNotes(self)
        self.sent_back.place(self.editor.remarks)
        self.panes = Panes(context.settings, "diary")
        self.panes.add_pane(self.pane, 430, 1)
        self.panes.add_pane(self.editor, 470, 0)
        self.body.addWidget(self.panes, 1)
        paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self.pane, self.grid.paste)
        paste.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def refresh(self) -> None:
        self.tasks.read(log_seen, self.context.clock.today(), then=self._show_seen)
        if self.editor.uid:
            self.tasks.read(opened, self.editor.uid, then=self._show_fresh)

    def select(self, uid: str) -> None:
        uid = self.sent_back.target_of(uid)
        if uid:
            self.tasks.read(opened, uid, then=self._show_asked)

    def new(self) -> None:
        self._begin(self.editor.begin)

    def print_(self) -> None:
        self.print_form()

    def repeat_last(self) -> None:
        """A new entry like the one made last: same kind, place and doers, today, blank figures."""
        self._begin(lambda: self.tasks.read(queries.last_of, then=self._repeat))

    def read_message(self) -> None:
        """Asks for a message and puts what it tells into a new entry."""
        from ui.pages.diary.message_dialog import MessageDialog

        if self.seen is None:
            return
        dialog = MessageDialog(self.seen, parent=self)
        dialog.agreed.connect(lambda proposal: self._begin(partial(self.editor.begin_with, proposal)))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def type_form(self) -> None:
        """Opens the table in which a paper form is typed."""
        from ui.pages.diary.typing_dialog import TypingDialog

        if self.seen is not None:
            dialog = TypingDialog(self.context, self.seen, parent=self)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.open()

    def print_form(self) -> None:
        """Makes the paper form of a hamlet for a month."""
        from ui.pages.diary.form_dialog import FormSheetDialog

        if self.seen is not None:
            dialog = FormSheetDialog(self.context, self.seen, parent=self)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.open()

    def show_kinds(self) -> None:
        """Opens the catalogue of kinds."""
        from ui.pages.diary.kinds_dialog import KindsDialog

        dialog = KindsDialog(self.context, parent=self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def show_partners(self) -> None:
        """Opens the list of partners."""
        from ui.pages.diary.partners_dialog import PartnersDialog

        dialog = PartnersDialog(self.context, parent=self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def take_text(self, text: str) -> None:
        """Shows what a pasted table would bring, and logs it when the person agrees."""
        self._take(lambda: read_clipboard(text))

    def take_files(self, paths: list[Path]) -> None:
        """The same for a dropped or chosen table (the first one)."""
        self._take(lambda: read_file(paths[0]))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._watched is not self.window():
            self._watched = self.window()
            self._watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A window that closes takes along what was typed last, where it can be kept without asking."""
        if event.type() == QEvent.Type.Close and watched is self._watched and self.editor.is_dirty:
            self.editor.save()
        return super().eventFilter(watched, event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.grid.dropEvent(event)

    def _take(self, read: Callable[[], Table]) -> None:
        seen = self.seen
        if seen is None:
            return

        def work(_progress: object) -> LogPreview:
            return RowReader(seen.offered(), seen.places(), seen.today).read_table(read())

        self.tasks.run(work, _("Đang đọc bảng…"), then=self._ask_to_take)

    def _ask_to_take(self, found: LogPreview) -> None:
        dialog = PastePreview(found, title=_("Đưa hoạt động vào sổ"), parent=self)
        dialog.accepted.connect(lambda: self._log_many(found.entries()))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _log_many(self, entries: tuple[ActivityInput, ...], *, sure: bool = False) -> None:
        def failed(problem: Problem) -> bool:
            if problem.code != ASKED_CODE:
                return False
            again = partial(self._log_many, entries, sure=True)
            self.notices.warning(problem.sentence, action_label=_("Đúng, vẫn lưu"), action=again)
            return True

        self.tasks.do(LogActivities(entries=entries, sure=sure), failed=failed)

    def _show_seen(self, seen: LogSeen) -> None:
        self.seen = self.rows.seen = seen
        self.editor.set_seen(seen)
        self.kind_filter.set_choices([Choice(one.code, kind_name(one), one.code) for one in seen.kinds])
        self.hamlet_filter.set_choices([Choice(one.uid, seen.place(one.uid)) for one in seen.hamlets])
        self.repeat_button.setEnabled(seen.total > 0)
        self.rows.reload()
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            waiting()

    def _show_fresh(self, found: Opened) -> None:
        if found.view is None or found.view.uid == self.editor.uid:
            self.editor.show_fresh(found)

    def _show_asked(self, found: Opened) -> None:
        if self.seen is None:
            self._waiting = partial(self._show_asked, found)
        elif found.view is not None and self._leaves_for(partial(self._show_asked, found)):
            self.grid.select_uid(found.view.uid)
            self.editor.show_opened(found)

    def _begin(self, begin: Callable[[], object]) -> None:
        if self.seen is None:
            self._waiting = partial(self._begin, begin)
        elif self._leaves_for(partial(self._begin, begin)):
            self.grid.selectionModel().clear()
            begin()

    def _repeat(self, last: ActivityView | None) -> None:
        if last is None:
            self.editor.begin()
        else:
            self.editor.repeat(last)

    def _on_current(self, view: ActivityView | None) -> None:
        self.remove_action.setEnabled(view is not None)
        if view is None or view.uid == self.editor.uid:
            return
        if self._leaves_for(partial(self.select, view.uid)):
            self.tasks.read(opened, view.uid, then=self._show_chosen)

    def _show_chosen(self, found: Opened) -> None:
        current = self.grid.current()
        if (
            found.view is not None
            and current is not None
            and current.uid == found.view.uid
            and not self.editor.is_dirty
        ):
            self.editor.show_opened(found)

    def _on_saved(self, uid: str, follows: bool) -> None:
        go_on, self._next = self._next, None
        if go_on is not None:
            go_on()
        elif follows:
            self.editor.begin_like_before()
        else:
            self.select(uid)

    def _leaves_for(self, go_on: Callable[[], object]) -> bool:
        """Whether nothing typed is unsaved; else it is saved first, and ``go_on`` follows when that went well."""
        if not (self.editor.is_dirty or self.editor.is_saving):
            self._next = None
            return True
        self._next = go_on
        if not self.editor.is_saving:
            self.editor.save()
        return False

    def _remove(self, views: list[ActivityView] | None = None) -> None:
        chosen = views or self.grid.selected()
        if chosen:
            self.tasks.do(RemoveActivities(uids=tuple(view.uid for view in chosen)))

    def _choose_file(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(
            self, _("Chọn tệp bảng hoạt động"), "", _("Bảng tính") + " (*.xlsx *.xlsm *.xls *.csv *.tsv *.txt)"
        )
        if name:
            self.take_files([Path(name)])

    def _count(self) -> None:
        total = self.seen.total if self.seen else 0
        self.count.setText(counted(self.rows.rowCount(), self.rows.is_whole, self.rows.wanted, total))

    def _build_grid(self) -> None:
        self.rows = ActivityRows(self.tasks)
        self.grid = Grid(self.rows, name="diaryGrid")
        self.grid.setSortingEnabled(False)  # one order: newest first
        self.grid.setAccessibleName(_("Nhật ký hoạt động"))
        self.grid.remember(self.context.settings, "diary")
        empty = EmptyState(
            _(
                "Chưa có việc nào trong sổ. Ghi ngay việc vừa làm: ngày, loại, thôn, số liệu và ảnh; "
                "cũng có thể dán tin nhắn Zalo của Tổ, dán bảng từ Excel (Ctrl+V), hoặc in phiếu giấy cho thôn ghi."
            ),
            _("Ghi việc đầu tiên"),
            icon="diary",
        )
        empty.begun.connect(self.new)
        empty.help_asked.connect(self._help)
        self.pane = GridPane(self.grid, placeholder=_("Tìm trong sổ…"), empty=empty)
        self.pane.count.hide()
        self.kind_filter = named(SearchCombo(placeholder=_("mọi loại")), "kindFilter")
        self.kind_filter.setAccessibleName(_("Lọc theo loại hoạt động"))
        self.kind_filter.chosen.connect(lambda code: self.rows.narrow(kind=code or ""))
        self.hamlet_filter = named(SearchCombo(placeholder=_("mọi thôn")), "hamletFilter")
        self.hamlet_filter.setAccessibleName(_("Lọc theo thôn"))
        self.hamlet_filter.chosen.connect(lambda uid: self.rows.narrow(hamlet=uid or ""))
        self.count = named(QLabel(), "diaryCount", "small")
        self.time_filter = named(SearchCombo(placeholder=_("mọi lúc")), "timeFilter")
        self.time_filter.setAccessibleName(_("Lọc theo thời gian"))
        self.time_filter.set_choices(
            [Choice((first, last), words) for words, first, last in spans(self.context.clock.today())]
        )
        self.time_filter.chosen.connect(self._narrow_time)
        for combo in (self.kind_filter, self.hamlet_filter, self.time_filter):
            combo.setMaximumWidth(_FILTER_PX)
        for part in (self.kind_filter, self.hamlet_filter, self.time_filter, self.count):
            self.pane.tools.addWidget(part)
        self.rows.loaded.connect(self._count)
        self.rows.rowsInserted.connect(lambda *_where: self._count())
        self.grid.pasted.connect(self.take_text)
        self.grid.files_dropped.connect(self.take_files)
        self.grid.opened.connect(lambda _view: self.editor.kind.setFocus())
        self.grid.delete_asked.connect(self._remove)
        self.grid.current_changed.connect(self._on_current)

    def _narrow_time(self, span: tuple[date, date] | None) -> None:
        first, last = span or (None, None)
        self.rows.narrow(first=first, last=last)

    def _build_buttons(self) -> None:
        self.add_entry = named(self.add_button(_("&Ghi việc mới"), "add", self.new, primary=True), "addEntry")
        self.add_entry.setToolTip("Ctrl+N")
        self.repeat_button = named(self.add_button(_("Như lần t&rước"), "redo", self.repeat_last), "repeatLast")
        self.message_button = named(self.add_button(_("Dán tin &Zalo…"), "paste", self.read_message), "pasteMessage")
        self.more_button = named(QPushButton(_("Việc &khác")), "moreDiary")
        self.more_button.setMenu(self._menu())
        self.buttons.addWidget(self.more_button)

    def _menu(self) -> QMenu:
        menu = named(QMenu(self), "diaryMenu")
        entries: tuple[tuple[str, str, Callable[[], object]], ...] = (
            (_("&Nhập phiếu giấy của thôn…"), "edit", self.type_form),
            (_("&In phiếu giấy cho thôn…") + "\tCtrl+P", "print", self.print_form),
            (_("&Dán bảng từ Excel") + "\tCtrl+V", "paste", self.grid.paste),
            (_("&Mở tệp bảng…"), "open", self._choose_file),
            (_("&Loại hoạt động, danh mục của cấp trên…"), "register", self.show_kinds),
            (_("Đối &tác phối hợp…"), "people", self.show_partners),
        )
        for words, icon, slot in entries:
            action = menu.addAction(words)
            icons.set_icon(action, icon, "quiet")
            action.triggered.connect(lambda _checked=False, do=slot: do())
        menu.addSeparator()
        self.remove_action = menu.addAction(_("&Bỏ việc ghi nhầm") + "\tDelete")
        icons.set_icon(self.remove_action, "remove", "quiet")
        self.remove_action.setEnabled(False)
        self.remove_action.triggered.connect(lambda _checked=False: self._remove())
        return menu

    def _help(self) -> None:
        window: Any = self.window()
        if hasattr(window, "help_requested"):
            window.help_requested.emit(self.handbook)
