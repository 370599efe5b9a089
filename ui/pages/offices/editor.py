"""Editors of an office's name and of a hamlet: each makes one command and writes nothing itself."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from app import labels
from app.kernel.problems import refused
from app.kernel.words import N_, _
from app.offices.commands import AddHamlet, ChangeHamlet, CorrectOffice, EndHamlet, SetUpOffice
from app.offices.views import HamletView, OfficeView
from app.vocabulary import HamletKind, OfficeRelation
from ui.core.dialogs import FormDialog
from ui.pages.offices import office_form
from ui.widgets.fields import ChoiceField, DateField, TextField
from ui.widgets.search_combo import Choice

KIND_NOT_CHOSEN = refused(
    "WIN-11", N_("Chưa chọn loại."), next_step=N_("Gõ vài chữ rồi chọn trong danh sách (phím ↓).")
)
DAY_MISSING = refused("WIN-12", N_("Chưa nhập ngày."), next_step=N_("Nhập ngày/tháng/năm, ví dụ 01/07/2025."))
NOT_A_COUNT = refused(
    "WIN-13", N_("“{text}” không phải số hộ."), next_step=N_("Nhập số, ví dụ 124, hoặc để trống nếu chưa biết.")
)


class OfficeEditor(FormDialog):
    """Corrects one version of an office, or gives it another name from a day on."""

    def __init__(
        self,
        relation: OfficeRelation,
        office: OfficeView | None,
        *,
        renames: bool,
        today: date,
        parent: QWidget | None = None,
    ) -> None:
        self.relation, self.office, self._renames, self._today = relation, office, renames, today
        own = relation is OfficeRelation.OWN
        self.title = _("Cơ quan của mình") if own else _("Cơ quan cấp trên")
        if renames and office is not None:
            self.title = _("Đổi tên từ ngày…").rstrip("…")
        super().__init__(parent)
        self.record_uid = office.version_uid if office is not None and not renames else ""
        self._build_fields(own=own)
        if office is not None:
            self._fill(office)

    def command(self) -> Any:
        values = self._values_typed()
        if self.office is not None and not self._renames:
            return CorrectOffice(version=self.office.version_uid, **values)
        day = self.day.value()
        if day is None:
            raise DAY_MISSING(field="valid_from")
        return SetUpOffice(relation=self.relation, valid_from=day, **values)

    def _build_fields(self, *, own: bool) -> None:
        if self.office is None or self._renames:
            self.day = DateField(_("Từ n&gày"), name="valid_from", hint=self._day_hint())
            self.day.set_value(office_form.first_day(self._today) if self.office is None else None)
            self.day.edit.editingFinished.connect(self._on_day)
            self.add_field("valid_from", self.day)
        first = self._day()
        self.kind = ChoiceField(_("L&oại đơn vị"), office_form.kind_choices(self.relation, first), name="kind")
        self.name = TextField(_("Tê&n"), name="name", hint=_("Chỉ ghi tên riêng, ví dụ: Mẫu Sơn.") if own else "")
        self.province = TextField(_("Thuộc tỉnh, thành &phố"), name="province")
        for key, field in (("kind", self.kind), ("name", self.name), ("province", self.province)):
            self.add_field(key, field)
        self.texts: dict[str, TextField] = {}
        for key, label, hint in self._more(own=own):
            self.texts[key] = TextField(label, name=key, hint=hint)
            self.add_field(key, self.texts[key])
        self.form.addStretch(1)
        self.resize(520, min(680, 110 + 80 * len(self.fields)))

    def _more(self, *, own: bool) -> list[tuple[str, str, str]]:
        if not own:
            return [
                ("route", _("Gửi &qua cơ quan"), _("Cơ quan tham mưu nhận văn bản, ví dụ: Sở Khoa học và Công nghệ."))
            ]
        return [
            ("district", _("Thuộc &huyện (đến 30/06/2025)"), _("Để trống nếu không còn cấp huyện.")),
            ("place", _("Địa &danh ghi trên văn bản"), _("Để trống thì dùng tên của xã.")),
            ("drafting_unit", _("Đơn vị &soạn thảo"), ""),
            ("drafting_abbreviation", _("&Viết tắt đơn vị soạn thảo"), _("Dùng trong ký hiệu công văn, ví dụ VHXH.")),
        ]

    def _fill(self, office: OfficeView) -> None:
        self.kind.set_value(office.kind)
        self.name.set_value(office.name)
        self.province.set_value(office.province)
        for key, field in self.texts.items():
            value = getattr(office, key)
            field.set_value("" if key == "place" and value == office.name else value)

    def _day_hint(self) -> str:
        return (
            office_form.explain(office_form.first_day(self._today))
            if self.office is None
            else _("Tên đang dùng được giữ lại cho các văn bản trước ngày này.")
        )

    def _on_day(self) -> None:
        self.kind.set_choices(office_form.kind_choices(self.relation, self._day()))

    def _day(self) -> date:
        if self.office is not None and not self._renames:
            return self.office.valid_from
        return (None if self.day.error else self.day.value()) or self._today

    def _values_typed(self) -> dict[str, Any]:
        if self.kind.value() is None:
            raise KIND_NOT_CHOSEN(field="kind")
        texts = {key: field.value() for key, field in self.texts.items()}
        return {"kind": self.kind.value(), "name": self.name.value(), "province": self.province.value()} | texts


class HamletEditor(FormDialog):
    """Adds or corrects a hamlet."""

    def __init__(
        self, hamlet: HamletView | None = None, *, kind: HamletKind = HamletKind.THON, parent: QWidget | None = None
    ) -> None:
        self.hamlet = hamlet
        self.title = _("Thêm thôn") if hamlet is None else _("Sửa thôn")
        super().__init__(parent)
        self.record_uid = hamlet.uid if hamlet else ""
        choices = [Choice(kind, labels.hamlet_kind(kind)) for kind in HamletKind]
        self.name = TextField(_("Tê&n"), name="name", hint=_("Chỉ ghi tên riêng hoặc số, ví dụ: Đồng Mậu, 1."))
        self.kind = ChoiceField(_("L&oại"), choices, name="kind")
        self.former_commune = TextField(
            _("Xã &cũ"),
            name="former_commune",
            hint=_("Chỉ cần khi xã mới có hai thôn trùng tên, ví dụ: xã Hà Long cũ."),
        )
        self.households = TextField(_("&Số hộ"), name="households", hint=_("Để trống nếu chưa biết."))
        self.note = TextField(_("&Ghi chú"), name="note")
        self.kind.set_value(hamlet.kind if hamlet else kind)
        for key in ("name", "kind", "former_commune", "households", "note"):
            self.add_field(key, getattr(self, key))
        if hamlet is not None:
            for key in ("name", "former_commune", "note"):
                getattr(self, key).set_value(getattr(hamlet, key))
            self.households.set_value("" if hamlet.households is None else str(hamlet.households))
        self.form.addStretch(1)
        self.resize(480, 470)

    def command(self) -> Any:
        if self.kind.value() is None:
            raise KIND_NOT_CHOSEN(field="kind")
        values = {
            "kind": self.kind.value(),
            "name": self.name.value(),
            "note": self.note.value(),
            "former_commune": self.former_commune.value(),
            "households": self._households(),
        }
        return AddHamlet(**values) if self.hamlet is None else ChangeHamlet(hamlet=self.hamlet.uid, **values)

    def _households(self) -> int | None:
        text = self.households.value().replace(".", "").replace(" ", "")
        if not text:
            return None
        if not (text.isascii() and text.isdigit() and len(text) <= 6):
            raise NOT_A_COUNT(field="households", text=self.households.value())
        return int(text)


class EndHamletEditor(FormDialog):
    """Says when a hamlet ended and into which other one it went."""

    def __init__(
        self, hamlet: HamletView, others: Sequence[HamletView], *, today: date, parent: QWidget | None = None
    ) -> None:
        self.hamlet = hamlet
        self.title = _("Kết thúc hoặc sáp nhập {hamlet}").format(hamlet=hamlet.label)
        super().__init__(parent)
        self.last_day = DateField(
            _("&Ngày cuối cùng hoạt động"),
            name="last_day",
            hint=_("Sáp nhập từ 01/07/2026 thì ngày cuối cùng là 30/06/2026."),
        )
        self.last_day.set_value(hamlet.valid_to or today)
        self.successor = ChoiceField(
            _("Nhập &vào"),
            [Choice(other.uid, other.label) for other in others],
            name="successor",
            placeholder=_("để trống nếu chỉ kết thúc"),
            hint=_("Nếu là thôn mới sau sáp nhập, hãy thêm thôn đó trước."),
        )
        self.successor.set_value(hamlet.successor)
        self.add_field("last_day", self.last_day)
        self.add_field("successor", self.successor)
        self.form.addStretch(1)
        self.resize(480, 270)

    def command(self) -> Any:
        day = self.last_day.value()
        if day is None:
            raise DAY_MISSING(field="last_day")
        if self.successor.value() is None and str(self.successor.typed()).strip():
            raise KIND_NOT_CHOSEN(field="successor")
        return EndHamlet(hamlet=self.hamlet.uid, last_day=day, successor=self.successor.value())
