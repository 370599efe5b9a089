"""What can be done with duties; the commands on tasks, resources and models are named here too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from app.duties.inputs import TEXT_LIMIT, TITLE_LIMIT, DutyInput, ResourceInput, TaskInput, duty_fields
from app.duties.modelling import AddWorkModel, LeaveOut, PlanFromModel
from app.duties.queries import view_of
from app.duties.resourcing import AddResource, EditResource, RemoveResource
from app.duties.schedule import ONCE, is_key_of
from app.duties.tasking import (
    AddTask,
    AddTasks,
    CarryOver,
    DutyArose,
    EditTask,
    FinishTask,
    RemoveTask,
    ReopenTask,
    StartTask,
)
from app.kernel.clock import VIETNAM
from app.kernel.commands import Permission, handles
from app.kernel.problems import refused
from app.kernel.text import clean_block, clean_line
from app.kernel.words import N_, _
from app.kernel.work import UnitOfWork
from db.models import Document, Duty, Fulfilment, IncomingLetter, Person
from db.vocabulary import DocumentState, DutyState

__all__ = [
    "ONCE",
    "AddResource",
    "AddTask",
    "AddTasks",
    "AddWorkModel",
    "CarryOver",
    "ClearFulfilment",
    "ConfirmDuties",
    "ConfirmDuty",
    "DropDuty",
    "DropSentence",
    "DutyArose",
    "DutyInput",
    "EditDuty",
    "EditResource",
    "EditTask",
    "EndDuty",
    "FinishTask",
    "LeaveOut",
    "MarkFulfilled",
    "PlanFromModel",
    "ReadDeadlines",
    "RemoveResource",
    "RemoveTask",
    "ReopenTask",
    "ResourceInput",
    "StartTask",
    "TaskInput",
    "WaivePeriod",
    "WaivePeriods",
]

WRONG_PERIOD = refused(
    "DUT-10",
    N_("Nhiệm vụ này không có kỳ “{period}”."),
    next_step=N_("Chọn một kỳ trong danh sách thời hạn. Chưa có gì bị thay đổi."),
)
HANDED_OVER_LATER = refused(
    "DUT-11",
    N_("Thời điểm gửi {moment} ở sau thời điểm hiện tại của máy."),
    next_step=N_("Ghi đúng lúc đã gửi; nếu đồng hồ của máy sai thì chỉnh đồng hồ rồi ghi lại."),
)
NOT_SIGNED = refused(
    "DUT-12",
    N_("Văn bản gửi kèm còn là bản nháp hoặc chưa ghi số, ngày."),
    next_step=N_("Ghi số và ngày sau khi ký ở trang Văn bản, rồi ghi là đã gửi."),
)
NO_REASON = refused(
    "DUT-13",
    N_("Chưa ghi lý do."),
    next_step=N_("Ghi ngắn gọn lý do, ví dụ “Huyện yêu cầu gộp vào báo cáo quý II”."),
)
ENDS_BEFORE_IT_BEGAN = refused(
    "DUT-14",
    N_("Nhiệm vụ bắt đầu từ {first} nên không thể hết hiệu lực vào {last}."),
    next_step=N_("Sửa ngày kết thúc; nếu nhập nhầm nhiệm vụ thì chọn Bỏ."),
)


@dataclass(frozen=True, kw_only=True)
class ConfirmDuty:
    """A person confirms that a letter (or a rule) asks this of the commune."""

    duty: DutyInput
    letter: str | None = None
    """Uid of the incoming letter."""
    sentence: str = ""
    """The words of the letter, as they stand there."""
    sentence_at: int | None = None
    """Where they begin in the letter's text, in characters."""


@dataclass(frozen=True, kw_only=True)
class ConfirmDuties:
    """Several duties at once, as offered ready-made or read from one letter."""

    duties: tuple[ConfirmDuty, ...]


@dataclass(frozen=True, kw_only=True)
class DropSentence:
    """A sentence of a letter was proposed and asks nothing of the commune; it is not proposed again."""

    letter: str
    sentence: str
    sentence_at: int | None = None
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class DropDuty:
    """A duty confirmed by mistake is dropped; what was handed over for it stays readable."""

    uid: str
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class EditDuty:
    """A duty's fields are corrected; its letter and sentence stay."""

    uid: str
    duty: DutyInput


@dataclass(frozen=True, kw_only=True)
class EndDuty:
    """A duty binds no longer after a last day, as when its superior is dissolved."""

    uid: str
    last_day: date


@dataclass(frozen=True, kw_only=True)
class ReadDeadlines:
    """How all duties towards one receiver read "trước ngày N": without that day, or to its end."""

    receiver: str
    exclusive: bool


