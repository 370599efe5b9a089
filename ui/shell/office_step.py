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
from ui.widgets.fields import ChoiceField, DateField, Field, TextField

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
        self.kind.set_value(OfficeKind.XA)
        self.since.set_value(day)
        self._on_day()
        for field in (self.kind, self.name):
            field.changed.connect(self._show_head)
        self.province.changed.connect(self._on_province)
        self.since.edit.editingFinished.connect(self._on_day)
        self._show_head()

    def title(self) -> str:
        """The office in words, for the sheet of the recovery code."""
        return f"{self.kind.combo.text()} {self.name.value()}".strip()

    def commands(self) -> list[Any]:
        """Two commands: the own office and the one above; Refused naming the field that is still open."""
        from app.offices.commands import SetUpOffice

        if self.kind.value() is None:
            raise KIND_MISSING(field="kind")
        for key in ("name", "province", "above_name"):
            if not self.fields[key].typed():
                raise NAME_NEEDED(field=key)
        if self.above_kind.value() is None:
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
            district="" if two else self.above_name.value(),
            drafting_unit=self.unit.value(),
            drafting_abbreviation=_initials(self.unit.value()),
        )
        above = SetUpOffice(
            relation=OfficeRelation.SUPERIOR,
            kind=self.above_kind.value(),
            name=self.above_name.value(),
            valid_from=day,
            province=self.province.value(),
            route=self.route.value(),
        )
        return [own, above]

    def _on_day(self) -> None:
        if self.since.error or self.since.value() is None:
            return
        day = self.since.value() or self._today
        self.kind.set_choices(office_form.kind_choices(OfficeRelation.OWN, day))
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
