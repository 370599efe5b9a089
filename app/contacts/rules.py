"""What makes a channel or contact fit to be kept; which teams and channels have been silent too long."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from app.contacts.queries import channels, team_touches
from app.kernel.days import show_day
from app.kernel.findings import Finding, Fix, Severity
from app.kernel.problems import refused
from app.kernel.words import N_, _

NAME_LIMIT, TEXT_LIMIT = 200, 2000
SILENT_TEAM_DAYS = 30
"""Days without contact after which a team is pointed at."""
SILENT_CHANNEL_DAYS = 3
"""Days without exchange after which a channel meant for every day is pointed at: a weekend and a day."""

NO_NAME = refused("CON-01", N_("Chưa ghi tên kênh."), next_step=N_("Ghi tên nhóm hoặc trang như trên Zalo, Facebook."))
IN_THE_FUTURE = refused(
    "CON-02", N_("Ngày {day} ở sau ngày hôm nay {today}."), next_step=N_("Sửa lại ngày, hoặc kiểm tra đồng hồ máy.")
)
ENDS_EARLY = refused("CON-03", N_("Ngày thôi dùng kênh phải sau ngày bắt đầu."), next_step=N_("Sửa lại ngày."))
NO_TEXT = refused("CON-04", N_("Chưa ghi nội dung trao đổi."), next_step=N_("Ghi ngắn gọn nội dung đã trao đổi."))
NOBODY = refused("CON-05", N_("Chưa chọn Tổ hoặc kênh nào."), next_step=N_("Chọn ít nhất một Tổ hoặc một kênh."))
BAD_COUNT = refused("CON-06", N_("Số {count} không hợp lý."), next_step=N_("Ghi số từ 0 trở lên hoặc để trống."))


def check_day(day: date, today: date, *, field: str) -> None:
    """Refuses CON-02 for a day to come."""
    if day > today:
        raise IN_THE_FUTURE(field=field, day=show_day(day), today=show_day(today))


def findings(session: Session, day: date) -> list[Finding]:
    """Teams nobody was in touch with for 30 days, and channels meant for every day that fell silent."""
    silent = [touch for touch in team_touches(session, day) if touch.days(day) >= SILENT_TEAM_DAYS]
    quiet = [view for view in channels(session, on=day) if view.daily and view.silent_days(day) >= SILENT_CHANNEL_DAYS]
    teams = [
        Finding(
            code="CON-SILENT-TEAM",
            severity=Severity.WARNING,
            message=_("{team}: {days} ngày chưa có chỉ đạo, trao đổi.").format(team=touch.name, days=touch.days(day)),
            rule=_("Ban Chỉ đạo trực tiếp hướng dẫn, theo dõi, chỉ đạo các Tổ."),
            noun="body",
            uid=touch.team,
            fix=_open(),
        )
        for touch in silent
    ]
    return teams + [
        Finding(
            code="CON-SILENT-CHANNEL",
            severity=Severity.HINT,
            message=_("Kênh {name}: {days} ngày chưa trao đổi.").format(name=view.name, days=view.silent_days(day)),
            rule=_("Kênh điều hành để tương tác, trao đổi hằng ngày."),
            noun="channel",
            uid=view.uid,
            fix=_open(),
        )
        for view in quiet
    ]


def _open() -> Fix:
    return Fix(code="page.open", label=_("Ghi trao đổi"), values={"page": "contacts"})
