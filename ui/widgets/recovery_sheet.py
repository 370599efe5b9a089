"""The sealed recovery sheet: its code is shown once, printed or saved, asked back in two groups, and never kept."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.kernel.files import atomic_write
from app.kernel.problems import Problem, refused
from app.kernel.words import N_, _
from ui.core import tokens
from ui.core.theme import named
from ui.widgets.fields import TextField

GROUPS_ASKED = 2
GROUP_DIFFERS = refused(
    "WIN-03", N_("Nhóm này không giống phiếu khôi phục."), next_step=N_("Nhìn lại phiếu rồi nhập lại 6 chữ số.")
)
WHAT_FOR = N_(
    "Một phiếu cho mọi việc: mở dữ liệu khi quên mật khẩu, khôi phục trên máy mới từ bản sao lưu hoặc từ tệp giữ khóa. "
    "Hãy in hoặc chép ra giấy, cho vào phong bì niêm phong, cất ở tủ có khóa. Mã chỉ hiện một lần."
)


@dataclass(frozen=True)
class SheetMade:
    """What stands on the sheet."""

    code: str
    office: str
    made_on: date

    def pdf(self) -> bytes:
        """The sheet as PDF, A4."""
        from app.exchange.key_sheet import recovery_sheet

        return recovery_sheet(self.office, self.made_on, self.code)


def make_sheet(workspace: Any, *, cost: Any = None) -> SheetMade:
    """Runs in a lane: a new code, in place of the one before."""
    from app.exchange.ring import own_card
    from app.exchange.sealing_note import NoteSheet
    from app.offices.queries import NO_OFFICE

    today = workspace.clock.today()
    try:
        office = workspace.read(own_card, workspace.own_office_uid, today).office_name
    except Problem as problem:
        if problem.kind is not NO_OFFICE:
            raise
        office = ""
    made = SheetMade(workspace.new_recovery_code(cost=cost), office, today)
    workspace.do(NoteSheet(kept=False))
    return made


def note_kept(workspace: Any) -> None:
    """Runs in a lane: two groups were given back, so the sheet is on paper."""
    from app.exchange.sealing_note import NoteSheet

    workspace.do(NoteSheet(kept=True))


class CodeGroups(QFrame):
    """The eight groups with their numbers, large enough to be copied by hand."""

    def __init__(self, code: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "codeGroups", "card")
        self.setAccessibleName(_("Mã khôi phục"))
        grid = QGridLayout(self)
        grid.setContentsMargins(14, 8, 14, 8)
        grid.setVerticalSpacing(4)
        for place, group in enumerate(code.split()):
            cell = named(QLabel(f"{place + 1}.  <b style='font-size:16px'>{group}</b>"), f"group{place + 1}")
            grid.addWidget(cell, place // 4, place % 4)


class SealedSheet(QWidget):
    """Groups, buttons that print and save, and two groups asked back."""

    told = Signal(str)
    failed = Signal(object)
    """A Problem of the disk while saving."""

    def __init__(self, made: SheetMade, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.made = made
        self.asked: dict[int, TextField] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_M)
        column.addWidget(QLabel(_(WHAT_FOR), wordWrap=True))
        column.addWidget(CodeGroups(made.code))
        line = QHBoxLayout()
        steps: tuple[tuple[str, str, Callable[[], None]], ...] = (
            (_("&In phiếu"), "printCode", self.print_),
            (_("&Lưu PDF…"), "saveCode", self.save),
        )
        for words, name, slot in steps:
            button = named(QPushButton(words), name)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _checked=False, do=slot: do())
            line.addWidget(button)
        line.addStretch(1)
        column.addLayout(line)
        column.addWidget(QLabel(_("Nhìn phiếu và nhập lại hai nhóm để chắc chắn đã chép đúng:"), wordWrap=True))
        column.addLayout(self._build_asked())

    def check(self) -> None:
        """Refused WIN-03 naming the field of a group that differs from the sheet."""
        for place, field in self.asked.items():
            if field.value().replace(" ", "") != self.made.code.split()[place - 1]:
                raise GROUP_DIFFERS(field=f"group{place}")

    def fields(self) -> dict[str, TextField]:
        """The fields by the names by which refusals call them."""
        return {f"group{place}": field for place, field in self.asked.items()}

    def print_(self) -> None:
        """Prints the sheet."""
        from ui.widgets.printing import ask_printer, print_pdf

        printer = ask_printer(self, 1, title=_("Phiếu khôi phục"))
        if printer is not None:
            print_pdf(self.made.pdf(), printer)
            self._ask_first()

    def save(self) -> None:
        """Asks where and saves the sheet as PDF, to be printed elsewhere."""
        name, _kind = QFileDialog.getSaveFileName(
            self, _("Lưu phiếu khôi phục"), _("phieu-khoi-phuc.pdf"), "PDF (*.pdf)"
        )
        if not name:
            return
        try:
            atomic_write(Path(name).with_suffix(".pdf"), self.made.pdf())
        except Problem as problem:
            self.failed.emit(problem)
            return
        self.told.emit(_("Đã lưu phiếu khôi phục. Hãy in ra rồi xóa tệp này khỏi máy."))
        self._ask_first()

    def _ask_first(self) -> None:
        next(iter(self.asked.values())).setFocus()

    def _build_asked(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(tokens.SPACE_M)
        groups = len(self.made.code.split())
        for place in sorted(secrets.SystemRandom().sample(range(1, groups + 1), GROUPS_ASKED)):
            field = TextField(_("Nhóm số {place}").format(place=place), name=f"group{place}asked", placeholder="000000")
            self.asked[place] = field
            line.addWidget(field)
        return line
