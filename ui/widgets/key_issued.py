"""Signed files about own decisions on keys: what the other offices must get, to be saved as often as needed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from app.exchange.issued import REVOCATION, IssuedFile
from app.kernel.words import N_, _
from app.keys.enrolment import HAND_OVER, ROTATION
from ui.core.row_model import Column, RowModel
from ui.core.theme import named
from ui.widgets.card import Card
from ui.widgets.exchange_words import moment
from ui.widgets.grid import Grid
from ui.widgets.key_directory import fit_rows

KINDS = {
    ROTATION: (N_("Báo thay khóa"), "thay-khoa"),
    HAND_OVER: (N_("Bàn giao khóa"), "ban-giao-khoa"),
    REVOCATION: (N_("Thu hồi khóa"), "thu-hoi-khoa"),
}
"""Kind -> (words, begin of the file name)."""
_MOST_ROWS = 3


class IssuedCard(Card):
    """Hidden until there is one."""

    save = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Tệp về khóa phải đưa cơ quan kia"), parent)
        told = _("Cơ quan kia nhận tệp như nhận tệp khóa. Lưu lại được nhiều lần; nhận hai lần cũng không sao.")
        self.told = named(QLabel(told, wordWrap=True), "issuedTold", "small")
        self.grid = Grid(RowModel[IssuedFile](_columns()), name="issuedGrid")
        self.grid.setAccessibleName(_("Tệp về khóa phải đưa cơ quan kia"))
        self.save_button = named(QPushButton(_("Lưu &lại tệp…")), "saveIssued")
        self.save_button.clicked.connect(lambda _checked=False: self._tell())
        line = QHBoxLayout()
        line.addWidget(self.save_button)
        line.addStretch(1)
        self.body.addWidget(self.told)
        self.body.addWidget(self.grid)
        self.body.addLayout(line)
        self.hide()

    def show_files(self, files: Sequence[IssuedFile]) -> None:
        """Shows these, the newest first."""
        self.grid.rows.set_rows(list(files))
        if self.grid.current() is None and files:
            self.grid.selectRow(0)
        fit_rows(self.grid, len(files), _MOST_ROWS)
        self.setVisible(bool(files))

    def _tell(self) -> None:
        file = self.grid.current()
        if file is not None:
            self.save.emit(file)


def file_name(file: IssuedFile) -> str:
    """The name under which it is offered: the kind and part of the key, no person and no place."""
    return f"{KINDS[file.kind][1]}-{file.key_id[:8]}"


def _columns() -> list[Column[IssuedFile]]:
    return [
        Column(_("Tệp"), lambda row: _(KINDS[row.kind][0]), width=150),
        Column(_("Khóa đã thôi dùng"), lambda row: row.key_id, width=200),
        Column(_("Của ai"), lambda row: row.office_name or _("Máy này"), width=230),
        Column(_("Ký lúc"), lambda row: moment(row.made_at), sort=_by_made, width=150),
    ]


def _by_made(file: IssuedFile) -> str:
    return file.made_at.isoformat()
