"""Deadlines as an iCalendar file (RFC 5545): whole-day events with reminders, read by every calendar and phone.

Days have no zone, so that a calendar set to another country still shows the Vietnamese day. Names of people stay out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta

from sqlalchemy.orm import Session

from app.duties.queries import due, tasks_due
from app.duties.schedule import REMINDERS
from app.duties.views import DueView, TaskView
from app.duties.wording import deadline, period_title
from app.kernel.words import _

LONGEST_LINE = 75
"""Octets of a line without its end (RFC 5545, 3.1)."""
AHEAD = 400
"""Days into the future that a file covers."""
REMIND_AT = 8
"""Hour of the day at which a calendar reminds, in its own time."""


def calendar_file(session: Session, now: datetime, today: date, *, ahead: int = AHEAD) -> bytes:
    """Everything open with a last day, from what is late to ``ahead`` days from now, as the bytes of an .ics file."""
    duties = [view for view in due(session, today, ahead=ahead) if view.last_day is not None]
    return _calendar(
        [
            *(_of_duty(view, now) for view in duties),
            *(_of_task(view, now) for view in tasks_due(session, today, ahead=ahead)),
        ]
    )


def _calendar(events: Iterable[Iterable[str]]) -> bytes:
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Xã Số//Nhiệm vụ và thời hạn//VI",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_escaped(_('Nhiệm vụ và thời hạn'))}",
        *(line for event in events for line in event),
        "END:VCALENDAR",
    ]
    return b"".join(folded(line) for line in lines)


def folded(line: str) -> bytes:
    """A content line in UTF-8 with CRLF, broken between characters so that no part exceeds 75 octets."""
    parts: list[bytes] = []
    part = b""
    for char in line:
        octets = char.encode()
        if len(part) + len(octets) > LONGEST_LINE - bool(parts):
            parts.append(part)
            part = b""
        part += octets
    return b"\r\n ".join([*parts, part]) + b"\r\n"


def _of_duty(view: DueView, now: datetime) -> Iterator[str]:
    where = ", ".join(part for part in (view.duty.receiver, view.duty.via) if part)
    words = [
        _("Quy định: {rule}.").format(rule=deadline(view.duty)) if deadline(view.duty) else "",
        _("Nơi nhận: {where}.").format(where=where) if where else "",
        view.duty.source,
    ]
    title = _("Hạn cuối: {what}").format(what=period_title(view))
    return _event(f"{view.duty.uid}-{view.key}", title, "\n".join(filter(None, words)), view.last_day, now)


def _of_task(view: TaskView, now: datetime) -> Iterator[str]:
    return _event(view.uid, _("Hạn cuối: {what}").format(what=view.title), view.detail, view.due_on, now)


def _event(uid: str, title: str, words: str, day: date | None, now: datetime) -> Iterator[str]:
    if day is None:
        return
    yield "BEGIN:VEVENT"
    yield f"UID:{uid.replace('/', '_')}@xa-so"
    yield f"DTSTAMP:{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_escaped(title)}"
    if words:
        yield f"DESCRIPTION:{_escaped(words)}"
    yield "TRANSP:TRANSPARENT"
    for days in REMINDERS:
        yield from _alarm(days, title)
    yield "END:VEVENT"


def _alarm(days: int, title: str) -> Iterator[str]:
    """In the morning of so many days before; counted from the midnight at which the last day begins."""
    hours = 24 - REMIND_AT
    yield "BEGIN:VALARM"
    yield "ACTION:DISPLAY"
    yield f"TRIGGER:-P{days - 1}DT{hours}H" if days > 1 else f"TRIGGER:-PT{hours}H"
    yield f"DESCRIPTION:{_escaped(title)}"
    yield "END:VALARM"


def _escaped(text: str) -> str:
    for char in "\\;,":
        text = text.replace(char, f"\\{char}")
    return text.replace("\r", "").replace("\n", "\\n")
