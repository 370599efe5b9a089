"""The page of channels and contacts: teams by silence, channels, the log, and messages ready to be sent."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QSizePolicy, QTabWidget, QWidget

from app.contacts.rules import SILENT_CHANNEL_DAYS, SILENT_TEAM_DAYS
from app.kernel.words import _
from ui.core.context import Context
from ui.core.page import Page
from ui.core.theme import named
from ui.pages.contacts.forms import LogForm
from ui.pages.contacts.loading import ContactsSeen, contacts_seen, speakers
from ui.pages.contacts.message_dialog import MessageDialog
from ui.pages.contacts.parts import ChannelPart, LogPart, Part, TeamPart
from ui.widgets.search_combo import Choice
from ui.widgets.sent_back_notes import SentBackNotes


class ContactsPage(Page):
    """Three lists; an exchange is logged from each of them."""

    shows = frozenset({"channel", "contact", "activity", "body", "membership", "team_support", "partner", "person"})
    handbook = "kenh"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.set_title(_("Kênh và trao đổi"))
        self.seen: ContactsSeen | None = None
        self._target = ""
        self.teams, self.channels, self.log = TeamPart(context), ChannelPart(context), LogPart(context)
        self.parts: tuple[Part, ...] = (self.teams, self.channels, self.log)
        self.tabs = named(QTabWidget(), "contactsTabs")
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        for place, words in enumerate((_("Các Tổ"), _("Kênh trao đổi"), _("Nhật ký trao đổi"))):
            part = self.parts[place]
            self.tabs.addTab(part, words)
            self.tabs.setTabToolTip(place, f"Alt+{place + 1}")
            shortcut = QShortcut(QKeySequence(f"Alt+{place + 1}"), self, partial(self._go, place))
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            part.log_asked.connect(self.log_with)
            part.empty.help_asked.connect(self._help)
        self.tabs.currentChanged.connect(lambda _place: self._on_tab())
        self._on_tab()
        self.body.addWidget(self.tabs, 1)
        self.sent_back = SentBackNotes(self)
        self.sent_back.opens(self.channels.grid, self.channels.edit)
        self.teams.grid.rows.know_as(lambda _line: ())  # teams are mended on their own page
        self.log_button = named(self.add_button(_("Ghi t&rao đổi…"), "chat", self.log_any, primary=True), "logContact")
        self.message_button = named(self.add_button(_("Soạn ti&n nhắn…"), "send", self.compose), "composeMessage")
        self.channel_button = named(self.add_button(_("&Thêm kênh…"), "add", self.add_channel), "addChannel")

    def refresh(self) -> None:
        self.tasks.read(contacts_seen, self.context.clock.today(), then=self._show)

    def select(self, uid: str) -> None:
        """Selects a team, a channel or a contact, as soon as it is read."""
        self._target = self.sent_back.target_of(uid)
        if self.seen is not None:
            self._go_to_target()

    def new(self) -> None:
        self.parts[self.tabs.currentIndex()].new()

    def log_any(self) -> None:
        """An exchange with what is selected in the list in sight."""
        self.parts[self.tabs.currentIndex()].log()

    def log_with(self, noun: str, about: tuple[str, ...], text: str = "") -> None:
        """Opens the form of an exchange."""
        self.tasks.read(speakers, self.context.clock.today(), then=partial(self._ask, noun, about, text))

    def add_channel(self) -> None:
        """Opens the form of a channel."""
        self.tabs.setCurrentIndex(1)
        self.channels.new()

    def compose(self) -> None:
        """Opens the message put together from what is due."""
        if self.seen is not None:
            dialog = MessageDialog(self.context, self.seen, self.log_with, self)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.open()

    def _ask(self, noun: str, about: tuple[str, ...], text: str, people: Sequence[Choice]) -> None:
        if self.seen is not None:
            LogForm(self.seen, people, noun, tuple(about), text, parent=self).send_with(self.tasks)

    def _show(self, seen: ContactsSeen) -> None:
        self.seen = seen
        for part in self.parts:
            part.show_seen(seen)
        self.set_title(_("Kênh và trao đổi"), _told(seen))
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
        """Only the list in sight asks for room."""
        for place, part in enumerate(self.parts):
            shown = place == self.tabs.currentIndex()
            policy = QSizePolicy.Policy.Preferred if shown else QSizePolicy.Policy.Ignored
            part.setSizePolicy(policy, policy)

    def _help(self) -> None:
        window: Any = self.window()
        if hasattr(window, "help_requested"):
            window.help_requested.emit(self.handbook)


def _told(seen: ContactsSeen) -> str:
    """How many teams and daily channels have been silent too long."""
    silent = sum(line.touch.days(seen.day) >= SILENT_TEAM_DAYS for line in seen.teams)
    daily = [view for view in seen.channels if view.daily and view.in_use(seen.day)]
    quiet = sum(view.silent_days(seen.day) >= SILENT_CHANNEL_DAYS for view in daily)
    words = []
    if silent:
        words.append(_("{count} Tổ đã {days} ngày trở lên chưa trao đổi").format(count=silent, days=SILENT_TEAM_DAYS))
    if quiet:
        words.append(_("{count} kênh hằng ngày im lặng từ {days} ngày").format(count=quiet, days=SILENT_CHANNEL_DAYS))
    return "; ".join(words) + "." if words else ""
