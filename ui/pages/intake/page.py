"""The page of the office above: communes, what they sent, files kept back, corrections, receipts on their way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QSizePolicy, QTabWidget, QWidget

from app.carriers.carrier import HandedOver
from app.connections.queries import is_unsent
from app.exchange.queries import OutgoingView
from app.intake.arriving import Taken
from app.intake.collecting import take_in_chain, try_again
from app.intake.sending_down import PreparePackage
from app.kernel.words import _
from ui.core.context import Context
from ui.core.page import Page
from ui.core.theme import named
from ui.pages.intake.asking_form import AskingForm, asking_button
from ui.pages.intake.communes_part import CommunesPart
from ui.pages.intake.difficulties_part import DifficultiesPart
from ui.pages.intake.files_part import FilesPart
from ui.pages.intake.loading import CommuneLine, IntakeSeen, intake_seen, phone_code_for
from ui.pages.intake.records_part import RecordsPart
from ui.pages.intake.reviews_part import ReviewsPart
from ui.pages.intake.sums_part import SumsPart
from ui.widgets.carrying import NOUNS, ask_files, ask_folder, hand_over, take_in
from ui.widgets.connection_pane import ConnectionPane
from ui.widgets.courier import Courier
from ui.widgets.empty_state import EmptyState
from ui.widgets.key_pane import KeyPane
from ui.widgets.network_menu import NetworkMenu
from ui.widgets.outbox_pane import OutboxPane
from ui.widgets.question_line import QuestionLine
from ui.widgets.search_combo import Choice
from ui.widgets.taken_line import TakenLine
from ui.widgets.words_form import WordsForm

COMMUNES, RECORDS, SUMS, DIFFICULTIES, FILES, REVIEWS, GOING, KEYS = range(8)


class IntakePage(Page):
    """Takes bundles in and answers them."""

    handbook = "tiep-nhan"
    shows = NOUNS | frozenset({"office_version", "assignment", "data_request", "person"})

    def __init__(self, context: Context, courier: Courier | None = None, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.courier = courier or Courier.of(context, self)
        self.set_title(_("Tiếp nhận"))
        self.setAcceptDrops(True)
        self.seen: IntakeSeen | None = None
        self.stick_button = named(
            self.add_button(_("Nhận từ &USB…"), "folder", self.open_folder, primary=True), "intakeStick"
        )
        self.files_button = named(self.add_button(_("&Nhận tệp…"), "open", self.open_files), "intakeFiles")
        self.save_button = named(self.add_button(_("Lưu &biên nhận…"), "save", self.save), "saveReceipts")
        self.network_button = named(self.add_button(_("&Qua mạng")), "overNetwork")
        self.question, self.taken = QuestionLine(), TakenLine()
        self.body.addWidget(self.question)
        self.body.addWidget(self.taken)
        self._build_tabs()

    def refresh(self) -> None:
        workspace: Any = self.context.workspace
        self.tasks.read(intake_seen, workspace.own_office_uid, self.context.clock.today(), then=self._show)
        self.connection.refresh()
        self.sums.refresh()
        self.difficulties.refresh()

    def select(self, uid: str) -> None:
        """Goes to ``sums`` or ``difficulties``, or to a difficulty by its uid."""
        if uid == "sums":
            self.tabs.setCurrentIndex(SUMS)
        elif uid:
            self.tabs.setCurrentIndex(DIFFICULTIES)
            self.difficulties.grid.select_uid(uid)

    def open_folder(self) -> None:
        """Looks through a stick."""
        folder = ask_folder(self.context, self, _("Chọn USB của xã"))
        if folder is not None:
            self.take_in([folder])

    def open_files(self) -> None:
        """Asks for files that came."""
        paths = ask_files(self.context, self, _("Chọn tệp xã đã gửi"))
        if paths:
            self.take_in(paths)

    def take_in(self, paths: Sequence[Path]) -> None:
        """Takes in files and folders, wherever they were chosen."""
        take_in(self.context, paths, self._taken, self.stick_button)

    def save(self) -> None:
        """Asks where and writes every receipt and package that has not gone."""
        folder = ask_folder(self.context, self, _("Chọn USB hoặc thư mục"))
        if folder is not None:
            self.save_to(folder)

    def save_to(self, folder: Path) -> None:
        """Writes every receipt and package that has not gone into a folder."""
        uids = [view.uid for view in self._to_go()]
        if uids:
            hand_over(self.context, uids, folder, self._handed_over, self.save_button)

    def show_records(self, line: CommuneLine) -> None:
        """Goes to what a commune sent."""
        self.records.show_office(line.uid, line.view.office_name)
        self.tabs.setCurrentIndex(RECORDS)

    def compare(self, line: CommuneLine) -> None:
        """Asks for the eight words of a commune."""
        key = line.waiting_key
        if key is not None:
            WordsForm(key, self).send_with(self.tasks, lambda _done: self._after_words(key.key_id))

    def show_record(self, office: str, noun: str, uid: str) -> None:
        """Goes to one record of a commune, as it was sent."""
        lines = self.seen.communes if self.seen else ()
        name = next((line.view.office_name for line in lines if line.uid == office), "")
        self.records.show_record(office, name, noun, uid)
        self.tabs.setCurrentIndex(RECORDS)

    def prepare_package(self, line: CommuneLine) -> None:
        """Packs what this commune is asked to correct and to tell, and what it is answered."""
        self.pack_for(line.uid)

    def pack_for(self, office: str) -> None:
        """The same for a commune by its uid."""
        self.tasks.do_long(
            PreparePackage(office=office),
            _("Đang chuẩn bị gói hướng dẫn"),
            then=lambda done: self._prepared(done.value),
        )

    def ask(self) -> None:
        """Asks communes for figures, the one in sight first; each gets it with its next package."""
        line = self.communes.current()
        choices = [Choice(each.uid, each.view.office_name) for each in self.seen.communes] if self.seen else []
        form = AskingForm(choices, (line.uid,) if line else (), self.context.clock.today(), self)
        form.send_with(self.tasks, lambda done: self.notices.success(done.sentence))

    def read_code(self) -> None:
        """Shows the twelve characters to be read out."""
        line = self.files.current()
        workspace: Any = self.context.workspace
        if line is not None:
            self.tasks.read(phone_code_for, workspace.files, line.uid, then=self._say_code)

    def try_again(self) -> None:
        """Takes the file in sight in once more."""
        line = self.files.current()
        workspace: Any = self.context.workspace
        if line is not None:
            self._run(lambda: take_in_chain(workspace, line.uid, line.view.file_name))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.take_in(paths)

    # --- what comes back ----------------------------------------------------------------------------------------------

    def _show(self, seen: IntakeSeen) -> None:
        self.seen = seen
        self.communes.show_communes(seen.communes)
        self.ask_button.setVisible(bool(seen.communes))
        self.files.show_files(seen.files)
        self.reviews.show_reviews(seen.reviews)
        self.going.show_files(seen.going)
        self._on_going()
        self.key.show_key(seen.own, is_set_up=seen.is_set_up)
        self.save_button.setEnabled(bool(self._to_go()))
        self.network.show_files(self._to_go())
        chosen = next((line for line in seen.communes if line.uid == self.records.office), None)
        chosen = chosen or (seen.communes[0] if seen.communes else None)
        self.records.show_office(chosen.uid if chosen else "", chosen.view.office_name if chosen else "")
        self.set_title(_("Tiếp nhận"), _told(seen, len(self._to_go())))

    def _to_go(self) -> list[OutgoingView]:
        views = [view for view in self.seen.going if view.is_to_hand_over] if self.seen else []
        return sorted(views, key=lambda view: (view.made_at, view.uid))

    def _taken(self, taken: Taken) -> None:
        self.taken.show_taken(taken)
        self.tabs.setCurrentIndex(COMMUNES if taken.keys and not taken.came else FILES)

    def _handed_over(self, written: Sequence[HandedOver]) -> None:
        self.notices.info(
            _("Đã ghi {count} tệp vào “{place}” và đọc lại đúng từng byte.").format(
                count=len(written), place=written[0].place if written else ""
            )
        )

    def _prepared(self, uid: str) -> None:
        self.context.changes.announce(NOUNS)
        self.tabs.setCurrentIndex(GOING)
        self.going.grid.select_uid(uid)

    def _say_code(self, code: str) -> None:
        self.question.say(_("Đọc cho xã mã biên nhận này: {code}").format(code=code))

    def _after_words(self, key_id: str) -> None:
        workspace: Any = self.context.workspace
        self._run(lambda: try_again(workspace, key_id))

    def _run(self, work: Callable[[], Any]) -> None:
        def done(came: Any) -> None:
            self.context.changes.announce(NOUNS)
            if came:
                self.taken.show_taken(Taken(came=list(came)))

        self.tasks.run(lambda _progress: work(), _("Đang kiểm tra và nhận tệp"), then=done)

    # --- building -----------------------------------------------------------------------------------------------------

    def _build_tabs(self) -> None:
        self.communes, self.records = CommunesPart(self.context), RecordsPart(self.context)
        self.sums, self.difficulties = SumsPart(self.context), DifficultiesPart(self.context)
        self.files, self.reviews = FilesPart(self.context), ReviewsPart(self.context)
        empty = EmptyState(
            _("Chưa có biên nhận hay gói hướng dẫn nào. Nhận gói của xã, biên nhận tự được lập."), icon="send"
        )
        self.key = KeyPane(self.context)
        self.connection = ConnectionPane(self.context, self.courier, above=False)
        self.going = OutboxPane(self.context, "goingGrid", empty)
        self.again_button = self.going.add_tool(_("&Thử lại ngay"), "sendAgain", "refresh")
        self.again_button.clicked.connect(lambda _checked=False: self.courier.send_again(self, self.again_button))
        self.going.tools.addStretch(1)
        self.going.grid.current_changed.connect(lambda _view: self._on_going())
        parts_with_help = (self.communes, self.records, self.sums, self.difficulties, self.files, self.reviews)
        for state in (*(part.empty for part in parts_with_help), empty):
            state.help_asked.connect(self._help)
        self.tabs = named(QTabWidget(), "intakeTabs")
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        parts: tuple[tuple[QWidget, str], ...] = (
            (self.communes, _("Các xã")),
            (self.records, _("Dữ liệu xã đã gửi")),
            (self.sums, _("Tổng hợp")),
            (self.difficulties, _("Khó khăn của xã")),
            (self.files, _("Tệp đã nhận")),
            (self.reviews, _("Đã trả lại để sửa")),
            (self.going, _("Biên nhận, gói xuống")),
            (self.key, _("Khóa")),
            (self.connection, _("Kết nối")),
        )
        for place, (part, words) in enumerate(parts):
            self.tabs.addTab(part, words)
            self.tabs.setTabToolTip(place, f"Alt+{place + 1}")
            shortcut = QShortcut(QKeySequence(f"Alt+{place + 1}"), self, partial(self.tabs.setCurrentIndex, place))
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.body.addWidget(self.tabs, 1)
        self.tabs.currentChanged.connect(lambda _place: self._on_tab())
        self.ask_button = asking_button(self.ask)
        self.communes.tools.insertWidget(self.communes.tools.count() - 1, self.ask_button)
        self.communes.empty.begun.connect(self.open_files)
        self.communes.records_asked.connect(self.show_records)
        self.communes.compare.connect(self.compare)
        self.communes.package_asked.connect(self.prepare_package)
        self.sums.record_asked.connect(self.show_record)
        self.difficulties.record_asked.connect(self.show_record)
        self.difficulties.package_asked.connect(self.pack_for)
        self.files.again_button.clicked.connect(lambda _checked=False: self.try_again())
        self.files.code_button.clicked.connect(lambda _checked=False: self.read_code())
        self.network = NetworkMenu(
            self.context,
            self.courier,
            self.network_button,
            self,
            above=False,
            taken=self._taken,
            set_up=lambda: self.tabs.setCurrentWidget(self.connection),
        )
        self.connection.shown.connect(self.network.show_known)
        self._on_tab()

    def _on_tab(self) -> None:
        """Only the list in sight asks for room."""
        for place in range(self.tabs.count()):
            shown = place == self.tabs.currentIndex()
            policy = QSizePolicy.Policy.Preferred if shown else QSizePolicy.Policy.Ignored
            part = self.tabs.widget(place)
            if part is not None:
                part.setSizePolicy(policy, policy)

    def _on_going(self) -> None:
        view = self.going.current()
        self.again_button.setVisible(view is not None and is_unsent(view))

    def _help(self) -> None:
        window: Any = self.window()
        if hasattr(window, "help_requested"):
            window.help_requested.emit(self.handbook)


def _told(seen: IntakeSeen, going: int) -> str:
    """How it stands with the communes."""
    if not seen.communes:
        return ""
    late = sum(line.is_late for line in seen.communes)
    kept = sum(line.view.kept_back for line in seen.communes)
    parts = [_("{count} xã đã đăng ký").format(count=len(seen.communes))]
    if late:
        parts.append(_("{count} xã quá hạn chưa gửi").format(count=late))
    if kept:
        parts.append(_("{count} tệp giữ riêng").format(count=kept))
    if going:
        parts.append(_("{count} tệp chờ giao cho xã").format(count=going))
    return "; ".join(parts)
