"""What time asks for: what is late, due today, due within a week, or waits to be handed over."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from app.agenda_item import AgendaItem
from app.duties.queries import due, duties, tasks_due
from app.duties.schedule import SOON
from app.duties.views import DueState, DueView, TaskView
from app.duties.wording import days_left, deadline, period_title
from app.kernel.days import show_day
from app.kernel.findings import Severity
from app.kernel.periods import MONTHS
from app.kernel.words import _

AHEAD = 45
"""Days ahead of which the card of coming deadlines tells."""
SHOWN_AHEAD = 6
_MOST_TASKS = 3
"""Late tasks named one by one; more stand in one line."""
_MOST_PERIODS = 3


@dataclass(frozen=True, kw_only=True)
class Coming:
    """One line of the card of coming deadlines."""

    day: date
    title: str
    words: str
    """``còn 3 ngày``."""
    severity: Severity
    target: str


@dataclass(frozen=True, kw_only=True)
class Dues:
    """What time asks for on one day."""

    items: tuple[AgendaItem, ...]
    coming: tuple[Coming, ...]
    late: int
    """Periods and tasks whose last day has passed."""
    has_duties: bool
    """Whether any duty or task is kept; without them an empty card would promise too much."""


def dues(session: Session, day: date) -> Dues:
    """Late first, then today, then the next seven days, then what waits without a named day."""
    periods = due(session, day, ahead=AHEAD)
    tasks = tasks_due(session, day, ahead=AHEAD)
    late = [view for view in periods if view.state is DueState.LATE]
    late_tasks = [task for task in tasks if task.is_late(day)]
    near = [view for view in periods if view.state in (DueState.TODAY, DueState.SOON)]
    near_tasks = [task for task in tasks if _is_near(task, day)]
    items = [
        *_late(late),
        *_late_tasks(late_tasks, day),
        *_near(near, near_tasks, day),
        *(_waiting(view) for view in periods if _waits(view, day)),
    ]
    return Dues(
        items=tuple(items),
        coming=tuple(_coming(periods, tasks, day)),
        late=len(late) + len(late_tasks),
        has_duties=bool(periods or tasks or duties(session)),
    )


def _late(views: Iterable[DueView]) -> list[AgendaItem]:
    """One line for each duty, with the periods it is behind."""
    by_duty: dict[str, list[DueView]] = defaultdict(list)
    for view in views:
        by_duty[view.duty.uid].append(view)
    return [_late_item(own) for own in by_duty.values()]


def _late_item(own: Sequence[DueView]) -> AgendaItem:
    first = own[0]
    if len(own) == 1:
        title = period_title(first)
        why = _("Hạn cuối là hết ngày {day} ({rule}), đã {late}.").format(
            day=show_day(first.last_day), rule=deadline(first.duty), late=days_left(first.remaining or 0)
        )
    else:
        named = ", ".join(view.label for view in own[:_MOST_PERIODS])
        more = "…" if len(own) > _MOST_PERIODS else ""
        title = _("{duty}: {count} kỳ").format(duty=first.duty.title, count=len(own))
        why = _("Chưa ghi là đã gửi: {periods}{more}; kỳ cũ không phải gửi thì ghi lý do.").format(
            periods=named, more=more
        )
    button, page, target = _step(first) if len(own) == 1 else (_("Xem các kỳ"), "duties", first.uid)
    return AgendaItem(
        code="DUE-LATE",
        severity=Severity.ERROR,
        badge=_("quá hạn"),
        title=title,
        why=why,
        button=button,
        page=page,
        target=target,
    )


def _step(view: DueView) -> tuple[str, str, str]:
    """Button, page and target of a period: its report is made, else what was handed over is written down."""
    if view.duty.report and view.duty.cadence in MONTHS:
        return _("Soạn báo cáo"), "reports", f"prepare:{view.duty.report}:{view.key}"
    return _("Ghi đã gửi"), "duties", f"fulfil:{view.uid}"


def _late_tasks(tasks: Sequence[TaskView], day: date) -> list[AgendaItem]:
    if len(tasks) > _MOST_TASKS:
        names = "; ".join(task.title for task in tasks[:_MOST_TASKS])
        why = _("Sớm nhất từ {day}: {names}…").format(day=show_day(tasks[0].due_on), names=names)
        return [_task_item(tasks[0], _("{count} công việc quá hạn").format(count=len(tasks)), why, late=True)]
    return [_task_item(task, task.title, _task_why(task, day), late=True) for task in tasks]


def _near(views: Sequence[DueView], tasks: Sequence[TaskView], day: date) -> list[AgendaItem]:
    """Periods and tasks together, the nearest first."""
    found = [(view.last_day or day, _near_item(view)) for view in views]
    found += [(task.due_on or day, _task_item(task, task.title, _task_why(task, day), late=False)) for task in tasks]
    return [item for _last_day, item in sorted(found, key=lambda pair: pair[0])]


def _near_item(view: DueView) -> AgendaItem:
    button, page, target = _step(view)
    return AgendaItem(
        code="DUE-TODAY" if view.state is DueState.TODAY else "DUE-SOON",
        severity=Severity.WARNING,
        badge=days_left(view.remaining or 0),
        title=period_title(view),
        why=_("Hạn cuối là hết ngày {day} ({rule}).").format(day=show_day(view.last_day), rule=deadline(view.duty)),
        button=button,
        page=page,
        target=target,
    )


def _task_item(task: TaskView, title: str, why: str, *, late: bool) -> AgendaItem:
    return AgendaItem(
        code="TASK-LATE" if late else "TASK-SOON",
        severity=Severity.ERROR if late else Severity.WARNING,
        badge=_("quá hạn") if late else _("sắp đến hạn"),
        title=title,
        why=why,
        button=_("Ghi kết quả"),
        page="duties",
        target=f"finish:{task.uid}",
    )


def _task_why(task: TaskView, day: date) -> str:
    if task.due_on is None:
        return ""
    who = task.owner_name or _("chưa có người phụ trách")
    words = _("Thời hạn {day}, {left}; {who}.")
    return words.format(day=show_day(task.due_on), left=days_left((task.due_on - day).days), who=who)


def _waiting(view: DueView) -> AgendaItem:
    button, page, target = _step(view)
    return AgendaItem(
        code="DUE-WAITING",
        severity=Severity.HINT,
        badge=_("chờ gửi"),
        title=period_title(view),
        why=_("Kỳ số liệu đã kết thúc; văn bản giao nhiệm vụ không nêu hạn."),
        button=button,
        page=page,
        target=target,
    )


def _waits(view: DueView, day: date) -> bool:
    """Whether a period has ended for which no letter names a last day."""
    return view.last_day is None and (view.period is None or view.period.last <= day)


def _is_near(task: TaskView, day: date) -> bool:
    return task.due_on is not None and day <= task.due_on <= day + timedelta(days=SOON)


def _coming(periods: Sequence[DueView], tasks: Sequence[TaskView], day: date) -> list[Coming]:
    found = [
        _coming_line(view.last_day, day, period_title(view), view.uid)
        for view in periods
        if view.last_day is not None and view.last_day >= day
    ]
    found += [
        _coming_line(task.due_on, day, task.title, task.uid)
        for task in tasks
        if task.due_on is not None and task.due_on >= day
    ]
    return sorted(found, key=lambda line: line.day)[:SHOWN_AHEAD]


def _coming_line(last_day: date, day: date, title: str, target: str) -> Coming:
    left = (last_day - day).days
    return Coming(
        day=last_day,
        title=title,
        words=days_left(left),
        severity=Severity.WARNING if left <= SOON else Severity.HINT,
        target=target,
    )
