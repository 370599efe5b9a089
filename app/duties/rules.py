"""What is wrong with the duties kept: nobody in charge, the same thing owed twice. And remarks on a duty's days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from itertools import combinations

from sqlalchemy.orm import Session

from app.duties.queries import duties
from app.duties.schedule import last_day_of
from app.duties.views import DutyView
from app.kernel.days import show_day
from app.kernel.findings import Finding, Fix, Severity
from app.kernel.periods import MONTHS, period_of
from app.kernel.text import fold
from app.kernel.words import _


def findings(session: Session, day: date) -> list[Finding]:
    """Findings about duties that bind on or after a day."""
    kept = [view for view in duties(session) if view.valid_to is None or view.valid_to >= day]
    return [*without_owner(kept), *owed_twice(kept)]


def without_owner(kept: Sequence[DutyView]) -> list[Finding]:
    """Confirmed duties nobody is in charge of."""
    return [
        Finding(
            code="DUT-OWNER",
            severity=Severity.WARNING,
            message=_("“{duty}” chưa có người phụ trách.").format(duty=view.title),
            rule=_("Mỗi nhiệm vụ cấp trên giao có một người phụ trách."),
            noun="duty",
            uid=view.uid,
            field="owner",
            fix=_open(_("Chọn người")),
        )
        for view in kept
        if not view.owner_name
    ]


def owed_twice(kept: Sequence[DutyView]) -> list[Finding]:
    """Duties of one name, receiver and cadence that bind at the same time: each period would be asked for twice."""
    alike: dict[tuple[str, str, str], list[DutyView]] = defaultdict(list)
    for view in kept:
        alike[(fold(view.title), fold(view.receiver), view.cadence)].append(view)
    return [
        Finding(
            code="DUT-OVERLAP",
            severity=Severity.WARNING,
            message=_("“{duty}” gửi {receiver} được ghi hai lần cho cùng thời gian (từ {first}).").format(
                duty=one.title,
                receiver=one.receiver or _("cấp trên"),
                first=show_day(max(one.valid_from, two.valid_from)),
            ),
            rule=_("Một kỳ chỉ báo cáo một lần: ghi ngày hết hiệu lực của nhiệm vụ cũ, hoặc bỏ một trong hai."),
            noun="duty",
            uid=two.uid,
            field="valid_from",
            fix=_open(_("Xem nhiệm vụ")),
        )
        for group in alike.values()
        for one, two in combinations(group, 2)
        if _overlap(one, two)
    ]


def remark(duty: DutyView) -> str:
    """What an officer should know about the days as entered; empty where nothing is odd."""
    if duty.cadence not in MONTHS or duty.due_day is None:
        return ""
    period = period_of(duty.valid_from, duty.cadence, duty.scheme)
    last_day = last_day_of(duty, period)
    if last_day is not None and last_day < period.last:
        return _(
            "Hạn {last_day} đến trước ngày chốt số liệu {cut_off}: "
            "số liệu của những ngày cuối kỳ sẽ chưa có trong báo cáo."
        ).format(last_day=show_day(last_day), cut_off=show_day(period.last))
    return ""


def _overlap(one: DutyView, two: DutyView) -> bool:
    first = max(one.valid_from, two.valid_from)
    ends = [view.valid_to for view in (one, two) if view.valid_to is not None]
    same_day = one.due_on == two.due_on
    return same_day and (not ends or first <= min(ends))


def _open(label: str) -> Fix:
    return Fix(code="page.open", label=label, values={"page": "duties"})
