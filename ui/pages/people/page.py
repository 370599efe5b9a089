"""The page of people: everyone in Vietnamese order, searched as one types, with an editor beside the list."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QFileDialog, QLabel, QMenu, QPushButton, QWidget

from app.importing.grid import Grid as Table
from app.importing.grid import read_clipboard, read_file
from app.kernel.numerals import grouped
from app.kernel.words import _
from app.offices import queries as office_queries
from app.offices.views import HamletView
from app.people import queries
from app.people.commands import RemovePerson
from app.people.taking_in import Intake
from app.people.views import PersonView
from ui.core import icons
from ui.core.context import Context
from ui.core.page import Page
from ui.core.theme import named
from ui.pages.people.editor import PersonEditor
from ui.pages.people.incoming import PeoplePreview, ShownPreview, shown
from ui.pages.people.table import PeopleRows
from ui.widgets.empty_state import EmptyState
from ui.widgets.grid import Grid
from ui.widgets.grid_pane import GridPane
from ui.widgets.panes import Panes
from ui.widgets.sent_back_notes import SentBackNotes


class PeoplePage(Page):
    """Officials, hamlet heads and members: each entered once, used by every committee, team and paper."""

    shows = frozenset({"person", "post", "hamlet"})
    handbook = "con-nguoi"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.set_title(_("Cán bộ, thành viên"))
        self.today = context.clock.today()
        self.hamlets: list[HamletView] = []
        self.everyone = 0
        self._next: Callable[[], object] | None = None
        self._watched: QWidget | None = None
        self.setAcceptDrops(True)
        self._build_grid()
        self._build_buttons()
        self.editor = PersonEditor(self.tasks, self.today)
        self.editor.saved.connect(self._on_saved)
        self.editor.refused.connect(self._on_refused)
        self.editor.person_asked.connect(self._on_meant)
        self.sent_back = SentBackNotes(self)
        self.sent_back.place(self.editor.remarks)
        self.sent_back.opens(self.editor.posts.grid, self.editor.posts.edit)
        self.panes = Panes(context.settings, "people")
        self.panes.add_pane(self.pane, 420, 1)
        self.panes.add_pane(self.editor, 400, 0)
        self.body.addWidget(self.panes, 1)
        paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self, self.grid.paste)
        paste.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)  # also while the empty state stands there

    def refresh(self) -> None:
        self.tasks.read(office_queries.hamlets, then=self._show_hamlets)
        self.tasks.read(queries.how_many, then=self._show_number)
        self.rows.reload()
        if self.editor.uid:
            self.tasks.read(queries.person, self.editor.uid, then=self._show_fresh)

    def select(self, uid: str) -> None:
        uid = self.sent_back.target_of(uid)
        if uid:
            self.tasks.read(queries.person, uid, then=self._show_asked)

    def new(self) -> None:
        if self._leaves_for(self.new):
            self.grid.selectionModel().clear()
            self.editor.begin()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._watched is not self.window():
            self._watched = self.window()
            self._watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A window that closes takes along what was typed last; the store is still open now."""
        if event.type() == QEvent.Type.Close and watched is self._watched:
            self.editor.keep()
        return super().eventFilter(watched, event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.grid.dropEvent(event)

    def take_text(self, text: str) -> None:
        """Shows what a pasted table would change, and takes it in when the person agrees."""
        self._take(lambda: read_clipboard(text))

    def take_files(self, paths: list[Path]) -> None:
        """The same for a dropped or chosen file (the first one)."""
        self._take(lambda: read_file(paths[0]))

    def _take(self, read: Callable[[], Table]) -> None:
        workspace, today = self.context.workspace, self.today
        if workspace is None:
            return

        def work(_progress: object) -> ShownPreview:
            table = read()
            people = workspace.read(queries.people)
            return shown(table, Intake(people, workspace.read(office_queries.hamlets, on=today), today))

        self.tasks.run(work, _("Đang đọc bảng…"), then=self._ask_to_take)

    def _ask_to_take(self, found: ShownPreview) -> None:
        dialog = PeoplePreview(found, parent=self)
        dialog.accepted.connect(lambda: self.tasks.do(dialog.command()))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _choose_file(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(
            self, _("Chọn tệp danh sách người"), "", _("Bảng tính") + " (*.xlsx *.xlsm *.xls *.ods *.csv *.tsv *.txt)"
        )
        if name:
            self.take_files([Path(name)])

    def _show_hamlets(self, hamlets: list[HamletView]) -> None:
        self.hamlets = hamlets
        self.rows.hamlets.update({hamlet.uid: hamlet.label for hamlet in hamlets})
        self.grid.viewport().update()
        self.editor.set_hamlets(hamlets)

    def _show_number(self, number: int) -> None:
        self.everyone = number
        self._count()

    def _show_fresh(self, person: PersonView | None) -> None:
        if person is None or person.uid == self.editor.uid:
            self.editor.show_fresh(person)

    def _show_asked(self, person: PersonView | None) -> None:
        """Someone far down the list is found by name: only the first page is here."""
        if person is None or not self._leaves_for(partial(self._show_asked, person)):
            return
        if self.rows.row_of(person.uid) < 0:
            self.pane.filter.setText(person.full_name)
            self.rows.search(person.full_name)
        self.grid.select_uid(person.uid)
        self.editor.show_person(person)

    def _on_current(self, person: PersonView | None) -> None:
        self.more_button.setEnabled(person is not None)
        if person is None or person.uid == self.editor.uid:
            return
        if self._leaves_for(partial(self.select, person.uid)):
            self.editor.show_person(person)

    def _on_saved(self, uid: str) -> None:
        go_on, self._next = self._next, None
        if go_on is None:
            self.select(uid)
        else:
            go_on()

    def _on_refused(self) -> None:
        self._next = None
        if self.editor.uid:
            self.grid.select_uid(self.editor.uid)
        else:
            self.grid.selectionModel().clear()

    def _on_meant(self, uid: str) -> None:
        self._next = None
        self.editor.clear()
        self.select(uid)

    def _leaves_for(self, go_on: Callable[[], object]) -> bool:
        """Whether nothing typed is unsaved; else it is saved first, and ``go_on`` follows when that went well."""
        if not (self.editor.is_dirty or self.editor.is_saving):
            return True
        self._next = go_on
        if not self.editor.is_saving:
            self.editor.save()
        return False

    def _remove(self, people: list[PersonView] | None = None) -> None:
        for person in people or self.grid.selected():
            self.tasks.do(RemovePerson(uid=person.uid))

    def _count(self) -> None:
        here, more = grouped(self.rows.rowCount()), "" if self.rows.is_whole else "+"
        total = grouped(self.everyone)
        text = _("{count} người").format(count=total)
        if self.rows.text:
            text = _("{shown} trong {total} người").format(shown=here + more, total=total)
        self.count.setText(text if self.everyone else "")

    def _build_grid(self) -> None:
        self.rows = PeopleRows(self.tasks, self.today)
        self.grid = Grid(self.rows, name="peopleGrid")
        self.grid.setAccessibleName(_("Danh sách cán bộ, thành viên"))
        self.grid.remember(self.context.settings, "people")
        empty = EmptyState(
            _(
                "Chưa có ai trong danh sách. Sao chép danh sách trong Excel (Ctrl+C) rồi dán vào đây (Ctrl+V); "
                "cũng có thể kéo tệp Excel thả vào đây, hoặc nhập từng người."
            ),
            _("Nhập người đầu tiên"),
            icon="people",
        )
        empty.begun.connect(self.new)
        empty.help_asked.connect(self._help)
        self.pane = GridPane(self.grid, placeholder=_("Tìm theo tên hoặc số điện thoại…"), empty=empty)
        self.pane.count.hide()
        self.count = named(QLabel(), "peopleCount", "small")
        self.pane.tools.addWidget(self.count)
        self.rows.loaded.connect(self._count)
        self.rows.rowsInserted.connect(lambda *_where: self._count())
        self.grid.pasted.connect(self.take_text)
        self.grid.files_dropped.connect(self.take_files)
        self.grid.opened.connect(lambda _person: self.editor.full_name.setFocus())
        self.grid.delete_asked.connect(self._remove)
        self.grid.current_changed.connect(self._on_current)

    def _build_buttons(self) -> None:
        self.add_person = named(self.add_button(_("&Thêm người"), "add", self.new, primary=True), "addPerson")
        self.paste_button = named(self.add_button(_("&Dán từ Excel"), "paste", self.grid.paste), "pastePeople")
        self.file_button = named(self.add_button(_("&Mở tệp…"), "open", self._choose_file), "openPeopleFile")
        self.more_button = named(QPushButton(_("Việc &khác")), "morePeople")
        self.more_button.setMenu(self._menu())
        self.more_button.setEnabled(False)
        self.pane.tools.addWidget(self.more_button)
        QWidget.setTabOrder(self.pane.filter, self.more_button)

    def _menu(self) -> QMenu:
        menu = named(QMenu(self), "peopleMenu")
        for words, icon, slot in (
            (_("Sao chép kèm &tiêu đề cột") + "\tCtrl+Shift+C", "copy", lambda: self.grid.copy(headings=True)),
            (_("&Bỏ người nhập nhầm") + "\tDelete", "remove", self._remove),
        ):
            action = menu.addAction(words)
            icons.set_icon(action, icon, "quiet")
            action.triggered.connect(lambda _checked=False, do=slot: do())
        return menu

    def _help(self) -> None:
        window: Any = self.window()
        if hasattr(window, "help_requested"):
            window.help_requested.emit(self.handbook)
