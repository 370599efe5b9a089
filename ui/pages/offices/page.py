"""The page of the office, the office above it and the hamlets."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QBoxLayout,
    QCheckBox,
    QFileDialog,
    QMenu,
    QPushButton,
    QWidget,
)

from app.importing.grid import Grid as Table
from app.importing.grid import read_clipboard, read_file
from app.kernel.words import _
from app.offices import queries
from app.offices.commands import OrderHamlets, RemoveHamlet
from app.offices.views import HamletView, OfficeView
from app.vocabulary import HamletKind, OfficeKind, OfficeRelation
from ui.core import icons, tokens
from ui.core.context import Context
from ui.core.page import Page
from ui.core.theme import named
from ui.pages.offices.cards import OfficeCard
from ui.pages.offices.editor import EndHamletEditor, HamletEditor, OfficeEditor
from ui.pages.offices.table import HamletRows, command_of, is_over, preview_of, shown
from ui.widgets.empty_state import EmptyState
from ui.widgets.grid import Grid
from ui.widgets.grid_pane import GridPane
from ui.widgets.paste_preview import PastePreview
from ui.widgets.sent_back_notes import SentBackNotes

BESIDE_FROM_PX = 860
"""From this width on the cards stand beside the hamlets, in a narrower window below them."""


class OfficesPage(Page):
    """Who we are, who is above us, and our hamlets."""

    title = ""
    shows = frozenset({"office", "office_version", "hamlet"})
    handbook = "co-quan-thon"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.set_title(_("Cơ quan và thôn"))
        self.today = context.clock.today()
        self.hamlets: list[HamletView] = []
        self.own: OfficeView | None = None
        self.setAcceptDrops(True)
        self._build_cards()
        self._build_grid()
        self._build_buttons()
        self.sent_back = SentBackNotes(self)
        self.sent_back.opens(self.grid, self._edit)
        for card in (self.own_card, self.superior_card):
            self.sent_back.place(card.remarks, card.correct.click)
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._line.setSpacing(tokens.SPACE_M)
        self._line.addWidget(self.cards)
        self._line.addWidget(self.pane, 1)
        self.body.addLayout(self._line)
        self._arrange()
        paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self, self.grid.paste)
        paste.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)  # also while the empty state stands there
        for keys, by in (("Alt+Up", -1), ("Alt+Down", 1)):
            mover = QShortcut(QKeySequence(keys), self.grid, partial(self._move, by))
            mover.setContext(Qt.ShortcutContext.WidgetShortcut)

    def refresh(self) -> None:
        self.tasks.read(queries.office_versions, then=self._show_offices)
        self.tasks.read(queries.hamlets, then=self._show_hamlets)

    def select(self, uid: str) -> None:
        self.grid.select_uid(self.sent_back.target_of(uid))

    def new(self) -> None:
        HamletEditor(kind=self._usual_kind(), parent=self).send_with(self.tasks, lambda done: self.select(done.value))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self.grid.dragEnterEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self.grid.dropEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def take_text(self, text: str) -> None:
        """Shows what a pasted table would change, and takes it in when the person agrees."""
        self._take(lambda: read_clipboard(text))

    def take_files(self, paths: list[Path]) -> None:
        """The same for a dropped or chosen file (the first one)."""
        self._take(lambda: read_file(paths[0]))

    def _take(self, read: Callable[[], Table]) -> None:
        hamlets, kind = list(self.hamlets), self._usual_kind()
        self.tasks.run(lambda _progress: preview_of(read(), hamlets, kind), _("Đang đọc bảng…"), then=self._ask_to_take)

    def _ask_to_take(self, found: Any) -> None:
        in_words = shown(found)
        dialog = PastePreview(in_words, title=_("Đưa thôn vào danh sách"), parent=self)
        dialog.accepted.connect(lambda: self.tasks.do(command_of(in_words, self.hamlets)))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _choose_file(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(
            self, _("Chọn tệp danh sách thôn"), "", _("Bảng tính") + " (*.xlsx *.xlsm *.xls *.ods *.csv *.tsv *.txt)"
        )
        if name:
            self.take_files([Path(name)])

    def _show_offices(self, versions: list[OfficeView]) -> None:
        for card in (self.own_card, self.superior_card):
            card.show_versions([one for one in versions if one.relation is card.relation], self.today)
        self.own = self.own_card.version

    def _show_hamlets(self, hamlets: list[HamletView]) -> None:
        self.hamlets = hamlets
        ended = any(is_over(hamlet, self.today) for hamlet in hamlets)
        self.with_ended.setVisible(ended)
        self.rows.set_hamlets(hamlets, with_ended=ended and self.with_ended.isChecked())
        self._on_current()

    def _edit(self, hamlet: HamletView | None = None) -> None:
        hamlet = hamlet or self.grid.current()
        if hamlet is not None:
            HamletEditor(hamlet, parent=self).send_with(self.tasks)

    def _end(self) -> None:
        hamlet = self.grid.current()
        if hamlet is not None:
            others = [other for other in self.hamlets if other.uid != hamlet.uid and other.valid_to is None]
            EndHamletEditor(hamlet, others, today=self.today, parent=self).send_with(self.tasks)

    def _remove(self, hamlets: list[HamletView] | None = None) -> None:
        for hamlet in hamlets or self.grid.selected():
            self.tasks.do(RemoveHamlet(hamlet=hamlet.uid))

    def _move(self, by: int) -> None:
        hamlet = self.grid.current()
        order = [one.uid for one in self.hamlets]
        visible = [one.uid for one in self.rows.rows]
        if hamlet is None or not 0 <= visible.index(hamlet.uid) + by < len(visible):
            return
        if self.grid.horizontalHeader().sortIndicatorSection() >= 0 or self.rows.rowCount() != self.rows.total:
            self.notices.info(_("Bỏ lọc và bỏ sắp xếp theo cột (bấm tiêu đề cột) để đổi thứ tự thôn."))
            return
        neighbour = visible[visible.index(hamlet.uid) + by]
        here, there = order.index(hamlet.uid), order.index(neighbour)
        order[here], order[there] = order[there], order[here]
        self.tasks.do(OrderHamlets(hamlets=tuple(order)))

    def _correct_office(self, office: OfficeView) -> None:
        OfficeEditor(office.relation, office, renames=False, today=self.today, parent=self).send_with(self.tasks)

    def _rename_office(self, relation: OfficeRelation, office: OfficeView | None) -> None:
        OfficeEditor(relation, office, renames=True, today=self.today, parent=self).send_with(self.tasks)

    def _usual_kind(self) -> HamletKind:
        kinds = [hamlet.kind for hamlet in self.hamlets if hamlet.valid_to is None]
        if kinds:
            return max(kinds, key=kinds.count)
        urban = self.own is not None and self.own.kind in (OfficeKind.PHUONG, OfficeKind.THI_TRAN)
        return HamletKind.TO_DAN_PHO if urban else HamletKind.THON

    def _on_current(self) -> None:
        here = self.grid.current() is not None
        for button in (self.edit_button, self.more_button):
            button.setEnabled(here)

    def _build_cards(self) -> None:
        self.own_card, self.superior_card = OfficeCard(OfficeRelation.OWN), OfficeCard(OfficeRelation.SUPERIOR)
        self.cards = QWidget()
        self._cards_line = QBoxLayout(QBoxLayout.Direction.TopToBottom, self.cards)
        self._cards_line.setContentsMargins(0, 0, 0, 0)
        self._cards_line.setSpacing(tokens.SPACE_M)
        for card in (self.own_card, self.superior_card):
            card.correct_asked.connect(self._correct_office)
            card.rename_asked.connect(partial(self._rename_office, card.relation))
            self._cards_line.addWidget(card)
        self._cards_line.addStretch(1)

    def _build_grid(self) -> None:
        self.rows = HamletRows(self.today)
        self.grid = Grid(self.rows, name="hamletGrid")
        self.grid.setAccessibleName(_("Danh sách thôn"))
        self.grid.remember(self.context.settings, "hamlets")
        empty = EmptyState(
            _(
                "Chưa có thôn nào. Chọn cột tên thôn trong Excel, sao chép (Ctrl+C) rồi dán vào đây (Ctrl+V); "
                "cũng có thể kéo tệp Excel thả vào đây, hoặc nhập từng thôn."
            ),
            _("Nhập thôn đầu tiên"),
            icon="place",
        )
        empty.begun.connect(self.new)
        empty.help_asked.connect(self._help)
        self.pane = GridPane(self.grid, placeholder=_("Lọc thôn…"), empty=empty)
        self.grid.pasted.connect(self.take_text)
        self.grid.files_dropped.connect(self.take_files)
        self.grid.opened.connect(self._edit)
        self.grid.delete_asked.connect(self._remove)
        self.grid.current_changed.connect(lambda _record: self._on_current())

    def _build_buttons(self) -> None:
        self.add_hamlet = named(self.add_button(_("&Thêm thôn"), "add", self.new, primary=True), "addHamlet")
        self.paste_button = named(self.add_button(_("&Dán từ Excel"), "paste", self.grid.paste), "pasteHamlets")
        self.file_button = named(self.add_button(_("&Mở tệp…"), "open", self._choose_file), "openHamletFile")
        self.with_ended = named(QCheckBox(_("Cả thôn đã &kết thúc")), "withEnded")
        self.with_ended.toggled.connect(lambda _on: self._show_hamlets(self.hamlets))
        self.with_ended.hide()
        self.edit_button = named(QPushButton(_("&Sửa…")), "editHamlet")
        self.edit_button.clicked.connect(lambda _checked=False: self._edit())
        self.more_button = named(QPushButton(_("Việc &khác")), "moreHamlet")
        self.more_button.setMenu(self._menu())
        for part in (self.with_ended, self.edit_button, self.more_button):
            self.pane.tools.addWidget(part)
        for before, after in pairwise((self.pane.filter, self.with_ended, self.edit_button, self.more_button)):
            QWidget.setTabOrder(before, after)

    def _menu(self) -> QMenu:
        menu = named(QMenu(self), "hamletMenu")
        for words, icon, slot in (
            (_("&Chuyển lên") + "\tAlt+↑", "up", partial(self._move, -1)),
            (_("Chuyển &xuống") + "\tAlt+↓", "down", partial(self._move, 1)),
            (_("&Kết thúc hoặc sáp nhập…"), "place", self._end),
            (_("Sao chép kèm &tiêu đề cột") + "\tCtrl+Shift+C", "copy", partial(self.grid.copy, headings=True)),
            (_("&Bỏ thôn nhập nhầm") + "\tDelete", "remove", self._remove),
        ):
            action = menu.addAction(words)
            icons.set_icon(action, icon, "quiet")
            action.triggered.connect(lambda _checked=False, do=slot: do())
        return menu

    def _arrange(self) -> None:
        """Cards beside the hamlets where there is room, else below them; the window then scrolls the page."""
        beside = self.width() >= BESIDE_FROM_PX
        self._line.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.BottomToTop)
        self.cards.setMinimumWidth(320 if beside else 0)
        self.cards.setMaximumWidth(360 if beside else 16_777_215)
        self.pane.setMinimumHeight(0 if beside else 260)

    def _help(self) -> None:
        window = self.window()
        if hasattr(window, "help_requested"):
            window.help_requested.emit(self.handbook)
