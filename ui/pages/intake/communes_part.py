"""Enrolled communes: who is late, whose key waits to be compared, how much is held of each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.kernel.words import _
from ui.core import icons, tokens
from ui.core.context import Context
from ui.core.row_model import Column, RowModel
from ui.core.theme import named
from ui.pages.intake.loading import CommuneLine
from ui.widgets.empty_state import EmptyState
from ui.widgets.exchange_words import moment
from ui.widgets.grid import Grid
from ui.widgets.grid_pane import GridPane


class CommunesPart(QWidget):
    """The list of communes."""

    records_asked = Signal(object)
    compare = Signal(object)
    package_asked = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.grid = Grid(RowModel[CommuneLine](_columns()), name="communeGrid")
        self.grid.setAccessibleName(_("Các xã đã đăng ký khóa"))
        self.grid.remember(context.settings, "communes")
        self.empty = EmptyState(
            _(
                "Trang này dành cho cơ quan cấp trên: nhận gói các xã gửi, xem đúng như đã gửi, trả biên nhận. "
                "Xã không cần dùng. Để bắt đầu, hãy nhận tệp khóa của một xã."
            ),
            _("Nhận tệp khóa của xã…"),
            icon="received",
        )
        self.pane = GridPane(self.grid, placeholder=_("Lọc theo tên xã, tình trạng…"), empty=self.empty)
        self.records_button = named(QPushButton(_("&Xem dữ liệu đã gửi")), "showRecords")
        self.compare_button = named(QPushButton(_("So &tám từ…")), "compareCommune")
        self.package_button = named(QPushButton(_("&Lập gói hướng dẫn")), "preparePackage")
        self.package_button.setToolTip(_("Gồm các bản ghi trả lại để sửa cho xã này"))
        icons.set_icon(self.records_button, "open", "accent")
        self.tools = line = QHBoxLayout()
        line.setSpacing(tokens.SPACE_S)
        for button, signal in (
            (self.records_button, self.records_asked),
            (self.compare_button, self.compare),
            (self.package_button, self.package_asked),
        ):
            button.clicked.connect(lambda _checked=False, tell=signal: self._tell(tell))
            line.addWidget(button)
        line.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, tokens.SPACE_S, 0, 0)
        layout.setSpacing(tokens.SPACE_S)
        layout.addWidget(self.pane, 1)
        layout.addLayout(line)
        self.grid.opened.connect(self.records_asked.emit)
        self.grid.current_changed.connect(lambda _line: self._show_current())
        self._show_current()

    def show_communes(self, lines: Sequence[CommuneLine]) -> None:
        """Shows these."""
        self.grid.rows.set_rows(lines)
        if self.grid.current() is None and lines:
            self.grid.selectRow(0)
        self._show_current()

    def current(self) -> CommuneLine | None:
        """The commune under the cursor."""
        line: CommuneLine | None = self.grid.current()
        return line

    def _tell(self, signal: Signal) -> None:
        line = self.current()
        if line is not None:
            signal.emit(line)  # type: ignore[attr-defined]  # a bound signal

    def _show_current(self) -> None:
        line = self.current()
        for button in (self.records_button, self.package_button):
            button.setVisible(line is not None)
        self.compare_button.setVisible(line is not None and line.waiting_key is not None)


def silence(line: CommuneLine) -> str:
    """How long nothing came, in words."""
    if line.days is None:
        return _("chưa gửi gói nào")
    if line.is_late:
        return _("quá {days} ngày chưa gửi").format(days=line.days)
    return _("hôm nay") if line.days == 0 else _("{days} ngày trước").format(days=line.days)


def _key(line: CommuneLine) -> str:
    if line.waiting_key is not None:
        return _("khóa chờ so tám từ")
    return _("đã so tám từ") if line.view.is_trusted else _("khóa đã thu hồi")


def _key_tint(line: CommuneLine) -> str:
    return "warn" if line.waiting_key is not None else "" if line.view.is_trusted else "bad"


def _columns() -> list[Column[CommuneLine]]:
    return [
        Column(_("Xã"), lambda row: row.view.office_name, width=240, tip=lambda row: row.view.office_name),
        Column(
            _("Gói gần nhất"),
            silence,
            sort=lambda row: -1 if row.days is None else 10_000 - row.days,
            tint=lambda row: "bad" if row.is_late else "",
            icon=lambda row: "warning" if row.is_late else "ok",
            width=190,
        ),
        Column(_("Nhận lúc"), lambda row: moment(row.view.last_came_at), sort=_by_last, width=150),
        Column(_("Khóa"), _key, tint=_key_tint, width=150),
        Column(_("Bản ghi"), lambda row: str(row.view.rows), sort=lambda row: row.view.rows, number=True, width=80),
        Column(_("Giữ riêng, chờ"), _kept, tint=lambda row: "bad" if row.view.kept_back else "", width=130),
        Column(_("Chờ sửa"), lambda row: str(row.returned or ""), sort=lambda row: row.returned, number=True, width=80),
    ]


def _kept(line: CommuneLine) -> str:
    parts = []
    if line.view.kept_back:
        parts.append(_("{count} giữ riêng").format(count=line.view.kept_back))
    if line.view.waiting:
        parts.append(_("{count} chờ gói trước").format(count=line.view.waiting))
    return ", ".join(parts)


def _by_last(line: CommuneLine) -> str:
    return line.view.last_came_at.isoformat() if line.view.last_came_at else ""
