"""The form of a letter: its columns, its text by paste or from a file, and its file kept by content."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtGui import QDragEnterEvent, QDropEvent, QTextCursor
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QLabel, QPushButton, QWidget

from app.importing import scans
from app.incoming import queries
from app.incoming.commands import EditLetter, LetterInput, RegisterLetter
from app.incoming.opening import SUFFIXES, OpenedLetter, open_letter, open_scan
from app.incoming.reader import read_letter
from app.incoming.reader_views import LetterHead
from app.incoming.rules import SAME_LETTER
from app.incoming.views import LetterView
from app.kernel.problems import Problem, Refused, refused
from app.kernel.words import N_, _
from ui.core import icons, tokens
from ui.core.context import Context
from ui.core.dialogs import FormDialog
from ui.core.theme import named, set_look
from ui.widgets.fields import CheckField, DateField, LongTextField, TextField

NOT_A_NUMBER = refused(
    "INC-31", N_("Số đến “{text}” không phải là số."), next_step=N_("Nhập số, hoặc để trống nếu Văn thư chưa cho số.")
)
NO_ARRIVAL = refused("INC-32", N_("Chưa nhập ngày đến."), next_step=N_("Nhập ngày nhận văn bản, ví dụ 05/04/2022."))
_HEAD = 8_000
"""Characters in which the head of a letter stands; a long text is not read anew with every letter typed."""


class LetterForm(FormDialog):
    """A new letter, or one that is kept; what the text says of itself fills the empty columns."""

    def __init__(
        self, context: Context, day: date, kept: LetterView | None = None, text: str = "", parent: QWidget | None = None
    ) -> None:
        self.context, self.kept = context, kept
        self.title = _("Sửa văn bản đến") if kept else _("Ghi văn bản đến")
        super().__init__(parent)
        self.record_uid = kept.uid if kept else ""
        self.file_sha256 = kept.file_sha256 if kept else ""
        self.file_name = kept.file_name if kept else ""
        self._build_fields()
        self._lay_out()
        self._fill(day, kept, text)
        self.text.changed.connect(self._on_text)
        self.arrived_on.changed.connect(self._propose_number)
        self.setAcceptDrops(True)
        self.resize(760, 640)
        if kept is None:
            self._propose_number()

    def command(self) -> RegisterLetter | EditLetter:
        letter = LetterInput(
            arrived_on=self._arrived(),
            arrival_number=self._number(),
            symbol=self.symbol.value(),
            type_name=self.type_name.value(),
            issued_on=self.issued_on.value(),
            issuer=self.issuer.value(),
            subject=self.subject.value(),
            receiver=self.receiver.value(),
            forwarded_on=self.forwarded_on.value(),
            answer_due_on=self.answer_due_on.value(),
            text=self.text.edit.toPlainText(),
            file_sha256=self.file_sha256,
            file_name=self.file_name,
            note=self.note.value(),
        )
        if self.kept is None:
            return RegisterLetter(letter=letter, two_letters=self.two_letters.value())
        return EditLetter(uid=self.kept.uid, letter=letter, two_letters=self.two_letters.value())

    def show_problem(self, problem: Problem) -> bool:
        """A like letter is asked about: the answer is a box that appears beneath."""
        if problem.code == SAME_LETTER.code:
            self.two_letters.show()
        return super().show_problem(problem)

    def take_file(self, path: Path) -> None:
        """Opens a file for its text and keeps the file itself; a scan is kept and its text is typed."""
        self._tell(_("Đang đọc tệp…"), "small")
        files = self.context.workspace.files  # type: ignore[union-attr]  # there is a store while the page is shown

        def work(_progress: Any) -> tuple[OpenedLetter, str]:
            opened = open_scan(path) if scans.is_picture(path) else open_letter(path)
            return opened, files.put(path)

        self.context.tasks.run(work, _("Đang đọc văn bản"), then=self._took, failed=self._not_read, button=self.choose)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.take_file(paths[0])

    def _took(self, found: tuple[OpenedLetter, str]) -> None:
        opened, self.file_sha256 = found
        self.file_name = opened.name
        if opened.text:
            self.text.edit.setPlainText(opened.text)
        if opened.is_scan:
            self._tell(
                _("Đã lưu tệp {name}, nhưng đây là bản quét không có chữ: gõ hoặc dán nội dung vào ô dưới.").format(
                    name=opened.name
                ),
                "warn",
            )
        else:
            words = _("Đã đọc tệp {name}, {pages} trang.").format(name=opened.name, pages=opened.pages)
            old = _("Đã chuyển từ {font} sang Unicode.").format(font=opened.converted_from)
            self._tell(f"{words} {old}" if opened.converted_from else words, "small")

    def _not_read(self, problem: Problem) -> bool:
        self._tell(f"{problem.sentence} {problem.next_step}", "bad")
        return True

    def _on_text(self) -> None:
        """Fills what is still empty from the head of the text; nothing typed is touched."""
        document = self.text.edit.document()
        cursor = QTextCursor(document)
        cursor.setPosition(min(_HEAD, document.characterCount() - 1), QTextCursor.MoveMode.KeepAnchor)
        text = cursor.selectedText().replace("\u2029", "\n")
        if len(text) > 40:
            self._fill_head(read_letter(text).head)

    def _fill_head(self, head: LetterHead) -> None:
        for field, words in (
            (self.symbol, head.symbol),
            (self.type_name, head.type_name),
            (self.issuer, head.issuer),
            (self.subject, head.subject),
        ):
            if words and not field.value():
                field.set_value(words)
                field.edit.setCursorPosition(0)
        if head.issued_on and not str(self.issued_on.typed()).strip():
            self.issued_on.set_value(head.issued_on)

    def _propose_number(self) -> None:
        if self.kept is not None or self.arrival_number.value() not in ("", self._proposed):
            return
        try:
            day = self.arrived_on.value()
        except Refused:
            return
        if day is not None:
            self.context.tasks.read(queries.next_arrival_number, day.year, then=self._show_number)

    def _show_number(self, number: int) -> None:
        self._proposed = str(number)
        self.arrival_number.set_value(self._proposed)
        self._before = self._typed()

    def _arrived(self) -> date:
        day = self.arrived_on.value()
        if day is None:
            raise NO_ARRIVAL(field="arrived_on")
        return day

    def _number(self) -> int | None:
        text = self.arrival_number.value()
        if text and not (text.isascii() and text.isdigit()):
            raise NOT_A_NUMBER(field="arrival_number", text=text)
        return int(text) if text else None

    def _fill(self, day: date, kept: LetterView | None, text: str) -> None:
        self._proposed = ""
        self.arrived_on.set_value(kept.arrived_on if kept else day)
        self.arrival_number.set_value(str(kept.arrival_number or "") if kept else "")
        self.symbol.set_value(kept.symbol if kept else "")
        self.type_name.set_value(kept.type_name if kept else "")
        self.issued_on.set_value(kept.issued_on if kept else None)
        self.issuer.set_value(kept.issuer if kept else "")
        self.subject.set_value(kept.subject if kept else "")
        self.receiver.set_value(kept.receiver if kept else "")
        self.forwarded_on.set_value(kept.forwarded_on if kept else None)
        self.answer_due_on.set_value(kept.answer_due_on if kept else None)
        self.note.set_value(kept.note if kept else "")
        self.text.edit.setPlainText(text)
        if self.file_name:
            self._tell(_("Tệp đã lưu: {name}").format(name=self.file_name), "small")

    def _choose(self) -> None:
        kinds = " ".join(f"*{ending}" for ending in (*SUFFIXES, *scans.ENDINGS))
        chosen, _kind = QFileDialog.getOpenFileName(self, _("Chọn tệp văn bản đến"), "", f"{_('Văn bản')} ({kinds})")
        if chosen:
            self.take_file(Path(chosen))

    def _tell(self, words: str, look: str) -> None:
        self.told.setText(words)
        set_look(self.told, look)

    def _build_fields(self) -> None:
        self.arrived_on = DateField(_("Ngày đế&n"), name="arrived_on")
        self.arrival_number = TextField(_("&Số đến"), name="arrival_number")
        self.symbol = TextField(_("Số, &ký hiệu"), name="symbol")
        self.issued_on = DateField(_("N&gày văn bản"), name="issued_on")
        self.type_name = TextField(_("Tên l&oại"), name="type_name")
        self.issuer = TextField(_("Cơ &quan ban hành"), name="issuer")
        self.subject = TextField(_("T&rích yếu"), name="subject")
        self.receiver = TextField(_("Đơn &vị, người nhận"), name="receiver")
        self.forwarded_on = DateField(_("Ngày chu&yển"), name="forwarded_on")
        self.answer_due_on = DateField(_("&Hạn trả lời"), name="answer_due_on")
        self.note = TextField(_("Ghi chú (&w)"), name="note")
        self.text = LongTextField(
            _("Nội &dung văn bản"), name="text", hint=_("Dán nội dung (Ctrl+V): số, ngày, trích yếu được điền giúp.")
        )
        self.text.edit.setMinimumHeight(110)
        self.two_letters = CheckField(_("Đây là một văn bản khá&c, vẫn ghi vào sổ"), name="two_letters")
        self.two_letters.hide()
        self.choose = named(QPushButton(_("&Mở tệp văn bản…")), "chooseLetterFile")
        icons.set_icon(self.choose, "folder", "accent")
        self.choose.setAutoDefault(False)
        self.choose.clicked.connect(lambda _checked=False: self._choose())
        self.told = named(
            QLabel(_("TXT, DOCX, PDF có chữ; bản quét thì lưu kèm và gõ nội dung."), wordWrap=True),
            "letterFile",
            "small",
        )

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(tokens.SPACE_S)
        line.addWidget(self.choose)
        line.addWidget(self.told, 1)
        self.form.addLayout(line)
        grid = QGridLayout()
        grid.setSpacing(tokens.SPACE_S)
        for column in range(4):
            grid.setColumnStretch(column, 1)
        for field, row, column, span in (
            (self.arrived_on, 0, 0, 1),
            (self.arrival_number, 0, 1, 1),
            (self.symbol, 0, 2, 1),
            (self.issued_on, 0, 3, 1),
            (self.issuer, 1, 0, 2),
            (self.type_name, 1, 2, 1),
            (self.answer_due_on, 1, 3, 1),
            (self.subject, 2, 0, 4),
            (self.receiver, 3, 0, 2),
            (self.forwarded_on, 3, 2, 1),
            (self.note, 3, 3, 1),
        ):
            grid.addWidget(field, row, column, 1, span)
            self.fields[field.editor.objectName()] = field
        self.fields["text"] = self.text
        self.form.addLayout(grid)
        self.form.addWidget(self.two_letters)
        self.form.addWidget(self.text, 1)
