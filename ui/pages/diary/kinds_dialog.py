"""Kinds of activity: the usual ones, the office's own, and the catalogue of a superior's letter with its preview."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.activities.catalogue import CataloguePreview, read_catalogue
from app.activities.kind_commands import AddKind, ChangeKind, EndKind, Indicator, KindInput, TakeInKinds
from app.activities.queries import kinds
from app.activities.rules import NO_UNIT
from app.activities.views import KindView
from app.activities.wording import kind_name, with_unit
from app.importing.grid import Grid as Table
from app.importing.grid import read_clipboard, read_file
from app.kernel.days import show_day
from app.kernel.words import _
from ui.core import tokens
from ui.core.context import Context
from ui.core.dialogs import FormDialog
from ui.core.row_model import Column, RowModel
from ui.core.theme import named
from ui.widgets.fields import CheckField, DateField, LongTextField, TextField
from ui.widgets.grid import Grid
from ui.widgets.grid_pane import GridPane
from ui.widgets.paste_preview import PastePreview


class KindForm(FormDialog):
    """One kind: each line of the indicators is "name; unit"."""

    def __init__(self, view: KindView | None, parent: QWidget | None = None) -> None:
        self.title = _("Sửa loại hoạt động") if view else _("Thêm loại hoạt động")
        super().__init__(parent)
        self.view = view
        self.name = TextField(_("Tên l&oại"), name="name")
        self.code = TextField(_("&Mã"), name="code", hint=_("để trống thì tự đặt theo tên; không đổi được về sau"))
        self.indicators = LongTextField(
            _("&Chỉ tiêu, mỗi dòng một chỉ tiêu và đơn vị tính"),
            name="indicators",
            lines=4,
            hint=_("ví dụ: Người được hướng dẫn; người"),
        )
        self.source = TextField(_("Văn bản &quy định"), name="source")
        for name in ("name", "code", "indicators", "source"):
            self.add_field(name, getattr(self, name))
        if view is not None:
            self.name.set_value(view.name)
            self.code.set_value(view.code)
            self.code.edit.setReadOnly(True)
            self.indicators.set_value("\n".join(f"{one.name}; {one.unit}" for one in view.indicators))
            self.source.set_value(view.source)

    def command(self) -> AddKind | ChangeKind:
        kind = KindInput(
            name=self.name.value(),
            code=self.code.value(),
            indicators=self._read(),
            source=self.source.value(),
            valid_from=self.view.valid_from if self.view else None,
            valid_to=self.view.valid_to if self.view else None,
        )
        return ChangeKind(code=self.view.code, kind=kind) if self.view else AddKind(kind=kind)

    def _read(self) -> tuple[Indicator, ...]:
        before = {(one.name, one.unit): one for one in self.view.indicators} if self.view else {}
        found = []
        for line in self.indicators.value().splitlines():
            if not line.strip():
                continue
            name, mark, unit = (part.strip() for part in line.rpartition(";"))
            if not mark or not name or not unit:
                raise NO_UNIT(field="indicators", indicator=name or unit)
            found.append(before.get((name, unit)) or Indicator(code="", name=name, unit=unit))
        return tuple(found)


class CatalogueForm(FormDialog):
    """Which letter the catalogue comes from, and whether it replaces the usual kinds."""

    def __init__(self, found: CataloguePreview, source: str, parent: QWidget | None = None) -> None:
        self.title = _("Đưa danh mục vào sổ")
        super().__init__(parent)
        self.found, self.source = found, source
        self.valid_from = DateField(
            _("Áp dụng từ &ngày"), name="valid_from", hint=_("để trống: áp dụng cho cả việc cũ")
        )
        self.replaces = CheckField(_("Thay cho các loại có &sẵn mà danh mục không nêu"), name="replaces")
        self.add_field("valid_from", self.valid_from)
        self.add_field("replaces", self.replaces)

    def command(self) -> TakeInKinds:
        return TakeInKinds(
            kinds=self.found.kinds(), valid_from=self.valid_from.value(), replaces_usual=self.replaces.value()
        )


class KindsDialog(QDialog):
    """The list with its buttons; a table can be pasted or dropped here."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.known: list[KindView] = []
        self.setObjectName("KindsDialog")
        self.setWindowTitle(_("Loại hoạt động"))
        screen = self.screen().availableGeometry()
        self.resize(min(980, screen.width() - 40), min(560, screen.height() * 9 // 10))
        rows: RowModel[KindView] = RowModel(
            [
                Column(_("Mã"), lambda one: one.code, width=110),
                Column(_("Loại hoạt động"), kind_name, width=260),
                Column(_("Chỉ tiêu (đơn vị)"), _told, width=330),
                Column(_("Nguồn"), _source, width=140),
                Column(_("Thôi dùng sau ngày"), lambda one: show_day(one.valid_to), width=110),
            ],
            uid=lambda one: one.code,
        )
        self.grid = Grid(rows, name="kindsGrid")
        self.grid.pasted.connect(lambda text: self._take(read_clipboard(text)))
        self.grid.files_dropped.connect(lambda paths: self._take(read_file(paths[0])))
        self.grid.opened.connect(self._change)
        self.source = TextField(
            _("&Văn bản ban hành danh mục"),
            name="catalogueSource",
            placeholder=_("ví dụ 557/STTTT-CNTT ngày 28/3/2022"),
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.SPACE_L, tokens.SPACE_L, tokens.SPACE_L, tokens.SPACE_M)
        column.setSpacing(tokens.SPACE_S)
        column.addWidget(GridPane(self.grid), 1)
        hint = _(
            "Danh mục của cấp trên: sao chép cột Mã, Loại hoạt động, Chỉ tiêu, Đơn vị tính rồi dán vào đây (Ctrl+V)."
        )
        column.addWidget(named(QLabel(hint, wordWrap=True), look="small"))
        column.addWidget(self.source)
        column.addLayout(self._buttons())
        self._read()

    def _read(self) -> None:
        self.context.tasks.read(kinds, then=self._show)

    def _show(self, found: list[KindView]) -> None:
        self.known = found
        self.grid.rows.set_rows(found)

    def _take(self, table: Table) -> None:
        source = self.source.value()
        found = read_catalogue(table, self.known, source=source)
        dialog = PastePreview(found, title=_("Danh mục hoạt động"), parent=self)
        dialog.accepted.connect(lambda: self._open(CatalogueForm(found, source, parent=self)))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _open(self, form: FormDialog) -> None:
        form.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        form.send_with(self.context.tasks, then=lambda _outcome: self._read())

    def _change(self, view: KindView | None) -> None:
        if view is not None:
            self._open(KindForm(view, parent=self))

    def _end(self) -> None:
        view: Any = self.grid.current()
        if view is not None:
            last = self.context.clock.today()
            self.context.tasks.do(EndKind(code=view.code, last_day=last), then=lambda _outcome: self._read())

    def _paste(self) -> None:
        text = QGuiApplication.clipboard().text()
        if text.strip():
            self._take(read_clipboard(text))

    def _choose(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(
            self, _("Chọn tệp danh mục"), "", _("Bảng tính") + " (*.xlsx *.xlsm *.xls *.csv *.tsv *.txt)"
        )
        if name:
            self._take(read_file(Path(name)))

    def _buttons(self) -> QHBoxLayout:
        line = QHBoxLayout()
        for words, name, look, slot in (
            (_("&Thêm loại…"), "addKind", "primary", lambda: self._open(KindForm(None, parent=self))),
            (_("&Sửa…"), "changeKind", "", lambda: self._change(self.grid.current())),
            (_("Thôi &dùng"), "endKind", "", self._end),
            (_("Dán d&anh mục"), "pasteCatalogue", "", self._paste),
            (_("&Mở tệp danh mục…"), "openCatalogue", "", self._choose),
        ):
            button = named(QPushButton(words), name, look)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _checked=False, do=slot: do())
            line.addWidget(button)
        line.addStretch(1)
        self.leave_button = named(QPushButton(_("Đó&ng")), "leaveKinds")
        self.leave_button.setAutoDefault(False)
        self.leave_button.clicked.connect(self.accept)
        line.addWidget(self.leave_button)
        return line


def _told(view: KindView) -> str:
    return "; ".join(map(with_unit, view.indicators))


def _source(view: KindView) -> str:
    return view.source or (_("của xã") if view.uid else _("có sẵn"))
