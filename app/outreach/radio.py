"""The month's rule of the radio column: one programme on air and at least three rebroadcasts in the same month.

Pure functions over views. One airing heard from several loudspeakers at the same time counts once; the first airing is
never counted among the rebroadcasts, a relay of another station neither.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from math import ceil

from app.kernel.days import show_day
from app.kernel.periods import Month
from app.kernel.words import N_, _
from app.outreach.views import AiringView, ProgrammeView
from db.vocabulary import AiringKind, Origin

RULE = N_("Chuyên mục phát thanh: mỗi tháng 01 chương trình và phát lại ít nhất 03 lần/tháng.")
SOURCE = N_("Hướng dẫn tuyên truyền về chuyển đổi số của cấp trên, mục UBND các xã, thị trấn")
_RANK = {AiringKind.FIRST: 0, AiringKind.REBROADCAST: 1, AiringKind.RELAY: 2}


@dataclass(frozen=True, kw_only=True)
class RadioRule:
    """What a superior asks of a month, and how often the station can go on air."""

    rebroadcasts: int = 3
    own_only: bool = True
    """Whether only programmes of the commune's own are the month's programme."""
    slots_per_day: int = 1


@dataclass(frozen=True, kw_only=True)
class Moment:
    """One airing, from however many loudspeakers it was heard."""

    programme: str
    day: date
    at: str
    kind: AiringKind
    airings: tuple[AiringView, ...]

    @property
    def minutes(self) -> int | None:
        """Length of the airing as noted; the longest where places differ, none where nobody noted it."""
        noted = [each.minutes for each in self.airings if each.minutes is not None]
        return max(noted, default=None)


@dataclass(frozen=True, kw_only=True)
class MonthState:
    """How a month stands against the rule."""

    month: Month
    rule: RadioRule
    programmes: tuple[ProgrammeView, ...] = ()
    """The month's programmes that the rule counts."""
    moments: tuple[Moment, ...] = ()
    """What was on air in this month, of any programme."""
    first: Moment | None = None
    """First airing, within the month, of a programme with script or audio."""
    rebroadcasts: int = 0
    """Rebroadcasts, within the month, of the month's programmes."""
    last_start: date | None = None
    """Last day on which the missing airings can begin; none where nothing is missing."""
    feasible: bool = True
    reasons: tuple[str, ...] = field(default=())
    """What is missing, in words."""

    @property
    def is_met(self) -> bool:
        """Whether programme and rebroadcasts are there."""
        return self.first is not None and self.rebroadcasts >= self.rule.rebroadcasts

    @property
    def needed(self) -> int:
        """Airings still missing, the first one too."""
        return (0 if self.first else 1) + max(0, self.rule.rebroadcasts - self.rebroadcasts)


def moments(airings: Iterable[AiringView]) -> list[Moment]:
    """Airings told apart by programme, day and hour; one without its hour is no further airing of its kind that day."""
    groups: dict[tuple[str, date], dict[str, list[AiringView]]] = defaultdict(lambda: defaultdict(list))
    for airing in airings:
        groups[(airing.programme, airing.aired_on)][airing.aired_at].append(airing)
    found = []
    for (programme, day), by_hour in groups.items():
        for hour, heard in _by_moment(by_hour):
            kind = min((each.kind for each in heard), key=_RANK.__getitem__)
            found.append(Moment(programme=programme, day=day, at=hour, kind=kind, airings=tuple(heard)))
    return sorted(found, key=lambda moment: (moment.day, moment.at, moment.programme))


def _by_moment(by_hour: dict[str, list[AiringView]]) -> Iterator[tuple[str, list[AiringView]]]:
    known = {hour: list(heard) for hour, heard in by_hour.items() if hour}
    kinds = {kind: hour for hour in sorted(known, reverse=True) for kind in {each.kind for each in known[hour]}}
    alone: dict[AiringKind, list[AiringView]] = defaultdict(list)
    for airing in by_hour.get("", ()):
        (known[kinds[airing.kind]] if airing.kind in kinds else alone[airing.kind]).append(airing)
    yield from known.items()
    yield from (("", heard) for heard in alone.values())


