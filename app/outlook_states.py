"""How the year's duties to inform and to report stand: radio months, hamlets reached by quarter, deadlines kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.duties.queries import due, tasks
from app.duties.views import DueState, DueView, TaskView
from app.kernel.numerals import roman
from app.kernel.periods import Month, Period, month_of
from app.kernel.words import N_, _
from app.outlook_views import Panel, Place, State, StatePanel, Tone
from app.outreach.queries import Coverage, coverage, radio_months, radio_rule
from app.outreach.radio import MonthState, short_words, state_words
from app.typesetting.model import Chart, ChartForm, ChartSeries
from db.models import Airing, Meeting, Programme
from db.vocabulary import TaskState

_RADIO = Place(page="outreach", target="tab:radio")
_MEETINGS = Place(page="outreach", target="tab:meetings")
_DUTIES = Place(page="duties")


# ---------------------------------------------------------------- radio


def radio_panel(session: Session, year: int, today: date) -> StatePanel:
    """Each month against the rule of the radio column; months before the first programme were never entered."""
    began = _radio_began(session)
    states = radio_months(session, Month(year, 1), Month(year, 12), today) if began is not None else []
    shown = tuple(_radio_state(state, began, today) for state in states if began is not None)
    return StatePanel(
        code="radio",
        title=_("Chuyên mục phát thanh từng tháng"),
        states=shown if began is not None and began.year <= year else (),
        notes=tuple(_radio_notes(session, states, began, year, today)),
        place=_RADIO,
    )


def _radio_began(session: Session) -> Month | None:
    made = session.scalar(select(func.min(Programme.month)).where(Programme.deleted_at.is_(None)))
    aired = session.scalar(select(func.min(Airing.aired_on)).where(Airing.deleted_at.is_(None)))
    found = [month_of(aired)] if aired else []
    if made:
        number, _dash, month = made.partition("-")
        found.append(Month(int(number), int(month)))
    return min(found, default=None)


def _radio_state(state: MonthState, began: Month, today: date) -> State:
    label = _("Tháng {month}").format(month=state.month.number)
    if state.month < began:
        return State(label=label, badge=_("Chưa ghi"), tone=Tone.NEUTRAL, words=_("Sổ chưa ghi từ tháng này."))
    return State(
        label=label,
        badge=short_words(state, today),
        tone=_radio_tone(state, today),
        words="" if today < state.month.day(1) else state_words(state, today),
    )


def _radio_tone(state: MonthState, today: date) -> Tone:
    if state.is_met:
        return Tone.OK
    if today < state.month.day(1):
        return Tone.NEUTRAL
    return Tone.WARN if state.feasible and today <= state.month.day(31) else Tone.BAD


def _radio_notes(
    session: Session, states: Sequence[MonthState], began: Month | None, year: int, today: date
) -> Iterator[str]:
    if began is None or began.year > year:
        yield _("Chưa ghi chương trình phát thanh nào trong năm.")
        return
    over = [state for state in states if state.month >= began and state.month.day(31) < today]
    if over:
        met = sum(state.is_met for state in over)
        yield _("Đạt {met}/{count} tháng đã qua.").format(met=met, count=len(over))
    yield _("Mỗi tháng 01 chương trình và phát lại ít nhất {count} lần, tính theo tháng dương lịch.").format(
        count=radio_rule(session).rebroadcasts
    )


# ---------------------------------------------------------------- hamlets reached by meetings


def coverage_panel(session: Session, year: int, today: date) -> StatePanel:
    """In which hamlets digital topics were spoken of at a meeting, by quarter; the others are named."""
    began = session.scalar(select(func.min(Meeting.held_on)).where(Meeting.deleted_at.is_(None)))
    states: tuple[State, ...] = ()
    notes = _("Chưa ghi cuộc họp thôn nào trong năm.")
    if began is not None and began.year <= year:
        states = tuple(_quarter_state(session, year, number, began, today) for number in range(1, 5))
        notes = _("Thôn được tính khi trong quý có cuộc họp ghi nội dung chuyển đổi số.")
    return StatePanel(
        code="coverage",
        title=_("Thôn đã họp có nội dung chuyển đổi số"),
        states=states,
        notes=(notes,),
        place=_MEETINGS,
    )


def _quarter_state(session: Session, year: int, number: int, began: date, today: date) -> State:
    label = _("Quý {number}").format(number=roman(number))
    first, last = Month(year, number * 3 - 2).day(1), Month(year, number * 3).day(31)
    if first > today:
        return State(label=label, badge=_("Chưa tới"), tone=Tone.NEUTRAL, words="")
    if last < began:
        return State(label=label, badge=_("Chưa ghi"), tone=Tone.NEUTRAL, words=_("Sổ chưa ghi từ quý này."))
    return _reached(label, coverage(session, min(last, today)), is_over=last < today)


def _reached(label: str, found: Coverage, *, is_over: bool) -> State:
    total = len(found.covered) + len(found.missing)
    if not total:
        return State(label=label, badge=_("Chưa có thôn"), tone=Tone.NEUTRAL, words=_("Chưa có danh sách thôn."))
    badge = _("{done}/{total} thôn").format(done=len(found.covered), total=total)
    if not found.missing:
        return State(label=label, badge=badge, tone=Tone.OK, words=_("Đủ các thôn."))
    names = ", ".join(place.label for place in found.missing)
    words = _("Không có: {names}.") if is_over else _("Còn thiếu: {names}.")
    return State(label=label, badge=badge, tone=Tone.BAD if is_over else Tone.WARN, words=words.format(names=names))


# ---------------------------------------------------------------- deadlines


class _Kept(StrEnum):
    ON_TIME = "on_time"
    LATE = "late"
    OVERDUE = "overdue"
    AHEAD = "ahead"
    WAIVED = "waived"
    UNKNOWN = "unknown"
    CARRIED = "carried"


_DRAWN = (
    (_Kept.ON_TIME, N_("Đúng hạn")),
    (_Kept.LATE, N_("Xong muộn")),
    (_Kept.OVERDUE, N_("Quá hạn, chưa xong")),
    (_Kept.AHEAD, N_("Chưa đến hạn")),
)
_TOLD = (
    (_Kept.WAIVED, N_("{count} mục không phải làm")),
    (_Kept.UNKNOWN, N_("{count} mục đã xong nhưng không ghi ngày xong")),
    (_Kept.CARRIED, N_("{count} công việc chuyển sang năm sau")),
)
_OF_DUE = {
    DueState.DONE_ON_TIME: _Kept.ON_TIME,
    DueState.DONE_LATE: _Kept.LATE,
    DueState.LATE: _Kept.OVERDUE,
    DueState.WAIVED: _Kept.WAIVED,
    DueState.DONE: _Kept.UNKNOWN,
}


def punctuality(session: Session, year: Period, today: date) -> Panel:
    """Periods of duties and tasks of which the last day lies within the year: on time, late, overdue, to come."""
    views = due(session, today, ahead=(year.last - today).days, done=True)
    periods = _counted(_of_due(view) for view in views if _within(view.last_day, year))
    jobs = _counted(_of_task(task, today) for task in tasks(session) if _within(task.due_on, year))
    kinds = [(_("Kỳ báo cáo, nhiệm vụ"), periods), (_("Công việc trong năm"), jobs)]
    drawn = [(name, counts) for name, counts in kinds if any(counts[kept] for kept, _words in _DRAWN)]
    title = _("Thời hạn trong năm")
    chart = Chart(
        title=title,
        labels=tuple(_(words) for _kept, words in _DRAWN),
        series=tuple(
            ChartSeries(name=name, values=tuple(counts[kept] for kept, _words in _DRAWN)) for name, counts in drawn
        ),
        form=ChartForm.ROWS,
    )
    return Panel(
        code="deadlines",
        title=title,
        chart=chart if drawn else None,
        notes=tuple(_deadline_notes(periods + jobs)),
        place=_DUTIES,
    )


def _within(day: date | None, year: Period) -> bool:
    return day is not None and day in year


def _counted(found: Iterable[_Kept]) -> Counter[_Kept]:
    return Counter(found)


def _of_due(view: DueView) -> _Kept:
    return _OF_DUE.get(view.state, _Kept.AHEAD)


def _of_task(task: TaskView, today: date) -> _Kept:
    if task.state is TaskState.NOT_APPLICABLE:
        return _Kept.WAIVED
    if task.state is TaskState.DONE:
        if task.done_on is None or task.due_on is None:
            return _Kept.UNKNOWN
        return _Kept.ON_TIME if task.done_on <= task.due_on else _Kept.LATE
    if task.carried_to is not None:
        return _Kept.CARRIED
    return _Kept.OVERDUE if task.is_late(today) else _Kept.AHEAD


def _deadline_notes(counts: Mapping[_Kept, int]) -> Iterator[str]:
    if not any(counts.values()):
        yield _("Chưa ghi nhiệm vụ, công việc nào có hạn trong năm.")
        return
    judged = counts[_Kept.ON_TIME] + counts[_Kept.LATE] + counts[_Kept.OVERDUE]
    if judged:
        yield _("{done}/{total} mục đã đến hạn được làm đúng hạn.").format(done=counts[_Kept.ON_TIME], total=judged)
    told = [_(words).format(count=counts[kept]) for kept, words in _TOLD if counts[kept]]
    if told:
        yield _("Không vẽ: {what}.").format(what="; ".join(told))
