"""What can be done with meetings and the register of praise."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from app.kernel.commands import Permission, handles
from app.kernel.problems import refused
from app.kernel.words import N_, _
from app.kernel.work import UnitOfWork
from app.outreach import checks
from db.models import Document, Meeting, OnlinePost, Praise, Programme
from db.vocabulary import MeetingKind

USUAL_PEOPLE = 2000
ABOUT = {"programme": Programme, "online_post": OnlinePost, "meeting": Meeting}
"""Where praise may have been spoken or written."""

NO_HAMLET = refused(
    "OUT-41",
    N_("Họp thôn chưa chọn thôn nào."),
    next_step=N_("Chọn thôn để tính độ phủ theo quý; nhiều thôn thì ghi từng cuộc."),
)


@dataclass(frozen=True, kw_only=True)
class MeetingInput:
    """A gathering as entered; ``attended`` None where nobody counted."""

    kind: MeetingKind
    title: str
    held_on: date | None
    held_at: str = ""
    place: str = ""
    hamlet: str | None = None
    digital: bool = True
    themes: tuple[str, ...] = ()
    forces: tuple[str, ...] = ()
    model: str | None = None
    invited: int | None = None
    attended: int | None = None
    speaker: str = ""
    minutes: str | None = None
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class AddMeeting:
    """A gathering was held."""

    meeting: MeetingInput
    sure: bool = False


@dataclass(frozen=True, kw_only=True)
class ChangeMeeting:
    """A gathering's fields are corrected."""

    uid: str
    meeting: MeetingInput
    sure: bool = False


@dataclass(frozen=True, kw_only=True)
class RemoveMeetings:
    """Gatherings entered by mistake are taken out."""

    uids: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class PraiseInput:
    """An act and its praise as entered; ``praised_on`` None while nobody has praised."""

    whom: str
    act: str
    acted_on: date | None
    collective: bool = False
    praised_on: date | None = None
    form: str = ""
    about_noun: str = ""
    about: str = ""


@dataclass(frozen=True, kw_only=True)
class AddPraise:
    """A good act is noted, with its praise where it was given."""

    praise: PraiseInput


@dataclass(frozen=True, kw_only=True)
class ChangePraise:
    """An entry of the register is corrected, or its praise is given."""

    uid: str
    praise: PraiseInput


@dataclass(frozen=True, kw_only=True)
class RemovePraises:
    """Entries made by mistake are taken out."""

    uids: tuple[str, ...]


@handles(AddMeeting, action="meeting.add", needs=Permission.WRITE, sentence=N_("Đã thêm một cuộc họp, hội nghị"))
def add_meeting(work: UnitOfWork, command: AddMeeting) -> str:
    """Adds a gathering; Refused OUT-01 to OUT-03, OUT-10, OUT-11, OUT-13, OUT-19, OUT-41, TXT-01 with the field."""
    return work.new(Meeting, **_meeting(work, command.meeting, sure=command.sure)).uid


@handles(ChangeMeeting, action="meeting.change", needs=Permission.WRITE, sentence=N_("Đã sửa một cuộc họp, hội nghị"))
def change_meeting(work: UnitOfWork, command: ChangeMeeting) -> str:
    """Corrects a gathering; refuses as adding does, and KER-01."""
    row = work.get(Meeting, command.uid)
    _change(row, _meeting(work, command.meeting, sure=command.sure))
    return row.uid


@handles(
    RemoveMeetings, action="meeting.remove", needs=Permission.WRITE, sentence=N_("Đã bỏ {result} cuộc họp, hội nghị")
)
def remove_meetings(work: UnitOfWork, command: RemoveMeetings) -> int:
    """Takes gatherings out."""
    for uid in command.uids:
        work.remove(work.get(Meeting, uid))
    return len(command.uids)


@handles(AddPraise, action="praise.add", needs=Permission.WRITE, sentence=N_("Đã ghi một mục vào sổ biểu dương"))
def add_praise(work: UnitOfWork, command: AddPraise) -> str:
    """Adds an entry; Refused OUT-10, OUT-11, OUT-31, KER-01, TXT-01 with the field."""
    return work.new(Praise, **_praise(work, command.praise)).uid


@handles(ChangePraise, action="praise.change", needs=Permission.WRITE, sentence=N_("Đã sửa một mục của sổ biểu dương"))
def change_praise(work: UnitOfWork, command: ChangePraise) -> str:
    """Corrects an entry; refuses as adding does, and KER-01."""
    row = work.get(Praise, command.uid)
    _change(row, _praise(work, command.praise))
    return row.uid


@handles(
    RemovePraises, action="praise.remove", needs=Permission.WRITE, sentence=N_("Đã bỏ {result} mục của sổ biểu dương")
)
def remove_praises(work: UnitOfWork, command: RemovePraises) -> int:
    """Takes entries out."""
    for uid in command.uids:
        work.remove(work.get(Praise, uid))
    return len(command.uids)


def _meeting(work: UnitOfWork, entered: MeetingInput, *, sure: bool) -> dict[str, Any]:
    if entered.kind is MeetingKind.HAMLET and not entered.hamlet:
        raise NO_HAMLET(field="hamlet")
    if entered.minutes:
        work.get(Document, entered.minutes)
    people = {
        name: checks.amount(getattr(entered, name), field=name, label=label, usual=USUAL_PEOPLE, sure=sure)
        for name, label in (("invited", _("Số người được mời")), ("attended", _("Số người dự")))
    }
    return {
        "kind": entered.kind,
        "title": checks.needed_line(entered.title, field="title", label=_("Tên cuộc họp, hội nghị")),
        "held_on": checks.past_day(entered.held_on, work.today, field="held_on", label=_("Ngày họp")),
        "held_at": checks.hour(entered.held_at, field="held_at"),
        "place": checks.line(entered.place, field="place"),
        "hamlet": checks.hamlet(work, entered.hamlet),
        "digital": entered.digital,
        "speaker": checks.line(entered.speaker, field="speaker", limit=100),
        "minutes": entered.minutes or None,
        "note": checks.line(entered.note, field="note", limit=checks.NOTE),
        **people,
        **checks.themed(work, entered.themes, entered.forces, entered.model),
    }


def _praise(work: UnitOfWork, entered: PraiseInput) -> dict[str, Any]:
    acted_on = checks.past_day(entered.acted_on, work.today, field="acted_on", label=_("Ngày làm việc tốt"))
    if entered.praised_on is not None:
        checks.past_day(entered.praised_on, work.today, field="praised_on", label=_("Ngày biểu dương"))
        names = (_("Ngày làm việc tốt"), _("Ngày biểu dương"))
        checks.in_order(acted_on, entered.praised_on, field="praised_on", labels=names)
    if entered.about:
        work.get(ABOUT[entered.about_noun], entered.about)
    return {
        "whom": checks.needed_line(entered.whom, field="whom", label=_("Người, tập thể được biểu dương")),
        "collective": entered.collective,
        "act": checks.needed_line(entered.act, field="act", label=_("Việc làm tốt"), limit=checks.NOTE),
        "acted_on": acted_on,
        "praised_on": entered.praised_on,
        "form": checks.line(entered.form, field="form", limit=100),
        "about_noun": entered.about_noun if entered.about else "",
        "about": entered.about,
    }


def _change(row: Meeting | Praise, fields: dict[str, Any]) -> None:
    for name, value in fields.items():
        if getattr(row, name) != value:
            setattr(row, name, value)
