"""The form of one duty; while days are typed it says what they come to on the calendar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from app.duties.commands import ConfirmDuty, EditDuty
from app.duties.inputs import PERIODIC, DutyInput, duty_fields
from app.duties.rules import remark
from app.duties.schedule import instances
from app.duties.views import DutyView
from app.duties.wording import cadence, duty_kind, scheme
from app.kernel.days import show_day
from app.kernel.problems import Refused, refused
from app.kernel.words import N_, _
from app.vocabulary import Cadence, DutyKind, DutyState, PeriodScheme
from ui.core import tokens
from ui.core.dialogs import FormDialog
from ui.core.theme import named, set_look
from ui.widgets.fields import CheckField, ChoiceField, DateField, Field, LongTextField, TextField
from ui.widgets.search_combo import Choice

NOT_WHOLE = refused(
    "DUT-73", N_("{label}: không đọc được “{text}” là một số."), next_step=N_("Ghi một số nguyên, ví dụ 20.")
)
_SHOWN_DAYS = 3
_LOOK_AHEAD = 800
"""Days in which the next last days are looked for."""


class OwnerField(ChoiceField):
    """Somebody known by name, or a unit or person in words."""

    def __init__(self, choices: Sequence[Choice], label: str = "") -> None:
        super().__init__(
            label or _("Người &phụ trách"),
            choices,
            name="owner",
            placeholder=_("Gõ tên để tìm, hoặc gõ tên đơn vị"),
            free=True,
        )

    def show_owner(self, uid: str | None, words: str) -> None:
        """Shows the person, or the words where it is nobody known."""
        self.set_value(uid)
        if self.value() is None:
            self.combo.setText(words)

    def owner(self) -> tuple[str | None, str]:
        """Uid and words: one of both."""
        uid = self.value()
        return (uid, "") if uid is not None else (None, str(self.typed()).strip())


class DutyForm(FormDialog):
    """A new duty, or the fields of one that is kept."""

    def __init__(
        self, choices: Sequence[Choice], day: date, duty: DutyView | None = None, parent: QWidget | None = None
    ):
        self.duty, self.day = duty, day
        self.title = _("Sửa nhiệm vụ") if duty else _("Thêm nhiệm vụ")
        super().__init__(parent)
        self.record_uid = duty.uid if duty else ""
        self._build_fields(choices)
        self._lay_out()
        self._fill(duty)
        for field in self._all():
            field.changed.connect(self._on_change)
        self._on_change()
        self.resize(680, 620)

    def command(self) -> ConfirmDuty | EditDuty:
        given = self._input()
        if self.duty is None:
            return ConfirmDuty(duty=given)
        return EditDuty(uid=self.duty.uid, duty=given)

    def _input(self) -> DutyInput:
        owner, words = self.owner.owner()
        kept = self.duty
        return DutyInput(
            title=self.what.value(),
            kind=self.kind.value() or DutyKind.TASK,
            cadence=self.cadence.value() or Cadence.ONCE,
            scheme=self.scheme.value() or PeriodScheme.ND09,
            cut_off_day=_whole(self.cut_off, "cut_off_day"),
            due_day=_whole(self.due_day, "due_day"),
            due_month_offset=_whole(self.offset, "due_month_offset") or 0,
            due_on=self.due_on.value(),
            exclusive=self.exclusive.value(),
            addressee=kept.addressee if kept else "",
            receiver=self.receiver.value(),
            via=self.via.value(),
            condition=self.condition.value(),
            report=kept.report if kept else "",
            package=kept.package if kept else (),
            owner=owner,
            owner_words=words,
            valid_from=self.valid_from.value(),
            valid_to=self.valid_to.value(),
            code=kept.code if kept else "",
            source=self.source.value(),
            note=self.note.value(),
        )

    def _on_change(self) -> None:
        """Shows only the fields that the cadence asks for, and what the days come to."""
        chosen = self.cadence.value() or Cadence.ONCE
        periodic = chosen in PERIODIC
        for field in (self.due_day, self.offset, self.scheme):
            field.setVisible(periodic)
        self.cut_off.setVisible(periodic and self.scheme.value() is PeriodScheme.CUSTOM)
        self.due_on.setVisible(chosen is Cadence.ONCE)
        self.exclusive.setVisible(periodic or chosen is Cadence.ONCE)
        self.condition.setVisible(chosen in (Cadence.CONDITIONAL, Cadence.ON_REQUEST))
        words, look = self._preview()
        self.preview.setText(words)
        set_look(self.preview, look)

    def _preview(self) -> tuple[str, str]:
        try:
            view = preview_of(self._input(), self.day)
        except Refused as problem:
            return problem.sentence, "warn"
        days = last_days(view, max(self.day, view.valid_from))
        if not days:
            return _("Không có hạn theo lịch."), "small"
        odd = remark(view)
        words = _("Hạn cuối: {days}.").format(days=", ".join(show_day(day) for day in days))
        return f"{words} {odd}".strip(), "warn" if odd else "small"

    def _fill(self, duty: DutyView | None) -> None:
        self.what.set_value(duty.title if duty else "")
        self.kind.set_value(duty.kind if duty else DutyKind.REPORT)
        self.cadence.set_value(duty.cadence if duty else Cadence.MONTHLY)
        self.scheme.set_value(duty.scheme_kind if duty else PeriodScheme.ND09)
        self.cut_off.set_value(str((duty.cut_off_day if duty else None) or ""))
        self.due_day.set_value(str((duty.due_day if duty else None) or ""))
        self.offset.set_value(str(duty.due_month_offset if duty else 0))
        self.due_on.set_value(duty.due_on if duty else None)
        self.exclusive.set_value(duty.exclusive if duty else True)
        self.receiver.set_value(duty.receiver if duty else "")
        self.via.set_value(duty.via if duty else "")
        self.condition.set_value(duty.condition if duty else "")
        self.owner.show_owner(duty.owner if duty else None, duty.owner_words if duty else "")
        self.valid_from.set_value(duty.valid_from if duty else self.day)
        self.valid_to.set_value(duty.valid_to if duty else None)
        self.source.set_value(duty.source if duty else "")
        self.note.set_value(duty.note if duty else "")

    def _build_fields(self, choices: Sequence[Choice]) -> None:
        self.what = TextField(_("Tên nhiệ&m vụ"), name="title")
        self.kind = ChoiceField(_("L&oại"), [Choice(each, duty_kind(each)) for each in DutyKind], name="kind")
        self.cadence = ChoiceField(_("&Kỳ"), [Choice(each, cadence(each)) for each in Cadence], name="cadence")
        self.due_day = TextField(
            _("Hạn: n&gày trong tháng"), name="due_day", hint=_("20 với “trước ngày 20”; hằng tuần: 1 là thứ Hai.")
        )
        self.offset = TextField(
            _("&Số tháng sau kỳ"), name="due_month_offset", hint=_("0: trong tháng cuối kỳ; 1: tháng sau.")
        )
        self.due_on = DateField(_("Ngà&y hạn nêu trong văn bản"), name="due_on")
        self.exclusive = CheckField(_("T&rước ngày đó (không tính chính ngày đó)"), name="exclusive")
        self.scheme = ChoiceField(
            _("Số liệ&u tính"), [Choice(each, scheme(each)) for each in PeriodScheme], name="scheme"
        )
        self.cut_off = TextField(_("&Chốt số liệu vào ngày"), name="cut_off_day")
        self.receiver = TextField(_("Gửi đế&n"), name="receiver")
        self.via = TextField(_("&Qua"), name="via")
        self.owner = OwnerField(choices)
        self.condition = TextField(_("Kh&i nào phải làm"), name="condition")
        self.valid_from = DateField(_("&Bắt đầu từ"), name="valid_from")
        self.valid_to = DateField(_("&Hết hiệu lực"), name="valid_to", hint=_("Để trống nếu chưa có."))
        self.source = TextField(_("Theo &văn bản"), name="source", hint=_("Số, ngày, cơ quan ban hành."))
        self.note = LongTextField(_("Ghi chú (&w)"), name="note")
        self.preview = named(QLabel(wordWrap=True), "dutyPreview", "small")

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setSpacing(tokens.SPACE_S)
        for column in (0, 1):
            grid.setColumnStretch(column, 1)
        grid.addWidget(self.what, 0, 0, 1, 2)
        places: tuple[tuple[Field, ...], ...] = (
            (self.kind, self.cadence),
            (self.due_day, self.offset),
            (self.due_on,),
            (self.exclusive,),
            (self.scheme,),
            (self.cut_off,),
        )
        for row, fields in enumerate(places, 1):
            for column, field in enumerate(fields):
                grid.addWidget(field, row, column, 1, 1 if len(fields) > 1 else 2, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.preview, 7, 0, 1, 2)
        below: tuple[tuple[Field, ...], ...] = (
            (self.receiver, self.via),
            (self.condition,),
            (self.owner,),
            (self.valid_from, self.valid_to),
            (self.source,),
            (self.note,),
        )
        for row, fields in enumerate(below, 8):
            for column, field in enumerate(fields):
                grid.addWidget(field, row, column, 1, 1 if len(fields) > 1 else 2, Qt.AlignmentFlag.AlignTop)
        self.form.addLayout(grid)
        self.form.addStretch(1)
        self.fields |= {field.editor.objectName(): field for field in self._all()}

    def _all(self) -> tuple[Field, ...]:
        return (
            self.what,
            self.kind,
            self.cadence,
            self.due_day,
            self.offset,
            self.due_on,
            self.exclusive,
            self.scheme,
            self.cut_off,
            self.receiver,
            self.via,
            self.condition,
            self.owner,
            self.valid_from,
            self.valid_to,
            self.source,
            self.note,
        )


def preview_of(given: DutyInput, day: date) -> DutyView:
    """The duty as it would be kept; refuses as keeping it would, but for its name."""
    fields: dict[str, Any] = duty_fields(replace(given, title=given.title or "-"), day)
    fields["scheme_kind"] = fields.pop("scheme")
    fields["package"] = tuple(fields["package"])
    return DutyView(uid="", state=DutyState.CONFIRMED, **fields)


def last_days(view: DutyView, day: date) -> list[date]:
    """The next last days on time from a day on."""
    found = [each.last_day for each in instances(view, day, day + timedelta(days=_LOOK_AHEAD)) if each.last_day]
    return found[:_SHOWN_DAYS]


def _whole(field: TextField, name: str) -> int | None:
    text = field.value()
    if not text or field.isHidden():
        return None
    try:
        return int(text)
    except ValueError as error:
        label = field.label.text().replace("&", "")
        raise NOT_WHOLE(field=name, label=label, text=text[:40]) from error
