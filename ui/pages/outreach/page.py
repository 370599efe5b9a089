"""The page of public information: radio, posts, displays, meetings, the plan of themes and praise, a tab each."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QSizePolicy, QTabWidget, QWidget

from app.kernel.words import _
from app.outreach import queries
from ui.core.context import Context
from ui.core.page import Page
from ui.core.theme import named
from ui.pages.outreach.counting import CountsDialog
from ui.pages.outreach.meetings import MeetingsTab, PraiseTab
from ui.pages.outreach.plan import PlanTab
from ui.pages.outreach.posts import DisplaysTab, PostsTab
from ui.pages.outreach.radio import RadioTab
from ui.pages.outreach.tab import Known, Tab
from ui.widgets.sent_back_notes import SentBackNotes

TAB = "tab:"
"""What begins a uid that names a tab: ``tab:posts``."""
TABS = {
    "programme": "radio",
    "online_post": "posts",
    "display": "displays",
    "meeting": "meetings",
    "praise": "praise",
}
"""Which tab shows records of a noun."""


class OutreachPage(Page):
    """Six tabs; each reads its records when it is shown and something changed."""

    shows = frozenset(
        {"programme", "airing", "online_post", "display", "meeting", "praise", "theme_plan"}
        | {"evidence", "hamlet", "document", "work_model"}
    )
    handbook = "truyen-thong"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.set_title(_("Truyền thông"))
        known = Known()
        self.known = known
        self.tabs = named(QTabWidget(), "outreachTabs")
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.radio = RadioTab(context, known)
        self.posts = PostsTab(context, known)
        self.displays = DisplaysTab(context, known)
        self.meetings = MeetingsTab(context, known)
        self.plan = PlanTab(context, known)
        self.praise = PraiseTab(context, known)
        self._by_name: dict[str, Tab] = {}
        for name, tab, words in (
            ("radio", self.radio, _("Phát thanh")),
            ("posts", self.posts, _("Tin, bài")),
            ("displays", self.displays, _("Cổ động trực quan")),
            ("meetings", self.meetings, _("Hội nghị, họp thôn")),
            ("plan", self.plan, _("Kế hoạch chủ đề")),
            ("praise", self.praise, _("Biểu dương")),
        ):
            place = self.tabs.addTab(tab, words)
            self._by_name[name] = tab
            keys = f"Alt+{place + 1}"
            self.tabs.setTabToolTip(place, keys)
            shortcut = QShortcut(QKeySequence(keys), self, partial(self._go, place))
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.sent_back = SentBackNotes(self)
        for one in (self.posts, self.displays, self.meetings, self.praise):
            self.sent_back.opens(one.grid, one.edit)
        self.sent_back.opens(self.radio.programmes, self.radio.edit)
        self.sent_back.opens(self.radio.airings, self.radio.edit_airing)
        self._fresh: set[Tab] = set()
        self.tabs.currentChanged.connect(lambda _place: self._on_tab())
        self.body.addWidget(self.tabs, 1)
        self.counts_button = named(self.add_button(_("Số liệ&u…"), "register", self.show_counts), "outreachCounts")

    @property
    def tab(self) -> Tab:
        """The tab in sight."""
        tab: Tab = self._by_name[list(self._by_name)[self.tabs.currentIndex()]]
        return tab

    def refresh(self) -> None:
        self._fresh.clear()
        self.tasks.read(self.known.read, then=self._take_known)
        self._on_tab()

    def new(self) -> None:
        self.tab.new()

    def print_(self) -> None:
        self.tab.print_()

    def select(self, uid: str) -> None:
        """Goes to ``tab:posts`` and the like, or to the tab of a record and selects it there."""
        uid = self.sent_back.target_of(uid)
        name = uid.removeprefix(TAB)
        if uid.startswith(TAB) and name in self._by_name:
            self.tabs.setCurrentWidget(self._by_name[name])
        elif uid:
            self.tasks.read(queries.noun_of, uid, then=partial(self._go_to_record, uid))

    def _go_to_record(self, uid: str, noun: str) -> None:
        name = TABS.get(noun, "")
        if name:
            self.tabs.setCurrentWidget(self._by_name[name])
            self._by_name[name].select(uid)

    def show_counts(self) -> None:
        """Opens the figures of the year so far."""
        dialog = CountsDialog(self.context, self.context.clock.today(), self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _go(self, place: int) -> None:
        self.tabs.setCurrentIndex(place)
        self.tabs.currentWidget().setFocus()

    def _on_tab(self) -> None:
        """Only the tab in sight asks for room: the others have never been laid out in their real width."""
        for tab in self._by_name.values():
            policy = QSizePolicy.Policy.Preferred if tab is self.tab else QSizePolicy.Policy.Ignored
            tab.setSizePolicy(policy, policy)
        self._refresh_tab()

    def _refresh_tab(self) -> None:
        if self.tab not in self._fresh:
            self._fresh.add(self.tab)
            self.tab.refresh()

    def _take_known(self, fresh: Known) -> None:
        self.known.take(fresh)
