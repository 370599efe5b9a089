"""The page of reports: what is due and what was made, one report's words and figures, and its paper as it prints."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QLabel, QMenu, QPushButton, QStackedWidget, QWidget

from app.asked_above import Asked, AskedStage
from app.kernel.clock import VIETNAM
from app.kernel.periods import MONTHS
from app.kernel.problems import Problem
from app.kernel.words import _
from app.reports.commands import PrepareReport, RecountReport, RemoveReport, WriteOwnText
from app.reports.definitions import definition
from app.reports.owing import ONCE, Owed
from app.reports.queries import sources
from ui.core import icons
from ui.core.context import Context
from ui.core.page import Page
from ui.core.tab_order import order_tabs
from ui.core.theme import named
from ui.pages.reports.facts_table import FactsTable
from ui.pages.reports.files import ReportFiles, pdf_of_report
from ui.pages.reports.hand_over_form import HandOverForm
from ui.pages.reports.list_pane import ListPane
from ui.pages.reports.loading import FactRow, ReportSeen, ReportsSeen, report_seen, reports_seen
from ui.pages.reports.prepare_form import PrepareForm, answer_to
from ui.pages.reports.report_pane import ReportPane
from ui.pages.reports.sources_dialog import SourcesDialog
from ui.widgets.panes import Panes
from ui.widgets.pdf_pane import PdfPane
from ui.widgets.sent_back_notes import SentBackNotes
from ui.widgets.waiting import show_waiting

PREPARE = "prepare:"
"""Begins a target that makes a report: ``prepare:<definition>:<period key>``."""
REQUEST = "request:"
"""Begins a target that answers a request from above: ``request:<uid>``."""
WIDE_FROM_PX = 900
"""From this width on every button of a report stands in the heading."""


class ReportsPage(Page):
    """Reports made from the log; what is signed is shown and printed, never changed."""

    shows = frozenset(
        {"report", "document", "duty", "fulfilment", "register_entry", "office_version", "setting", "activity"}
        | {"programme", "airing", "online_post", "display", "meeting", "praise", "difficulty", "proposal", "channel"}
        | {"contact", "task", "resource", "incoming_letter", "hamlet", "body", "membership", "person", "post"}
        | {"partner", "activity_kind", "received_row", "outgoing_bundle"}
    )
    handbook = "bao-cao"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.set_title(_("Báo cáo"))
        self.report: ReportSeen | None = None
        self._uid = ""
        self._asked: tuple[Asked, ...] = ()
        self._is_watching = self._is_beginning = False
        self.files = ReportFiles(context, self)
        self._build_panes()
        self._build_buttons()
        self._wire()
        self.sent_back = SentBackNotes(self)
        self.sent_back.place(self.pane.remarks, self.pane.begin)
        self._show_nothing()
        order_tabs(self)

    # what the shell asks

    def refresh(self) -> None:
        self.tasks.read(reports_seen, self.context.clock.today(), then=self._show_list)
        if self._uid:
            self._read(self._uid)

    def select(self, uid: str) -> None:
        """Shows a report, by its uid or its paper's; ``prepare:<definition>:<period>`` makes or opens one.

        ``request:<uid>`` makes or opens the answer to a request from above.
        """
        uid = self.sent_back.target_of(uid)
        if uid.startswith(PREPARE):
            code, _colon, key = uid.removeprefix(PREPARE).partition(":")
            self._store(partial(self._begin, code, key))
        elif uid.startswith(REQUEST):
            self._store(partial(self._begin_answer, uid.removeprefix(REQUEST)))
        elif uid:
            self.open(uid)

    def new(self) -> None:
        self._store(self._ask)

    def print_(self) -> None:
        if self.report is not None:
            self._store(partial(self.files.print_, self.report))

    def open(self, uid: str) -> None:
        """Shows a report once what is typed into the present one is stored."""
        if uid and uid != self._uid:
            self._store(partial(self._open, uid))

    # inside

    def _ask(self, chosen: str = "") -> PrepareForm:
        waiting = [each for each in self._asked if each.stage is AskedStage.NOT_BEGUN]
        form = PrepareForm(self.context.clock.today(), chosen, waiting, parent=self)
        return form.send_with(self.tasks, then=self._show_made)

    def _begin(self, code: str, key: str) -> None:
        """Opens the report of that kind and period where there is one, else makes it; asks for what is not told."""
        if definition(code).cadence not in MONTHS and key in ("", ONCE):
            self._ask(code)
            return

        def found(seen: ReportsSeen) -> None:
            own = [each for each in seen.heads if each.kind.code == code and each.period.key == key]
            begun = next((each for each in own if not each.is_issued), next(iter(own), None))
            if begun is not None:
                self._open(begun.uid)
            else:
                self.tasks.do(PrepareReport(definition=code, period=key), then=self._show_made)

        self.tasks.read(reports_seen, self.context.clock.today(), then=found)

    def _begin_answer(self, uid: str) -> None:
        def found(seen: ReportsSeen) -> None:
            asked = next((each for each in seen.asked if each.uid == uid), None)
            if asked is not None:
                self._answer(asked)

        self.tasks.read(reports_seen, self.context.clock.today(), then=found)

    def _answer(self, asked: Asked, button: QAbstractButton | None = None) -> None:
        """The next step of a request: its report is made, opened, or goes up."""
        if asked.stage is AskedStage.SIGNED:
            self._store(self._send_up)
        elif asked.request.report:
            self.open(asked.request.report)
        else:
            self._store(lambda: self.tasks.do(answer_to(asked.request), then=self._show_made, button=button))

    def _send_up(self) -> None:
        self.context.navigate("send", "")

    def _prepare(self, owed: Owed, button: QAbstractButton) -> None:
        if owed.report:
            self.open(owed.report)
            return
        command = PrepareReport(definition=owed.kind.code, period=owed.period.key, duty=owed.duty)
        self._store(lambda: self.tasks.do(command, then=self._show_made, button=button))

    def _show_made(self, outcome: Any) -> None:
        self._is_beginning = True
        self._open(str(outcome.value))

    def _open(self, uid: str) -> None:
        self.pane.own.forget()
        self._uid, self.report = uid, None
        self.list.choose(uid)
        self._read(uid)

    def _read(self, uid: str) -> None:
        self.tasks.read(report_seen, uid, self.context.clock.today(), then=partial(self._show, uid))

    def _show_list(self, seen: ReportsSeen) -> None:
        today = self.context.clock.today()
        self._asked = seen.asked
        self.list.set_reports(seen, today)
        show_waiting(self, {"reports": sum(each.is_open for each in seen.asked)})
        order_tabs(self)

    def _show(self, asked: str, seen: ReportSeen | None) -> None:
        if asked != self._uid:
            return
        if seen is None:
            self.pane.own.forget()
            self._show_nothing()
            return
        if seen.view.uid != self._uid:  # asked for by its paper
            self._uid = seen.view.uid
            self.list.choose(self._uid)
        first = self.report is None
        self.report = seen
        self.pane.show_report(seen, self.context.clock.today(), self._recount, partial(self._recount, overwrite=True))
        self._middle.setCurrentWidget(self.pane)
        self._show_buttons(seen)
        if first:
            order_tabs(self)
        if self._is_beginning:
            self._is_beginning = False
            QTimer.singleShot(0, self, self.pane.begin)  # after the form that asked gave the focus back
        paper = seen.view.paper.uid
        self.tasks.read(pdf_of_report, self.files.store, paper, then=partial(self._show_pdf, self._uid))

    def _show_pdf(self, uid: str, data: bytes) -> None:
        if uid == self._uid:
            self.paper.set_pdf(data)

    def _show_nothing(self) -> None:
        self.report, self._uid = None, ""
        self.pane.remarks.about("")
        self.list.choose("")
        self.paper.set_pdf(None)
        self._middle.setCurrentWidget(self._nothing)
        for button in (*self._file_buttons, self.print_button, self.open_paper, self.more):
            button.setEnabled(False)
        self.hand_over.hide()

    def _show_buttons(self, seen: ReportSeen) -> None:
        for button in (*self._file_buttons, self.print_button, self.open_paper, self.more):
            button.setEnabled(True)
        handing = seen.handing
        done = handing is not None and handing.fulfilment is not None and handing.fulfilment.handed_over_at is not None
        self.hand_over.setVisible(seen.view.is_issued and handing is not None and not done)
        self.recount_action.setEnabled(seen.is_open)
        self.remove_action.setEnabled(seen.is_open)

    def _recount(self, *, overwrite: bool = False) -> None:
        if self.report is not None:
            command = RecountReport(report=self.report.view.uid, overwrite=overwrite)
            self._store(partial(self._send, command))

    def _send(self, command: RecountReport | WriteOwnText) -> None:
        self.tasks.do(command, failed=lambda problem: self._on_refused(problem, command))

    def _on_refused(self, problem: Problem, command: RecountReport | WriteOwnText) -> bool:
        """What was changed by hand is not lost unasked."""
        self._say(_("Chưa lưu: {why}").format(why=problem.sentence))
        if problem.code != "REP-06":
            if problem.field != "text":
                self.notices.problem(problem)
            return True
        agreed = _overwriting(command)
        self.pane.ask_replace(f"{problem.sentence} {problem.next_step}", partial(self._replace, agreed))
        return True

    def _replace(self, command: RecountReport | WriteOwnText) -> None:
        if isinstance(command, WriteOwnText):
            self.pane.own.forget_typed(command.section)
        self._send(command)

    def _store(self, then: Callable[[], object]) -> None:
        self.pane.own.flush(then)

    def _ask_sources(self, row: FactRow) -> None:
        if self.report is not None:
            self.tasks.read(sources, self.report.view, row.uid, then=partial(self._show_sources, row))

    def _show_sources(self, row: FactRow, lines: Any) -> None:
        dialog = SourcesDialog(row, lines, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.place_asked.connect(lambda page, target: self._store(lambda: self.context.navigate(page, target)))
        dialog.open()

    def _hand_over(self) -> None:
        if self.report is not None and self.report.handing is not None:
            now = self.context.clock.now()
            HandOverForm(self.report.head, self.report.handing, now, self).send_with(self.tasks)

    def _remove(self) -> None:
        if self.report is not None and self.report.is_open:
            self.pane.own.forget()
            self.tasks.do(RemoveReport(report=self.report.view.uid), then=lambda _outcome: self._show_nothing())

    def _open_paper(self) -> None:
        if self.report is not None:
            uid = self.report.view.paper.uid
            self._store(lambda: self.context.navigate("documents", uid))

    def _save(self, ending: str, button: QAbstractButton | None = None) -> None:
        if self.report is not None:
            self._store(partial(self.files.save, self.report, ending, button))

    def _fill_template(self) -> None:
        if self.report is not None:
            self._store(partial(self.files.fill_template, self.report))

    def _say(self, words: str) -> None:
        self.saved_label.setText(words)
        window = self.window()
        if hasattr(window, "set_status"):
            window.set_status(words)

    def _on_saved(self) -> None:
        now = self.context.clock.now().astimezone(VIETNAM)
        self._say(_("Đã lưu {time}").format(time=f"{now:%H:%M}"))

    def _build_panes(self) -> None:
        self.list = named(ListPane(self.context.settings), "reportListPane")
        self.pane = named(ReportPane(self.context), "reportPane")
        self._nothing = named(
            QLabel(_("Chọn một báo cáo ở bên trái, bấm nút báo cáo đến kỳ, hoặc nhấn Ctrl+N."), wordWrap=True),
            "nothingChosen",
            "quiet",
        )
        self._nothing.setMargin(24)
        self._middle = QStackedWidget()
        self._middle.addWidget(self._nothing)
        self._middle.addWidget(self.pane)
        self.paper = PdfPane(nothing=_("Bản in của báo cáo hiện ở đây."))
        self.panes = Panes(self.context.settings, "reports")
        self.panes.add_pane(self.list, 300, 2)
        self.panes.add_pane(self._middle, 430, 4)
        self.panes.add_pane(self.paper, 310, 2)
        self.body.addWidget(self.panes, 1)

    @property
    def facts(self) -> FactsTable:
        """The table of figures."""
        return self.pane.facts

    def _build_buttons(self) -> None:
        self.saved_label = named(QLabel(), "savedReport", "small")
        self.buttons.addWidget(self.saved_label)
        self._file_buttons: list[QPushButton] = []
        for ending, words in (("docx", _("DOC&X")), ("pdf", _("P&DF")), ("xlsx", _("XL&SX"))):
            button = named(self.add_button(words, ending), f"{ending}Report")
            button.clicked.connect(lambda _checked=False, what=ending, it=button: self._save(what, it))
            self._file_buttons.append(button)
        self.print_button = named(self.add_button(_("&In"), "print", self.print_), "printReport")
        self.print_button.setToolTip("Ctrl+P")
        self.open_paper = named(self.add_button(_("&Mở văn bản"), "paper", self._open_paper), "openReportPaper")
        self.open_paper.setToolTip(_("Sửa từng câu, ghi số và ngày sau khi ký"))
        hand_over = self.add_button(_("&Ghi đã nộp"), "send", self._hand_over, primary=True)
        self.hand_over = named(hand_over, "handOverReport")
        self.more = named(QPushButton(_("Việc khác")), "moreReport")
        self.more.setMenu(self._menu())
        self.buttons.addWidget(self.more)

    def _menu(self) -> QMenu:
        menu = named(QMenu(self), "reportMenu")
        found = []
        for words, icon, slot in (
            (_("Điền vào mẫu Excel &của cấp trên…"), "xlsx", self._fill_template),
            (_("&Tính lại số liệu"), "refresh", self._recount),
            (_("Lưu &Word (DOCX)…"), "docx", partial(self._save, "docx")),
            (_("Lưu &PDF…"), "pdf", partial(self._save, "pdf")),
            (_("Lưu &Excel (XLSX)…"), "xlsx", partial(self._save, "xlsx")),
            (_("&Bỏ báo cáo chưa ký"), "remove", self._remove),
        ):
            action = menu.addAction(words)
            icons.set_icon(action, icon, "quiet")
            action.triggered.connect(lambda _checked=False, do=slot: do())
            found.append(action)
        self.fill_action, self.recount_action, *_files, self.remove_action = found
        return menu

    def _wire(self) -> None:
        self.list.chosen.connect(self.open)
        self.list.new_asked.connect(self.new)
        self.list.owed_asked.connect(self._prepare)
        self.list.requests.asked.connect(self._answer)
        self.pane.send_asked.connect(self._send_up)
        self.list.help_asked.connect(self._help)
        self.pane.facts.sources_asked.connect(self._ask_sources)
        self.pane.own.saved.connect(self._on_saved)
        self.pane.own.typing.connect(lambda: self._say(_("Đang soạn…")))
        self.pane.own.refused.connect(self._on_refused)

    def _help(self) -> None:
        window: Any = self.window()
        if hasattr(window, "help_requested"):
            window.help_requested.emit(self.handbook)

    def showEvent(self, event: QShowEvent) -> None:
        """The window that closes waits for what was typed last."""
        super().showEvent(event)
        closing = getattr(self.window(), "closing", None)
        if closing is not None and not self._is_watching:
            self._is_watching = True
            closing.connect(self.pane.own.flush)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the window is narrow the files stay in the menu, so that the heading keeps its line."""
        super().resizeEvent(event)
        wide = self.width() >= WIDE_FROM_PX
        for button in self._file_buttons:
            button.setVisible(wide)
        self.saved_label.setVisible(wide)


def _overwriting(command: RecountReport | WriteOwnText) -> RecountReport | WriteOwnText:
    if isinstance(command, RecountReport):
        return RecountReport(report=command.report, overwrite=True)
    return WriteOwnText(report=command.report, section=command.section, text=command.text, overwrite=True)
