"""Forms about a duty's periods: handed over, not owed, ended, arisen; each comes to one command."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QWidget

from app.duties.commands import DutyArose, EndDuty, MarkFulfilled, ReadDeadlines, WaivePeriods
from app.duties.schedule import midnight_after
from app.duties.views import DueView, DutyView
from app.duties.wording import period_title
from app.kernel.clock import VIETNAM
from app.kernel.days import show_day
from app.kernel.problems import Refused, refused
from app.kernel.words import N_, _
from ui.core.dialogs import FormDialog
from ui.core.theme import named
from ui.pages.duties.loading import FulfilSeen, paper_words
from ui.widgets.fields import ChoiceField, DateField, Field, LongTextField, TextField
from ui.widgets.search_combo import Choice

NO_TIME = refused(
    "DUT-71", N_("Không đọc được giờ “{text}”."), next_step=N_("Ghi giờ và phút, ví dụ 16:30; để trống là cuối ngày.")
)
NO_DAY = refused("DUT-72", N_("Chưa ghi ngày."), next_step=N_("Ghi ngày theo dạng ngày/tháng/năm."))

_TIME = re.compile(r"(\d{1,2})\s*[:hg.]\s*(\d{2})?", re.IGNORECASE)
_ROWS_SHOWN = 6


class PapersField(Field):
    """Papers to tick."""

    def __init__(self, label: str, *, hint: str = "", name: str = "papers") -> None:
        self.list = QListWidget()
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        super().__init__(label, self.list, hint=hint, name=name)

    def offer(self, seen: FulfilSeen) -> None:
        """Shows the papers, those of the package ticked."""
        for paper in seen.papers:
            item = QListWidgetItem(paper_words(paper))
            item.setData(Qt.ItemDataRole.UserRole, paper.uid)
            item.setToolTip(paper_words(paper))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if paper.uid in seen.wanted else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        rows = min(max(self.list.count(), 2), _ROWS_SHOWN)
        self.list.setFixedHeight(rows * max(self.list.sizeHintForRow(0), 26) + 6)
        if self.list.count():
            self.list.setCurrentRow(0)

    def value(self) -> tuple[str, ...]:
        """Uids of the ticked papers, in order."""
        items = [self.list.item(row) for row in range(self.list.count())]
        return tuple(
            str(item.data(Qt.ItemDataRole.UserRole)) for item in items if item.checkState() is Qt.CheckState.Checked
        )

    def typed(self) -> object:
        return self.value()


class FulfilForm(FormDialog):
    """When it was handed over, and what proves it; the form tells at once whether that was on time."""

    def __init__(self, due: DueView, seen: FulfilSeen, now: datetime, parent: QWidget | None = None) -> None:
        self.due = due
        self.title = _("Ghi đã gửi")
        super().__init__(parent)
        local = now.astimezone(VIETNAM)
        self.form.addWidget(named(QLabel(period_title(due), wordWrap=True), "fulfilWhat", "heading"))
        self.day = DateField(_("&Ngày gửi"), name="handed_over_at")
        self.day.set_value(local.date())
        self.clock = TextField(_("&Giờ gửi"), name="handed_over_time", hint=_("Giờ trên biên nhận hoặc thư gửi đi."))
        self.clock.set_value(f"{local:%H:%M}")
        self.papers = PapersField(_("&Văn bản đã gửi"), name="documents", hint=_missing_words(seen))
        self.papers.offer(seen)
        self.note = LongTextField(_("Gh&i chú"), name="note", hint=_("Gửi qua đâu, ai nhận; không bắt buộc."))
        self.judgement = named(QLabel(wordWrap=True), "fulfilJudgement", "small")
        for key, field in (("handed_over_at", self.day), ("time", self.clock)):
            self.add_field(key, field)
        self.form.addWidget(self.judgement)
        if seen.papers or seen.missing:
            self.add_field("documents", self.papers)
        self.add_field("note", self.note)
        self.form.addStretch(1)
        self.day.changed.connect(self._judge)
        self.clock.changed.connect(self._judge)
        self._judge()
        self.resize(560, 420)

    def command(self) -> MarkFulfilled:
        return MarkFulfilled(
            duty=self.due.duty.uid,
            period=self.due.key,
            handed_over_at=self._moment(),
            documents=self.papers.value(),
            note=self.note.value(),
        )

    def _moment(self) -> datetime:
        day = self.day.value()
        if day is None:
            raise NO_DAY(field="handed_over_at")
        return datetime.combine(day, _time(self.clock.value()), tzinfo=VIETNAM)

    def _judge(self) -> None:
        """Says whether the moment typed is on time; silent while it cannot be read."""
        last_day = self.due.last_day
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


class WaiveForm(FormDialog):
    """Why nothing is owed for one period, or for several of one duty."""

    def __init__(self, duty: DutyView, periods: tuple[str, ...], words: str, parent: QWidget | None = None) -> None:
        self.duty, self.periods = duty, periods
        self.title = _("Ghi không phải gửi")
        super().__init__(parent)
        self.form.addWidget(named(QLabel(words, wordWrap=True), "waiveWhat", "heading"))
        self.reason = LongTextField(
            _("Lý &do"), name="reason", hint=_("Ví dụ: cấp trên yêu cầu gộp vào báo cáo quý; chưa dùng phần mềm.")
        )
        self.add_field("reason", self.reason)
        self.form.addStretch(1)
        self.resize(480, 220)

    def command(self) -> WaivePeriods:
        return WaivePeriods(duty=self.duty.uid, periods=self.periods, reason=self.reason.value())


class EndForm(FormDialog):
    """The last day on which a duty binds."""

    def __init__(self, duty: DutyView, day: date, parent: QWidget | None = None) -> None:
        self.duty = duty
        self.title = _("Kết thúc nhiệm vụ")
        super().__init__(parent)
        self.form.addWidget(named(QLabel(duty.title, wordWrap=True), "endWhat", "heading"))
        self.last_day = DateField(
            _("&Ngày cuối cùng còn hiệu lực"),
            name="last_day",
            hint=_("Các kỳ chốt số liệu đến ngày này vẫn phải gửi; ví dụ 30/06/2025 với nhiệm vụ của huyện."),
        )
        self.last_day.set_value(duty.valid_to or day)
        self.add_field("last_day", self.last_day)
        self.form.addStretch(1)
        self.resize(460, 200)

    def command(self) -> EndDuty:
        day = self.last_day.value()
        if day is None:
            raise NO_DAY(field="last_day")
        return EndDuty(uid=self.duty.uid, last_day=day)


class AriseForm(FormDialog):
    """What a conditional duty speaks of has happened."""

    def __init__(self, duty: DutyView, day: date, parent: QWidget | None = None) -> None:
        self.duty, self.day = duty, day
        self.title = _("Ghi việc phát sinh")
        super().__init__(parent)
        self.form.addWidget(named(QLabel(duty.title, wordWrap=True), "ariseWhat", "heading"))
        self.detail = LongTextField(_("&Nội dung phát sinh"), name="detail")
        self.due_on = DateField(_("&Hạn xử lý"), name="due_on", hint=_("Để trống nếu không có hạn."))
        for key, field in (("detail", self.detail), ("due_on", self.due_on)):
            self.add_field(key, field)
        self.form.addStretch(1)
        self.resize(480, 260)

    def command(self) -> DutyArose:
        return DutyArose(duty=self.duty.uid, day=self.day, due_on=self.due_on.value(), detail=self.detail.value())


class ReadingForm(FormDialog):
    """How one receiver's "trước ngày N" is read, for all duties towards it."""

    def __init__(self, duty: DutyView, parent: QWidget | None = None) -> None:
        self.duty = duty
        self.title = _("Cách tính hạn của một nơi nhận")
        super().__init__(parent)
        words = _("Áp dụng cho mọi nhiệm vụ gửi {receiver}.").format(receiver=duty.receiver)
        self.form.addWidget(QLabel(words, wordWrap=True))
        self.reading = ChoiceField(
            _("&Văn bản ghi “trước ngày N” nghĩa là"),
            [
                Choice(True, _("phải gửi chậm nhất ngày N - 1")),
                Choice(False, _("được gửi đến hết ngày N")),
            ],
            name="exclusive",
        )
        self.reading.set_value(duty.exclusive)
        self.add_field("exclusive", self.reading)
        self.form.addStretch(1)
        self.resize(480, 220)

    def command(self) -> ReadDeadlines:
        return ReadDeadlines(receiver=self.duty.receiver, exclusive=self.reading.value() is not False)


def _time(text: str) -> time:
    """An hour as typed; the last moment of the day where none was."""
    if not text.strip():
        return time(23, 59)
    match = _TIME.fullmatch(text.strip())
    hour, minute = (int(match[1]), int(match[2] or 0)) if match else (99, 0)
    if hour > 23 or minute > 59:
        raise NO_TIME(field="time", text=text)
    return time(hour, minute)


def _missing_words(seen: FulfilSeen) -> str:
    if not seen.missing:
        return _("Đánh dấu các văn bản đã ký được gửi trong lần này.")
    return _("Hồ sơ còn thiếu văn bản đã ký: {names}.").format(names=", ".join(seen.missing))


def ask(form: FormDialog, tasks: Any) -> None:
    """Opens a form; it closes when its command was done."""
    form.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    form.send_with(tasks)
