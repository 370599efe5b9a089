"""The page of sending: what goes and to whom, the outbox, what came back, the own key."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QMenu, QScrollArea, QSizePolicy, QTabWidget, QVBoxLayout, QWidget

from app.carriers.carrier import HandedOver
from app.connections.queries import is_unsent
from app.exchange.header import Kind
from app.exchange.outbox import PrepareBundle
from app.exchange.queries import KeyView, OutgoingView
from app.intake.arriving import Taken
from app.intake.collecting import try_again
from app.kernel.words import _
from app.vocabulary import OutboxState
from ui.core import tokens
from ui.core.context import Context
from ui.core.page import Page
from ui.core.theme import named
from ui.pages.send.content_card import ContentCard
from ui.pages.send.forms import PhoneCodeForm
from ui.pages.send.loading import SendSeen, send_seen
from ui.pages.send.receiver_card import ReceiverCard
from ui.pages.send.requests_part import RequestsPart
from ui.widgets.card import CardFlow
from ui.widgets.carrying import NOUNS, ask_files, ask_folder, hand_over, take_in
from ui.widgets.connection_pane import ConnectionPane
from ui.widgets.courier import Courier
from ui.widgets.empty_state import EmptyState
from ui.widgets.key_pane import KeyPane
from ui.widgets.network_menu import NetworkMenu
from ui.widgets.outbox_pane import OutboxPane
from ui.widgets.taken_line import TakenLine
from ui.widgets.words_form import WordsForm

CONNECTION = 4
_KEY_GIVEN = "exchange.key_given"
"""Setting: the own key file was saved once."""


class SendPage(Page):
    """A commune hands in its work and learns that it arrived."""

    handbook = "gui-len"
    shows = NOUNS | frozenset({"office_version", "person", "membership", "body", "document", "activity", "report"})

    def __init__(self, context: Context, courier: Courier | None = None, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.courier = courier or Courier.of(context, self)
        self.set_title(_("Gửi lên cấp trên"))
        self.setAcceptDrops(True)
        self.seen: SendSeen | None = None
        self.prepare_button = named(self.add_button(_("C&huẩn bị gói"), "refresh", self.prepare), "prepareBundle")
        self.save_button = named(self.add_button(_("Lưu vào &USB…"), "save", self.save, primary=True), "saveToStick")
        self.receipt_button = named(self.add_button(_("&Nhận về"), "received"), "takeReceipt")
        self.network_button = named(self.add_button(_("&Qua mạng")), "overNetwork")
        menu = QMenu(self.receipt_button)
        menu.addAction(_("Mở tệp…")).triggered.connect(lambda _checked=False: self.open_files())
        menu.addAction(_("Từ USB…")).triggered.connect(lambda _checked=False: self.open_folder())
        self.receipt_button.setMenu(menu)
        self.taken = TakenLine()
        self.body.addWidget(self.taken)
        self._build_tabs()

    def refresh(self) -> None:
        workspace: Any = self.context.workspace
        self.tasks.read(send_seen, workspace.files, workspace.own_office_uid, then=self._show)
        self.connection.refresh()

    def select(self, uid: str) -> None:
        """Goes to ``requests``, ``outbox``, ``keys`` or ``connection``."""
        place = {"requests": 2, "outbox": 1, "keys": 3, "connection": CONNECTION}.get(uid)
        if place is not None:
            self.tabs.setCurrentIndex(place)

    def prepare(self) -> None:
        """Packs, signs and seals what changed."""
        self.tasks.do_long(
            PrepareBundle(),
            _("Đang chuẩn bị gói gửi"),
            then=lambda done: self._prepared(done.value),
            button=self.prepare_button,
        )

    def save(self) -> None:
        """Asks where and writes everything that has not arrived; said to be done only once read back."""
        folder = ask_folder(self.context, self, _("Chọn USB hoặc thư mục"))
        if folder is not None:
            self.save_to(folder)

    def save_to(self, folder: Path) -> None:
        """Writes everything that should leave now into a folder."""
        uids = [view.uid for view in self._to_go()]
        if uids:
            hand_over(self.context, uids, folder, self._handed_over, self.save_button)

    def open_files(self) -> None:
        """Asks for receipts and packages that came."""
        paths = ask_files(self.context, self, _("Chọn biên nhận"))
        if paths:
            self.take_in(paths)

    def open_folder(self) -> None:
        """Looks through a stick."""
        folder = ask_folder(self.context, self, _("Chọn USB có biên nhận"))
        if folder is not None:
            self.take_in([folder])

    def take_in(self, paths: Sequence[Path]) -> None:
        """Takes in files and folders, wherever they were chosen."""
        take_in(self.context, paths, self._taken, self.receipt_button)

    def enter_code(self) -> None:
        """Asks for the twelve characters read out over the phone."""
        view = self.outbox.current()
        if view is not None:
            PhoneCodeForm(view, self).send_with(self.tasks, lambda _done: self.context.changes.announce(NOUNS))

    def compare(self, key: KeyView | None) -> None:
        """Asks for the eight words of the office above."""
        if key is not None:
            WordsForm(key, self).send_with(self.tasks, lambda _done: self._after_words(key.key_id))

    def print_(self) -> None:
        """The sheet of the own key."""
        self.key.save_sheet()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.take_in(paths)

    # --- what comes back ----------------------------------------------------------------------------------------------

    def _show(self, seen: SendSeen) -> None:
        self.seen = seen
        bundles = [view for view in seen.bundles if view.kind == Kind.BUNDLE]
        self.content.show_preview(seen.preview)
        self.receiver.show_seen(seen, given=bool(self.context.settings.get(_KEY_GIVEN)))
        self.key.show_key(seen.own, is_set_up=seen.is_set_up)
        self.outbox.show_files([view for view in seen.bundles if view.kind == Kind.BUNDLE or view.is_to_hand_over])
        self.requests.show_requests(seen.requests)
        self.tabs.setTabText(2, _("Trả lại để sửa ({count})").format(count=seen.open_requests))
        self.prepare_button.setEnabled(seen.trusted is not None and bool(seen.preview.nouns))
        self.save_button.setEnabled(bool(self._to_go()))
        self.network.show_files(self._to_go())
        self.set_title(_("Gửi lên cấp trên"), _told(seen, bundles))
        self._on_bundle()

    def _to_go(self) -> list[OutgoingView]:
        """Bundles, and the receipts of packages that came down, which go along."""
        views = [view for view in self.seen.bundles if view.is_to_hand_over] if self.seen else []
        own = [view for view in views if view.kind != Kind.PACKAGE]
        return sorted(own, key=lambda view: (view.epoch, view.first, view.made_at))

    def _prepared(self, uid: str) -> None:
        self.context.changes.announce(NOUNS)
        self.tabs.setCurrentIndex(1)
        self.outbox.grid.select_uid(uid)

    def _handed_over(self, written: Sequence[HandedOver]) -> None:
        self.notices.info(
            _("Đã ghi {count} tệp vào “{place}” và đọc lại đúng từng byte. Đã giao chưa phải là đã nhận.").format(
                count=len(written), place=written[0].place if written else ""
            )
        )

    def _taken(self, taken: Taken) -> None:
        self.taken.show_taken(taken)
        if taken.keys:
            self.tabs.setCurrentIndex(0)

    def _after_words(self, key_id: str) -> None:
        workspace: Any = self.context.workspace
        self.tasks.run(
            lambda _progress: try_again(workspace, key_id),
            _("Đang nhận tệp đã chờ khóa này"),
            then=lambda _came: self.context.changes.announce(NOUNS),
        )

    def _key_given(self) -> None:
        self.context.settings.set(_KEY_GIVEN, True)
        self.refresh()

    # --- building -----------------------------------------------------------------------------------------------------

    def _build_tabs(self) -> None:
        self.content, self.receiver, self.key = ContentCard(), ReceiverCard(), KeyPane(self.context)
        self.requests = RequestsPart(self.context)
        self.connection = ConnectionPane(self.context, self.courier, above=True)
        empty = EmptyState(
            _(
                "Chưa có gói nào. Chuẩn bị gói gửi, rồi lưu vào USB hoặc gửi qua mạng; "
                "gói chỉ “có biên nhận” khi cấp trên trả lời."
            ),
            icon="send",
        )
        empty.help_asked.connect(self._help)
        self.requests.empty.help_asked.connect(self._help)
        self.outbox = OutboxPane(self.context, "outboxGrid", empty)
        self.code_button = self.outbox.add_tool(_("Nhập mã qua điện th&oại…"), "phoneCode", "chat")
        self.code_button.clicked.connect(lambda _checked=False: self.enter_code())
        self.again_button = self.outbox.add_tool(_("&Thử lại ngay"), "sendAgain", "refresh")
        self.again_button.clicked.connect(lambda _checked=False: self.courier.send_again(self, self.again_button))
        self.outbox.tools.addStretch(1)
        self.outbox.grid.current_changed.connect(lambda _view: self._on_bundle())
        self.tabs = named(QTabWidget(), "sendTabs")
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        flow = CardFlow(360)
        flow.set_cards([self.content, self.receiver])
        parts: tuple[tuple[QWidget, str], ...] = (
            (_scrolled(flow), _("Chuẩn bị")),
            (self.outbox, _("Hộp gửi")),
            (self.requests, _("Trả lại để sửa")),
            (_scrolled(self.key), _("Khóa")),
            (self.connection, _("Kết nối")),
        )
        for place, (part, words) in enumerate(parts):
            self.tabs.addTab(part, words)
            self.tabs.setTabToolTip(place, f"Alt+{place + 1}")
            shortcut = QShortcut(QKeySequence(f"Alt+{place + 1}"), self, partial(self.tabs.setCurrentIndex, place))
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.body.addWidget(self.tabs, 1)
        self.tabs.currentChanged.connect(lambda _place: self._on_tab())
        self._connect()
        self._on_tab()

    def _connect(self) -> None:
        self.receiver.key_out.connect(self.key.give)
        self.receiver.key_in.connect(self.open_files)
        self.receiver.compare.connect(self.compare)
        self.key.given.connect(self._key_given)
        self.network = NetworkMenu(
            self.context,
            self.courier,
            self.network_button,
            self,
            above=True,
            taken=self._taken,
            set_up=lambda: self.tabs.setCurrentIndex(CONNECTION),
        )
        self.connection.shown.connect(self.network.show_known)

    def _on_tab(self) -> None:
        for place in range(self.tabs.count()):
            shown = place == self.tabs.currentIndex()
            policy = QSizePolicy.Policy.Preferred if shown else QSizePolicy.Policy.Ignored
            part = self.tabs.widget(place)
            if part is not None:
                part.setSizePolicy(policy, policy)

    def _on_bundle(self) -> None:
        view = self.outbox.current()
        may_have_come = (OutboxState.PREPARED, OutboxState.LEAVING, OutboxState.HANDED_OVER)
        is_open = view is not None and view.kind == Kind.BUNDLE and view.state in may_have_come
        self.code_button.setEnabled(is_open)
        self.again_button.setVisible(view is not None and is_unsent(view))

    def _help(self) -> None:
        window: Any = self.window()
        if hasattr(window, "help_requested"):
            window.help_requested.emit(self.handbook)


def _told(seen: SendSeen, bundles: Sequence[OutgoingView]) -> str:
    """How it stands with what was made last."""
    waiting = sum(view.state is OutboxState.HANDED_OVER for view in bundles)
    prepared = sum(view.state in (OutboxState.PREPARED, OutboxState.LEAVING) for view in bundles)
    parts = []
    if prepared:
        parts.append(_("{count} gói đã chuẩn bị, chưa giao").format(count=prepared))
    if waiting:
        parts.append(_("{count} gói đã giao, chờ biên nhận").format(count=waiting))
    if seen.open_requests:
        parts.append(_("{count} bản ghi chờ sửa").format(count=seen.open_requests))
    return "; ".join(parts)


def _scrolled(part: QWidget) -> QScrollArea:
    """A part that scrolls on a low screen."""
    frame = QScrollArea(widgetResizable=True)
    frame.setFrameShape(QFrame.Shape.NoFrame)
    frame.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    inner = named(QWidget(), "formContent")
    column = QVBoxLayout(inner)
    column.setContentsMargins(0, tokens.SPACE_S, 0, 0)
    column.addWidget(part)
    column.addStretch(1)
    frame.setWidget(inner)
    return frame
