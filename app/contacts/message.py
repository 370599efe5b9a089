"""A message ready to paste into Zalo, put together from what is due: the same day and records give the same words.

Plain text without any mark-up, since Zalo shows none. Always Vietnamese; short enough to be logged as it was sent.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeAlias

from sqlalchemy.orm import Session

from app.contacts.rules import TEXT_LIMIT
from app.documents.values import values_for
from app.duties.queries import due, tasks_due
from app.duties.views import DueState, DueView, TaskView
from app.kernel.days import show_day
from app.offices.queries import standing

AHEAD = 7
"""Days ahead that count as the coming week."""
_MOST = 8
"""Lines of one part; what is more is counted."""
_LONGEST = 140
"""Characters of one line's name."""
_TEAMS = "các đồng chí Tổ trưởng Tổ công nghệ số cộng đồng"
Part: TypeAlias = tuple[str, Sequence[str]]
"""A heading and its lines."""
_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


@dataclass(frozen=True, kw_only=True)
class MessageWish:
    """What the person wants of a message."""

    to: str = ""
    """Whom it addresses; the heads of the teams where nobody is named."""
    until: date | None = None
    """Day until which the teams send their figures; None asks for none."""
    with_late: bool = True
    with_tasks: bool = True


@dataclass(frozen=True, kw_only=True)
class Message:
    """The text, and how many things it speaks of."""

    text: str
    things: int


def compose_message(session: Session, day: date, wish: MessageWish | None = None) -> Message:
    """The message of the week that begins on a day; Refused OFF-01 before the office is set up."""
    wish = wish or MessageWish()
    dues = [view for view in due(session, day, ahead=AHEAD) if view.last_day is not None]
    tasks = tasks_due(session, day, ahead=AHEAD) if wish.with_tasks else []
    office = values_for(standing(session, day), committee=None, teams=(), hamlets=(), day=day)["office_short"]
    late = _late(dues, tasks, day) if wish.with_late else []
    coming = [view for view in dues if view.state is not DueState.LATE]
    todo = [task for task in tasks if not task.is_late(day)]
    parts = (
        ("ĐÃ QUÁ HẠN", late),
        ("BÁO CÁO, NHIỆM VỤ ĐẾN HẠN", [_due_line(view) for view in coming]),
        ("CÔNG VIỆC ĐẾN HẠN", [_task_line(task) for task in todo]),
    )
    return Message(text=_fitting(office, day, wish, parts), things=sum(len(found) for _title, found in parts))


def _fitting(office: str, day: date, wish: MessageWish, parts: Sequence[Part]) -> str:
    """As many lines of each part as the log of contacts can keep."""
    for most in range(_MOST, 1, -1):
        text = _text(office, day, wish, parts, most)
        if len(text) <= TEXT_LIMIT:
            return text
    return _text(office, day, wish, parts, 1)


def _text(office: str, day: date, wish: MessageWish, parts: Sequence[Part], most: int) -> str:
    return "\n".join([*_head(office, day, wish), *_body(parts, most), *_foot(wish)])


def _head(office: str, day: date, wish: MessageWish) -> list[str]:
    last = show_day(day + timedelta(days=AHEAD))
    return [
        f"{office} - CÔNG VIỆC CHUYỂN ĐỔI SỐ (từ {show_day(day)} đến {last})",
        f"Kính gửi {_short(wish.to.strip()) or _TEAMS},",
    ]


def _body(parts: Sequence[Part], most: int) -> list[str]:
    lines: list[str] = []
    shown = [(title, found) for title, found in parts if found]
    for number, (title, found) in enumerate(shown, 1):
        lines += ["", f"{number}. {title}:", *found[:most]]
        if len(found) > most:
            lines.append(f"- và {len(found) - most} việc khác.")
    return lines or ["", "Trong 7 ngày tới không có báo cáo, công việc nào đến hạn."]


def _foot(wish: MessageWish) -> list[str]:
    lines = [""]
    if wish.until is not None:
        weekday = _WEEKDAYS[wish.until.weekday()]
        lines.append(f"Đề nghị các Tổ gửi số liệu và ảnh trước hết {weekday}, ngày {show_day(wish.until)}.")
    return [*lines, "Khó khăn, vướng mắc xin báo ngay để xã tổng hợp. Trân trọng!"]


def _late(dues: Sequence[DueView], tasks: Sequence[TaskView], day: date) -> list[str]:
    """Of a duty that comes round only the oldest late period, with how many there are."""
    by_duty: dict[str, list[DueView]] = {}
    for view in dues:
        if view.state is DueState.LATE:
            by_duty.setdefault(view.duty.uid, []).append(view)
    lines = []
    for views in by_duty.values():
        more = f" và {len(views) - 1} kỳ sau" if len(views) > 1 else ""
        lines.append(f"- {_short(_name(views[0]))}{more}: hạn {show_day(views[0].last_day)}.")
    return lines + [_task_line(task) for task in tasks if task.is_late(day)]


def _due_line(view: DueView) -> str:
    when = "hôm nay" if view.state is DueState.TODAY else _day(view.last_day)
    where = f", gửi {view.duty.receiver}" if view.duty.receiver else ""
    return f"- {_short(_name(view))}: chậm nhất {when}{_short(where)}."


def _task_line(task: TaskView) -> str:
    who = f" ({task.owner_name})" if task.owner_name else ""
    return f"- {_short(task.title)}{_short(who)}: hạn {_day(task.due_on)}."


def _name(view: DueView) -> str:
    return f"{view.duty.title}, {view.label}" if view.label else view.duty.title


def _day(day: date | None) -> str:
    return f"{_WEEKDAYS[day.weekday()]} {show_day(day)}" if day else ""


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"
