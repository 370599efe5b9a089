"""A superior's model of tasks beside the year's plan: which items are planned, left out with a reason, or open."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.duties import queries
from app.duties.commands import AddWorkModel, PlanFromModel
from app.duties.modelling import ItemInput
from app.duties.ready import model_heads
from app.duties.taking_in import ShownItems, shown_items
from app.duties.views import Coverage, ModelItemView
from app.importing.grid import Grid as Table
from app.importing.grid import read_clipboard, read_file
from app.kernel.words import _
from ui.core import tokens
from ui.core.context import Context
from ui.core.dialogs import FormDialog
from ui.core.row_model import Column, RowModel
from ui.core.theme import named
from ui.pages.duties.forms import ask
from ui.pages.duties.task_forms import LeaveOutForm
from ui.widgets.empty_state import EmptyState
from ui.widgets.fields import DateField, TextField
from ui.widgets.grid import Grid
from ui.widgets.grid_pane import GridPane
from ui.widgets.paste_preview import PastePreview


def coverage_now(session: Any, year: int) -> Coverage | None:
    """Coverage of the version kept last; none while no model is kept."""
    models = queries.work_models(session)
    return queries.coverage(session, models[0].uid, year) if models else None


class ModelForm(FormDialog):
    """What the version just pasted is called."""

    def __init__(self, items: tuple[ItemInput, ...], day: date, parent: QWidget | None = None) -> None:
        self.items = items
        self.title = _("Lưu mô hình nhiệm vụ")
        super().__init__(parent)
        head = model_heads()[0]
        self.code = TextField(_("&Mã mô hình"), name="code", hint=_("Giữ nguyên qua các phiên bản."))
        self.version = TextField(_("&Phiên bản"), name="version", hint=_("Ngày của văn bản ban hành."))
        self.what = TextField(_("Tên mô hìn&h"), name="title")
        self.source = TextField(_("&Căn cứ"), name="source")
        self.valid_from = DateField(_("Áp dụn&g từ ngày"), name="valid_from")
        self.code.set_value(head.code)
        self.version.set_value(head.version)
        self.what.set_value(head.title)
        self.source.set_value(head.source)
        self.valid_from.set_value(head.valid_from or day)
        for key, field in (
            ("code", self.code),
            ("version", self.version),
            ("title", self.what),
            ("source", self.source),
            ("valid_from", self.valid_from),
        ):
            self.add_field(key, field)
        self.form.addStretch(1)
        self.resize(520, 400)

    def command(self) -> AddWorkModel:
        return AddWorkModel(
            code=self.code.value(),
            version=self.version.value(),
            title=self.what.value(),
            items=self.items,
            source=self.source.value(),
            valid_from=self.valid_from.value(),
        )


class ModelDialog(QDialog):
    """Items of the model with their state in this year; Enter writes down why one is left out."""

    def __init__(self, context: Context, year: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "ModelDialog")
        self.setWindowTitle(_("Mô hình nhiệm vụ của cấp trên"))
        self.context, self.tasks, self.year = context, context.tasks, year
        self.coverage: Coverage | None = None
        self._build()
        room = self.screen().availableGeometry()
        self.resize(min(980, room.width() - 40), min(580, room.height() - 60))
        context.changes.changed.connect(self._on_changed)
        self.reload()

    def reload(self) -> None:
        """Reads the coverage anew."""
        self.tasks.read(coverage_now, self.year, then=self._show)

    def take_text(self, text: str) -> None:
        """Shows the items a pasted table holds."""
        self._take(lambda: read_clipboard(text))

    def take_files(self, paths: list[Path]) -> None:
        """The same for a dropped or chosen file (the first one)."""
        self._take(lambda: read_file(paths[0]))

    def plan(self) -> None:
        """Makes a task for every open item."""
        if self.coverage is not None:
            self.tasks.do(PlanFromModel(model=self.coverage.model.uid, year=self.year))

    def leave_out(self) -> None:
        """Asks why the item under the cursor is not planned."""
        item: ModelItemView | None = self.grid.current()
        if item is not None:
            ask(LeaveOutForm(item, parent=self), self.tasks)

    def _take(self, read: Callable[[], Table]) -> None:
        self.tasks.run(lambda _progress: shown_items(read()), _("Đang đọc bảng…"), then=self._ask_to_take)

    def _ask_to_take(self, shown: ShownItems) -> None:
        dialog = PastePreview(shown, title=_("Nhiệm vụ của mô hình"), parent=self)
        dialog.accepted.connect(lambda: ask(ModelForm(shown.items(), self.context.clock.today(), self), self.tasks))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _choose_file(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(
            self, _("Chọn tệp mô hình nhiệm vụ"), "", _("Bảng tính") + " (*.xlsx *.xlsm *.xls *.ods *.csv *.tsv *.txt)"
        )
        if name:
            self.take_files([Path(name)])

    def _show(self, coverage: Coverage | None) -> None:
        self.coverage = coverage
        self.grid.rows.set_rows(coverage.items if coverage else ())
        left = len(coverage.open_items) if coverage else 0
        self.plan_button.setEnabled(left > 0)
        self.plan_button.setText(_("Đư&a {count} nhiệm vụ vào năm {year}").format(count=left, year=self.year))
        self.leave_button.setEnabled(bool(coverage and coverage.items))
        self.words.setText(_told(coverage))

    def _on_changed(self, nouns: frozenset[str]) -> None:
        if nouns & {"work_model", "model_item", "task"}:
            self.reload()

    def _build(self) -> None:
        self.words = named(QLabel(wordWrap=True), "modelWords")
        self.grid = Grid(RowModel[ModelItemView](_columns()), name="modelGrid")
        self.grid.setAccessibleName(_("Nhiệm vụ của mô hình"))
        empty = EmptyState(
            _(
                "Chưa có mô hình. Sao chép danh sách nhiệm vụ trong phụ lục của cấp trên (cột Mã, cột Nhiệm vụ) "
                "rồi dán vào đây bằng Ctrl+V."
            ),
            _("Mở tệp…"),
            icon="register",
            handbook=False,
        )
        empty.begun.connect(self._choose_file)
        self.pane = GridPane(self.grid, placeholder=_("Lọc nhiệm vụ của mô hình…"), empty=empty)
        self.plan_button = named(QPushButton(), "planFromModel", "primary")
        self.leave_button = named(QPushButton(_("&Không thực hiện…")), "leaveOutItem")
        self.paste_button = named(QPushButton(_("&Dán phiên bản mới")), "pasteModel")
        self.close_button = named(QPushButton(_("Đón&g")), "leaveButton")
        line = QHBoxLayout()
        for button, slot in (
            (self.plan_button, self.plan),
            (self.leave_button, self.leave_out),
            (self.paste_button, self.grid.paste),
            (self.close_button, self.accept),
        ):
            button.setAutoDefault(False)
            button.clicked.connect(lambda _checked=False, do=slot: do())
            if button is self.close_button:
                line.addStretch(1)
            line.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.SPACE_L, tokens.SPACE_L, tokens.SPACE_L, tokens.SPACE_M)
        column.setSpacing(tokens.SPACE_S)
        column.addWidget(self.words)
        column.addWidget(self.pane, 1)
        column.addLayout(line)
        self.grid.opened.connect(lambda _row: self.leave_out())
        self.grid.pasted.connect(self.take_text)
        self.grid.files_dropped.connect(self.take_files)
        paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self, self.grid.paste)
        paste.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)


def _columns() -> list[Column[ModelItemView]]:
    return [
        Column(_("Mã"), lambda row: row.code, sort=lambda row: row.ordinal, width=80),
        Column(_("Nhiệm vụ"), lambda row: row.title, width=380),
        Column(_("Nhóm"), lambda row: row.group, width=130),
        Column(_("Trong kế hoạch"), _state, tint=_tint, width=150),
        Column(_("Lý do không thực hiện"), lambda row: row.left_out, width=200),
    ]


def _state(row: ModelItemView) -> str:
    if row.tasks:
        return _("có {count} việc").format(count=len(row.tasks))
    return _("không thực hiện") if row.left_out else _("chưa trả lời")


def _tint(row: ModelItemView) -> str:
    return "accent" if row.tasks else "" if row.left_out else "warn"


def _told(coverage: Coverage | None) -> str:
    if coverage is None:
        return _("Nội dung phụ lục không có sẵn trong phần mềm: lấy từ văn bản của cấp trên.")
    words = _("{title}, phiên bản {version}: đã trả lời {answered}/{total} nhiệm vụ ({percent} %).")
    told = words.format(
        title=coverage.model.title,
        version=coverage.model.version,
        answered=coverage.answered,
        total=len(coverage.items),
        percent=coverage.percent or 0,
    )
    if coverage.orphaned:
        kept = _("{count} việc lập theo phiên bản trước vẫn được giữ.").format(count=len(coverage.orphaned))
        return f"{told} {kept}"
    return told
