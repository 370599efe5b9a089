"""The first run: folder and password, who the office is and its keys, the sealed sheet; then the main window."""

from __future__ import annotations

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
from ui.shell.start_window import StartWindow, button
from ui.shell.taking_over import TakingOver
from ui.widgets.fields import TextField
from ui.widgets.recovery_sheet import SealedSheet, SheetMade, make_sheet, note_kept
from ui.widgets.secrets import NOT_THE_SAME, warn_of_caps_lock

FOLDER_MISSING = refused("WIN-02", N_("Chưa chọn thư mục lưu dữ liệu."), next_step=N_("Chọn một thư mục trên máy này."))
PRACTICE_THERE = refused("WIN-04", N_("Thư mục này dành cho dữ liệu thực hành."), next_step=N_("Chọn thư mục khác."))
NEXT_STEPS = N_(
    "Việc tiếp theo, ở trang “Gửi lên cấp trên”: 1. Thẻ “Khóa”: lưu tệp về khóa rồi đưa cấp trên. 2. Thẻ “Chuẩn bị”: "
    "nhận tệp khóa của cấp trên và so tám từ. 3. Gửi một gói: biên nhận trả về sẽ mang theo những gì cấp trên đã nhận "
    "của cơ quan."
)


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
        self.taking_over: TakingOver | None = None
        self.code = ""
        self.asked: dict[int, TextField] = {}
        self.sheet: SealedSheet | None = None
        self._sure_to_leave = False
        self.step_words = named(QLabel(), "stepWords", "small")
        self.foot.addLayout(self._build_foot())
        self.steps = QStackedWidget()
        self.office = OfficeStep(clock.today())
        self.fields |= self.office.fields
        for page in (self._build_welcome(folder), self.office, self._build_sheet()):
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
            (self._leave_welcome, self._leave_office, self._leave_sheet)[self.steps.currentIndex()]()
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
        column.addWidget(
            button(_("Chỉ muốn xem thử? Mở &xã thực hành"), "practiceButton", "link", self.practice_asked.emit),
            0,
            Qt.AlignmentFlag.AlignLeft,
        )
        links = QHBoxLayout()
        links.addWidget(button(_("Khôi phục từ &bản sao lưu…"), "restoreButton", "link", self._restore))
        links.addWidget(button(_("T&hay máy hỏng, thêm máy…"), "takeOverButton", "link", self._take_over))
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

    def _take_over(self) -> None:
        from ui.shell.taking_over import TakeOverForm

        form = TakeOverForm(self.tasks, parent=self)
        form.opened.connect(self._taken_over)
        form.open()

    def _taken_over(self, taking_over: TakingOver) -> None:
        self.taking_over = taking_over
        self.office.suggest(taking_over.office_name, is_superior=taking_over.is_superior)
        self.notices.info(
            _("Máy này sẽ là một máy của {office}. Đặt mật khẩu cho máy này rồi tiếp tục.").format(
                office=taking_over.office_name
            )
        )
        self.password.setFocus()

    # --- step 2 -------------------------------------------------------------------------------------------------------

    def _leave_office(self) -> None:
        commands = self.office.commands()
        folder, password = self._folder(), self.password.value()
        self.work(
            _("Đang tạo kho dữ liệu…"),
            lambda: self._make(folder, password, commands),
            self._show_sheet,
            self.next_button,
        )

    def _make(self, folder: Path, password: str, commands: list[Any]) -> SheetMade:
        """Runs in a lane: store, office, keys, sheet; a refused office may be tried again with the same store."""
        from app.exchange.enrolling import MakeOwnKeys
        from app.starting import start_workspace

        if self.workspace is None:
            joining = self.taking_over.command if self.taking_over is not None else None
            self.workspace = start_workspace(folder, password, clock=self._clock, cost=self._cost, joining=joining)
        self._set_up(commands)
        self.workspace.do(MakeOwnKeys())  # keys name the office, so not before it is known
        return make_sheet(self.workspace, cost=self._cost)

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

    def _build_sheet(self) -> QWidget:
        page, self._sheet_column = _page()
        self.next_steps = named(QLabel(_(NEXT_STEPS), wordWrap=True), "nextSteps", "banner-warning")
        self.next_steps.hide()
        self._sheet_column.addStretch(1)
        self._sheet_column.addWidget(self.next_steps)
        self.later = button(_("Để sau (lập phiếu khác trong Cài đặt)"), "laterButton", "link", self._open_anyway)
        self._sheet_column.addWidget(self.later, 0, Qt.AlignmentFlag.AlignLeft)
        return page

    def _show_sheet(self, made: SheetMade) -> None:
        self.code = made.code
        self.sheet = SealedSheet(made)
        self.sheet.told.connect(self.notices.info)
        self.sheet.failed.connect(self.notices.problem)
        self.asked = self.sheet.asked
        self.fields |= self.sheet.fields()
        self._sheet_column.insertWidget(0, self.sheet)
        self.next_steps.setVisible(self.taking_over is not None)
        self._show(2)

    def _leave_sheet(self) -> None:
        if self.sheet is not None:
            self.sheet.check()
        self.work(
            _("Đang mở dữ liệu…"),
            lambda: note_kept(self.workspace),
            lambda _done: self.finish(self.workspace),
            self.next_button,
        )

    def _open_anyway(self) -> None:
        self.finish(self.workspace)

    # --- frame --------------------------------------------------------------------------------------------------------

    def _show(self, step: int) -> None:
        self.steps.setCurrentIndex(step)
        self.heading.setText((_("Bắt đầu dùng Xã Số"), _("Cơ quan của bạn"), _("Phiếu khôi phục"))[step])
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
