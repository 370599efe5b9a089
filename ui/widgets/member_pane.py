"""The list of a body's members with everything that can be done to one of them, by mouse and by keyboard."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QWidget

from app.bodies.commands import (
    AssignDuty,
    MarkLeaving,
    OrderMembers,
    RemovePlannedMember,
    UnmarkLeaving,
)
from app.kernel.words import _
from app.vocabulary import BodyKind
from ui.core import icons
from ui.core.context import Context
from ui.core.theme import named
from ui.widgets.empty_state import EmptyState
from ui.widgets.grid import Grid
from ui.widgets.grid_pane import GridPane
from ui.widgets.member_forms import ChangeMemberForm
from ui.widgets.member_grid import MemberLine, MemberRows


class MemberPane(GridPane):
    """Members of one body; a past composition is shown without its buttons."""

    chosen = Signal(object)
    """The MemberLine under the cursor, None for none."""

    def __init__(
        self, context: Context, kind: BodyKind, *, empty: EmptyState | None = None, parent: QWidget | None = None
    ) -> None:
        self._context, self._kind = context, kind
        self.read_only = False
        rows = MemberRows(self._assign if kind is BodyKind.COMMITTEE else None)
        grid = Grid(rows, name=f"{kind.value}Members")
        grid.setAccessibleName(_("Danh sách thành viên"))
        super().__init__(grid, placeholder=_("Lọc thành viên…"), empty=empty, parent=parent)
        grid.remember(context.settings, f"members.{kind.value}")
        self._build_buttons()
        grid.opened.connect(lambda _line: self.edit())
        grid.delete_asked.connect(self.take_out)
        grid.current_changed.connect(self._on_current)
        for keys, by in (("Alt+Up", -1), ("Alt+Down", 1)):
            mover = QShortcut(QKeySequence(keys), grid, partial(self.move_member, by))
            mover.setContext(Qt.ShortcutContext.WidgetShortcut)

    def show_lines(self, lines: Sequence[MemberLine], *, read_only: bool = False) -> None:
        """Shows these members; a past composition is only read."""
        self.read_only = read_only
        self.grid.rows.set_rows(lines)
        if self.grid.current() is None and lines:
            self.grid.selectRow(0)
        self._on_current(self.grid.current())

    def edit(self) -> None:
        """Opens the form of the member under the cursor."""
        line = self.grid.current()
        if line is None or self.read_only:
            return
        form = ChangeMemberForm(line.member, self._kind, day=self._context.clock.today(), parent=self)
        form.send_with(self._context.tasks, lambda done: self.grid.select_uid(str(done.value)))

    def take_out(self, lines: Sequence[MemberLine] | None = None) -> None:
        """Drops planned members, marks those in force as leaving; what is marked already stays so."""
        if self.read_only:
            return
        for line in lines if lines is not None else self.grid.selected():
            if line.member.valid_from is None:
                self._context.tasks.do(RemovePlannedMember(membership=line.uid))
            elif not line.member.leaving:
                self._context.tasks.do(MarkLeaving(membership=line.uid))

    def put_back(self) -> None:
        """Takes the marks of the selected members back."""
        for line in self.grid.selected():
            if line.member.leaving and not self.read_only:
                self._context.tasks.do(UnmarkLeaving(membership=line.uid))

    def move_member(self, by: int) -> None:
        """Exchanges a member with the one before or after, within the same role."""
        line = self.grid.current()
        if line is None or self.read_only or line.member.leaving:
            return
        if self.grid.horizontalHeader().sortIndicatorSection() >= 0 or self.filter.text():
            self._context.notices.info(_("Bỏ lọc và bỏ sắp xếp theo cột (bấm tiêu đề cột) để đổi thứ tự thành viên."))
            return
        same = [one for one in self.grid.rows.rows if one.member.role is line.member.role and not one.member.leaving]
        here = same.index(line)
        if not 0 <= here + by < len(same):
            self._context.notices.info(_("Thứ tự chỉ đổi được giữa những người cùng vai trò."))
            return
        same.insert(here + by, same.pop(here))
        self._context.tasks.do(OrderMembers(memberships=tuple(one.uid for one in same)))

    def in_reading_order(self) -> list[QWidget]:
        """What Tab visits, in this order."""
        return [self.filter, self.edit_button, self.leave_button, self.up_button, self.down_button, self.grid]

    def _assign(self, line: MemberLine, duty: str) -> None:
        if not self.read_only:
            self._context.tasks.do(AssignDuty(membership=line.uid, duty=duty))

    def _on_current(self, line: Any) -> None:
        here = line is not None and not self.read_only
        leaving = here and line.member.leaving
        for button in (self.edit_button, self.up_button, self.down_button):
            button.setEnabled(here and not leaving)
        self.leave_button.setEnabled(here)
        planned = line is not None and line.member.valid_from is None
        self.leave_button.setText(_("&Giữ lại") if leaving else _("&Bỏ dự kiến") if planned else _("Cho t&hôi"))
        icons.set_icon(self.leave_button, "undo" if leaving else "remove", "accent")
        self.chosen.emit(line)

    def _leave_or_stay(self) -> None:
        line = self.grid.current()
        if line is not None and line.member.leaving:
            self.put_back()
        else:
            self.take_out()

    def _build_buttons(self) -> None:
        self.edit_button = self._button("editMember", _("Sử&a…"), "edit", self.edit, "Enter")
        self.leave_button = self._button("leaveMember", _("&Bỏ dự kiến"), "remove", self._leave_or_stay, "Delete")
        self.up_button = self._button("moveMemberUp", "", "up", partial(self.move_member, -1), _("Chuyển lên (Alt+↑)"))
        self.down_button = self._button(
            "moveMemberDown", "", "down", partial(self.move_member, 1), _("Chuyển xuống (Alt+↓)")
        )

    def _button(self, name: str, words: str, icon: str, slot: Any, tip: str) -> QPushButton:
        button = named(QPushButton(words), name)
        icons.set_icon(button, icon, "accent")
        button.setToolTip(tip)
        if not words:
            button.setAccessibleName(tip)
        button.clicked.connect(lambda _checked=False: slot())
        self.tools.addWidget(button)
        return button
