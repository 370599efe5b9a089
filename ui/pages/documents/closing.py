"""Ends of signed papers: a number voided, an effect ended, each with its reason."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtWidgets import QLabel, QWidget

from app.documents.commands import EndDocument
from app.documents.issuing import VoidNumber
from app.kernel.problems import refused
from app.kernel.words import N_, _
from ui.core.dialogs import FormDialog
from ui.core.tab_order import begin_at
from ui.widgets.fields import DateField, LongTextField

NO_END_DAY = refused("WIN-42", N_("Chưa ghi ngày hết hiệu lực."), next_step=N_("Ghi ngày/tháng/năm."))


class VoidForm(FormDialog):
    """Voids a number; it stays taken for ever."""

    def __init__(self, entry: str, number: str, parent: QWidget | None = None) -> None:
        self.title = _("Hủy số {number}").format(number=number)
        self.save_words = _("&Hủy số")
        super().__init__(parent)
        self._entry = entry
        self.form.addWidget(
            QLabel(
                _(
                    "Số đã hủy không cấp lại cho văn bản khác và vẫn ghi trong sổ đăng ký. Văn bản mất hiệu lực; "
                    "thành phần Ban, Tổ trở lại như trước văn bản này. Bước này không hoàn tác được."
                ),
                wordWrap=True,
            )
        )
        self.reason = LongTextField(_("&Lý do hủy"), name="reason")
        self.add_field("reason", self.reason)
        begin_at(self, self.reason.edit)

    def command(self) -> Any:
        return VoidNumber(entry=self._entry, reason=self.reason.value())


class EndForm(FormDialog):
    """Ends the effect of a signed paper without another taking its place."""

    def __init__(self, document: str, today: date, parent: QWidget | None = None) -> None:
        self.title = _("Chấm dứt hiệu lực của văn bản")
        self.save_words = _("&Chấm dứt hiệu lực")
        super().__init__(parent)
        self._document = document
        self.day = DateField(_("&Hết hiệu lực từ ngày"), name="ended_on")
        self.day.set_value(today)
        self.reason = LongTextField(_("&Lý do"), name="reason")
        self.add_field("ended_on", self.day)
        self.add_field("reason", self.reason)
        begin_at(self, self.day.edit)

    def command(self) -> Any:
        day = self.day.value()
        if day is None:
            raise NO_END_DAY(field="ended_on")
        return EndDocument(document=self._document, ended_on=day, reason=self.reason.value())