def month_state(
    month: Month, programmes: Sequence[ProgrammeView], airings: Iterable[AiringView], rule: RadioRule, today: date
) -> MonthState:
    """How a month stands on a day; airings of other months and programmes made for other months are not counted."""
    on_air = [one for one in moments(airings) if (one.day.year, one.day.month) == (month.year, month.number)]
    counted = [one for one in programmes if one.month == month.key and (one.origin is Origin.OWN or not rule.own_only)]
    made = {one.uid for one in counted if one.is_made}
    ours = {one.uid for one in counted}
    first = next((one for one in on_air if one.kind is AiringKind.FIRST and one.programme in made), None)
    again = sum(one.kind is AiringKind.REBROADCAST and one.programme in ours for one in on_air)
    needed = (0 if first else 1) + max(0, rule.rebroadcasts - again)
    last_start, feasible = forecast(month, needed, sum(one.day == today for one in on_air), rule.slots_per_day, today)
    state = MonthState(
        month=month,
        rule=rule,
        programmes=tuple(counted),
        moments=tuple(on_air),
        first=first,
        rebroadcasts=again,
        last_start=last_start,
        feasible=feasible,
    )
    return replace(state, reasons=_reasons(state))


def forecast(month: Month, needed: int, used_today: int, slots_per_day: int, today: date) -> tuple[date | None, bool]:
    """Last day on which ``needed`` airings can begin with so many slots a day, and whether that day has not passed.

    What was already on air today takes its slots away.
    """
    if needed <= 0:
        return None, True
    slots = max(1, slots_per_day)
    last = month.day(31)
    start = last - timedelta(days=ceil(needed / slots) - 1)
    if today < start:
        return start, True
    if today > last:
        return start, False
    left = max(0, slots - used_today) + slots * (last - today).days
    return start, left >= needed


def state_words(state: MonthState, today: date) -> str:
    """One sentence for the month: met, what is missing and until when, or no longer possible."""
    if state.is_met:
        return _("Đạt: {programmes} chương trình, phát lại {again} lần.").format(
            programmes=len(state.programmes), again=state.rebroadcasts
        )
    missing = "; ".join(state.reasons)
    first_day, last_day = state.month.day(1), state.month.day(31)
    if today < first_day:
        return _("Chưa tới tháng. Cần: {missing}.").format(missing=missing)
    if today > last_day:
        return _("Không đạt: {missing}.").format(missing=missing)
    if not state.feasible:
        return _("Không còn kịp trong tháng: {missing}.").format(missing=missing)
    return _("Chưa đạt: {missing}. Muộn nhất phải bắt đầu phát từ ngày {day}.").format(
        missing=missing, day=show_day(state.last_start)
    )


def short_words(state: MonthState, today: date) -> str:
    """The same in two or three words, for a narrow column."""
    if state.is_met:
        return _("Đạt")
    if today < state.month.day(1):
        return _("Chưa tới")
    if today > state.month.day(31):
        return _("Không đạt")
    return _("Chưa đạt") if state.feasible else _("Không còn kịp")


def _reasons(state: MonthState) -> tuple[str, ...]:
    reasons = []
    if not state.programmes:
        reasons.append(
            _("chưa có chương trình xã tự sản xuất của tháng") if state.rule.own_only else _("chưa có chương trình")
        )
    elif not any(one.is_made for one in state.programmes):
        reasons.append(_("chương trình chưa có kịch bản hoặc tệp âm thanh"))
    elif state.first is None:
        reasons.append(_("chưa ghi lần phát đầu trong tháng"))
    left = state.rule.rebroadcasts - state.rebroadcasts
    if left > 0:
        reasons.append(
            _("còn thiếu {left} lần phát lại (đã có {done}/{wanted})").format(
                left=left, done=state.rebroadcasts, wanted=state.rule.rebroadcasts
            )
        )
    return tuple(reasons)
