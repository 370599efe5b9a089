"""The form by which a record is sent back: which field, and what is to be corrected."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QLabel, QWidget

from app.intake.reviewing import ReturnRecord
from app.kernel.words import _
from app.received_records import FieldLine, RecordLine
from ui.core.dialogs import FormDialog
from ui.core.theme import named
from ui.widgets.fields import ChoiceField, LongTextField
from ui.widgets.search_combo import Choice


class ReturnForm(FormDialog):
    """Two fields; the record itself is never changed here."""

    def __init__(
        self,
        office: str,
        record: RecordLine,
        fields: Sequence[FieldLine],
        field: str = "",
        parent: QWidget | None = None,
    ) -> None:
        self.office, self.record = office, record
        self.title = _("Trả lại để sửa")
        self.save_words = _("T&rả lại")
        super().__init__(parent)
        self.form.addWidget(named(QLabel(record.title, wordWrap=True), "returnTitle", "heading"))
        choices = [Choice(line.name, line.words, line.text[:60]) for line in fields]
        self.field = ChoiceField(
            _("&Mục cần sửa"), choices, name="field", placeholder=_("để trống nếu nói về cả bản ghi")
        )
        self.comment = LongTextField(_("&Cần sửa gì, vì sao"), name="comment", lines=3)
        if field:
            self.field.set_value(field)
        self.add_field("field", self.field)
        self.add_field("comment", self.comment)
        self.form.addStretch(1)
        self.resize(540, 300)

    def command(self) -> ReturnRecord:
        return ReturnRecord(
            target_office=self.office,
            noun=self.record.noun,
            row_uid=self.record.uid,
            comment=self.comment.value(),
            field=self.field.value() or "",
        )
