"""Ghi đã nộp: when the signed report was sent. Sent is not received: that the superior has it is another matter."""

from __future__ import annotations

from datetime import datetime, time

from PySide6.QtWidgets import QLabel, QWidget

from app.duties.commands import MarkFulfilled
from app.duties.schedule import midnight_after
from app.kernel.clock import VIETNAM
from app.kernel.days import show_day
from app.kernel.problems import Refused, refused
from app.kernel.words import N_, _
from app.reports.owing import Handing, ReportHead, titled
from ui.core.dialogs import FormDialog
from ui.core.theme import named
from ui.widgets.fields import DateField, LongTextField, TextField

NO_DAY = refused("REP-23", N_("Chưa ghi ngày nộp."), next_step=N_("Ghi ngày theo dạng ngày/tháng/năm."))
NO_TIME = refused("REP-24", N_("Không đọc được giờ “{text}”."), next_step=N_("Ghi giờ và phút, ví dụ 16:30."))


class HandOverForm(FormDialog):
    """Day, time and way; tells at once whether that is on time."""

    def __init__(self, head: ReportHead, handing: Handing, now: datetime, parent: QWidget | None = None) -> None:
        self.head, self.handing = head, handing
        self.title = _("Ghi đã nộp")
        super().__init__(parent)
        local = now.astimezone(VIETNAM)
        self.form.addWidget(named(QLabel(titled(head.kind, head.period), wordWrap=True), "handOverWhat", "heading"))
        self.day = DateField(_("&Ngày gửi"), name="handed_over_at")
        self.day.set_value(local.date())
        self.clock = TextField(_("&Giờ gửi"), name="time", hint=_("Giờ trên biên nhận hoặc thư gửi đi."))
        self.clock.set_value(f"{local:%H:%M}")
        self.note = LongTextField(
            _("Gửi &qua đâu"), name="note", hint=_("Không bắt buộc. Đã gửi chưa có nghĩa là cấp trên đã nhận.")
        )
        self.judgement = named(QLabel(wordWrap=True), "handOverJudgement", "small")
        self.add_field("handed_over_at", self.day)
        self.add_field("time", self.clock)
        self.form.addWidget(self.judgement)
        self.add_field("note", self.note)
        self.form.addStretch(1)
        self.day.changed.connect(self._judge)
        self.clock.changed.connect(self._judge)
        self._judge()

    def command(self) -> MarkFulfilled:
        return MarkFulfilled(
            duty=self.handing.duty.uid,
            period=self.handing.key,
            handed_over_at=self._moment(),
            documents=(self.head.document,),
            note=self.note.value(),
        )

    def _moment(self) -> datetime:
        day = self.day.value()
        if day is None:
            raise NO_DAY(field="handed_over_at")
        return datetime.combine(day, _time(self.clock.value()), tzinfo=VIETNAM)

    def _judge(self) -> None:
        last_day = self.handing.last_day
        try:
            moment = self._moment()
        except Refused:  # what cannot be read is told when the form is saved
            self.judgement.clear()
            return
        if last_day is None:
            self.judgement.setText(_("Văn bản giao nhiệm vụ không nêu hạn."))
        elif moment < midnight_after(last_day):
            self.judgement.setText(_("Đúng hạn: hạn cuối là hết ngày {day}.").format(day=show_day(last_day)))
        else:
            self.judgement.setText(_("Chậm: hạn cuối là hết ngày {day}.").format(day=show_day(last_day)))


def _time(text: str) -> time:
    hour, _colon, minute = text.replace("h", ":").replace("g", ":").replace(".", ":").partition(":")
    try:
        return time(int(hour), int(minute or 0))
    except ValueError as error:
        raise NO_TIME(field="time", text=text[:20]) from error
