"""The words people see for difficulties and proposals; list, form and paper use the same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.difficulties.views import DifficultyView
from app.documents.values import values_for
from app.kernel.days import show_day
from app.kernel.words import N_, _
from app.offices.views import Standing
from db.vocabulary import DifficultyState, Outcome

_STATES = {
    DifficultyState.RAISED: N_("đã ghi nhận, chưa gửi"),
    DifficultyState.SENT: N_("đã gửi, chờ xác nhận"),
    DifficultyState.RECEIVED: N_("đã nhận, chờ trả lời"),
    DifficultyState.ANSWERED: N_("đã trả lời, chưa khép lại"),
    DifficultyState.CLOSED: N_("đã khép lại"),
}
_STEPS = {
    DifficultyState.RAISED: N_("đã ghi nhận"),
    DifficultyState.SENT: N_("đã gửi"),
    DifficultyState.RECEIVED: N_("đã nhận"),
    DifficultyState.ANSWERED: N_("đã trả lời"),
    DifficultyState.CLOSED: N_("đã khép lại"),
}
_OUTCOMES = {
    Outcome.PENDING: N_("chưa có kết quả"),
    Outcome.ACCEPTED: N_("được chấp thuận"),
    Outcome.PARTLY: N_("chấp thuận một phần"),
    Outcome.REJECTED: N_("không được chấp thuận"),
}


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step of a difficulty's way."""

    state: DifficultyState
    taken: bool
    passed_by: bool
    """Whether a later step was taken without it."""
    day: date | None


def state(kind: DifficultyState) -> str:
    """Where it stands and what it waits for: that something was sent never reads as if it had been received."""
    return _(_STATES[kind])


def step(kind: DifficultyState) -> str:
    """``đã gửi``: one step alone."""
    return _(_STEPS[kind])


def outcome(kind: Outcome) -> str:
    """``chấp thuận một phần``."""
    return _(_OUTCOMES[kind])


def printed_state(kind: DifficultyState) -> str:
    """The same as ``state`` for papers, which are Vietnamese in every language."""
    return _STATES[kind]


def way(view: DifficultyView) -> tuple[Step, ...]:
    """The five steps in their order with the day of each."""
    days = (view.raised_on, view.sent_on, view.received_on, view.answered_on, view.closed_on)
    last = max(place for place, day in enumerate(days) if day is not None)
    return tuple(
        Step(state=kind, taken=day is not None, passed_by=day is None and place < last, day=day)
        for place, (kind, day) in enumerate(zip(DifficultyState, days, strict=True))
    )


def step_day(each: Step) -> str:
    """The day of a step, or why there is none."""
    if each.day is not None:
        return show_day(each.day)
    return _("bỏ qua") if each.passed_by else _("chưa")


def age(view: DifficultyView, day: date) -> str:
    """``12 ngày``; of a closed one, how long it took."""
    days = view.age(day)
    if not view.is_open:
        return _("hết {days} ngày").format(days=days)
    return _("hôm nay") if days == 0 else _("{days} ngày").format(days=days)


def usual_addressee(standing: Standing) -> str:
    """The office above with the adviser through whom it is reached: ``UBND huyện Hà Trung (qua Phòng …)``."""
    values = values_for(standing, committee=None, teams=(), hamlets=(), day=standing.day)
    above, via = values.get("superior_short", ""), values.get("superior_via", "")
    return f"{above} (qua {via})" if above and via else above


def own_addressee(standing: Standing) -> str:
    """Our own people's committee, before whom the committee puts most proposals."""
    return values_for(standing, committee=None, teams=(), hamlets=(), day=standing.day)["office"]
