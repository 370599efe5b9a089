"""Forms of the radio: a programme, several airings at once, one airing, the rule of the month."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from app.kernel.figures import parse_amount
from app.kernel.problems import refused
from app.kernel.words import N_, _
from app.outreach import labels
from app.outreach.checks import show_month
from app.outreach.radio import RadioRule
from app.outreach.radio_commands import (
    AddAirings,
    AddProgramme,
    AiringPlace,
    ChangeAiring,
    ChangeProgramme,
    ProgrammeInput,
    SetRadioRule,
)
from app.outreach.views import AiringView, ProgrammeView
from app.vocabulary import AiringKind, Origin
from ui.core import tokens
from ui.core.dialogs import FormDialog
from ui.pages.outreach.fields import AmountField, AskingForm, DaysField, ForcesField, ThemesField, chosen, parts
from ui.pages.outreach.tab import Known
from ui.widgets.fields import CheckField, ChoiceField, DateField, Field, LongTextField, TextField
from ui.widgets.search_combo import Choice

LENGTH_WRONG = refused(
    "OUT-71",
    N_("Không đọc được thời lượng “{text}”."),
    next_step=N_("Ghi số phút (10) hoặc phút:giây (10:30); để trống nếu chưa biết."),
)


def seconds_of(text: str, *, field: str) -> int | None:
    """Seconds of ``10`` minutes or ``10:30``; None for nothing. Refused OUT-71."""
    if not text.strip():
        return None
    minutes, _colon, rest = text.strip().partition(":")
    if not minutes.isdecimal() or (rest and (not rest.isdecimal() or int(rest) > 59)):
        raise LENGTH_WRONG(field=field, text=text[:20])
    return int(minutes) * 60 + int(rest or 0)


def length_words(seconds: int | None) -> str:
    """``10:30`` of 630 seconds; "" where nobody noted it."""
    return "" if seconds is None else f"{seconds // 60}:{seconds % 60:02}"


def beside(*fields: Field) -> QWidget:
    """Fields in one line."""
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setSpacing(tokens.SPACE_M)
    for place, field in enumerate(fields):
        grid.addWidget(field, 0, place, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(place, 1)
    return holder


class ProgrammeForm(AskingForm):
    """A programme with its script, who made it and who approved it."""

    def __init__(
        self, known: Known, month: str, programme: ProgrammeView | None = None, *, parent: QWidget | None = None
    ) -> None:
        self.title = _("Sửa chương trình phát thanh") if programme else _("Thêm chương trình phát thanh")
        super().__init__(parent)
        self.setMinimumWidth(700)
        self.programme = programme
        self.record_uid = programme.uid if programme else ""
        self.name = TextField(_("Tê&n chương trình"), name="title")
        self.month = TextField(_("Thán&g"), name="month", hint=_("Chương trình làm cho tháng này, ví dụ 05/2026."))
        self.origin = ChoiceField(_("Ng&uồn"), [Choice(one, labels.origin(one)) for one in Origin], name="origin")
        self.seconds = TextField(_("Thời lượng (&s)"), name="seconds", hint=_("Phút hoặc phút:giây, ví dụ 10:30."))
        self.themes = ThemesField(_("&Chủ đề"))
        self.forces = ForcesField(_("Lực lượng tham g&ia"))
        self.model = ChoiceField(_("&Mô hình chuyển đổi số (chủ đề N5)"), known.model_choices(), name="model")
        self.editor = TextField(_("&Biên tập"), name="editor")
        self.presenter = TextField(_("&Phát thanh viên"), name="presenter")
        self.approved_by = TextField(_("Người &duyệt"), name="approved_by")
        self.approved_on = DateField(_("Ngà&y duyệt"), name="approved_on")
        self.script = LongTextField(
            _("&Kịch bản"),
            name="script",
            lines=4,
            most_lines=10,
            hint=_("Cần kịch bản, hoặc tệp âm thanh, văn bản đính kèm ở mục Minh chứng sau khi lưu."),
        )
        self.note = TextField(_("Ghi chú (&w)"), name="note")
        self._lay_out()
        self._fill(programme, month)

    def _lay_out(self) -> None:
        for line in (
            (self.name,),
            (self.month, self.origin, self.seconds),
            (self.themes,),
            (self.forces,),
            (self.model,),
            (self.editor, self.presenter),
            (self.approved_by, self.approved_on),
            (self.script,),
            (self.note,),
        ):
            self.form.addWidget(beside(*line))
            for field in line:
                self.fields[field.editor.objectName()] = field

    def command(self) -> AddProgramme | ChangeProgramme:
        """The command of what stands here."""
        entered = ProgrammeInput(
            title=self.name.value(),
            month=self.month.value(),
            themes=self.themes.value(),
            forces=self.forces.value(),
            model=self.model.value(),
            origin=chosen(self.origin, "origin"),
            seconds=seconds_of(self.seconds.value(), field="seconds"),
            script=self.script.value(),
            editor=self.editor.value(),
            presenter=self.presenter.value(),
            approved_by=self.approved_by.value(),
            approved_on=self.approved_on.value(),
            letter=self.programme.letter if self.programme else None,
            note=self.note.value(),
        )
        if self.programme is None:
            return AddProgramme(programme=entered, sure=self.sure)
        return ChangeProgramme(uid=self.programme.uid, programme=entered, sure=self.sure)

    def _fill(self, one: ProgrammeView | None, month: str) -> None:
        self.month.set_value(show_month(one.month if one else month))
        self.origin.set_value(one.origin if one else Origin.OWN)
        if one is None:
            return
        self.name.set_value(one.title)
        self.seconds.set_value(length_words(one.seconds))
        self.themes.set_value(one.themes)
        self.forces.set_value(one.forces)
        self.model.set_value(one.model)
        self.editor.set_value(one.editor)
        self.presenter.set_value(one.presenter)
        self.approved_by.set_value(one.approved_by)
        self.approved_on.set_value(one.approved_on)
        self.script.set_value(one.script)
        self.note.set_value(one.note)


class AiringsForm(FormDialog):
    """Several airings at once: days, hours and loudspeakers, each with commas between."""

    def __init__(self, programme: ProgrammeView, known: Known, *, parent: QWidget | None = None) -> None:
        self.title = _("Ghi lần phát: {title}").format(title=programme.title)
        super().__init__(parent)
        self.programme, self.known = programme, known
        self.days = DaysField(
            _("&Ngày phát"),
            name="days",
            hint=_(
                "Nhiều ngày cách nhau bằng dấu phẩy: 2, 9, 16. Không ghi tháng là tháng của chương trình. "
                "Lần sớm nhất là phát lần đầu."
            ),
        )
        self.hours = TextField(_("&Giờ phát"), name="hours", hint=_("Nhiều giờ cách nhau bằng dấu phẩy: 05:30, 17:00."))
        self.places = TextField(
            _("&Cụm loa"),
            name="loudspeaker",
            hint=_("Nhiều cụm cách nhau bằng dấu phẩy; cùng giờ chỉ tính một lượt phát."),
        )
        self.kind = ChoiceField(
            _("T&hể loại"),
            [Choice(one, labels.airing(one)) for one in AiringKind],
            name="kind",
            placeholder=_("tự phân: lần đầu, phát lại"),
        )
        self.minutes = AmountField(
            _("Số &phút"), name="minutes", hint=_("Để trống nếu đúng bằng thời lượng chương trình.")
        )
        self.note = TextField(_("Ghi chú (&w)"), name="note")
        for name, field in (
            ("days", self.days),
            ("hours", self.hours),
            ("loudspeaker", self.places),
            ("kind", self.kind),
            ("minutes", self.minutes),
            ("note", self.note),
        ):
            self.add_field(name, field)
        self.places.set_value(", ".join(known.loudspeakers))
        self.days.ending = show_month(programme.month)

    def command(self) -> AddAirings:
        """The command of what stands here."""
        return AddAirings(
            programme=self.programme.uid,
            days=self.days.days(),
            hours=parts(self.hours.value()) or ("",),
            places=tuple(AiringPlace(loudspeaker=name) for name in parts(self.places.value())) or (AiringPlace(),),
            kind=self.kind.value(),
            minutes=self.minutes.number(),
            note=self.note.value(),
        )


class AiringForm(FormDialog):
    """One airing, to be corrected."""

    def __init__(self, airing: AiringView, known: Known, today: date, *, parent: QWidget | None = None) -> None:
        self.title = _("Sửa lần phát")
        super().__init__(parent)
        self.airing, self.record_uid = airing, airing.uid
        self.day = DateField(_("&Ngày phát"), name="aired_on")
        self.hour = TextField(_("&Giờ phát"), name="aired_at")
        self.kind = ChoiceField(_("T&hể loại"), [Choice(one, labels.airing(one)) for one in AiringKind], name="kind")
        self.place = TextField(_("&Cụm loa"), name="loudspeaker")
        self.hamlet = ChoiceField(_("Thôn (&o)"), known.hamlet_choices(today), name="hamlet")
        self.minutes = AmountField(_("Số &phút"), name="minutes")
        self.note = TextField(_("Ghi chú (&w)"), name="note")
        for field in (self.day, self.hour, self.kind, self.place, self.hamlet, self.minutes, self.note):
            self.add_field(field.editor.objectName(), field)
        self.day.set_value(airing.aired_on)
        self.hour.set_value(airing.aired_at)
        self.kind.set_value(airing.kind)
        self.place.set_value(airing.loudspeaker)
        self.hamlet.set_value(airing.hamlet)
        self.minutes.set_number(airing.minutes)
        self.note.set_value(airing.note)

    def command(self) -> ChangeAiring:
        """The command of what stands here."""
        return ChangeAiring(
            uid=self.airing.uid,
            aired_on=self.day.value(),
            aired_at=self.hour.value(),
            kind=chosen(self.kind, "kind"),
            place=AiringPlace(loudspeaker=self.place.value(), hamlet=self.hamlet.value()),
            minutes=self.minutes.number(),
            note=self.note.value(),
        )


class RuleForm(FormDialog):
    """What a month needs, by the letter of the superior, and how often the station can go on air."""

    def __init__(self, rule: RadioRule, *, parent: QWidget | None = None) -> None:
        self.title = _("Quy định phát thanh")
        super().__init__(parent)
        self.rebroadcasts = TextField(
            _("Số lần &phát lại mỗi tháng"), name="rebroadcasts", hint=_("Không tính lần phát đầu.")
        )
        self.slots = TextField(
            _("Số lượt phát được &mỗi ngày"),
            name="slots_per_day",
            hint=_("Dùng để báo trước ngày không còn kịp trong tháng."),
        )
        self.own_only = CheckField(
            _("Chỉ tính chương trình &xã tự sản xuất"),
            name="own_only",
            hint=_("Bỏ chọn nếu cấp trên cho tính cả chương trình huyện, tỉnh gửi về."),
        )
        for name, field in (
            ("rebroadcasts", self.rebroadcasts),
            ("slots_per_day", self.slots),
            ("own_only", self.own_only),
        ):
            self.add_field(name, field)
        self.rebroadcasts.set_value(str(rule.rebroadcasts))
        self.slots.set_value(str(rule.slots_per_day))
        self.own_only.set_value(rule.own_only)

    def command(self) -> SetRadioRule:
        """The command of what stands here."""
        again = parse_amount(self.rebroadcasts.value(), field="rebroadcasts", label=_("Số lần phát lại"))
        slots = parse_amount(self.slots.value(), field="slots_per_day", label=_("Số lượt phát mỗi ngày"))
        return SetRadioRule(
            rebroadcasts=again if isinstance(again, int) else -1,
            slots_per_day=slots if isinstance(slots, int) else 0,
            own_only=self.own_only.value(),
        )
