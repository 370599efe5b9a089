"""Shows what pasted rows would become before anything is stored: each row's state in words, each cell's message.

The preview is any object with ``headings`` (names of known columns), ``rows`` (each with ``state``: new, changed, same,
doubtful or refused; ``cells`` and ``messages``, a mapping of column number to words), and ``unknown_columns``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.kernel.words import N_, _
from ui.core import tokens
from ui.core.row_model import Column, RowModel
from ui.core.theme import named
from ui.widgets.badge import Badge
from ui.widgets.grid import Grid
from ui.widgets.grid_pane import GridPane


class PreviewRow(Protocol):
    """One row that would be taken in."""

    @property
    def state(self) -> str: ...

    @property
    def cells(self) -> Sequence[str]: ...

    @property
    def messages(self) -> Mapping[int, str]: ...


class Preview(Protocol):
    """All that would be taken in."""

    @property
    def headings(self) -> Sequence[str]: ...

    @property
    def rows(self) -> Sequence[PreviewRow]: ...

    @property
    def unknown_columns(self) -> Sequence[str]: ...


_STATES = {
    "new": (N_("thêm mới"), "accent", "add", "ok"),
    "changed": (N_("sửa"), "accent", "edit", "ok"),
    "same": (N_("đã có, không đổi"), "quiet", "ok", "neutral"),
    "doubtful": (N_("cần xem lại"), "warn", "warning", "warn"),
    "refused": (N_("chưa nhận được"), "bad", "error", "bad"),
}
_TAKEN = ("new", "changed", "doubtful")


class PastePreview(QDialog):
    """Asks once: take in n rows, or leave it. Ctrl+Enter takes in, Esc leaves."""

    def __init__(self, preview: Preview, *, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.preview = preview
        self.setObjectName("PastePreview")
        self.setWindowTitle(title or _("Xem trước nội dung dán"))
        self.resize(1160, 560)
        counts = Counter(row.state for row in preview.rows)
        self.taken = sum(counts[state] for state in _TAKEN)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(tokens.SPACE_L, tokens.SPACE_L, tokens.SPACE_L, tokens.SPACE_M)
        layout.setSpacing(tokens.SPACE_M)
        layout.addLayout(_badges(counts))
        if preview.unknown_columns:
            layout.addWidget(self._unknown())
        self.grid = Grid(RowModel(self._columns(), uid=lambda row: str(id(row))), name="previewGrid")
        self.grid.rows.set_rows(sorted(preview.rows, key=lambda row: row.state != "refused"))
        self._hide_empty_columns()
        self.pane = GridPane(self.grid)
        layout.addWidget(self.pane, 1)
        layout.addWidget(
            named(
                QLabel(_("Chưa có gì được lưu. Sau khi đưa vào vẫn có thể hoàn tác bằng Ctrl+Z."), wordWrap=True),
                look="small",
            )
        )
        layout.addLayout(self._buttons())
        self.take_button.setFocus()

    @classmethod
    def ask(cls, preview: Preview, *, title: str = "", parent: QWidget | None = None) -> bool:
        """Shows the preview; True when the person takes the rows in."""
        return cls(preview, title=title, parent=parent).exec() == QDialog.DialogCode.Accepted

    def _columns(self) -> list[Column[PreviewRow]]:
        columns = [
            Column[PreviewRow](
                _("Kết quả"), _state_words, tint=lambda row: _state(row)[1], icon=lambda row: _state(row)[2], width=150
            )
        ]
        columns += [_cell_column(number, heading) for number, heading in enumerate(self.preview.headings)]
        columns.append(
            Column(_("Vì sao"), lambda row: " ".join(row.messages.values()), width=320, tint=lambda row: _state(row)[1])
        )
        return columns

    def _hide_empty_columns(self) -> None:
        """A column of which no row says anything only pushes the others out of sight."""
        rows = self.preview.rows
        told = [
            any(number in row.messages or (number < len(row.cells) and row.cells[number]) for row in rows)
            for number in range(len(self.preview.headings))
        ]
        for number, said in enumerate([True, *told, any(row.messages for row in rows)]):
            self.grid.setColumnHidden(number, not said)

    def _unknown(self) -> QLabel:
        names = ", ".join(f"“{name}”" for name in self.preview.unknown_columns)
        return named(
            QLabel(
                _("Không dùng tới các cột: {names}. Đổi tên cột trong Excel rồi dán lại nếu cần.").format(names=names),
                wordWrap=True,
            ),
            "formMessage",
        )

    def _buttons(self) -> QHBoxLayout:
        self.take_button = named(
            QPushButton(_("Đưa &vào {count} dòng").format(count=self.taken)), "takeButton", "primary"
        )
        self.take_button.setEnabled(self.taken > 0)
        self.take_button.clicked.connect(self.accept)
        self.leave_button = named(QPushButton(_("&Thôi")), "leaveButton")
        self.leave_button.clicked.connect(self.reject)
        for button in (self.take_button, self.leave_button):
            button.setAutoDefault(False)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.take_button)
        row.addWidget(self.leave_button)
        return row

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.take_button.click()
        elif isinstance(focused := self.focusWidget(), QPushButton):
            focused.click()


def _badges(counts: Counter[str]) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(tokens.SPACE_S)
    for state, (words, _tint, _icon, tone) in _STATES.items():
        if counts[state]:
            line.addWidget(Badge(f"{counts[state]} {_(words)}", tone))
    line.addStretch(1)
    return line


def _cell_column(number: int, heading: str) -> Column[PreviewRow]:
    def words(row: PreviewRow) -> str:
        return row.cells[number] if number < len(row.cells) else ""

    def tip(row: PreviewRow) -> str:
        return row.messages.get(number) or words(row)

    def tint(row: PreviewRow) -> str:
        return _state(row)[1] if number in row.messages else ""

    def icon(row: PreviewRow) -> str:
        return _state(row)[2] if number in row.messages else ""

    return Column(heading, words, tint=tint, icon=icon, tip=tip)


def _state(row: PreviewRow) -> tuple[str, str, str, str]:
    return _STATES.get(row.state, _STATES["doubtful"])


def _state_words(row: PreviewRow) -> str:
    return _(_state(row)[0])
