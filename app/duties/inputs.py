"""Duties, tasks and resources as entered, and the checks after which their columns are kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from app.kernel.problems import refused
from app.kernel.text import clean_block, clean_line
from app.kernel.words import N_, _
from db.vocabulary import Cadence, DutyKind, PeriodScheme, ResourceKind

TITLE_LIMIT, TEXT_LIMIT, NAME_LIMIT = 500, 4000, 300
PERIODIC = frozenset(
    {
        Cadence.WEEKLY,
        Cadence.MONTHLY,
        Cadence.QUARTERLY,
        Cadence.HALF_YEARLY,
        Cadence.NINE_MONTHS,
        Cadence.YEARLY,
    }
)
"""Cadences that come round by the calendar."""
FIRST_YEAR, LAST_YEAR = 2000, 2100
LARGEST = 10**15

NO_TITLE = refused("DUT-01", N_("Chưa nhập tên nhiệm vụ."), next_step=N_("Ghi ngắn gọn việc phải làm rồi lưu lại."))
NO_SUCH_DUE_DAY = refused(
    "DUT-02",
    N_("Hạn “ngày {day}” không có: ngày trong tháng phải từ 1 đến {last}."),
    next_step=N_("Ghi đúng ngày nêu trong văn bản, ví dụ 20 với “trước ngày 20”; để trống nếu văn bản không nêu."),
)
NO_CUT_OFF = refused(
    "DUT-03",
    N_("Ngày chốt số liệu phải từ 1 đến 28."),
    next_step=N_(
        "Ghi ngày cuối cùng được tính vào tháng, hoặc chọn kỳ theo Nghị định 09/2019 hay theo tháng dương lịch."
    ),
)
FAR_OFFSET = refused(
    "DUT-04",
    N_("Hạn cách tháng cuối của kỳ {months} tháng là không hợp lý."),
    next_step=N_("Ghi từ 0 (trong tháng cuối của kỳ) đến 12 tháng."),
)
ENDS_EARLY = refused(
    "DUT-05",
    N_("Ngày hết hiệu lực {last} sớm hơn ngày bắt đầu {first}."),
    next_step=N_("Sửa lại một trong hai ngày."),
)
TASK_BEFORE_YEAR = refused(
    "DUT-21",
    N_("Thời hạn {day} sớm hơn năm {year} của công việc."),
    next_step=N_("Sửa thời hạn, hoặc ghi đúng năm của công việc."),
)
ABSURD_YEAR = refused("DUT-22", N_("Năm {year} không hợp lý."), next_step=N_("Nhập năm từ {first} đến {last}."))
NO_RESOURCE_TITLE = refused(
    "DUT-31", N_("Chưa ghi tên nguồn lực."), next_step=N_("Ghi ví dụ “Màn hình tuyên truyền tại nhà văn hóa”.")
)
ABSURD_AMOUNT = refused(
    "DUT-32",
    N_("{label}: số {amount} không hợp lý."),
    next_step=N_("Ghi số từ 0 trở lên; để trống nếu chưa có số liệu."),
)
NO_UNIT = refused(
    "DUT-33",
    N_("Chưa ghi đơn vị tính."),
    next_step=N_("Ghi ví dụ: đồng, chiếc, người; hai đơn vị khác nhau không cộng được."),
)


@dataclass(frozen=True, kw_only=True)
class DutyInput:
    """A duty's own fields as entered; what is left out is not asked by the letter."""

    title: str
    kind: DutyKind = DutyKind.TASK
    cadence: Cadence = Cadence.ONCE
    scheme: PeriodScheme = PeriodScheme.ND09
    cut_off_day: int | None = None
    """Last day counted into a month (1-28), for a scheme of the office's own."""
    due_day: int | None = None
    """Day of the month named by the letter (20 in "trước ngày 20"); weekly: 1 Monday to 7 Sunday."""
    due_month_offset: int = 0
    """Months from the period's last month to the month of ``due_day``."""
    due_on: date | None = None
    """The day a letter names for something done once."""
    exclusive: bool = True
    """ "Before" that day: the last day on time is the one before."""
    addressee: str = ""
    receiver: str = ""
    via: str = ""
    condition: str = ""
    report: str = ""
    package: tuple[str, ...] = ()
    owner: str | None = None
    """Uid of the person in charge."""
    owner_words: str = ""
    """The person or unit in words, where it is nobody of the people kept."""
    valid_from: date | None = None
    """First day it binds; that of its letter, else today, where not given."""
    valid_to: date | None = None
    code: str = ""
    source: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class TaskInput:
    """A task's own fields as entered."""

    title: str
    year: int
    detail: str = ""
    group: str = ""
    due_on: date | None = None
    owner: str | None = None
    owner_words: str = ""
    duty: str | None = None
    plan: str | None = None
    model_code: str = ""
    recheck_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class ResourceInput:
    """A line of resources as entered; a number that is not known is None, never 0."""

    year: int
    kind: ResourceKind
    title: str
    unit: str
    planned: int | None = None
    used: int | None = None
    source: str = ""
    task: str | None = None


