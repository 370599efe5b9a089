"""What one commune sent, exactly as sent: kinds with counts, the records of a kind, the fields of a record."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.kernel.words import _
from app.received_records import FieldLine, KindLine, RecordLine, field_lines, kind_lines, record_lines
from ui.core import icons, tokens
from ui.core.context import Context
from ui.core.row_model import Column, RowModel
from ui.core.theme import named
from ui.pages.intake.forms import ReturnForm
from ui.widgets.empty_state import EmptyState
from ui.widgets.grid import Grid
from ui.widgets.grid_pane import GridPane
from ui.widgets.panes import Panes


class RecordsPart(QWidget):
    """Three lists, each of what is chosen in the one before it."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tasks = context.tasks
        self.office, self._shown = "", ""
        self._wanted: tuple[str, str] | None = None
        self.heading = named(QLabel(), "recordsHeading", "heading")
        self.kinds = Grid(RowModel[KindLine](_kind_columns(), uid=lambda row: row.noun), name="kindGrid")
        self.records = Grid(RowModel[RecordLine](_record_columns()), name="recordGrid")
        self.fields = Grid(RowModel[FieldLine](_field_columns(), uid=lambda row: row.name), name="fieldGrid")
        for grid, words in (
            (self.kinds, _("Loại bản ghi")),
            (self.records, _("Bản ghi")),
            (self.fields, _("Các mục của bản ghi")),
        ):
            grid.setAccessibleName(words)
            grid.remember(context.settings, f"intake.{grid.objectName()}")
        self.return_button = named(QPushButton(_("T&rả lại để sửa…")), "returnRecord", "primary")
        icons.set_icon(self.return_button, "flag", "on_accent")
        self.empty = EmptyState(
            _("Chưa có dữ liệu của xã này. Nhận gói của xã rồi xem ở đây, đúng như xã đã gửi."), icon="received"
        )
        self._build(context)
        self.return_button.clicked.connect(lambda _checked=False: self.send_back())
        self.kinds.current_changed.connect(lambda _kind: self._read_records())
        self.records.current_changed.connect(lambda _record: self._read_fields())
        self.fields.opened.connect(lambda _field: self.send_back())
        self._on_fields([])

    def show_office(self, office: str, name: str) -> None:
        """Shows what is held of a commune; nothing for an empty uid."""
        self.heading.setText(_("{office}: dữ liệu đúng như xã đã gửi").format(office=name) if office else "")
        self.office = office
        if not office:
            self.kinds.rows.set_rows([])
            self._on_records([])
            return
        self.tasks.read(kind_lines, office, then=partial(self._on_kinds, office))

    def show_record(self, office: str, name: str, noun: str, uid: str) -> None:
        """Shows one record of a commune, once its lists are read."""
        self._wanted = (noun, uid)
        self.show_office(office, name)

    def send_back(self) -> None:
        """Asks which field, and why."""
        record: RecordLine | None = self.records.current()
        if record is None:
            return
        fields: Sequence[FieldLine] = self.fields.rows.rows
        chosen: FieldLine | None = self.fields.current()
        field = chosen.name if chosen is not None and self.fields.hasFocus() else ""
        ReturnForm(self.office, record, fields, field, self).send_with(self.tasks)

    def _on_kinds(self, office: str, lines: Sequence[KindLine]) -> None:
        if office != self.office:
            return  # another commune was chosen meanwhile
        self.kinds.rows.set_rows(lines)
        if self._wanted is not None:
            self.kinds.select_uid(self._wanted[0])
        if self.kinds.current() is None and lines:
            self.kinds.selectRow(0)
        self._read_records()

    def _read_records(self) -> None:
        kind: KindLine | None = self.kinds.current()
        if kind is None:
            self._on_records([])
        else:
            self.tasks.read(record_lines, self.office, kind.noun, then=self._on_records)

    def _on_records(self, lines: Sequence[RecordLine]) -> None:
        self.records.rows.set_rows(lines)
        if self._wanted is not None and any(line.uid == self._wanted[1] for line in lines):
            self.records.select_uid(self._wanted[1])
            self._wanted = None
        if self.records.current() is None and lines:
            self.records.selectRow(0)
        self._read_fields()

    def _read_fields(self) -> None:
        record: RecordLine | None = self.records.current()
        if record is None:
            self._on_fields([])
        else:
            self.tasks.read(field_lines, self.office, record.noun, record.uid, then=self._on_fields)

    def _on_fields(self, lines: Sequence[FieldLine]) -> None:
        self.fields.rows.set_rows(lines)
        self.return_button.setEnabled(bool(lines))

    def _build(self, context: Context) -> None:
        panes = Panes(context.settings, "intake")
        panes.add_pane(GridPane(self.kinds, placeholder=_("Lọc loại…"), empty=self.empty), 230, 2)
        panes.add_pane(GridPane(self.records, placeholder=_("Lọc bản ghi…")), 260, 3)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.fields, 1)
        line = QHBoxLayout()
        line.addWidget(self.return_button)
        line.addStretch(1)
        column.addLayout(line)
        panes.add_pane(right, 300, 4)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, tokens.SPACE_S, 0, 0)
        layout.setSpacing(tokens.SPACE_S)
        layout.addWidget(self.heading)
        layout.addWidget(panes, 1)


def _kind_columns() -> list[Column[KindLine]]:
    return [
        Column(_("Loại bản ghi"), lambda row: row.words, width=150),
        Column(_("Số"), lambda row: str(row.rows), sort=lambda row: row.rows, number=True, width=50),
    ]


def _record_columns() -> list[Column[RecordLine]]:
    def state(row: RecordLine) -> str:
        return _("đã trả lại") if row.returned else ""

    return [
        Column(_("Bản ghi"), lambda row: row.title, width=230, tip=lambda row: row.title),
        Column(_("Chờ sửa"), state, tint=lambda row: "warn" if row.returned else "", width=90),
    ]


def _field_columns() -> list[Column[FieldLine]]:
    return [
        Column(_("Mục"), lambda row: row.words, width=150),
        Column(_("Nội dung đã gửi"), lambda row: row.text, width=280, tip=lambda row: row.text),
    ]
