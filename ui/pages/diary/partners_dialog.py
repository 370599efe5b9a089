"""Partners: the usual ones by one button, others added, corrected, ended."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.kernel.days import show_day
from app.kernel.phones import show_phone
from app.kernel.words import _
from app.partners.commands import AddPartner, AddUsualPartners, ChangePartner, PartnerInput, RemovePartner
from app.partners.queries import partners
from app.partners.views import PartnerView
from app.vocabulary import PartnerKind
from ui.core import tokens
from ui.core.context import Context
from ui.core.dialogs import FormDialog
from ui.core.row_model import Column, RowModel
from ui.core.theme import named
from ui.widgets.empty_state import EmptyState
from ui.widgets.fields import ChoiceField, DateField, LongTextField, TextField
from ui.widgets.grid import Grid
from ui.widgets.grid_pane import GridPane
from ui.widgets.search_combo import Choice


def kind_words(kind: PartnerKind) -> str:
    """The kind in words."""
    return {
        PartnerKind.TELECOM: _("Viễn thông, công nghệ thông tin"),
        PartnerKind.POST: _("Bưu chính"),
        PartnerKind.BANK: _("Ngân hàng"),
        PartnerKind.SCHOOL: _("Trường học"),
        PartnerKind.HEALTH: _("Y tế"),
        PartnerKind.OTHER: _("Khác"),
    }[kind]


class PartnerForm(FormDialog):
    """One partner."""

    def __init__(self, view: PartnerView | None, parent: QWidget | None = None) -> None:
        self.title = _("Sửa đối tác") if view else _("Thêm đối tác")
        super().__init__(parent)
        self.view = view
        self.name = TextField(_("Tê&n đơn vị"), name="name", placeholder=_("ví dụ VNPT Hà Trung"))
        self.kind = ChoiceField(_("L&oại"), name="kind", placeholder=_("theo tên"))
        self.kind.set_choices([Choice(kind, kind_words(kind)) for kind in PartnerKind])
        self.contact = TextField(_("Đầ&u mối liên hệ"), name="contact")
        self.contact_post = TextField(_("&Chức vụ"), name="contact_post")
        self.phone = TextField(_("Đ&iện thoại"), name="phone")
        self.note = LongTextField(_("&Ghi chú"), name="note", hint=_("ví dụ số biên bản, thỏa thuận phối hợp"))
        self.valid_to = DateField(_("Thôi &phối hợp từ sau ngày"), name="valid_to")
        for name in ("name", "kind", "contact", "contact_post", "phone", "note", "valid_to"):
            field: Any = getattr(self, name)
            self.add_field(name, field)
            if view is not None:
                value = getattr(view, name)
                field.set_value(show_phone(value) if name == "phone" else value)

    def command(self) -> AddPartner | ChangePartner:
        partner = PartnerInput(
            name=self.name.value(),
            kind=self.kind.value(),
            contact=self.contact.value(),
            contact_post=self.contact_post.value(),
            phone=self.phone.value(),
            note=self.note.value(),
            valid_from=self.view.valid_from if self.view else None,
            valid_to=self.valid_to.value(),
        )
        return ChangePartner(uid=self.view.uid, partner=partner) if self.view else AddPartner(partner=partner)


class PartnersDialog(QDialog):
    """The list, with its three buttons."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.setObjectName("PartnersDialog")
        self.setWindowTitle(_("Đối tác phối hợp"))
        self.resize(760, 420)
        rows: RowModel[PartnerView] = RowModel(
            [
                Column(_("Tên đơn vị"), lambda one: one.name, width=200),
                Column(_("Loại"), lambda one: kind_words(one.kind), width=180),
                Column(_("Đầu mối"), lambda one: one.contact, width=140),
                Column(_("Điện thoại"), lambda one: show_phone(one.phone), width=120),
                Column(_("Thôi phối hợp"), lambda one: show_day(one.valid_to), width=100),
            ]
        )
        self.grid = Grid(rows, name="partnersGrid")
        empty = EmptyState(
            _("Chưa có đối tác. Doanh nghiệp bưu chính, viễn thông trên địa bàn thường là VNPT, Viettel, Bưu điện."),
            _("Thêm ba đối tác này"),
            icon="people",
            handbook=False,
        )
        empty.begun.connect(lambda: self._do(AddUsualPartners()))
        self.grid.opened.connect(self._change)
        self.grid.delete_asked.connect(lambda chosen: self._do(RemovePartner(uid=chosen[0].uid)))
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.SPACE_L, tokens.SPACE_L, tokens.SPACE_L, tokens.SPACE_M)
        column.addWidget(GridPane(self.grid, empty=empty), 1)
        column.addLayout(self._buttons())
        self._read()

    def _read(self) -> None:
        self.context.tasks.read(partners, then=self._show)

    def _show(self, found: list[PartnerView]) -> None:
        self.grid.rows.set_rows(found)

    def _do(self, command: object) -> None:
        self.context.tasks.do(command, then=lambda _outcome: self._read())

    def _add(self) -> None:
        self._open(PartnerForm(None, parent=self))

    def _change(self, view: PartnerView | None) -> None:
        if view is not None:
            self._open(PartnerForm(view, parent=self))

    def _open(self, form: PartnerForm) -> None:
        form.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        form.send_with(self.context.tasks, then=lambda _outcome: self._read())

    def _buttons(self) -> QHBoxLayout:
        self.add_button = named(QPushButton(_("&Thêm đối tác…")), "addPartner", "primary")
        self.change_button = named(QPushButton(_("&Sửa…")), "changePartner")
        self.leave_button = named(QPushButton(_("Đó&ng")), "leavePartners")
        self.add_button.clicked.connect(lambda _checked=False: self._add())
        self.change_button.clicked.connect(lambda _checked=False: self._change(self.grid.current()))
        self.leave_button.clicked.connect(self.accept)
        line = QHBoxLayout()
        for button in (self.add_button, self.change_button):
            line.addWidget(button)
        line.addStretch(1)
        line.addWidget(self.leave_button)
        for button in (self.add_button, self.change_button, self.leave_button):
            button.setAutoDefault(False)
        return line
