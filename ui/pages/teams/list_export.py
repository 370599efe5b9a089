"""Asks how the list of teams is to leave the program: paper or worksheet, and with how much personal data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QWidget

from app.documents.content import RosterMode
from app.kernel.problems import refused
from app.kernel.words import N_, _
from ui.core.dialogs import FormDialog
from ui.widgets.fields import CheckField, ChoiceField
from ui.widgets.search_combo import Choice

NOT_CHOSEN = refused("WIN-55", N_("Chưa chọn."), next_step=N_("Nhấn ↓ rồi chọn trong danh sách."))

_MODES = {
    RosterMode.PUBLIC: N_("Niêm yết: không có năm sinh, số điện thoại"),
    RosterMode.DECISION: N_("Kèm quyết định: có năm sinh"),
    RosterMode.SUPERIOR: N_("Gửi cấp trên: có năm sinh, số điện thoại che bớt"),
    RosterMode.INTERNAL: N_("Dùng nội bộ: có số điện thoại"),
}


@dataclass(frozen=True)
class ListChoice:
    """How the list leaves."""

    ending: str
    mode: RosterMode
    with_phones: bool

    def file_name(self, day: date) -> str:
        """A name that tells nothing about people."""
        return f"danh-sach-to-cong-nghe-so-{day:%Y-%m-%d}.{self.ending}"


class ListExportForm(FormDialog):
    """Asks for kind and personal data of the list."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.title = _("Xuất danh sách các Tổ")
        self.save_words = _("&Chọn nơi lưu…")
        super().__init__(parent)
        self.ending = ChoiceField(
            _("&Loại tệp"), [Choice("pdf", _("PDF để in, ký")), Choice("xlsx", _("Bảng tính Excel"))], name="listKind"
        )
        self.mode = ChoiceField(
            _("&Dữ liệu cá nhân"), [Choice(mode, _(words)) for mode, words in _MODES.items()], name="listMode"
        )
        self.with_phones = CheckField(
            _("Ghi đủ &số điện thoại"), name="listPhones", hint=_("Chỉ chọn khi nơi nhận yêu cầu.")
        )
        self.ending.set_value("pdf")
        self.mode.set_value(RosterMode.SUPERIOR)
        for key, field in (("ending", self.ending), ("mode", self.mode), ("with_phones", self.with_phones)):
            self.add_field(key, field)
        self.form.addStretch(1)
        self.ending.changed.connect(self._on_kind)
        self._on_kind()
        self.resize(480, 260)

    def command(self) -> ListChoice:
        for key, field in (("ending", self.ending), ("mode", self.mode)):
            if field.value() is None:
                raise NOT_CHOSEN(field=key)
        return ListChoice(str(self.ending.value()), self.mode.value(), self.with_phones.value())

    def _on_kind(self) -> None:
        is_sheet = self.ending.value() == "xlsx"
        self.mode.setVisible(is_sheet)
        self.ending.set_hint("" if is_sheet else _("Danh sách gửi cấp trên, số điện thoại che bớt."))
