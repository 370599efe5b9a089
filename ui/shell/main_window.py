"""The main window: the frame around the pages. It knows no noun; it shows pages, notices and what always matters."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QByteArray, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeyEvent, QKeySequence, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.kernel.clock import VIETNAM
from app.kernel.words import _
from ui.core import tokens
from ui.core.context import Context
from ui.core.page import Page
from ui.core.tab_order import move_focus
from ui.core.theme import named
from ui.shell.catalog import Catalog
from ui.shell.navigation import Navigation
from ui.shell.page_hits import BY_DIGIT, page_key
from ui.shell.top_bar import TopBar
from ui.widgets.banner_area import BannerArea, Confirmation
from ui.widgets.progress_strip import ProgressStrip

_GEOMETRY, _LAST_PAGE = "window.geometry", "window.page"


class MainWindow(QMainWindow):
    """Top bar, navigation, pages (made when first shown), banners, status bar and the keys that work everywhere."""

    search_asked = Signal(str)
    """What is being typed into the search box (Ctrl+K)."""
    search_entered = Signal()
    """Enter or arrow down in the search box."""
    undo_asked = Signal()
    redo_asked = Signal()
    help_requested = Signal(str)
    """Id of the handbook page of the page in sight."""
    page_shown = Signal(str)
    closing = Signal()

    def __init__(
        self,
        context: Context,
        catalog: Catalog,
        *,
        office: str = "",
        practice: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.context = replace(context, navigate=self.navigate)
        self.catalog = catalog
        self._pages: dict[str, Page] = {}
        self._frames: dict[str, QScrollArea] = {}
        self._current = ""
        self.setWindowTitle(_("Xã Số – {office}").format(office=office) if office else _("Xã Số"))
        self.setMinimumSize(640, 360)  # a 1366x768 screen at 200 % is 683x384 logical pixels
        self._build(office, practice=practice)
        self._add_keys()
        self.undo_asked.connect(context.tasks.undo)
        self.redo_asked.connect(context.tasks.redo)
        self._restore_geometry()
        self.navigate(self._page_of_last_time(), "")

    def navigate(self, page_id: str, uid: str = "") -> None:
        """Shows a page, made now if it was never shown, and selects a record on it."""
        if page_id not in self.catalog:
            return
        page = self._page(page_id)
        self._current = page_id
        self._stack.setCurrentWidget(self._frames[page_id])
        self.navigation.set_current(page_id)
        self.context.settings.set(_LAST_PAGE, page_id)
        if uid:
            page.select(uid)
        self.page_shown.emit(page_id)

    def current_page(self) -> Page:
        """The page in sight."""
        return self._pages[self._current]

    def current_page_id(self) -> str:
        """Id of the page in sight."""
        return self._current

    def set_office(self, name: str) -> None:
        """Says whose data this is."""
        self.top_bar.office.setText(name)
        self.setWindowTitle(_("Xã Số – {office}").format(office=name))

    def set_backup_time(self, moment: datetime | None) -> None:
        """Shows in the top bar when the last verified backup was made; None says that there is none yet."""
        if moment is None:
            self.top_bar.set_chip("backup", _("Chưa sao lưu"), "warn")
            return
        local = moment.astimezone(VIETNAM)
        today = local.date() == self.context.clock.today()
        when = f"{local:%H:%M}" if today else f"{local:%d/%m/%Y}"
        self.top_bar.set_chip("backup", _("Đã sao lưu {when}").format(when=when), "ok" if today else "warn")

    def set_status(self, words: str) -> None:
        """Says something quiet at the foot of the window, such as "Đã lưu nháp 14:11"."""
        self._status.setText(words)

    def focus_search(self) -> None:
        """Puts the cursor into the search box."""
        self.top_bar.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.top_bar.search.selectAll()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        folded = self.width() < tokens.FOLD_BELOW_PX
        if folded != self.navigation.is_folded():
            self.navigation.set_folded(folded)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self.current_page(), self.current_page().setFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus, as in the dialogs; systems differ in this."""
        focused = QApplication.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(focused, QPushButton | QToolButton):
            focused.click()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes through the window as one reads it."""
        root = self.centralWidget()
        return root is not None and move_focus(root, self.confirmation, forward=forward)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.context.settings.set(_GEOMETRY, bytes(self.saveGeometry().toBase64().data()).decode())
        self.closing.emit()
        super().closeEvent(event)

    def _page(self, page_id: str) -> Page:
        if page_id not in self._pages:
            page = self.catalog[page_id].factory(self.context)
            self._pages[page_id] = page
            self._frames[page_id] = _scrolled(page)
            self._stack.addWidget(self._frames[page_id])
        return self._pages[page_id]

    def _page_of_last_time(self) -> str:
        last = str(self.context.settings.get(_LAST_PAGE) or "")
        return last if last in self.catalog else self.catalog.first()

    def _build(self, office: str, *, practice: bool) -> None:
        self.top_bar = TopBar(office)
        self.top_bar.search.asked.connect(self.search_asked)
        self.top_bar.search.entered.connect(self.search_entered)
        self.navigation = Navigation(self.catalog)
        self.navigation.chosen.connect(self._go_to)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.navigation)
        middle.addWidget(self._build_content(), 1)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top_bar)
        if practice:
            column.addWidget(_practice_banner())
        column.addLayout(middle, 1)
        self.setCentralWidget(whole)
        self._build_status()

    def _build_content(self) -> QWidget:
        self.content = named(QWidget(), "contentArea")
        self._stack = QStackedWidget()
        column = QVBoxLayout(self.content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(BannerArea(self.context.notices))
        column.addWidget(ProgressStrip(self.context.tasks))
        column.addWidget(self._stack, 1)
        self.confirmation = Confirmation(self.context.notices, self.content)
        return self.content

    def _build_status(self) -> None:
        self._status = QLabel(_("Dữ liệu lưu trên máy này, đã mã hóa"))
        bar = self.statusBar()
        bar.setSizeGripEnabled(False)
        bar.setContentsMargins(tokens.SPACE_S, 0, tokens.SPACE_S, 0)
        bar.addWidget(self._status, 1)
        bar.addPermanentWidget(QLabel(_("Hoàn tác: Ctrl+Z  ·  Tìm: Ctrl+K  ·  Trợ giúp: F1")))

    def _add_keys(self) -> None:
        for name, keys, slot in (
            ("search", "Ctrl+K", self.focus_search),
            ("new", "Ctrl+N", lambda: self.current_page().new()),
            ("print", "Ctrl+P", lambda: self.current_page().print_()),
            ("undo", "Ctrl+Z", self.undo_asked.emit),
            ("redo", "Ctrl+Y", self.redo_asked.emit),
            ("help", "F1", lambda: self.help_requested.emit(self.current_page().handbook)),
            ("refresh", "F5", lambda: self.current_page().refresh()),
            ("next_page", "Ctrl+Tab", lambda: self._step_page(1)),
            ("previous_page", "Ctrl+Shift+Tab", lambda: self._step_page(-1)),
            ("navigation", "F6", self._turn_to_navigation),
        ):
            action = QAction(self)
            action.setObjectName(f"action_{name}")
            action.setShortcut(QKeySequence(keys))
            action.triggered.connect(lambda _checked=False, do=slot: do())
            self.addAction(action)

        for place, entry in enumerate(list(self.catalog)[:BY_DIGIT], start=1):
            action = QAction(self)
            action.setObjectName(f"action_page_{entry.id}")
            action.setShortcut(QKeySequence(page_key(place)))
            action.triggered.connect(lambda _checked=False, page_id=entry.id: self._go_to(page_id))
            self.addAction(action)

    def _step_page(self, by: int) -> None:
        ids = [entry.id for entry in self.catalog]
        self._go_to(ids[(ids.index(self._current) + by) % len(ids)])

    def _turn_to_navigation(self) -> None:
        """Goes to the places at the left, where arrows choose and Enter opens; and back to the page."""
        if self.navigation.isAncestorOf(QApplication.focusWidget() or self):
            self.current_page().setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.navigation.button(self._current).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _go_to(self, page_id: str) -> None:
        """Shows a page by its key and lets it take the keys that follow, wherever the cursor was."""
        self.navigate(page_id, "")
        focused, page = QApplication.focusWidget(), self.current_page()
        if focused is None or not (focused is page or page.isAncestorOf(focused)):
            page.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _restore_geometry(self) -> None:
        kept = self.context.settings.get(_GEOMETRY)
        if kept and self.restoreGeometry(QByteArray.fromBase64(str(kept).encode())):
            return
        room = QApplication.primaryScreen().availableGeometry()
        self.resize(min(1366, room.width()), min(768, room.height()))


def _scrolled(page: Page) -> QScrollArea:
    """A page scrolls as a whole where the screen is smaller than what it needs, as at 200 % on a small screen."""
    frame = named(QScrollArea(widgetResizable=True), "pageScroll")
    frame.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    frame.setWidget(page)
    return frame


def _practice_banner() -> QFrame:
    banner = named(QFrame(), "practiceBanner")
    line = QHBoxLayout(banner)
    line.setContentsMargins(tokens.SPACE_M, tokens.SPACE_XS, tokens.SPACE_M, tokens.SPACE_XS)
    words = QLabel(_("BẢN THỰC HÀNH – số liệu ở đây là giả định, không lẫn với dữ liệu thật của đơn vị."))
    words.setAlignment(Qt.AlignmentFlag.AlignCenter)
    line.addWidget(words)
    return banner
