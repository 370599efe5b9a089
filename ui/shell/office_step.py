"""The second step of the first run: who the office is, the office above, and the head of its papers as it prints."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from app.kernel.problems import refused
from app.kernel.words import N_, _
from app.vocabulary import OfficeKind, OfficeRelation
from ui.core import tokens
from ui.core.theme import named
from ui.pages.offices import office_form
from ui.shell.head_preview import HeadPreview
from ui.widgets.fields import CheckField, ChoiceField, DateField, Field, TextField

KIND_MISSING = refused(
    "WIN-05", N_("Chưa chọn loại đơn vị."), next_step=N_("Gõ vài chữ rồi chọn trong danh sách (phím ↓).")
)
NAME_NEEDED = refused("WIN-06", N_("Chưa nhập tên."), next_step=N_("Nhập tên riêng, ví dụ: Mẫu Sơn."))
DAY_NEEDED = refused("WIN-07", N_("Chưa nhập ngày."), next_step=N_("Nhập ngày/tháng/năm, ví dụ 01/07/2025."))


class OfficeStep(QWidget):
    """Asks little: what can be derived from kind, province and day is filled in and may be changed."""

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        day = office_form.first_day(today)
        self.as_superior = CheckField(_("Cơ qu&an cấp trên: nhận gói của các xã"), name="as_superior")
        self.kind = ChoiceField(_("&Loại đơn vị"), office_form.kind_choices(OfficeRelation.OWN, day), name="kind")
        self.name = TextField(_("Tê&n"), name="name", placeholder=_("ví dụ: Mẫu Sơn"))
        self.province = TextField(_("Thuộc tỉnh, t&hành phố"), name="province", placeholder=_("ví dụ: Thanh Hóa"))
        self.since = DateField(_("&Mang tên này từ ngày"), name="valid_from")
        self.above_kind = ChoiceField(_("Loại &cấp trên"), name="above_kind")
        self.above_name = TextField(_("Tên cấp t&rên"), name="above_name")
        self.route = TextField(_("&Gửi cấp trên qua"), name="route")
        self.unit = TextField(_("Đơn vị &soạn thảo"), name="drafting_unit")
        self.fields: dict[str, Field] = {
            "kind": self.kind,
            "name": self.name,
            "province": self.province,
            "valid_from": self.since,
            "above_kind": self.above_kind,
            "above_name": self.above_name,
            "route": self.route,
            "drafting_unit": self.unit,
        }
        self.preview = HeadPreview()
        self._lay_out()
        self.as_superior.changed.connect(self._on_role)
        self.kind.set_value(OfficeKind.XA)
        self.since.set_value(day)
        self._on_day()
        for field in (self.kind, self.name):
            field.changed.connect(self._show_head)
        self.province.changed.connect(self._on_province)
        self.since.edit.editingFinished.connect(self._on_day)
        self._show_head()

    def suggest(self, office_name: str, *, is_superior: bool = False) -> None:
        """Fills in kind and name of an office known by "Ủy ban nhân dân xã Mẫu Sơn"; all of it may be changed."""
        self.as_superior.set_value(is_superior)
        for choice in office_form.kind_choices(self._relation(), self.since.value() or self._today):
            _people, found, name = office_name.partition(f" {choice.text} ")
            if found:
                self.kind.set_value(choice.value)
                self.name.set_value(name)
                self._show_head()

    def commands(self) -> list[Any]:
        """The own office and, for a commune, the one above; Refused naming the field that is still open."""
        from app.offices.commands import SetUpOffice

        if self.kind.value() is None:
            raise KIND_MISSING(field="kind")
        below = not self.as_superior.value()
        for key in ("name", "province", "above_name") if below else ("name",):
            if not self.fields[key].typed():
                raise NAME_NEEDED(field=key)
        if below and self.above_kind.value() is None:
            raise KIND_MISSING(field="above_kind")
        day = self.since.value()
        if day is None:
            raise DAY_NEEDED(field="valid_from")
        two = office_form.two_tiers(day)
        own = SetUpOffice(
            relation=OfficeRelation.OWN,
            kind=self.kind.value(),
            name=self.name.value(),
            valid_from=day,
            province=self.province.value(),
            district=self.above_name.value() if below and not two else "",
            drafting_unit=self.unit.value(),
            drafting_abbreviation=_initials(self.unit.value()),
            as_superior=not below,
        )
        if not below:
            return [own]
        above = SetUpOffice(
            relation=OfficeRelation.SUPERIOR,
            kind=self.above_kind.value(),
            name=self.above_name.value(),
            valid_from=day,
            province=self.province.value(),
            route=self.route.value(),
        )
        return [own, above]

    def _relation(self) -> OfficeRelation:
        """Kinds of unit are offered as for this relation."""
        return OfficeRelation.SUPERIOR if self.as_superior.value() else OfficeRelation.OWN

    def _on_role(self) -> None:
        """The office above communes is asked for itself alone."""
        below = not self.as_superior.value()
        for field in (self.above_kind, self.above_name, self.route):
            field.setVisible(below)
        choices = office_form.kind_choices(self._relation(), self.since.value() or self._today)
        self.kind.set_choices(choices)
        above = OfficeKind.TINH if office_form.two_tiers(self.since.value() or self._today) else OfficeKind.HUYEN
        self.kind.set_value(OfficeKind.XA if below else above)
        self._on_day()
        self.unit.set_value(self.unit.value() if below else "")
        self._show_head()

    def _on_day(self) -> None:
        if self.since.error or self.since.value() is None:
            return
        day = self.since.value() or self._today
        self.kind.set_choices(office_form.kind_choices(self._relation(), day))
        self.above_kind.set_choices(office_form.kind_choices(OfficeRelation.SUPERIOR, day))
        self.since.set_hint(office_form.explain(day))
        self.route.set_value(office_form.route_by_default(day))
        self.unit.set_value(office_form.unit_by_default(day))
        self._on_province()

    def _on_province(self) -> None:
        """With two tiers the province itself is the office above."""
        day = self.since.value() or self._today
        if office_form.two_tiers(day):
            self.above_kind.set_value(office_form.kind_of_province(self.province.value()))
            self.above_name.set_value(self.province.value())
        elif self.above_kind.value() in (None, OfficeKind.TINH):
            self.above_kind.set_value(OfficeKind.HUYEN)
            self.above_name.set_value("")

    def _show_head(self) -> None:
        self.preview.show_office(self.kind.combo.text(), self.name.value(), self._today.year)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, tokens.SPACE_S)
        column.setSpacing(tokens.SPACE_M)
        column.addWidget(self.as_superior)
        grid = QGridLayout()
        grid.setHorizontalSpacing(tokens.SPACE_M)
        grid.setVerticalSpacing(tokens.SPACE_S)
        for place, field in enumerate(self.fields.values()):  # made in the order of reading, which Tab follows
            grid.addWidget(field, place // 2, place % 2, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        column.addLayout(grid)
        column.addWidget(named(QLabel(_("Đầu văn bản sẽ in như sau:")), look="small"))
        column.addWidget(self.preview)
        column.addStretch(1)


def _initials(unit: str) -> str:
    """ "VHXH" for "Phòng Văn hóa - Xã hội": the capitals after the word for the unit itself."""
    words = unit.replace("-", " ").split()
    while words and words[0] in ("Phòng", "Công", "chức", "Ban", "Văn") and words[:2] != ["Văn", "hóa"]:
        words.pop(0)
    return "".join(word[0] for word in words).upper() if words else ""