@dataclass(frozen=True, kw_only=True)
class MarkFulfilled:
    """What one period of a duty asked for was handed over (or, without a moment, lies ready)."""

    duty: str
    period: str = ONCE
    handed_over_at: datetime | None = None
    documents: tuple[str, ...] = ()
    """Uids of the signed papers handed over together."""
    proof_noun: str = ""
    proof: str = ""
    """Uid of what proves it where that is no paper: a log entry, a bundle."""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class ClearFulfilment:
    """What was marked for one period was a mistake: the period is open again."""

    duty: str
    period: str = ONCE


@dataclass(frozen=True, kw_only=True)
class WaivePeriod:
    """Nothing is owed for one period, for a reason."""

    duty: str
    reason: str
    period: str = ONCE


@dataclass(frozen=True, kw_only=True)
class WaivePeriods:
    """Nothing is owed for several periods of a duty, for one reason."""

    duty: str
    periods: tuple[str, ...]
    reason: str


@handles(ConfirmDuty, action="duty.confirm", needs=Permission.WRITE, sentence=N_("Đã ghi một nhiệm vụ"))
def confirm_duty(work: UnitOfWork, command: ConfirmDuty) -> str:
    """Keeps the duty; Refused DUT-01 to DUT-05, KER-01 for a letter or owner that is gone."""
    letter = work.get(IncomingLetter, command.letter) if command.letter else None
    begins = (letter.issued_on or letter.arrived_on) if letter else work.today
    row = work.new(
        Duty,
        letter=command.letter,
        sentence=clean_block(command.sentence, field="sentence", limit=TEXT_LIMIT, label=_("Câu trong văn bản")),
        sentence_at=command.sentence_at,
        state=DutyState.CONFIRMED,
        **_fields(work, command.duty, begins),
    )
    work.session.flush()
    return row.uid


@handles(ConfirmDuties, action="duty.confirm_many", needs=Permission.WRITE, sentence=N_("Đã ghi {result} nhiệm vụ"))
def confirm_duties(work: UnitOfWork, command: ConfirmDuties) -> int:
    """Keeps all or none; counts them."""
    for each in command.duties:
        confirm_duty(work, each)
    return len(command.duties)


@handles(DropSentence, action="duty.drop_sentence", needs=Permission.WRITE, sentence=N_("Đã bỏ qua một câu đề xuất"))
def drop_sentence(work: UnitOfWork, command: DropSentence) -> str:
    """Keeps the sentence as dropped, so that reading the letter again does not propose it."""
    letter = work.get(IncomingLetter, command.letter)
    sentence = clean_block(command.sentence, field="sentence", limit=TEXT_LIMIT)
    fields = duty_fields(
        DutyInput(title=sentence[:TITLE_LIMIT], note=command.reason), letter.issued_on or letter.arrived_on
    )
    row = work.new(
        Duty,
        letter=letter.uid,
        sentence=sentence,
        sentence_at=command.sentence_at,
        state=DutyState.DROPPED,
        **fields,
    )
    work.session.flush()
    return row.uid


@handles(DropDuty, action="duty.drop", needs=Permission.WRITE, sentence=N_("Đã bỏ một nhiệm vụ"))
def drop_duty(work: UnitOfWork, command: DropDuty) -> str:
    """Marks the duty as dropped; the reason is kept in its note."""
    row = work.get(Duty, command.uid)
    row.state = DutyState.DROPPED
    reason = clean_line(command.reason, field="reason", limit=TITLE_LIMIT, label=_("Lý do"))
    if reason:
        row.note = "\n".join(part for part in (row.note, reason) if part)
    return row.uid


@handles(EditDuty, action="duty.edit", needs=Permission.WRITE, sentence=N_("Đã sửa một nhiệm vụ"))
def edit_duty(work: UnitOfWork, command: EditDuty) -> str:
    """Corrects the fields; Refused as ``ConfirmDuty``. A dropped duty that is saved again binds again."""
    row = work.get(Duty, command.uid)
    for name, value in _fields(work, command.duty, row.valid_from).items():
        setattr(row, name, value)
    row.state = DutyState.CONFIRMED if row.valid_to is None or row.valid_to >= work.today else DutyState.ENDED
    return row.uid


@handles(
    EndDuty,
    action="duty.end",
    needs=Permission.WRITE,
    sentence=N_("Đã ghi ngày hết hiệu lực {command.last_day} của một nhiệm vụ"),
)
def end_duty(work: UnitOfWork, command: EndDuty) -> str:
    """Ends the duty on its last day; periods closed until then are still owed. Refused DUT-14."""
    row = work.get(Duty, command.uid)
    if command.last_day < row.valid_from:
        raise ENDS_BEFORE_IT_BEGAN(
            field="last_day", first=f"{row.valid_from:%d/%m/%Y}", last=f"{command.last_day:%d/%m/%Y}"
        )
    row.valid_to = command.last_day
    row.state = DutyState.ENDED if command.last_day < work.today else DutyState.CONFIRMED
    return row.uid


