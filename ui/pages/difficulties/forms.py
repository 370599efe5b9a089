"""Forms about a difficulty: raised in four fields, and each further step with its day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QLabel, QWidget

from app.difficulties.commands import (
    AnswerDifficulty,
    CloseDifficulty,
    EditDifficulty,
    RaiseDifficulty,
    ReceiveDifficulty,
    SendDifficulty,
)
from app.difficulties.views import DifficultyView
from app.kernel.problems import refused
from app.kernel.words import N_, _
from ui.core.dialogs import FormDialog
from ui.core.theme import named
from ui.pages.difficulties.loading import DifficultiesSeen
from ui.widgets.fields import ChoiceField, DateField, Field, LongTextField, TextField
from ui.widgets.search_combo import Choice

NO_DAY = refused("DIF-71", N_("Chưa ghi ngày."), next_step=N_("Ghi ngày theo dạng ngày/tháng/năm."))


class DifficultyForm(FormDialog):
    """A new difficulty in four fields; of one that is kept, everything that describes it."""

    def __init__(
        self, seen: DifficultiesSeen, view: DifficultyView | None = None, parent: QWidget | None = None
    ) -> None:
        self.view = view
        self.title = _("Sửa khó khăn") if view else _("Ghi khó khăn, vướng mắc")
        super().__init__(parent)
        self.record_uid = view.uid if view else ""
        self.what = TextField(_("&Khó khăn, vướng mắc"), name="title")
        self.wish = LongTextField(_("Đề &nghị"), name="wish", hint=_("Điều cần cấp trên giúp; để trống nếu chưa rõ."))
        self.addressee = TextField(_("Nơ&i nhận"), name="addressee")
        self.hamlet = ChoiceField(_("T&hôn"), seen.hamlets, name="hamlet", placeholder=_("để trống nếu là việc chung"))
        self.detail = LongTextField(_("Diễn giải thê&m"), name="detail")
        self.area = TextField(_("Lĩnh &vực"), name="area", hint=_("Ví dụ hạ tầng, kinh phí, nhân lực, phần mềm."))
        self.raised_on = DateField(_("N&gày ghi nhận"), name="raised_on")
        for name in ("title", "wish", "addressee", "hamlet"):
            self.add_field(name, self._all()[name])
        if view is not None:
            for name in ("detail", "area", "raised_on"):
                self.add_field(name, self._all()[name])
            self._fill(view)
        else:
            self.addressee.set_value(seen.addressee)
        self.form.addStretch(1)
        self.resize(560, 360)

    def command(self) -> RaiseDifficulty | EditDifficulty:
        if self.view is None:
            return RaiseDifficulty(
                title=self.what.value(),
                wish=self.wish.value(),
                addressee=self.addressee.value(),
                hamlet=self.hamlet.value(),
            )
        return EditDifficulty(
            uid=self.view.uid,
            title=self.what.value(),
            wish=self.wish.value(),
            addressee=self.addressee.value(),
            hamlet=self.hamlet.value(),
            detail=self.detail.value(),
            area=self.area.value(),
            raised_on=day_of(self.raised_on, "raised_on"),
        )

    def _all(self) -> dict[str, Field]:
        return {
            "title": self.what,
            "wish": self.wish,
            "addressee": self.addressee,
            "hamlet": self.hamlet,
            "detail": self.detail,
            "area": self.area,
            "raised_on": self.raised_on,
        }

    def _fill(self, view: DifficultyView) -> None:
        self.what.set_value(view.title)
        self.wish.set_value(view.wish)
        self.addressee.set_value(view.addressee)
        self.hamlet.set_value(view.hamlet)
        self.detail.set_value(view.detail)
        self.area.set_value(view.area)
        self.raised_on.set_value(view.raised_on)


class SendForm(FormDialog):
    """It was handed over."""

    def __init__(self, view: DifficultyView, day: date, parent: QWidget | None = None) -> None:
        self.view = view
        self.title = _("Ghi đã gửi")
        super().__init__(parent)
        self.form.addWidget(_about(view))
        self.day = DateField(
            _("&Ngày gửi"), name="sent_on", hint=_("Đã gửi chưa phải là đã nhận: khi có xác nhận hãy ghi thêm.")
        )
        self.how = TextField(
            _("&Gửi bằng"), name="how", hint=_("Ví dụ văn bản riêng, báo cáo tháng, điện thoại; không bắt buộc.")
        )
        self.day.set_value(day)
        self.add_field("sent_on", self.day)
        self.add_field("how", self.how)
        self.form.addStretch(1)

    def command(self) -> SendDifficulty:
        return SendDifficulty(uid=self.view.uid, sent_on=day_of(self.day, "sent_on"), how=self.how.value())


class ReceiveForm(FormDialog):
    """The addressee confirmed that it arrived."""

    def __init__(self, view: DifficultyView, day: date, parent: QWidget | None = None) -> None:
        self.view = view
        self.title = _("Ghi đã nhận")
        super().__init__(parent)
        self.form.addWidget(_about(view))
        self.day = DateField(
            _("&Ngày nơi nhận xác nhận"), name="received_on", hint=_("Chỉ ghi khi nơi nhận đã xác nhận.")
        )
        self.day.set_value(day)
        self.add_field("received_on", self.day)
        self.form.addStretch(1)

    def command(self) -> ReceiveDifficulty:
        return ReceiveDifficulty(uid=self.view.uid, received_on=day_of(self.day, "received_on"))


class AnswerForm(FormDialog):
    """What the addressee answered, with the letter that says so."""

    def __init__(
        self, view: DifficultyView, day: date, letters: Sequence[Choice], parent: QWidget | None = None
    ) -> None:
        self.view = view
        self.title = _("Ghi trả lời")
        super().__init__(parent)
        self.form.addWidget(_about(view))
        self.day = DateField(_("&Ngày trả lời"), name="answered_on")
        self.answer = LongTextField(_("Nội &dung trả lời"), name="answer", lines=3)
        self.letter = ChoiceField(
            _("&Văn bản đến"), letters, name="letter", placeholder=_("để trống nếu không trả lời bằng văn bản")
        )
        self.day.set_value(day)
        for name, field in (("answered_on", self.day), ("answer", self.answer)):
            self.add_field(name, field)
        if letters:
            self.add_field("letter", self.letter)
        self.form.addStretch(1)
        self.resize(540, 320)

    def command(self) -> AnswerDifficulty:
        return AnswerDifficulty(
            uid=self.view.uid,
            answered_on=day_of(self.day, "answered_on"),
            answer=self.answer.value(),
            letter=self.letter.value(),
        )


class CloseForm(FormDialog):
    """It hinders no more, answered or not."""

    def __init__(self, view: DifficultyView, day: date, parent: QWidget | None = None) -> None:
        self.view = view
        self.title = _("Khép lại khó khăn")
        super().__init__(parent)
        self.form.addWidget(_about(view))
        self.day = DateField(_("&Ngày khép lại"), name="closed_on")
        self.note = LongTextField(_("&Kết quả"), name="note", hint=_("Đã giải quyết thế nào; không bắt buộc."))
        self.day.set_value(day)
        for name, field in (("closed_on", self.day), ("note", self.note)):
            self.add_field(name, field)
        self.form.addStretch(1)

    def command(self) -> CloseDifficulty:
        return CloseDifficulty(uid=self.view.uid, closed_on=day_of(self.day, "closed_on"), note=self.note.value())


def day_of(field: DateField, name: str) -> date:
    """The day typed; Refused DIF-71 where none is."""
    day = field.value()
    if day is None:
        raise NO_DAY(field=name)
    return day


def _about(view: DifficultyView) -> QLabel:
    return named(QLabel(view.title, wordWrap=True), "difficultyTitle", "heading")
