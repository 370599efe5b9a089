"""The tabs of meetings, with the hamlets of the quarter, and of praise."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QLabel, QWidget

from app import labels as words_of
from app.documents import queries as document_queries
from app.documents.views import DocumentView
from app.kernel.days import show_day
from app.kernel.figures import show_amount
from app.kernel.numerals import roman
from app.kernel.words import _
from app.outreach import labels, queries
from app.outreach.meeting_commands import (
    AddMeeting,
    AddPraise,
    ChangeMeeting,
    ChangePraise,
    MeetingInput,
    PraiseInput,
    RemoveMeetings,
    RemovePraises,
)
from app.outreach.paper import sign_in_name, sign_in_pdf
from app.outreach.queries import Coverage, PraiseSummary
from app.outreach.themes import force_words, theme_words
from app.outreach.views import MeetingView, PraiseView
from app.vocabulary import DocumentType, MeetingKind
from ui.core.row_model import Column
from ui.core.theme import named
from ui.pages.outreach.fields import AmountField, AskingForm, ForcesField, ThemesField, chosen
from ui.pages.outreach.radio_forms import beside
from ui.pages.outreach.sheet import show_sheet
from ui.pages.outreach.tab import Known, ListTab
from ui.widgets.card import Card
from ui.widgets.fields import CheckField, ChoiceField, DateField, TextField
from ui.widgets.search_combo import Choice


class MeetingForm(AskingForm):
    """A gathering with place, hour, attendance and minutes."""

    def __init__(
        self,
        known: Known,
        today: Any,
        minutes: Sequence[Choice],
        meeting: MeetingView | None = None,
        *,
        parent: QWidget | None = None,
    ) -> None:
        self.title = _("Sửa cuộc họp, hội nghị") if meeting else _("Thêm cuộc họp, hội nghị")
        super().__init__(parent)
        self.setMinimumWidth(700)
        self.meeting = meeting
        self.record_uid = meeting.uid if meeting else ""
        self.kind = ChoiceField(_("L&oại"), [Choice(one, labels.meeting(one)) for one in MeetingKind], name="kind")
        self.name = TextField(_("Tê&n, nội dung chính"), name="title")
        self.day = DateField(_("N&gày"), name="held_on")
        self.hour = TextField(_("Giờ (&h)"), name="held_at")
        self.place = TextField(_("Địa điểm (&e)"), name="place")
        self.hamlet = ChoiceField(_("Thôn (&v)"), known.hamlet_choices(today), name="hamlet")
        self.digital = CheckField(_("Có lồng ghép nội dung chuyển đổi số (&x)"), name="digital")
        self.themes = ThemesField(_("&Chủ đề"))
        self.forces = ForcesField(_("Lực lượng tham g&ia"))
        self.model = ChoiceField(_("&Mô hình chuyển đổi số (chủ đề N5)"), known.model_choices(), name="model")
        self.invited = AmountField(_("Số người được mời (&u)"), name="invited")
        self.attended = AmountField(
            _("&Số người dự"), name="attended", hint=_("Để trống nếu không đếm; trống không phải là 0.")
        )
        self.speaker = TextField(_("Người t&rình bày"), name="speaker")
        self.minutes = ChoiceField(_("&Biên bản (văn bản đi)"), minutes, name="minutes")
        self.note = TextField(_("Ghi chú (&w)"), name="note")
        for line in (
            (self.kind, self.name),
            (self.day, self.hour, self.place),
            (self.hamlet, self.digital),
            (self.themes,),
            (self.forces,),
            (self.model,),
            (self.invited, self.attended, self.speaker),
            (self.minutes,),
            (self.note,),
        ):
            self.form.addWidget(beside(*line))
            for field in line:
                self.fields[field.editor.objectName()] = field
        self.kind.set_value(meeting.kind if meeting else MeetingKind.HAMLET)
        self.day.set_value(meeting.held_on if meeting else today)
        self.digital.set_value(meeting.digital if meeting else True)
        if meeting is not None:
            self._fill(meeting)

    def command(self) -> AddMeeting | ChangeMeeting:
        """The command of what stands here."""
        entered = MeetingInput(
            kind=chosen(self.kind, "kind"),
            title=self.name.value(),
            held_on=self.day.value(),
            held_at=self.hour.value(),
            place=self.place.value(),
            hamlet=self.hamlet.value(),
            digital=self.digital.value(),
            themes=self.themes.value(),
            forces=self.forces.value(),
            model=self.model.value(),
            invited=self.invited.number(),
            attended=self.attended.number(),
            speaker=self.speaker.value(),
            minutes=self.minutes.value(),
            note=self.note.value(),
        )
        if self.meeting is None:
            return AddMeeting(meeting=entered, sure=self.sure)
        return ChangeMeeting(uid=self.meeting.uid, meeting=entered, sure=self.sure)

    def _fill(self, one: MeetingView) -> None:
        self.name.set_value(one.title)
        self.hour.set_value(one.held_at)
        self.place.set_value(one.place)
        self.hamlet.set_value(one.hamlet)
        self.themes.set_value(one.themes)
        self.forces.set_value(one.forces)
        self.model.set_value(one.model)
        self.invited.set_number(one.invited)
        self.attended.set_number(one.attended)
        self.speaker.set_value(one.speaker)
        self.minutes.set_value(one.minutes)
        self.note.set_value(one.note)


class MeetingsTab(ListTab):
    """Meetings, and which hamlets of the quarter had none with digital topics."""

    noun, icon = "meeting", "people"

    def __init__(self, *args: Any) -> None:
        self.minutes: list[Choice] = []
        self.empty_words = _(
            "Chưa có cuộc họp nào. Ghi họp thôn có lồng ghép chuyển đổi số để biết thôn nào trong quý còn thiếu."
        )
        self.empty_button = _("Thêm cuộc họp đầu tiên")
        super().__init__(*args)

    def columns(self) -> Sequence[Column[MeetingView]]:
        return [
            Column(_("Ngày"), lambda one: show_day(one.held_on), sort=lambda one: one.held_on, width=108),
            Column(_("Loại"), lambda one: labels.meeting(one.kind), width=120),
            Column(_("Tên, nội dung"), lambda one: one.title, width=220),
            Column(_("Thôn"), lambda one: self.known.hamlet_name(one.hamlet), width=120),
            Column(
                _("Lồng ghép"),
                lambda one: _("có") if one.digital else _("không"),
                tint=lambda one: "" if one.digital else "quiet",
                width=84,
            ),
            Column(_("Được mời"), lambda one: show_amount(one.invited), number=True, width=84),
            Column(_("Dự"), lambda one: show_amount(one.attended), number=True, width=64),
            Column(_("Biên bản"), lambda one: _("có") if one.minutes else "", width=80),
        ]

    def ask(self, session: Any) -> Sequence[MeetingView]:
        return queries.meetings(session)

    def form(self, record: MeetingView | None) -> MeetingForm:
        return MeetingForm(self.known, self.today, self.minutes, record, parent=self)

    def removal(self, uids: tuple[str, ...]) -> RemoveMeetings:
        return RemoveMeetings(uids=uids)

    def told(self, record: MeetingView) -> str:
        where = record.place or self.known.hamlet_name(record.hamlet)
        lines = [record.title, f"{record.held_at} {show_day(record.held_on)}".strip(), where]
        lines += [theme_words(record.themes), force_words(record.forces), record.note]
        return "\n".join(line for line in lines if line)

    def refresh(self) -> None:
        super().refresh()
        self.tasks.read(queries.coverage, self.today, then=self._show_coverage)
        self.tasks.read(document_queries.documents, then=self._show_minutes)

    def build_side(self) -> None:
        self.card = Card(_("Độ phủ các thôn trong quý"))
        self.coverage_words = named(QLabel(wordWrap=True), "coverageWords")
        self.missing_words = named(QLabel(wordWrap=True), "missingHamlets", "warn")
        self.card.body.addWidget(self.coverage_words)
        self.card.body.addWidget(self.missing_words)
        self.side_column.insertWidget(0, self.card)

    def build_tools(self) -> None:
        super().build_tools()
        self.sign_button = self.tool(_("&In ký nhận…"), "print", self.print_)

    def show_current(self, record: MeetingView | None) -> None:
        self.sign_button.setEnabled(record is not None)

    def print_(self) -> None:
        """The sheet to be signed by who comes to the meeting in sight."""
        record = self.grid.current()
        if record is not None:
            uid = record.uid
            show_sheet(
                self.context,
                self,
                _("Danh sách ký nhận"),
                lambda session: sign_in_pdf(session, uid=uid),
                sign_in_name(record.held_on),
            )

    def _show_coverage(self, found: Coverage) -> None:
        total = len(found.covered) + len(found.missing)
        quarter = _("Quý {number}/{year}").format(
            number=roman(found.quarter.last_month.number // 3), year=found.quarter.last_month.year
        )
        self.coverage_words.setText(
            _("{quarter}: {covered}/{total} thôn đã có cuộc họp lồng ghép chuyển đổi số.").format(
                quarter=quarter, covered=len(found.covered), total=total
            )
        )
        names = ", ".join(one.label for one in found.missing)
        self.missing_words.setText(_("Chưa có: {hamlets}.").format(hamlets=names) if names else "")
        self.missing_words.setVisible(bool(names))

    def _show_minutes(self, documents: list[DocumentView]) -> None:
        self.minutes = [
            Choice(one.uid, one.subject or words_of.document_type(one.type), show_day(one.issued_on or one.paper_date))
            for one in documents
            if one.type is DocumentType.BB
        ]


class PraiseForm(AskingForm):
    """A good act and its praise."""

    def __init__(
        self,
        today: Any,
        spoken_in: Sequence[Choice],
        praise: PraiseView | None = None,
        *,
        parent: QWidget | None = None,
    ) -> None:
        self.title = _("Sửa mục biểu dương") if praise else _("Thêm mục biểu dương")
        super().__init__(parent)
        self.setMinimumWidth(640)
        self.praise = praise
        self.record_uid = praise.uid if praise else ""
        self.whom = TextField(_("&Người, tập thể được biểu dương"), name="whom")
        self.collective = CheckField(_("Là tậ&p thể"), name="collective")
        self.act = TextField(_("&Việc làm tốt"), name="act")
        self.acted_on = DateField(_("N&gày làm việc tốt"), name="acted_on")
        self.praised_on = DateField(
            _("Ngày &biểu dương"), name="praised_on", hint=_("Để trống khi chưa biểu dương; phần mềm nhắc sau 30 ngày.")
        )
        self.how = TextField(_("&Hình thức"), name="form", placeholder=_("trên loa, tin bài, giấy khen…"))
        self.about = ChoiceField(_("Nêu trong &chương trình, tin, cuộc họp"), spoken_in, name="about")
        for field in (
            self.whom,
            self.collective,
            self.act,
            self.acted_on,
            self.praised_on,
            self.how,
            self.about,
        ):
            self.add_field(field.editor.objectName(), field)
        self.acted_on.set_value(today)
        if praise is not None:
            self._fill(praise)

    def command(self) -> AddPraise | ChangePraise:
        """The command of what stands here."""
        noun, uid = self.about.value() or ("", "")
        entered = PraiseInput(
            whom=self.whom.value(),
            act=self.act.value(),
            acted_on=self.acted_on.value(),
            collective=self.collective.value(),
            praised_on=self.praised_on.value(),
            form=self.how.value(),
            about_noun=noun,
            about=uid,
        )
        return AddPraise(praise=entered) if self.praise is None else ChangePraise(uid=self.praise.uid, praise=entered)

    def _fill(self, one: PraiseView) -> None:
        self.whom.set_value(one.whom)
        self.collective.set_value(one.collective)
        self.act.set_value(one.act)
        self.acted_on.set_value(one.acted_on)
        self.praised_on.set_value(one.praised_on)
        self.how.set_value(one.form)
        self.about.set_value((one.about_noun, one.about))


class PraiseTab(ListTab):
    """The register of praise with the days from act to praise."""

    noun, icon = "praise", "ok"

    def __init__(self, *args: Any) -> None:
        self.spoken_in: list[Choice] = []
        self.empty_words = _(
            "Sổ biểu dương chưa có mục nào. Ghi việc làm tốt ngay khi biết; khi biểu dương, phần mềm tính số ngày chờ."
        )
        self.empty_button = _("Ghi việc tốt đầu tiên")
        super().__init__(*args)

    def columns(self) -> Sequence[Column[PraiseView]]:
        return [
            Column(_("Ngày làm"), lambda one: show_day(one.acted_on), sort=lambda one: one.acted_on, width=108),
            Column(_("Người, tập thể"), lambda one: one.whom, width=200),
            Column(_("Việc làm tốt"), lambda one: one.act, width=240),
            Column(
                _("Biểu dương"),
                lambda one: show_day(one.praised_on) or _("chưa"),
                tint=lambda one: "" if one.praised_on else "warn",
                width=108,
            ),
            Column(
                _("Sau (ngày)"),
                lambda one: "" if one.lag is None else str(one.lag),
                sort=lambda one: -1 if one.lag is None else one.lag,
                number=True,
                width=88,
            ),
            Column(_("Hình thức"), lambda one: one.form, width=120),
        ]

    def ask(self, session: Any) -> Sequence[PraiseView]:
        return queries.praises(session)

    def form(self, record: PraiseView | None) -> PraiseForm:
        return PraiseForm(self.today, self.spoken_in, record, parent=self)

    def removal(self, uids: tuple[str, ...]) -> RemovePraises:
        return RemovePraises(uids=uids)

    def told(self, record: PraiseView) -> str:
        return "\n".join(line for line in (record.whom, record.act, record.form) if line)

    def refresh(self) -> None:
        super().refresh()
        self.tasks.read(_spoken_in, then=self._take_spoken)
        first, last = self.today.replace(month=1, day=1), self.today
        self.tasks.read(queries.praise_summary, first, last, then=self._show_summary)

    def build_side(self) -> None:
        self.card = Card(_("Từ đầu năm"))
        self.summary = named(QLabel(wordWrap=True), "praiseSummary")
        self.card.body.addWidget(self.summary)
        self.side_column.insertWidget(0, self.card)

    def _take_spoken(self, choices: list[Choice]) -> None:
        self.spoken_in = choices

    def _show_summary(self, found: PraiseSummary) -> None:
        lines = [
            _("Đã biểu dương {count} lượt: {collectives} tập thể, {people} cá nhân.").format(
                count=found.count, collectives=found.collectives, people=found.people
            )
        ]
        if found.days is not None:
            lines.append(
                _("Trung bình {days} ngày sau việc làm, lâu nhất {longest} ngày.").format(
                    days=found.days, longest=found.longest
                )
            )
        if found.waiting:
            lines.append(_("Còn {count} việc chưa biểu dương.").format(count=found.waiting))
        self.summary.setText("\n".join(lines))


def _spoken_in(session: Any) -> list[Choice]:
    """Programmes, posts and meetings in which praise may have been given, newest first."""
    posts, meetings = queries.posts(session), queries.meetings(session)
    found = [(one.month, "programme", one.uid, one.title, _("phát thanh")) for one in queries.programmes(session)]
    found += [(f"{one.posted_on}", "online_post", one.uid, one.title, labels.channel(one.channel)) for one in posts]
    found += [(f"{one.held_on}", "meeting", one.uid, one.title, labels.meeting(one.kind)) for one in meetings]
    return [Choice((noun, uid), title, note) for _day, noun, uid, title, note in sorted(found, reverse=True)]
