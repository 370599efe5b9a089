"""The words people see for duties: how often, until when, how it stands; papers and window use the same."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TypeAlias

from app.duties.inputs import PERIODIC
from app.duties.schedule import last_day_of
from app.duties.views import DueState, DueView, DutyView, TaskView
from app.kernel.days import show_day
from app.kernel.words import N_, _
from db.vocabulary import Cadence, DutyKind, PeriodScheme, ResourceKind, TaskState

Say: TypeAlias = Callable[[str], str]

_CADENCES = {
    Cadence.ONCE: N_("một lần"),
    Cadence.WEEKLY: N_("hằng tuần"),
    Cadence.MONTHLY: N_("hằng tháng"),
    Cadence.QUARTERLY: N_("hằng quý"),
    Cadence.HALF_YEARLY: N_("6 tháng"),
    Cadence.NINE_MONTHS: N_("9 tháng"),
    Cadence.YEARLY: N_("hằng năm"),
    Cadence.ON_REQUEST: N_("khi được yêu cầu"),
    Cadence.CONDITIONAL: N_("khi phát sinh"),
    Cadence.CONTINUOUS: N_("thường xuyên"),
}
_SCHEMES = {
    PeriodScheme.ND09: N_("từ ngày 15 tháng trước đến ngày 14 (Nghị định 09/2019/NĐ-CP)"),
    PeriodScheme.CALENDAR: N_("theo tháng dương lịch"),
    PeriodScheme.CUSTOM: N_("chốt vào ngày riêng"),
}
_KINDS = {
    DutyKind.REPORT: N_("báo cáo"),
    DutyKind.PAPER: N_("văn bản"),
    DutyKind.TASK: N_("công việc"),
    DutyKind.RULE: N_("quy định phải giữ"),
}
_STATES = {
    DueState.LATE: N_("quá hạn"),
    DueState.TODAY: N_("hạn hôm nay"),
    DueState.SOON: N_("sắp đến hạn"),
    DueState.WAITING: N_("chưa đến hạn"),
    DueState.DONE_ON_TIME: N_("đúng hạn"),
    DueState.DONE_LATE: N_("đã gửi, chậm"),
    DueState.DONE: N_("đã gửi"),
    DueState.WAIVED: N_("không phải gửi"),
}
_TASK_STATES = {
    TaskState.OPEN: N_("chưa làm"),
    TaskState.DOING: N_("đang làm"),
    TaskState.DONE: N_("hoàn thành"),
    TaskState.NOT_APPLICABLE: N_("không thực hiện"),
}
_RESOURCES = {
    ResourceKind.MONEY: N_("Kinh phí"),
    ResourceKind.EQUIPMENT: N_("Thiết bị"),
    ResourceKind.PEOPLE: N_("Người"),
}
_WEEKDAYS = (
    N_("thứ Hai"),
    N_("thứ Ba"),
    N_("thứ Tư"),
    N_("thứ Năm"),
    N_("thứ Sáu"),
    N_("thứ Bảy"),
    N_("Chủ nhật"),
)


def cadence(kind: Cadence) -> str:
    """``hằng tháng``."""
    return _(_CADENCES[kind])


def scheme(kind: PeriodScheme) -> str:
    """Where months are cut, in words."""
    return _(_SCHEMES[kind])


def duty_kind(kind: DutyKind) -> str:
    """``báo cáo``."""
    return _(_KINDS[kind])


def due_state(state: DueState) -> str:
    """``quá hạn``."""
    return _(_STATES[state])


def task_state(state: TaskState, say: Say = _) -> str:
    """``đang làm``; papers ``say`` it in Vietnamese whatever language the window speaks."""
    return say(_TASK_STATES[state])


def resource_kind(kind: ResourceKind, say: Say = _) -> str:
    """``Kinh phí``."""
    return say(_RESOURCES[kind])


def on_paper(sentence: str) -> str:
    """Says a sentence as papers do: in Vietnamese."""
    return sentence


def deadline(duty: DutyView) -> str:
    """The rule of its last day: ``trước ngày 20 hằng tháng``; empty where no letter names one."""
    if duty.cadence is Cadence.ONCE:
        words = N_("trước ngày {day}") if duty.exclusive else N_("đến hết ngày {day}")
        return _(words).format(day=show_day(duty.due_on)) if duty.due_on else ""
    if duty.cadence not in PERIODIC or duty.due_day is None:
        return ""
    if duty.cadence is Cadence.WEEKLY:
        words = N_("trước {day} hằng tuần") if duty.exclusive else N_("đến hết {day} hằng tuần")
        return _(words).format(day=_(_WEEKDAYS[duty.due_day - 1]))
    words = N_("trước ngày {day} {month}") if duty.exclusive else N_("đến hết ngày {day} {month}")
    return _(words).format(day=duty.due_day, month=_month(duty))


def last_day(duty: DutyView) -> str:
    """What the rule comes to for something done once: ``chậm nhất 09/4/2022``."""
    day = last_day_of(duty, None) if duty.cadence is Cadence.ONCE else None
    return _("chậm nhất {day}").format(day=show_day(day)) if day else ""


def remaining(view: DueView) -> str:
    """``còn 3 ngày``, ``chậm 2 ngày``, ``hôm nay``; empty where it is settled or has no last day."""
    if not view.is_open or view.remaining is None:
        return ""
    return days_left(view.remaining)


def days_left(days: int) -> str:
    """Days until a last day in words; negative days have passed."""
    if days == 0:
        return _("hôm nay")
    if days < 0:
        return _("chậm {days} ngày").format(days=-days)
    return _("còn {days} ngày").format(days=days)


def period_title(view: DueView) -> str:
    """The duty with its period."""
    return f"{view.duty.title} - {view.label}" if view.label else view.duty.title


def task_standing(task: TaskView, day: date, say: Say = _) -> str:
    """The state of a task on a day, with what presses."""
    if task.carried_to is not None and task.done_on is None:
        return say(N_("chuyển sang năm sau"))
    state = task_state(task.state, say)
    if task.is_late(day) and task.due_on is not None:
        return say(N_("{state}, chậm {days} ngày")).format(state=state, days=(day - task.due_on).days)
    return state


def _month(duty: DutyView) -> str:
    if duty.cadence is Cadence.MONTHLY:
        return _("tháng sau") if duty.due_month_offset else _("hằng tháng")
    if duty.due_month_offset == 0:
        return _("của tháng cuối kỳ")
    if duty.due_month_offset == 1:
        return _("của tháng sau kỳ báo cáo")
    return _("của tháng thứ {months} sau kỳ báo cáo").format(months=duty.due_month_offset)
