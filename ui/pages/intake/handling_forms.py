"""Forms about a commune's difficulty: who handles it until when, and what is answered."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QLabel, QWidget

from app.intake.assigning import AnswerFromAbove, AssignDifficulty
from app.intake.handling import ReceivedDifficulty
from app.kernel.words import _
from ui.core.dialogs import FormDialog
from ui.core.theme import named
from ui.widgets.fields import ChoiceField, DateField, LongTextField
from ui.widgets.search_combo import Choice


class AssignForm(FormDialog):
    """Somebody of this office, or a name or unit in words, with a last day."""

    def __init__(self, view: ReceivedDifficulty, people: Sequence[Choice], parent: QWidget | None = None) -> None:
        self.view = view
        self.title = _("Giao xử lý khó khăn của xã")
        super().__init__(parent)
        self.form.addWidget(_about(view))
        self.handler = ChoiceField(
            _("&Người xử lý"),
            people,
            name="handler",
            placeholder=_("Gõ tên để tìm, hoặc gõ tên người, phòng khác"),
            free=True,
        )
        self.due_on = DateField(_("&Hạn xử lý"), name="due_on", hint=_("Để trống nếu chưa định hạn."))
        self.note = LongTextField(_("Nội dung gia&o"), name="note", lines=2)
        self.handler.set_value(view.handler)
        if view.handler is None and view.handler_words:
            self.handler.combo.setText(view.handler_words)
        self.due_on.set_value(view.due_on)
        for name, field in (("handler", self.handler), ("due_on", self.due_on), ("note", self.note)):
            self.add_field(name, field)
        self.form.addStretch(1)
        self.resize(540, 320)

    def command(self) -> AssignDifficulty:
        handler = self.handler.value()
        return AssignDifficulty(
            target_office=self.view.office_uid,
            difficulty=self.view.uid,
            handler=handler,
            handler_words="" if handler else str(self.handler.typed()),
            due_on=self.due_on.value(),
            note=self.note.value(),
        )


class AnswerForm(FormDialog):
    """The answer that goes down with the next package."""

    def __init__(self, view: ReceivedDifficulty, parent: QWidget | None = None) -> None:
        self.view = view
        self.title = _("Trả lời khó khăn của xã")
        super().__init__(parent)
        self.form.addWidget(_about(view))
        self.answer = LongTextField(
            _("T&rả lời"), name="comment", lines=4, hint=_("Đi xuống cùng gói hướng dẫn kế tiếp của xã này.")
        )
        self.answer.set_value(view.answer)
        self.add_field("comment", self.answer)
        self.form.addStretch(1)
        self.resize(540, 300)

    def command(self) -> AnswerFromAbove:
        return AnswerFromAbove(target_office=self.view.office_uid, difficulty=self.view.uid, answer=self.answer.value())


def _about(view: ReceivedDifficulty) -> QLabel:
    return named(QLabel(f"{view.office_name}: {view.title}", wordWrap=True), "handlingAbout", "heading")
