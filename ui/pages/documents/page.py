"""The page of outgoing papers: the list, the editor or the signed paper, and the printed page beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QMenu, QPushButton, QStackedWidget

from app import labels
from app.bodies.fixes import command_for
from app.documents.queries import documents
from app.documents.views import CitationView, DocumentView
from app.kernel.clock import VIETNAM
from app.kernel.findings import Finding
from app.kernel.problems import Problem, Refused
from app.kernel.text import nfc
from app.kernel.words import _
from app.vocabulary import DocumentState
from ui.core import icons
from ui.core.context import Context
from ui.core.page import Page
from ui.core.saving import DraftKeeper
from ui.core.tab_order import order_tabs
from ui.core.theme import named
from ui.pages.documents.actions import RE_ORGANISING, Actions
from ui.pages.documents.editor import DraftEditor
from ui.pages.documents.exporting import files_of
from ui.pages.documents.list_pane import ListPane, title_of
from ui.pages.documents.loading import Opened, Printed, Source, opened, printed
from ui.pages.documents.part import Draft, command_of, draft_of
from ui.pages.documents.remedies import mended, with_signer_fix
from ui.pages.documents.review_pane import ReviewPane
from ui.pages.documents.signed_pane import SignedPane
from ui.widgets.badge import Badge
from ui.widgets.panes import Panes
from ui.widgets.remark_place import RemarkPlace, below
from ui.widgets.sent_back_notes import SentBackNotes

COMPOSE, CITATION = "compose:", "citation:"
WIDE_FROM_PX = 820
"""From this width on every button of a paper stands in the heading."""
_TONES = {DocumentState.DRAFT: "warn", DocumentState.PRINTED: "warn", DocumentState.SIGNED: "ok"}
_PAGES = {"body": "teams", "hamlet": "offices", "person": "people", "office": "offices"}


class DocumentsPage(Page):
    """Drafts save themselves; what is signed is shown and printed, never changed."""

    title = ""
    shows = frozenset(
        {
            "document",
            "document_effect",
            "register_entry",
            "citation",
            "number_series",
            "setting",
            "body",
            "membership",
            "team_support",
            "person",
            "post",
            "hamlet",
            "office_version",
        }
    )
    handbook = "van-ban"

    def __init__(self, context: Context, parent: QLabel | None = None) -> None:
        super().__init__(context, parent)
        self.set_title(_("Văn bản đi"))
        self.paper: Opened | None = None
        self.findings: tuple[Finding, ...] = ()
        self.saved_words = ""
        self._uid = ""
        self._is_watching = False
        self._beginning = ""
        self._sources: Sequence[Source] = ()
        self.keeper = DraftKeeper(self.tasks, self._command, self)
        self.paperwork = Actions(context, self, self)
        self._build_panes()
        self._build_buttons()
        self._wire()
        self._show_nothing()
        order_tabs(self)

    # what the shell asks

    def refresh(self) -> None:
        self.tasks.read(documents, then=self.list.set_papers)
        if self._uid:
            self._read(self._uid)

    def select(self, uid: str) -> None:
        """Shows a paper; ``compose:<template>`` drafts one first, ``citation:<uid>`` shows a citable text."""
        if uid.startswith(COMPOSE):
            self.keeper.flush(partial(self.paperwork.compose, uid.removeprefix(COMPOSE)))
        elif (uid := self.sent_back.target_of(uid)).startswith(CITATION):
            self._show_citations(uid.removeprefix(CITATION))
        else:
            self.open(uid)

    def new(self) -> None:
        self.keeper.flush(self.paperwork.new)

    def print_(self) -> None:
        self.paperwork.print_()

    # what the actions ask

    def view(self) -> DocumentView | None:
        """The paper in sight."""
        return self.paper.view if self.paper is not None else None

    def store(self, then: Callable[[], object]) -> None:
        """Stores what is typed, then goes on."""
        self.keeper.flush(then)

    def open(self, uid: str) -> None:
        """Shows a paper once what is typed into the present one is stored; "" shows none."""
        if uid == self._uid and uid:
            return
        self.keeper.flush(partial(self._open, uid))

    def begin(self, uid: str) -> None:
        """Shows a paper just drafted, the cursor in what it is about."""
        self._beginning = uid
        self.open(uid)

    # inside

    def _open(self, uid: str) -> None:
        self.keeper.forget()
        self._uid = uid
        self.paper = None
        self.list.choose(uid)
        if uid:
            self._read(uid)
        else:
            self._show_nothing()

    def _read(self, uid: str) -> None:
        today = self.context.clock.today()
        self.tasks.read(opened, uid, today, then=self._show, failed=partial(self._gone, uid))
        self.tasks.read(
            printed,
            files_of(self.context),
            uid,
            today,
            then=partial(self._show_print, uid),
            failed=partial(self._no_print, uid),
        )

    def _show(self, paper: Opened) -> None:
        if paper.view.uid != self._uid:
            return
        fresh = self.paper is None or self.paper.is_open != paper.is_open
        self.paper = paper
        self._show_state(paper)
        self.remarks.about(self._uid, beside=paper.is_open)
        if not paper.is_open:
            self.keeper.forget()
            self.signed.show_paper(paper)
            self._middle.setCurrentWidget(self.signed)
            self.editor.show_findings((), self._uid)
            return
        if fresh or (not self.keeper.dirty and not self._is_shown(paper)):
            self.editor.show_paper(paper)
        self.editor.bases.set_table(paper.citations)
        self._middle.setCurrentWidget(self.editor)
        if self._beginning == self._uid:
            self._beginning = ""
            QTimer.singleShot(0, self.editor, self.editor.begin)  # after the form that asked gave the focus back

    def _is_shown(self, paper: Opened) -> bool:
        """Whether the editor already holds what is stored, so that the cursor may stay where it is."""
        try:
            typed = self.editor.draft()
        except Refused:
            return True
        return _plain(typed) == _plain(draft_of(paper.view))

    def _show_print(self, uid: str, found: Printed) -> None:
        if uid != self._uid:
            return
        self.review.show_pdf(found.pdf)
        self._sources = found.sources
        if self.paper is None or not self.paper.is_open:
            self.review.show_findings((), is_open=False)
            return
        self.findings = with_signer_fix(found.findings, self.paper)
        self.editor.show_figures(found.sources)
        self.editor.show_findings(self.findings, uid)
        self.review.show_findings(self.findings, is_open=True)

    def _no_print(self, uid: str, problem: Problem) -> bool:
        if uid == self._uid:
            self.review.show_pdf(None)
        return problem.code == "KER-01"

    def _gone(self, uid: str, problem: Problem) -> bool:
        if uid == self._uid and problem.code == "KER-01":
            self._open("")
            return True
        return False

    def _show_state(self, paper: Opened) -> None:
        view = paper.view
        self._tell_subject()
        self.badge.say(labels.state(view.state), _TONES.get(view.state, "neutral"))
        for button in (self.docx, self.pdf, self.print_button, self.more):
            button.setEnabled(True)
        self.print_button.setText(_("&In") if paper.is_open else _("&In lại"))
        self.issue.setVisible(paper.is_open)
        self.delete_action.setEnabled(paper.is_open)
        self.signing_action.setEnabled(view.state is DocumentState.DRAFT)
        self.xlsx_action.setEnabled(any(annex.kind != "text" for annex in view.content.annexes))

    def _show_nothing(self) -> None:
        self.paper, self.findings = None, ()
        self.remarks.about("")
        self.set_title(_("Văn bản đi"))
        self.badge.say("")
        for button in (self.docx, self.pdf, self.print_button, self.more):
            button.setEnabled(False)
        self.issue.hide()
        self.review.show_pdf(None)
        self.review.show_findings((), is_open=False)
        self._middle.setCurrentWidget(self._nothing)

    def _command(self) -> object:
        assert self.paper is not None
        return command_of(self.paper.view, self.editor.draft())

    def _on_saved(self) -> None:
        now = self.context.clock.now().astimezone(VIETNAM)
        self._say(_("Đã lưu nháp {time}").format(time=f"{now:%H:%M}"))

    def _on_refused(self, problem: Problem) -> None:
        """What cannot be stored is said beside its field, else in a banner; the list goes back to this paper."""
        words = f"{problem.sentence} {problem.next_step}".strip()
        self._say(_("Chưa lưu: {why}").format(why=problem.sentence))
        self.list.choose(self._uid)
        if not self.editor.show_problem(problem.field, words):
            self.notices.problem(problem)

    def _say(self, words: str) -> None:
        self.saved_words = words
        self.saved_label.setText(words)
        window = self.window()
        if hasattr(window, "set_status"):
            window.set_status(words)

    def _on_typed(self) -> None:
        self._say(_("Đang soạn…"))
        self.keeper.touch()

    def _fix(self, finding: Finding) -> None:
        if finding.fix is None or self.paper is None:
            return
        command = command_for(finding.fix)
        if command is not None:
            self.store(lambda: self.tasks.do(command))
        elif finding.fix.code == "compose.kien_toan":
            self.store(partial(self.paperwork.compose, RE_ORGANISING, bodies=(finding.fix.values["body"],)))
        else:
            self._put(mended(self.editor.draft(), finding.fix))

    def _put(self, draft: Draft) -> None:
        """Shows a draft in the editor as if it had been typed, and stores it at once."""
        assert self.paper is not None
        self.paper = replace(self.paper, view=replace(self.paper.view, **vars(draft)), sources=tuple(self._sources))
        self.editor.show_paper(self.paper)
        self.keeper.touch()
        self.keeper.flush()

    def _go_to(self, finding: Finding) -> None:
        if not self.editor.focus_finding(finding):
            page = "committee" if finding.code.startswith("BOD") and finding.noun == "body" else ""
            self.context.navigate(_PAGES.get(finding.noun, page), finding.uid)

    def _pick(self) -> None:
        self.paperwork.pick_citations(self._take_citations)

    def _show_citations(self, wanted: str) -> None:
        """The table of citable texts at one of them; an open draft may take it as a basis."""
        has_draft = self.paper is not None and self.paper.is_open
        self.paperwork.pick_citations(self._take_citations if has_draft else None, wanted)

    def _take_citations(self, answer: tuple[list[str], tuple[CitationView, ...]]) -> None:
        uids, table = answer
        self.editor.bases.set_table(table)
        self.editor.bases.add_citations(uids)

    def _show_source(self, name: str) -> None:
        source = next((each for each in self._sources if each.name == name), None)
        if source is not None:
            self.paperwork.show_source(source)

    def _on_removed(self, what: str, put_back: Callable[[], None]) -> None:
        self.notices.success(_("Đã bỏ {what}").format(what=what), undo=put_back)

    def _build_panes(self) -> None:
        self.list = named(ListPane(), "listPane")
        self.editor, self.signed = named(DraftEditor(), "formScroll"), SignedPane()
        self._nothing = named(
            QLabel(_("Chọn một văn bản ở danh sách bên trái, hoặc nhấn Ctrl+N để soạn văn bản mới."), wordWrap=True),
            "nothingChosen",
            "quiet",
        )
        self._nothing.setMargin(24)
        head = self.editor.head
        self.remarks = RemarkPlace({"subject": head.subject, "paper_date": head.paper_date, "symbol": head.symbol})
        self.sent_back = SentBackNotes(self)
        self.sent_back.place(self.remarks)
        self.sent_back.marks(self.list.set_marks)
        self._middle = QStackedWidget()
        for part in (self._nothing, self.editor, self.signed):
            self._middle.addWidget(part)
        self.review = ReviewPane()
        self.panes = Panes(self.context.settings, "documents")
        self.panes.add_pane(self.list, 260, 2)
        self.panes.add_pane(below(self.remarks, self._middle), 400, 4)
        self.panes.add_pane(self.review, 340, 3)
        self.body.addWidget(self.panes, 1)

    def _build_buttons(self) -> None:
        self.saved_label = named(QLabel(), "savedLabel", "small")
        self.badge = named(Badge("", "neutral", self), "stateBadge")
        self.buttons.addWidget(self.saved_label)
        self.buttons.addWidget(self.badge)
        docx = self.add_button(_("DOC&X"), "docx", lambda: self.paperwork.save("docx", self.docx))
        self.docx = named(docx, "saveDocx")
        self.pdf = named(self.add_button(_("&PDF"), "pdf", lambda: self.paperwork.save("pdf", self.pdf)), "savePdf")
        self.print_button = named(self.add_button(_("&In"), "print", self.print_), "printDocument")
        self.print_button.setToolTip("Ctrl+P")
        issue = self.add_button(_("&Ghi số, ngày"), "sign", self.paperwork.issue, primary=True)
        self.issue = named(issue, "issueDocument")
        self.more = named(QPushButton(_("Việc khác")), "moreDocument")
        self.more.setMenu(self._menu())
        self.buttons.addWidget(self.more)

    def showEvent(self, event: QShowEvent) -> None:
        """The window that closes waits for what was typed last."""
        super().showEvent(event)
        closing = getattr(self.window(), "closing", None)
        if closing is not None and not self._is_watching:
            self._is_watching = True
            closing.connect(self.keeper.flush)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the window is narrow the files go into the menu, so that the heading keeps its line."""
        super().resizeEvent(event)
        wide = self.width() >= WIDE_FROM_PX
        for button in (self.docx, self.pdf):
            button.setVisible(wide)
        self.saved_label.setVisible(wide)
        self._tell_subject()

    def _tell_subject(self) -> None:
        wide = self.width() >= WIDE_FROM_PX
        self.set_title(_("Văn bản đi"), title_of(self.paper.view) if self.paper is not None and wide else "")

    def _menu(self) -> QMenu:
        menu = named(QMenu(self), "documentMenu")
        docx, pdf, self.xlsx_action, self.signing_action, self.delete_action = (
            menu.addAction(words)
            for words in (
                _("Lưu &Word (DOCX)…"),
                _("Lưu &PDF…"),
                _("&Danh sách ra bảng tính (XLSX)…"),
                _("PDF để trình &ký, không ghi DỰ THẢO…"),
                _("&Xóa bản nháp"),
            )
        )
        for action, icon, slot in (
            (docx, "docx", partial(self.paperwork.save, "docx")),
            (pdf, "pdf", partial(self.paperwork.save, "pdf")),
            (self.xlsx_action, "xlsx", partial(self.paperwork.save, "xlsx")),
            (self.signing_action, "pdf", partial(self.paperwork.save, "pdf", for_signing=True)),
            (self.delete_action, "remove", self.paperwork.delete),
        ):
            icons.set_icon(action, icon, "quiet")
            action.triggered.connect(lambda _checked=False, do=slot: do())
        return menu

    def _wire(self) -> None:
        self.list.chosen.connect(self.open)
        self.list.new_asked.connect(self.new)
        self.list.register_asked.connect(self.paperwork.open_register)
        self.list.help_asked.connect(self._help)
        self.editor.changed.connect(self._on_typed)
        self.editor.reordered.connect(partial(order_tabs, self))
        self.editor.pick_asked.connect(self._pick)
        self.editor.figure_asked.connect(self._show_source)
        self.editor.fix.connect(self._fix)
        self.editor.removed.connect(self._on_removed)
        self.review.fix.connect(self._fix)
        self.review.opened.connect(self._go_to)
        self.keeper.saved.connect(self._on_saved)
        self.keeper.refused.connect(self._on_refused)
        for signal, slot in (
            (self.signed.scan_asked, self.paperwork.attach_scan),
            (self.signed.show_scan_asked, self.paperwork.show_scan),
            (self.signed.reorganise_asked, self.paperwork.reorganise),
            (self.signed.copy_asked, self.paperwork.copy),
            (self.signed.end_asked, self.paperwork.end),
            (self.signed.void_asked, self.paperwork.void),
            (self.signed.paper_asked, self.open),
        ):
            signal.connect(slot)

    def _help(self) -> None:
        window = self.window()
        if hasattr(window, "help_requested"):
            window.help_requested.emit(self.handbook)


def _plain(draft: Draft) -> Draft:
    """As the store keeps it: composed letters, no doubled spaces in lines."""
    return replace(draft, subject=" ".join(nfc(draft.subject).split()), symbol=nfc(draft.symbol))
