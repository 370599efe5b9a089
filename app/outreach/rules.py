"""What is missing in public information on a day: the radio month, the handbook, hamlets of the quarter, late praise.

An office that has never entered anything here is not reminded of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy.orm import Session

from app.kernel.days import show_day
from app.kernel.findings import Finding, Fix, Severity
from app.kernel.periods import Month, month_of
from app.kernel.words import N_, _
from app.outreach import queries
from app.outreach.radio import RULE, SOURCE, MonthState, state_words

SOON_DAYS = 7
"""Days before the last possible start of the missing airings from which a month is told of."""
QUARTER_END_DAYS = 30
PRAISE_DAYS = 30
HANDBOOK_RULE = N_("Đăng tải, cập nhật “Cẩm nang chuyển đổi số” lên trang thông tin điện tử cấp xã.")
COVERAGE_RULE = N_("Lồng ghép nội dung chuyển đổi số trong các hội nghị tại thôn.")
PRAISE_RULE = N_("Biểu dương kịp thời đơn vị, tập thể, cá nhân đi đầu.")


def findings(session: Session, day: date) -> list[Finding]:
    """All findings of this room on a day."""
    if not queries.is_used(session):
        return []
    return [
        *_radio(session, day),
        *_handbook(session, day),
        *_coverage(session, day),
        *_praise(session, day),
    ]


def _radio(session: Session, day: date) -> Iterator[Finding]:
    if not queries.programmes(session):
        return
    this = month_of(day)
    before, now = queries.radio_months(session, this.plus(-1), this, day)
    if not before.is_met and before.programmes:
        yield _month_finding("OUT-RADIO-MISSED", Severity.HINT, before, day)
    if now.is_met or now.last_start is None:
        return
    if not now.feasible:
        yield _month_finding("OUT-RADIO-LATE", Severity.WARNING, now, day)
    elif (now.last_start - day).days <= SOON_DAYS:
        yield _month_finding("OUT-RADIO-SOON", Severity.WARNING, now, day)


def _month_finding(code: str, severity: Severity, state: MonthState, day: date) -> Finding:
    return Finding(
        code=code,
        severity=severity,
        message=_("Phát thanh tháng {month}: {state}").format(month=_month(state.month), state=state_words(state, day)),
        rule=_(RULE),
        source=_(SOURCE),
        noun="programme",
        uid=state.programmes[0].uid if state.programmes else "",
        fix=_open("radio", _("Ghi phát thanh")),
    )


def _handbook(session: Session, day: date) -> Iterator[Finding]:
    state = queries.handbook(session)
    if state.post is None:
        message = _("Chưa có “Cẩm nang chuyển đổi số” trên trang thông tin điện tử (cần địa chỉ hoặc ảnh chụp).")
        severity, code, uid = Severity.HINT, "OUT-HANDBOOK", ""
    elif state.due_on is not None and state.due_on <= day:
        message = _("“Cẩm nang chuyển đổi số”: đến hạn kiểm tra lại từ ngày {day}.").format(day=show_day(state.due_on))
        severity, code, uid = Severity.WARNING, "OUT-HANDBOOK-RECHECK", state.post.uid
    else:
        return
    yield Finding(
        code=code,
        severity=severity,
        message=message,
        rule=_(HANDBOOK_RULE),
        source=_(SOURCE),
        noun="online_post",
        uid=uid,
        fix=_open("posts", _("Mở Tin, bài")),
    )


def _coverage(session: Session, day: date) -> Iterator[Finding]:
    found = queries.coverage(session, day)
    late = (found.quarter.last - day).days < QUARTER_END_DAYS
    if not late or not found.missing or not queries.meetings(session):
        return
    yield Finding(
        code="OUT-HAMLETS",
        severity=Severity.HINT,
        message=_("Quý này chưa lồng ghép chuyển đổi số trong họp thôn: {hamlets}.").format(
            hamlets=", ".join(one.label for one in found.missing)
        ),
        rule=_(COVERAGE_RULE),
        source=_(SOURCE),
        noun="meeting",
        fix=_open("meetings", _("Ghi họp thôn")),
    )


def _praise(session: Session, day: date) -> Iterator[Finding]:
    for one in queries.praises(session, last=day):
        waited = (day - one.acted_on).days
        if one.praised_on is None and waited > PRAISE_DAYS:
            yield Finding(
                code="OUT-PRAISE",
                severity=Severity.HINT,
                message=_("Đã {days} ngày chưa biểu dương: {whom}.").format(days=waited, whom=one.whom),
                rule=_(PRAISE_RULE),
                source=_(SOURCE),
                noun="praise",
                uid=one.uid,
                fix=_open("praise", _("Mở sổ biểu dương")),
            )


def _open(tab: str, label: str) -> Fix:
    return Fix(code="page.open", label=label, values={"page": "outreach", "uid": f"tab:{tab}"})


def _month(month: Month) -> str:
    return f"{month.number:02}/{month.year}"
