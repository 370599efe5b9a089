"""The page of letters that came in: the register, a letter's text, and the duties chosen from it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any, cast

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from app.incoming import queries
from app.incoming.commands import DraftFromLetter, KeepCitedTexts, RemoveLetter
from app.incoming.register_book import register_file_name, register_pdf, register_xlsx
from app.incoming.views import LetterReading, LetterView
from app.kernel.days import show_day
from app.kernel.files import atomic_write
from app.kernel.words import _
from ui.core import icons, tokens
from ui.core.context import Context
from ui.core.page import Page
from ui.core.row_model import Column, RowModel
from ui.core.theme import named
from ui.pages.incoming.letter_form import LetterForm
from ui.pages.incoming.loading import LettersSeen, letter_title, letters_seen, work_left
from ui.pages.incoming.proposals import ProposalsPane
from ui.pages.incoming.text_pane import LetterText
from ui.widgets.empty_state import EmptyState
from ui.widgets.grid import Grid
from ui.widgets.grid_pane import GridPane
from ui.widgets.panes import Panes
from ui.widgets.sent_back_notes import SentBackNotes


class IncomingPage(Page):
    """Letters at the left, the text in the middle, what it asks for at the right."""

    shows = frozenset({"incoming_letter", "duty", "citation", "person", "post", "office_version"})
    handbook = "van-ban-den"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.set_title(_("Văn bản đến"))
        self.seen: LettersSeen | None = None
        self.reading: LetterReading | None = None
        self._target = ""
        self.setAcceptDrops(True)
        self._build_list()
        self._build_text()
        self.proposals = ProposalsPane(context)
        self._build_buttons()
        panes = Panes(context.settings, "incoming")
        panes.add_pane(self.list_part, 294, 3)
        panes.add_pane(self.text_part, 320, 4)
        panes.add_pane(self.proposals, 370, 5)
        self.body.addWidget(panes, 1)
        self.sent_back = SentBackNotes(self)
        self.sent_back.opens(self.grid, self._edit)
        self.proposals.marked.connect(self.text.mark)
        self.text.chosen.connect(self.proposals.select_uid)
        paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self, self.grid.paste)
        paste.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)  # also while the empty state stands there
        self._order_tabs()

    def refresh(self) -> None:
        self.tasks.read(letters_seen, then=self._show)

    def select(self, uid: str) -> None:
        """Selects the letter of this uid."""
        self._target = self.sent_back.target_of(uid)
        self.grid.select_uid(self._target)

    def new(self) -> None:
        """Registers a letter."""
        self._form().send_with(self.tasks, self._registered)

    def print_(self) -> None:
        """Prints the register of the year in sight."""
        self.tasks.read(register_pdf, year=self.year(), then=self._send_to_printer)

    def letter(self) -> LetterView | None:
        """The letter in sight."""
        return cast("LetterView | None", self.grid.current())

    def year(self) -> int:
        """The year of the letter in sight, else this year."""
        letter = self.letter()
        return letter.arrived_on.year if letter else self.context.clock.today().year

    def take_text(self, text: str) -> None:
        """Begins a new letter with a text that was pasted into the list."""
        form = self._form()
        form.text.edit.setPlainText(text)
        form.send_with(self.tasks, self._registered)

    def take_files(self, paths: list[Path]) -> None:
        """Begins a new letter with a dropped file (the first one)."""
        form = self._form()
        form.send_with(self.tasks, self._registered)
        form.take_file(paths[0])

    def save_register(self, ending: str, target: Path) -> None:
        """Makes the book of the year and writes it whole or not at all."""
        if target.suffix.lower() != f".{ending}":
            target = target.with_name(f"{target.name}.{ending}")
        self.context.settings.set("folder.papers", str(target.parent))

        def keep(data: bytes) -> None:
            self.tasks.run(
                lambda _progress: atomic_write(target, data),
                _("Đang lưu tệp"),
                then=lambda _done: self.notices.info(_("Đã lưu {name}").format(name=target.name)),
            )

        self.tasks.read(register_pdf if ending == "pdf" else register_xlsx, year=self.year(), then=keep)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self.grid.dragEnterEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self.grid.dropEvent(event)

    def _form(self) -> LetterForm:
        return LetterForm(self.context, self.context.clock.today(), parent=self)

    def _registered(self, outcome: Any) -> None:
        self.select(outcome.value)
        self.proposals.grid.setFocus()

    def _show(self, seen: LettersSeen) -> None:
        self.seen = seen
        self.rows.set_rows(seen.letters)
        if self._target:
            self.grid.select_uid(self._target)
            self._target = ""
        if self.letter() is None and seen.letters:
            self.grid.select_uid(seen.letters[0].uid)
        unread = sum(letter.has_text and not letter.duties for letter in seen.letters)
        words = _("{count} văn bản, {unread} chưa chọn việc.") if unread else _("{count} văn bản.")
        self.set_title(_("Văn bản đến"), words.format(count=len(seen.letters), unread=unread) if seen.letters else "")
        for button in (self.book_button, self.paper_button):
            button.setEnabled(bool(seen.letters))
        for part in (self.text_part, self.proposals, self.edit_button, self.remove_button):
            part.setVisible(bool(seen.letters))
        self._read()

    def _read(self) -> None:
        letter = self.letter()
        for button in (self.edit_button, self.remove_button):
            button.setEnabled(letter is not None)
        if letter is None:
            self._show_reading(None)
        else:
            self.tasks.read(queries.reading, letter.uid, self.context.clock.today(), then=self._show_reading)

    def _show_reading(self, reading: LetterReading | None) -> None:
        letter = self.letter()
        if reading is not None and (letter is None or reading.letter.uid != letter.uid):
            return  # another letter was chosen meanwhile
        self.reading = reading
        self.letter_title.setText(letter_title(reading.letter) if reading else "")
        self.letter_state.setText(_facts(reading) if reading else "")
        self.text.show_text(reading.text if reading else "")
        new = [each for each in reading.cited if each.citation is None] if reading else []
        self.cite_button.setText(_("Thêm {count} văn bản &viện dẫn vào bảng").format(count=len(new)))
        self.cite_button.setVisible(bool(new))
        doubts = list(dict.fromkeys(one.message for one in reading.findings if one.code in _TOLD)) if reading else []
        self.doubts.setText("\n".join(f"• {each}" for each in doubts[:4]))
        self.doubts.setVisible(bool(doubts))
        self.proposals.show_reading(reading)

    def _edit(self) -> None:
        letter = self.letter()
        if letter is not None:
            self.tasks.read(queries.text_of, letter.uid, then=partial(self._ask_edit, letter))

    def _ask_edit(self, letter: LetterView, text: str) -> None:
        LetterForm(self.context, self.context.clock.today(), letter, text, parent=self).send_with(self.tasks)

    def _remove(self) -> None:
        letter = self.letter()
        if letter is not None:
            self.tasks.do(RemoveLetter(uid=letter.uid), button=self.remove_button)

    def _keep_cited(self) -> None:
        letter = self.letter()
        if letter is not None:
            self.tasks.do(KeepCitedTexts(letter=letter.uid), button=self.cite_button)

    def _draft(self, template: str) -> None:
        letter = self.letter()
        if letter is not None:
            command = DraftFromLetter(letter=letter.uid, template=template, day=self.context.clock.today())
            self.tasks.do(command, then=lambda outcome: self.context.navigate("documents", outcome.value))

    def _send_to_printer(self, data: bytes) -> None:
        from ui.widgets.pdf_pages import PdfPages
        from ui.widgets.printing import ask_printer, print_steps

        with closing(PdfPages(data)) as pages:
            count = len(pages)
        printer = ask_printer(self, count, title=_("Sổ theo dõi văn bản đến"))
        if printer is not None:
            self.tasks.step_through(lambda: print_steps(data, printer), _("Đang in"))

    def _save(self, ending: str) -> None:
        folder = str(self.context.settings.get("folder.papers") or "") or QStandardPaths.writableLocation(
            QStandardPaths.StandardLocation.DocumentsLocation
        )
        proposed = Path(folder) / register_file_name(self.year(), ending)
        kind = _("Tệp PDF") if ending == "pdf" else _("Bảng tính Excel")
        name, _filter = QFileDialog.getSaveFileName(self, _("Lưu sổ"), str(proposed), f"{kind} (*.{ending})")
        if name:
            self.save_register(ending, Path(name))

    def _build_list(self) -> None:
        self.rows: RowModel[LetterView] = RowModel(
            [
                Column(_("Số, ký hiệu"), lambda row: row.symbol, width=136),
                Column(_("Số đến"), _number, sort=lambda row: row.arrival_number or 0, number=True, width=58),
                Column(_("Ngày đến"), lambda row: show_day(row.arrived_on), sort=lambda row: row.arrived_on, width=86),
                Column(_("Trích yếu"), lambda row: row.subject, width=180, tip=lambda row: row.subject),
                Column(_("Việc"), work_left, tint=lambda row: "" if row.duties else "quiet", width=100),
                Column(_("Cơ quan ban hành"), lambda row: row.issuer, width=150),
                Column(_("Ngày văn bản"), lambda row: show_day(row.issued_on), sort=_issued, width=100),
                Column(_("Đơn vị, người nhận"), lambda row: row.receiver, width=130),
            ]
        )
        self.grid = Grid(self.rows, name="letterGrid")
        self.grid.setAccessibleName(_("Sổ theo dõi văn bản đến"))
        self.grid.remember(self.context.settings, "incoming")
        self.grid.current_changed.connect(lambda _letter: self._read())
        self.grid.opened.connect(lambda _letter: self.proposals.grid.setFocus())
        self.grid.delete_asked.connect(lambda _letters: self._remove())
        self.grid.pasted.connect(self.take_text)
        self.grid.files_dropped.connect(self.take_files)
        empty = EmptyState(
            _(
                "Chưa ghi văn bản nào. Mở tệp hoặc dán nội dung văn bản của cấp trên: "
                "phần mềm nêu những việc xã phải làm và thời hạn để anh/chị chọn."
            ),
            _("Ghi văn bản đến"),
            icon="register",
        )
        empty.begun.connect(self.new)
        empty.help_asked.connect(self._help)
        self.letters_pane = GridPane(self.grid, placeholder=_("Lọc theo số, trích yếu, cơ quan…"), empty=empty)
        self.edit_button = self._tool("editLetter", _("Sử&a…"), "edit", self._edit)
        self.remove_button = self._tool("removeLetter", _("Bỏ &khỏi sổ"), "remove", self._remove)
        self.list_part = QWidget()
        column = QVBoxLayout(self.list_part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_S)
        column.addWidget(self.letters_pane, 1)
        line = QHBoxLayout()
        line.setSpacing(tokens.SPACE_S)
        line.addWidget(self.edit_button, 1)
        line.addWidget(self.remove_button, 1)
        column.addLayout(line)

    def _build_text(self) -> None:
        self.letter_title = named(QLabel(wordWrap=True), "letterTitle", "heading")
        self.letter_state = named(QLabel(wordWrap=True), "letterState", "small")
        self.text = LetterText()
        self.doubts = named(QLabel(wordWrap=True), "letterDoubts", "warn")
        self.cite_button = self._tool("keepCited", "", "add", self._keep_cited)
        self.cite_button.hide()
        self.doubts.hide()
        self.text_part = QWidget()
        column = QVBoxLayout(self.text_part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_XS)
        for widget, stretch in (
            (self.letter_title, 0),
            (self.letter_state, 0),
            (self.text, 1),
            (self.doubts, 0),
            (self.cite_button, 0),
        ):
            column.addWidget(widget, stretch)

    def _build_buttons(self) -> None:
        self.new_button = named(self.add_button(_("&Ghi văn bản đến"), "add", self.new, primary=True), "newLetter")
        self.paper_button = named(self.add_button(_("S&oạn văn bản"), "paper"), "draftFromLetter")
        self.paper_button.setMenu(
            self._menu(
                "draftMenu",
                (
                    ("draftPlan", _("&Kế hoạch thực hiện"), "paper", partial(self._draft, "kh-chuyen-doi-so")),
                    ("draftAnswer", _("&Công văn trả lời"), "send", partial(self._draft, "cv-gui-cap-tren")),
                ),
            )
        )
        self.book_button = named(self.add_button(_("&In sổ"), "print"), "registerBook")
        self.book_button.setMenu(
            self._menu(
                "bookMenu",
                (
                    ("printBook", _("&In sổ theo dõi…"), "print", self.print_),
                    ("saveBookPdf", _("Lưu &PDF…"), "pdf", partial(self._save, "pdf")),
                    ("saveBookXlsx", _("Lưu E&xcel…"), "xlsx", partial(self._save, "xlsx")),
                ),
            )
        )

    def _order_tabs(self) -> None:
        chain = [
            self.new_button,
            self.paper_button,
            self.book_button,
            self.letters_pane.filter,
            self.grid,
            self.edit_button,
            self.remove_button,
            self.text,
            self.cite_button,
            *self.proposals.in_reading_order(),
        ]
        for before, after in pairwise(chain):
            QWidget.setTabOrder(before, after)

    def _tool(self, name: str, words: str, icon: str, slot: Callable[[], object]) -> QPushButton:
        button = named(QPushButton(words), name)
        icons.set_icon(button, icon, "accent")
        button.clicked.connect(lambda _checked=False: slot())
        return button

    def _menu(self, name: str, entries: tuple[tuple[str, str, str, Callable[[], object]], ...]) -> QMenu:
        menu = named(QMenu(self), name)
        for action_name, words, icon, slot in entries:
            action = QAction(words, menu)
            action.setObjectName(action_name)
            icons.set_icon(action, icon, "quiet")
            action.triggered.connect(lambda _checked=False, do=slot: do())
            menu.addAction(action)
        return menu

    def _help(self) -> None:
        window = self.window()
        if hasattr(window, "help_requested"):
            window.help_requested.emit(self.handbook)


_TOLD = frozenset({"CIT-NO-DATE", "CIT-DATE", "CIT-TWO-DATES", "CIT-ISSUER", "CIT-REPLACED", "CIT-EXPIRED"})
"""Findings about citations worth telling beside a letter; texts merely unknown are offered by the button."""


def _number(row: LetterView) -> str:
    return str(row.arrival_number or "")


def _issued(row: LetterView) -> str:
    return row.issued_on.isoformat() if row.issued_on else ""


def _facts(reading: LetterReading) -> str:
    view = reading.letter
    parts = [
        view.type_name,
        view.issuer,
        show_day(view.issued_on),
        _("đến {day}").format(day=show_day(view.arrived_on)),
        _("tệp {name}").format(name=view.file_name) if view.file_name else "",
    ]
    return " · ".join(part for part in parts if part)
