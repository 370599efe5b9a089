"""The form of a duty proposed by a letter: mended by the officer before it is confirmed, or afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from app.duties.commands import ConfirmDuty, EditDuty
from app.duties.inputs import PERIODIC, DutyInput
from app.duties.wording import cadence, duty_kind
from app.kernel.problems import refused
from app.kernel.words import N_, _
from app.vocabulary import Cadence, DutyKind
from ui.core import tokens
from ui.core.dialogs import FormDialog
from ui.core.theme import named
from ui.widgets.fields import CheckField, ChoiceField, DateField, TextField
from ui.widgets.search_combo import Choice

NOT_A_DAY_NUMBER = refused(
    "INC-33", N_("“{text}” không phải là ngày trong tháng."), next_step=N_("Ghi một số từ 1 đến 31, ví dụ 20.")
)


class ProposedDutyForm(FormDialog):
    """Title, time, receiver and owner of one duty; the rest stays as the letter has it."""

    def __init__(
        self,
        confirm: ConfirmDuty,
        choices: Sequence[Choice],
        *,
        duty: str = "",
        parent: QWidget | None = None,
    ) -> None:
        self.confirm, self.duty = confirm, duty
        self.title = _("Sửa nhiệm vụ") if duty else _("Sửa rồi nhận nhiệm vụ")
        self.save_words = _("&Lưu") if duty else _("&Nhận nhiệm vụ")
        super().__init__(parent)
        self._build_fields(choices)
        self._lay_out()
        self._fill(confirm.duty)
        self.cadence.changed.connect(self._on_cadence)
        self._on_cadence()
        self.resize(620, 560)

    def command(self) -> ConfirmDuty | EditDuty:
        chosen = self.cadence.value() or Cadence.ONCE
        owner = self.owner.value()
        mended = replace(
            self.confirm.duty,
            title=self.what.value(),
            kind=self.kind.value() or DutyKind.TASK,
            cadence=chosen,
            due_day=self._day() if chosen in PERIODIC else None,
            due_on=self.due_on.value() if chosen is Cadence.ONCE else None,
            exclusive=self.exclusive.value(),
            receiver=self.receiver.value(),
            via=self.via.value(),
            condition=self.condition.value(),
            owner=owner,
            owner_words="" if owner else str(self.owner.typed()).strip(),
        )
        return EditDuty(uid=self.duty, duty=mended) if self.duty else replace(self.confirm, duty=mended)

    def _day(self) -> int | None:
        text = self.due_day.value()
        if text and not (text.isascii() and text.isdigit()):
            raise NOT_A_DAY_NUMBER(field="due_day", text=text)
        return int(text) if text else None

    def _on_cadence(self) -> None:
        chosen = self.cadence.value() or Cadence.ONCE
        self.due_day.setVisible(chosen in PERIODIC)
        self.due_on.setVisible(chosen is Cadence.ONCE)
        self.exclusive.setVisible(chosen in PERIODIC or chosen is Cadence.ONCE)
        self.condition.setVisible(chosen in (Cadence.CONDITIONAL, Cadence.ON_REQUEST))

    def _fill(self, duty: DutyInput) -> None:
        self.what.set_value(duty.title)
        self.kind.set_value(duty.kind)
        self.cadence.set_value(duty.cadence)
        self.due_day.set_value(str(duty.due_day or ""))
        self.due_on.set_value(duty.due_on)
        self.exclusive.set_value(duty.exclusive)
        self.receiver.set_value(duty.receiver)
        self.via.set_value(duty.via)
        self.condition.set_value(duty.condition)
        self.owner.set_value(duty.owner)
        if self.owner.value() is None:
            self.owner.combo.setText(duty.owner_words)

    def _build_fields(self, choices: Sequence[Choice]) -> None:
        self.what = TextField(_("Tên nhiệ&m vụ"), name="title")
        self.kind = ChoiceField(_("L&oại"), [Choice(each, duty_kind(each)) for each in DutyKind], name="kind")
        self.cadence = ChoiceField(_("&Kỳ"), [Choice(each, cadence(each)) for each in Cadence], name="cadence")
        self.due_day = TextField(_("Ngà&y trong tháng"), name="due_day", hint=_("20 với “trước ngày 20”."))
        self.due_on = DateField(_("&Hạn nêu trong văn bản"), name="due_on")
        self.exclusive = CheckField(_("T&rước ngày đó (không tính chính ngày đó)"), name="exclusive")
        self.receiver = TextField(_("&Gửi đến"), name="receiver")
        self.via = TextField(_("&Qua"), name="via")
        self.condition = TextField(_("Kh&i nào phải làm"), name="condition")
        self.owner = ChoiceField(
            _("Người &phụ trách"),
            choices,
            name="owner",
            placeholder=_("Gõ tên để tìm, hoặc gõ tên đơn vị"),
            free=True,
        )

    def _lay_out(self) -> None:
        quoted = named(QLabel(f"“{self.confirm.sentence[:600]}”", wordWrap=True), "proposedSentence", "small")
        self.form.addWidget(quoted)
        grid = QGridLayout()
        grid.setSpacing(tokens.SPACE_S)
        for column in (0, 1):
            grid.setColumnStretch(column, 1)
        for field, row, column, span in (
            (self.what, 0, 0, 2),
            (self.kind, 1, 0, 1),
            (self.cadence, 1, 1, 1),
            (self.due_day, 2, 0, 1),
            (self.due_on, 2, 1, 1),
            (self.exclusive, 3, 0, 2),
            (self.receiver, 4, 0, 1),
            (self.via, 4, 1, 1),
            (self.condition, 5, 0, 2),
            (self.owner, 6, 0, 2),
        ):
            grid.addWidget(field, row, column, 1, span)
            self.fields[field.editor.objectName()] = field
        self.form.addLayout(grid)
        self.form.addStretch(1)