def duty_fields(duty: DutyInput, valid_from: date) -> dict[str, Any]:
    """The columns of a duty as they are kept; Refused DUT-01 to DUT-05 and TXT-01 naming the field."""
    title = clean_line(duty.title, field="title", limit=TITLE_LIMIT, label=_("Tên nhiệm vụ"))
    if not title:
        raise NO_TITLE(field="title")
    _check_days(duty)
    first = duty.valid_from or valid_from
    if duty.valid_to is not None and duty.valid_to < first:
        raise ENDS_EARLY(field="valid_to", first=f"{first:%d/%m/%Y}", last=f"{duty.valid_to:%d/%m/%Y}")
    periodic = duty.cadence in PERIODIC
    return {
        "title": title,
        "kind": duty.kind,
        "cadence": duty.cadence,
        "scheme": duty.scheme,
        "cut_off_day": duty.cut_off_day if duty.scheme is PeriodScheme.CUSTOM else None,
        "due_day": duty.due_day if periodic else None,
        "due_month_offset": duty.due_month_offset if periodic else 0,
        "due_on": duty.due_on if duty.cadence is Cadence.ONCE else None,
        "exclusive": duty.exclusive,
        "package": list(duty.package),
        "owner": duty.owner,
        "valid_from": first,
        "valid_to": duty.valid_to,
        "note": clean_block(duty.note, field="note", limit=TEXT_LIMIT, label=_("Ghi chú")),
        "condition": clean_line(duty.condition, field="condition", limit=TITLE_LIMIT, label=_("Điều kiện")),
    } | {
        name: clean_line(getattr(duty, name), field=name, limit=NAME_LIMIT)
        for name in ("addressee", "receiver", "via", "report", "owner_words", "code", "source")
    }


def _check_days(duty: DutyInput) -> None:
    last = 7 if duty.cadence is Cadence.WEEKLY else 31
    if duty.cadence in PERIODIC and duty.due_day is not None and not 1 <= duty.due_day <= last:
        raise NO_SUCH_DUE_DAY(field="due_day", day=duty.due_day, last=last)
    if duty.scheme is PeriodScheme.CUSTOM and not 1 <= (duty.cut_off_day or 0) <= 28:
        raise NO_CUT_OFF(field="cut_off_day")
    if duty.cadence in PERIODIC and not 0 <= duty.due_month_offset <= 12:
        raise FAR_OFFSET(field="due_month_offset", months=duty.due_month_offset)


def task_fields(task: TaskInput) -> dict[str, Any]:
    """The columns of a task as they are kept; Refused DUT-01, DUT-21, DUT-22 and TXT-01 naming the field."""
    title = clean_line(task.title, field="title", limit=TITLE_LIMIT, label=_("Tên công việc"))
    if not title:
        raise NO_TITLE(field="title")
    check_year(task.year)
    if task.due_on is not None and task.due_on.year < task.year:
        raise TASK_BEFORE_YEAR(field="due_on", day=f"{task.due_on:%d/%m/%Y}", year=task.year)
    return {
        "title": title,
        "detail": clean_block(task.detail, field="detail", limit=TEXT_LIMIT, label=_("Nội dung")),
        "year": task.year,
        "group": clean_line(task.group, field="group", limit=NAME_LIMIT, label=_("Nhóm")),
        "due_on": task.due_on,
        "owner": task.owner,
        "owner_words": clean_line(task.owner_words, field="owner_words", limit=NAME_LIMIT, label=_("Người phụ trách")),
        "duty": task.duty,
        "plan": task.plan,
        "model_code": clean_line(task.model_code, field="model_code", limit=40, label=_("Mã trong mô hình")),
        "recheck_on": task.recheck_on,
    }


def check_year(year: int, field: str = "year") -> None:
    """Refused DUT-22 for a year in which no plan is made."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ABSURD_YEAR(field=field, year=year, first=FIRST_YEAR, last=LAST_YEAR)


def resource_fields(resource: ResourceInput) -> dict[str, Any]:
    """The columns of a line of resources; Refused DUT-22, DUT-31 to DUT-33 and TXT-01 naming the field."""
    check_year(resource.year)
    title = clean_line(resource.title, field="title", limit=TITLE_LIMIT, label=_("Nguồn lực"))
    unit = clean_line(resource.unit, field="unit", limit=40, label=_("Đơn vị tính"))
    if not title:
        raise NO_RESOURCE_TITLE(field="title")
    if not unit:
        raise NO_UNIT(field="unit")
    for name, label in (("planned", _("Dự kiến")), ("used", _("Đã dùng"))):
        amount = getattr(resource, name)
        if amount is not None and not 0 <= amount <= LARGEST:
            raise ABSURD_AMOUNT(field=name, label=label, amount=amount)
    return {
        "year": resource.year,
        "task": resource.task,
        "kind": resource.kind,
        "title": title,
        "unit": unit,
        "planned": resource.planned,
        "used": resource.used,
        "source": clean_line(resource.source, field="source", limit=NAME_LIMIT, label=_("Nguồn")),
    }
