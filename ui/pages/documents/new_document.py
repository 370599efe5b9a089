"""Beginning a paper: its template, grouped by type, and the few things only the officer knows."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app import labels
from app.documents.drafting import DraftDocument
from app.documents.templates import Template, templates
from app.kernel.problems import refused
from app.kernel.words import N_, _
from app.vocabulary import DocumentType
from ui.core import theme, tokens
from ui.core.dialogs import FormDialog
from ui.core.tab_order import begin_at, order_tabs
from ui.core.theme import named
from ui.widgets.fields import DateField, Field, LongTextField

NO_TEMPLATE_CHOSEN = refused("WIN-40", N_("Chưa chọn mẫu văn bản."), next_step=N_("Chọn một mẫu trong danh sách."))
NO_DAY_GIVEN = refused(
    "WIN-41",
    N_("Chưa ghi ngày dự kiến của văn bản."),
    next_step=N_("Ghi ngày/tháng/năm; ngày này có thể đổi khi soạn."),
)


class NewDocument(FormDialog):
    """Chooses a template and answers its questions; makes the drafting command."""

    def __init__(self, today: date, chosen: str = "", parent: QWidget | None = None) -> None:
        self.title = _("Soạn văn bản mới")
        self.save_words = _("&Soạn")
        super().__init__(parent)
        self.list = self._list()
        self.add_field("template", Field(_("&Mẫu văn bản"), self.list, name="templateList"))
        self.day = DateField(
            _("&Ngày dự kiến"), name="day", hint=_("Tên cơ quan, cấp trên và căn cứ lấy theo ngày này.")
        )
        self.day.set_value(today)
        self.add_field("day", self.day)
        self.asks: dict[str, LongTextField] = {}
        self._asks_holder = QWidget()
        self._asks = QVBoxLayout(self._asks_holder)
        self._asks.setContentsMargins(0, 0, 0, 0)
        self._asks.setSpacing(tokens.SPACE_S)
        self.form.addWidget(self._asks_holder)
        self.list.currentItemChanged.connect(lambda *_items: self._on_template())
        self.resize(560, 620)
        self._choose(chosen)
        begin_at(self, self.list)

    def template(self) -> Template | None:
        """The template chosen."""
        row = self.list.currentRow()
        code = self.list.item(row).data(Qt.ItemDataRole.UserRole) if row >= 0 else None
        return templates().get(code) if code else None

    def command(self) -> Any:
        chosen, day = self.template(), self.day.value()
        if chosen is None:
            raise NO_TEMPLATE_CHOSEN(field="template")
        if day is None:
            raise NO_DAY_GIVEN(field="day")
        answers = tuple((name, field.value()) for name, field in self.asks.items() if field.value())
        return DraftDocument(template=chosen.code, day=day, values=answers)

    def _list(self) -> QListWidget:
        shown = named(QListWidget(), "templateList")
        for kind in DocumentType:
            of_kind = [each for each in templates().values() if each.type is kind]
            if not of_kind:
                continue
            heading = QListWidgetItem(labels.document_type(kind).upper())
            heading.setFlags(Qt.ItemFlag.NoItemFlags)
            heading.setForeground(QColor(theme.current_tokens().quiet))
            shown.addItem(heading)
            for each in of_kind:
                item = QListWidgetItem("    " + each.name)
                item.setData(Qt.ItemDataRole.UserRole, each.code)
                shown.addItem(item)
        shown.setFixedHeight(min(252, self.screen().availableGeometry().height() * 4 // 10))  # whole in sight at 200 %
        return shown

    def _choose(self, code: str) -> None:
        rows = [row for row in range(self.list.count()) if self.list.item(row).data(Qt.ItemDataRole.UserRole)]
        wanted = next((row for row in rows if self.list.item(row).data(Qt.ItemDataRole.UserRole) == code), rows[0])
        self.list.setCurrentRow(wanted)

    def _on_template(self) -> None:
        for name, field in self.asks.items():
            self.fields.pop(name, None)
            self._asks.removeWidget(field)
            field.hide()
            field.deleteLater()
        self.asks = {}
        chosen = self.template()
        for ask in chosen.asks if chosen else ():
            field = LongTextField(
                _(ask.label),
                name=f"ask_{ask.name}",
                lines=1,
                hint="" if self.asks else _("Để trống cũng được; chỗ chưa biết in “……” để điền sau."),
            )
            self.asks[ask.name] = field
            self._asks.addWidget(field)
        self._asks_holder.setVisible(bool(self.asks))
        order_tabs(self)
