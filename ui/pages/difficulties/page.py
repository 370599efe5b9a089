"""The page of difficulties and proposals: two lists, and the open difficulties on paper."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QSizePolicy, QTabWidget, QWidget

from app.difficulties.paper import open_pdf
from app.difficulties.wording import state
from app.kernel.words import _
from app.vocabulary import DifficultyState
from ui.core.context import Context
from ui.core.page import Page
from ui.core.theme import named
from ui.pages.difficulties.difficulty_part import DifficultyPart
from ui.pages.difficulties.loading import DifficultiesSeen, difficulties_seen
from ui.pages.difficulties.proposal_part import ProposalPart
from ui.widgets.made_files import MadeFiles
from ui.widgets.sent_back_notes import SentBackNotes


class DifficultiesPage(Page):
    """Difficulties on their way, and proposals."""

    shows = frozenset({"difficulty", "proposal", "hamlet", "office_version", "person", "document", "incoming_letter"})
    handbook = "kho-khan"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.set_title(_("Khó khăn, đề xuất"))
        self._target = ""
        self._loaded = False
        self.files = MadeFiles(context, self)
        self.difficulties, self.proposals = DifficultyPart(context), ProposalPart(context)
        self.parts: tuple[DifficultyPart | ProposalPart, ...] = (self.difficulties, self.proposals)
        self.tabs = named(QTabWidget(), "difficultiesTabs")
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        for place, words in enumerate((_("Khó khăn, vướng mắc"), _("Đề xuất"))):
            part = self.parts[place]
            self.tabs.addTab(part, words)
            self.tabs.setTabToolTip(place, f"Alt+{place + 1}")
            shortcut = QShortcut(QKeySequence(f"Alt+{place + 1}"), self, partial(self._go, place))
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            part.empty.help_asked.connect(self._help)
        self.body.addWidget(self.tabs, 1)
        self.sent_back = SentBackNotes(self)
        for part in self.parts:
            self.sent_back.opens(part.grid, part.edit)
        self.add = named(self.add_button(_("&Thêm…"), "add", self.new, primary=True), "addDifficulty")
        self.add.setToolTip("Ctrl+N")
        self.print_button = named(self.add_button(_("&In danh sách…"), "print", self.print_), "printDifficulties")
        self.print_button.setToolTip("Ctrl+P")
        self.pdf_button = named(self.add_button(_("&Lưu PDF…"), "pdf", self.save_list), "saveDifficulties")
        self.tabs.currentChanged.connect(lambda _place: self._on_tab())
        self._on_tab()

    def refresh(self) -> None:
        self.tasks.read(difficulties_seen, self.context.clock.today(), then=self._show)

    def select(self, uid: str) -> None:
        """Selects a difficulty or a proposal, as soon as it is read."""
        self._target = self.sent_back.target_of(uid)
        if self._loaded:
            self._go_to_target()

    def new(self) -> None:
        self.parts[self.tabs.currentIndex()].new()

    def print_(self) -> None:
        self.files.print_(self._list(), _("Khó khăn, vướng mắc"))

    def save_list(self) -> None:
        """Saves the same list as PDF."""
        self.files.save(self._list(), f"kho-khan-{self.context.clock.today():%Y-%m-%d}.pdf", _("Tệp PDF"))

    def _list(self) -> Any:
        return partial(open_pdf, day=self.context.clock.today())

    def _show(self, seen: DifficultiesSeen) -> None:
        self._loaded = True
        for part in self.parts:
            part.show_seen(seen)
        self.set_title(_("Khó khăn, đề xuất"), _told(seen))
        if self._target:
            self._go_to_target()

    def _go_to_target(self) -> None:
        target, self._target = self._target, ""
        for place, part in enumerate(self.parts):
            if part.select(target):
                self.tabs.setCurrentIndex(place)
                return

    def _go(self, place: int) -> None:
        self.tabs.setCurrentIndex(place)
        self.parts[place].grid.setFocus()

    def _on_tab(self) -> None:
        """Only the list in sight asks for room; only difficulties are printed."""
        for place, part in enumerate(self.parts):
            shown = place == self.tabs.currentIndex()
            policy = QSizePolicy.Policy.Preferred if shown else QSizePolicy.Policy.Ignored
            part.setSizePolicy(policy, policy)
        first = self.tabs.currentIndex() == 0
        for button in (self.print_button, self.pdf_button):
            button.setVisible(first)

    def _help(self) -> None:
        window: Any = self.window()
        if hasattr(window, "help_requested"):
            window.help_requested.emit(self.handbook)


def _told(seen: DifficultiesSeen) -> str:
    """How many wait at which step."""
    waiting = [view.state for view in seen.difficulties if view.is_open]
    if not waiting:
        return ""
    parts = [f"{waiting.count(kind)} {state(kind)}" for kind in DifficultyState if kind in waiting]
    return _("{count} khó khăn chưa khép lại: {parts}.").format(count=len(waiting), parts="; ".join(parts))