@handles(
    ReadDeadlines,
    action="duty.read_deadlines",
    needs=Permission.WRITE,
    sentence=N_("Đã đổi cách tính hạn của {result} nhiệm vụ"),
)
def read_deadlines(work: UnitOfWork, command: ReadDeadlines) -> int:
    """Switches the reading of every living duty towards that receiver; counts those that changed."""
    query = select(Duty).where(Duty.receiver == command.receiver, Duty.deleted_at.is_(None))
    rows = [row for row in work.session.scalars(query) if row.exclusive is not command.exclusive]
    for row in rows:
        row.exclusive = command.exclusive
    return len(rows)


@handles(MarkFulfilled, action="duty.fulfil", needs=Permission.WRITE, sentence=N_("Đã ghi kết quả một kỳ báo cáo"))
def mark_fulfilled(work: UnitOfWork, command: MarkFulfilled) -> str:
    """Keeps what was handed over and when; Refused DUT-10 to DUT-12. Whether it was on time is computed."""
    moment = command.handed_over_at
    if moment is not None and moment > work.now:
        raise HANDED_OVER_LATER(field="handed_over_at", moment=_told(moment))
    papers = tuple(dict.fromkeys(command.documents))
    _check_signed(work, papers)
    row = _fulfilment(work, command.duty, command.period)
    row.handed_over_at = moment
    row.document = papers[0] if papers else None
    row.package = list(papers)
    row.proof_noun, row.proof, row.waived = command.proof_noun, command.proof, ""
    row.note = clean_block(command.note, field="note", limit=TEXT_LIMIT, label=_("Ghi chú"))
    work.session.flush()
    return row.uid


@handles(ClearFulfilment, action="duty.clear", needs=Permission.WRITE, sentence=N_("Đã mở lại một kỳ báo cáo"))
def clear_fulfilment(work: UnitOfWork, command: ClearFulfilment) -> str:
    """Takes back what was marked for the period."""
    row = _fulfilment(work, command.duty, command.period)
    work.remove(row)
    return row.uid


@handles(WaivePeriod, action="duty.waive", needs=Permission.WRITE, sentence=N_("Đã ghi một kỳ không phải báo cáo"))
def waive_period(work: UnitOfWork, command: WaivePeriod) -> str:
    """Keeps why nothing is owed; Refused DUT-10 and DUT-13 without a reason."""
    reason = clean_line(command.reason, field="reason", limit=TITLE_LIMIT, label=_("Lý do"))
    if not reason:
        raise NO_REASON(field="reason")
    row = _fulfilment(work, command.duty, command.period)
    row.waived, row.handed_over_at, row.document, row.package = reason, None, None, []
    row.proof_noun = row.proof = ""
    work.session.flush()
    return row.uid


@handles(
    WaivePeriods, action="duty.waive_many", needs=Permission.WRITE, sentence=N_("Đã ghi {result} kỳ không phải báo cáo")
)
def waive_periods(work: UnitOfWork, command: WaivePeriods) -> int:
    """Waives all or none; counts them."""
    for period in command.periods:
        waive_period(work, WaivePeriod(duty=command.duty, period=period, reason=command.reason))
    return len(command.periods)


def _fields(work: UnitOfWork, duty: DutyInput, begins: date) -> dict[str, Any]:
    if duty.owner:
        work.get(Person, duty.owner)
    return duty_fields(duty, begins)


def _fulfilment(work: UnitOfWork, duty: str, period: str) -> Fulfilment:
    """The row of a period, made where there is none; one taken back earlier lives again, for a period has one row."""
    owner = work.get(Duty, duty)
    if not is_key_of(view_of(owner), period):
        raise WRONG_PERIOD(field="period", period=period)
    query = select(Fulfilment).where(Fulfilment.duty == duty, Fulfilment.period == period)
    row = work.session.scalars(query).first()
    if row is None:
        return work.new(Fulfilment, duty=duty, period=period)
    row.deleted_at = None
    return row


def _check_signed(work: UnitOfWork, papers: Sequence[str]) -> None:
    for uid in papers:
        if work.get(Document, uid).state in (DocumentState.DRAFT, DocumentState.PRINTED):
            raise NOT_SIGNED(field="documents")


def _told(moment: datetime) -> str:
    return f"{moment.astimezone(VIETNAM):%H:%M %d/%m/%Y}"
