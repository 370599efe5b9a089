"""The first run: folder and password, who the office is, the recovery code; then the main window."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from app.folders import check_workspace_folder, is_practice_folder
from app.kernel.clock import Clock
from app.kernel.problems import Problem, refused
from app.kernel.words import N_, _
from app.keys.slot import check_password_rules
from ui.core import tokens
from ui.core.theme import named
from ui.shell.office_step import OfficeStep
from ui.shell.recovery_sheet import CodeGroups, print_sheet, save_sheet, sheet_pdf
from ui.shell.start_window import StartWindow, button, warn_of_caps_lock
from ui.shell.unlock import NOT_THE_SAME
from ui.widgets.fields import TextField

GROUPS_ASKED = 2
FOLDER_MISSING = refused("WIN-02", N_("Chưa chọn thư mục lưu dữ liệu."), next_step=N_("Chọn một thư mục trên máy này."))
GROUP_DIFFERS = refused(
    "WIN-03", N_("Nhóm này không giống tờ mã."), next_step=N_("Nhìn lại tờ mã rồi nhập lại 6 chữ số.")
)
PRACTICE_THERE = refused("WIN-04", N_("Thư mục này dành cho dữ liệu thực hành."), next_step=N_("Chọn thư mục khác."))


class FirstRun(StartWindow):
    """Three steps: Enter goes to the next field, Ctrl+Enter to the next step, Alt+Left back.

    Nothing is made before the second step is finished.
    """

    def __init__(
        self, folder: Path, clock: Clock, *, cost: Any = None, inline: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(inline=inline, parent=parent)
        self._clock, self._cost = clock, cost
        self.workspace: Any = None
        self.code = ""
        self._sure_to_leave = False
        self.step_words = named(QLabel(), "stepWords", "small")
        self.foot.addLayout(self._build_foot())
        self.steps = QStackedWidget()
        self.office = OfficeStep(clock.today())
        self.fields |= self.office.fields
        for page in (self._build_welcome(folder), self.office, self._build_code()):
            self.steps.addWidget(page)
        self.content.addWidget(self.steps, 1)
        QShortcut(QKeySequence("Alt+Left"), self, self.back)
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):  # not by name: a translation may call both the same
            QShortcut(QKeySequence(Qt.Modifier.CTRL | key), self, self.next_button.click)
        self.next_button.setToolTip("Ctrl+Enter")
        self.resize(680, 600)
        self._show(0)

    def next(self) -> None:
        """Checks the step and goes on; a refusal stands beside its field."""
        for field in self.fields.values():
            field.clear_error()
        try:
            (self._leave_welcome, self._leave_office, self._leave_code)[self.steps.currentIndex()]()
        except Problem as problem:
            if not self.show_refusal(problem):
                self.notices.problem(problem)

    def back(self) -> None:
        """Goes to the step before; what was made stays made."""
        if self.steps.currentIndex() == 1 and self.workspace is None:
            self._show(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focused = self.focusWidget()
            if isinstance(focused, QPushButton):
                focused.click()
            else:
                self.focusNextChild()
            return
        super().keyPressEvent(event)

    def reject(self) -> None:
        if self.workspace is not None:
            self._open_anyway()
            return
        typed = any(field.typed() for field in (self.password, self.again, self.office.name))
        if typed and not self._sure_to_leave:
            self._sure_to_leave = True
            self.notices.info(_("Chưa có gì được lưu. Nhấn Esc lần nữa để thoát, hoặc tiếp tục thiết lập."))
            return
        super().reject()

    # --- step 1 -------------------------------------------------------------------------------------------------------

    def _build_welcome(self, folder: Path) -> QWidget:
        page, column = _page()
        column.addWidget(
            QLabel(_("Dữ liệu được mã hóa và chỉ lưu trên máy này. Không cần mạng, không gửi đi đâu."), wordWrap=True)
        )
        self.password = TextField(
            _("Đặt mật &khẩu"), name="password", secret=True, hint=_("Ít nhất 8 ký tự; nên ghép vài từ dễ nhớ.")
        )
        self.again = TextField(_("Nhập &lại mật khẩu"), name="again", secret=True)
        for field, hint in ((self.password, _("Ít nhất 8 ký tự; nên ghép vài từ dễ nhớ.")), (self.again, "")):
            warn_of_caps_lock(field, field.edit, hint)
        self.folder = TextField(
            _("Thư &mục lưu dữ liệu"),
            name="folder",
            hint=_("Nên giữ nguyên. Không dùng USB, ổ mạng hay thư mục đồng bộ đám mây."),
        )
        self.folder.set_value(str(folder))
        choose = button(_("&Chọn…"), "chooseFolder", "", self._choose_folder)
        beside = QVBoxLayout()
        beside.setContentsMargins(0, self.folder.label.sizeHint().height() + 4, 0, 0)  # level with the field
        beside.addWidget(choose)
        beside.addStretch(1)
        line = QHBoxLayout()
        line.addWidget(self.folder, 1)
        line.addLayout(beside)
        for name, field in (("password", self.password), ("again", self.again), ("folder", self.folder)):
            self.fields[name] = field
        column.addWidget(self.password)
        column.addWidget(self.again)
        column.addLayout(line)
        column.addStretch(1)
        links = QHBoxLayout()
        links.addWidget(
            button(_("Chỉ muốn xem thử? Mở &xã thực hành"), "practiceButton", "link", self.practice_asked.emit)
        )
        links.addWidget(button(_("Khôi phục từ &bản sao lưu…"), "restoreButton", "link", self._restore))
        links.addStretch(1)
        column.addLayout(links)
        return page

    def _choose_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, _("Chọn thư mục lưu dữ liệu"), self.folder.value())
        if name:
            self.folder.set_value(name)
            self.folder.clear_error()

    def _leave_welcome(self) -> None:
        check_password_rules(self.password.value())
        if self.password.value() != self.again.value():
            raise NOT_THE_SAME(field="again")
        folder = self._folder()
        if is_practice_folder(folder):
            raise PRACTICE_THERE(field="folder")
        check_workspace_folder(folder)
        self._show(1)

    def _folder(self) -> Path:
        if not self.folder.value():
            raise FOLDER_MISSING(field="folder")
        return Path(self.folder.value()).expanduser()

    def _restore(self) -> None:
        from ui.shell.restoring import RestoreForm

        form = RestoreForm(self._folder(), self._clock, self.tasks, parent=self)
        form.restored.connect(self.finish)
        form.open()

    # --- step 2 -------------------------------------------------------------------------------------------------------

    def _leave_office(self) -> None:
        commands = self.office.commands()
        folder, password = self._folder(), self.password.value()
        self.work(
            _("Đang tạo kho dữ liệu…"),
            lambda: self._make(folder, password, commands),
            self._show_code,
            self.next_button,
        )

    def _make(self, folder: Path, password: str, commands: list[Any]) -> str:
        """Runs in a lane: the store, the office, the code; a refused office may be tried again with the same store."""
        from app.keys.slot import make_recovery_code, open_slot
        from app.starting import start_workspace

        if self.workspace is None:
            self.workspace = start_workspace(folder, password, clock=self._clock, cost=self._cost)
        self._set_up(commands)
        slot = self.workspace.places.slot
        return make_recovery_code(slot, open_slot(slot, password, self._clock), cost=self._cost)

    def _set_up(self, commands: list[Any]) -> None:
        """Both offices or none, so that a refused one can be typed anew."""
        for done, command in enumerate(commands):
            try:
                self.workspace.do(command)
            except Problem as problem:
                problem.field = ("", "above_")[done] + problem.field
                for _step in range(done):
                    self.workspace.undo()
                raise

    # --- step 3 -------------------------------------------------------------------------------------------------------

    def _build_code(self) -> QWidget:
        page, self._code_column = _page()
        self._code_column.addWidget(
            QLabel(
                _(
                    "Nếu quên mật khẩu, chỉ mã này mở được dữ liệu. Hãy in hoặc chép ra giấy, cất ở tủ có khóa. "
                    "Mã chỉ hiện một lần."
                ),
                wordWrap=True,
            )
        )
        line = QHBoxLayout()
        line.addWidget(button(_("&In tờ mã"), "printCode", "", self._print_code))
        line.addWidget(button(_("&Lưu PDF…"), "saveCode", "", self._save_code))
        line.addStretch(1)
        self._code_column.addLayout(line)
        self._code_column.addWidget(
            QLabel(_("Nhìn tờ mã và nhập lại hai nhóm để chắc chắn đã chép đúng:"), wordWrap=True)
        )
        self.asked: dict[int, TextField] = {}
        self._asked_line = QHBoxLayout()
        self._asked_line.setSpacing(tokens.SPACE_M)
        self._code_column.addLayout(self._asked_line)
        self._code_column.addStretch(1)
        self.later = button(_("Để sau (tạo mã khác trong Cài đặt)"), "laterButton", "link", self._open_anyway)
        self._code_column.addWidget(self.later, 0, Qt.AlignmentFlag.AlignLeft)
        return page

    def _show_code(self, code: str) -> None:
        self.code = code
        self._code_column.insertWidget(1, CodeGroups(code))
        places = sorted(secrets.SystemRandom().sample(range(1, len(code.split()) + 1), GROUPS_ASKED))
        for place in places:
            field = TextField(_("Nhóm số {place}").format(place=place), name=f"group{place}asked", placeholder="000000")
            self.asked[place] = self.fields[f"group{place}"] = field
            self._asked_line.addWidget(field)
        self._show(2)

    def _print_code(self) -> None:
        if print_sheet(self, sheet_pdf(self.code, self.office.title())):
            self._first_asked().setFocus()

    def _save_code(self) -> None:
        try:
            saved = save_sheet(self, sheet_pdf(self.code, self.office.title()))
        except Problem as problem:
            self.notices.problem(problem, retry=self._save_code)
            return
        if saved is not None:
            self.notices.info(_("Đã lưu tờ mã. Hãy in ra rồi xóa tệp này khỏi máy."))
            self._first_asked().setFocus()

    def _first_asked(self) -> TextField:
        return next(iter(self.asked.values()))

    def _leave_code(self) -> None:
        for place, field in self.asked.items():
            if field.value().replace(" ", "") != self.code.split()[place - 1]:
                raise GROUP_DIFFERS(field=f"group{place}")
        self.finish(self.workspace)

    def _open_anyway(self) -> None:
        self.finish(self.workspace)

    # --- frame --------------------------------------------------------------------------------------------------------

    def _show(self, step: int) -> None:
        self.steps.setCurrentIndex(step)
        self.heading.setText((_("Bắt đầu dùng Xã Số"), _("Cơ quan của bạn"), _("Mã khôi phục"))[step])
        self.step_words.setText(_("Bước {step} trong 3").format(step=step + 1))
        self.back_button.setVisible(step == 1 and self.workspace is None)
        self.next_button.setText(_("&Hoàn tất") if step == 2 else _("Tiếp &tục"))
        (self.password, self.office.name, next(iter(self.asked.values()), self.next_button))[step].setFocus()

    def _build_foot(self) -> QHBoxLayout:
        self.next_button = button(_("Tiếp &tục"), "nextButton", "primary", self.next)
        self.back_button = button(_("&Quay lại"), "backButton", "", self.back)
        line = QHBoxLayout()
        line.setSpacing(tokens.SPACE_S)
        line.addWidget(self.step_words)
        line.addStretch(1)
        line.addWidget(self.next_button)
        line.addWidget(self.back_button)
        return line


def _page() -> tuple[QWidget, QVBoxLayout]:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, tokens.SPACE_S)
    column.setSpacing(tokens.SPACE_M)
    return page, column
