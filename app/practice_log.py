"""Two years of log for the practice commune, invented for the day on which it is opened; the same for the same day.

Everything is in the JSON form and taken in by one load, as a file of the same content would be.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import resources
from app.interchange.form import FORMAT, VERSION
from app.kernel.periods import ND09, Month, month_of

MONTHS = 24
_ACTIVITIES_A_MONTH = 26
_REBROADCASTS = (3, 4, 3, 5)
_MISSING_EVERY, _NOT_APPLICABLE_EVERY = 11, 17
"""Some figures were never written down, some do not apply, as in any real log."""

Row = dict[str, Any]


def two_years(today: date, commune: Row) -> Row:
    """The log up to ``today`` of the commune with these hamlets and teams, in the JSON form."""
    first = month_of(today).plus(1 - MONTHS)
    months = [first.plus(step) for step in range(MONTHS)]
    teams = {body["hamlet"]: body["uid"] for body in commune["bodies"] if body["hamlet"]}
    hamlets = [hamlet["uid"] for hamlet in commune["hamlets"]]
    return {
        "format": FORMAT,
        "version": VERSION,
        "activities": _upto(today, "held_on", _activities(months, hamlets, teams)),
        "programmes": list(_programmes(months, today)),
        "online_posts": _upto(today, "posted_on", _posts(months)),
        "displays": _upto(today, "put_up_on", _displays(months, hamlets)),
        "meetings": _upto(today, "held_on", _meetings(months, hamlets)),
        "praises": _upto(today, "praised_on", _praises(months)),
        "difficulties": _upto(today, "raised_on", _difficulties(months, today)),
        "proposals": _upto(today, "submitted_on", _proposals(months)),
        "channels": list(_channels(first)),
        "contacts": _upto(today, "held_on", _contacts(months, sorted(teams.values()))),
        "duties": list(_duties(months, today)),
        "tasks": list(_tasks(sorted({month.year for month in months}), today)),
        "resources": list(_resources(sorted({month.year for month in months}))),
    }


def _activities(months: Sequence[Month], hamlets: Sequence[str], teams: dict[str, str]) -> Iterator[Row]:
    kinds = _words()["activities"]
    for number, (month, place) in enumerate(_places(months, _ACTIVITIES_A_MONTH)):
        hamlet, kind = hamlets[(number * 5 + number // 9) % len(hamlets)], kinds[(number * 7 + place) % len(kinds)]
        yield {
            "uid": _uid("activity", number),
            "kind": kind["kind"],
            "held_on": _day(month, 1 + (number * 13) % 28),
            "title": kind["title"],
            "place": "Nhà văn hóa" if number % 3 else "Tại hộ dân",
            "hamlet": hamlet,
            "body": teams.get(hamlet),
            "figures": {
                code: _amount(number + place, amount) for place, (code, amount) in enumerate(kind["figures"].items())
            },
            "forces": [("teams",), ("teams", "youth"), ("teams", "women"), ("teams", "youth", "front")][number % 4],
            "partners": [],
            "themes": [],
            "criteria": [],
        }


def _programmes(months: Sequence[Month], today: date) -> Iterator[Row]:
    words = _words()["programmes"]
    for number, month in enumerate(months):
        title, theme = words[number % len(words)]
        airings = [
            {
                "uid": _uid("airing", number * 10 + turn),
                "aired_on": _day(month, 4 + turn * 6),
                "aired_at": "05:30" if turn % 2 else "17:15",
                "kind": "rebroadcast" if turn else "first",
                "loudspeaker": "Cụm trung tâm",
                "minutes": 8 if number % 5 else None,
            }
            for turn in range(1 + _REBROADCASTS[number % len(_REBROADCASTS)])
            if 4 + turn * 6 <= month.length and _day(month, 4 + turn * 6) <= today.isoformat()
        ]
        if airings:
            yield {
                "uid": _uid("programme", number),
                "title": title,
                "month": month.key,
                "themes": [theme],
                "origin": "own",
                "seconds": 480,
                "script": f"{title}. Mời bà con cùng nghe.",
                "editor": "Công chức Văn hóa - Xã hội",
                "approved_by": "Phó Chủ tịch UBND xã",
                "airings": airings,
            }


def _posts(months: Sequence[Month]) -> Iterator[Row]:
    words = _words()["posts"]
    for number, (month, _place) in enumerate(_places(months, 3)):
        channel, title, theme = words[number % len(words)]
        yield {
            "uid": _uid("post", number),
            "channel": channel,
            "title": title,
            "url": f"https://mauson.example/tin/{number + 1}" if channel == "website" else "",
            "posted_on": _day(month, 2 + (number * 9) % 26),
            "themes": [theme],
            "reach": None if number % 3 == 2 else 60 + (number * 37) % 400,
            "handbook": number == 0,
        }


def _displays(months: Sequence[Month], hamlets: Sequence[str]) -> Iterator[Row]:
    words = _words()["displays"]
    for number, month in enumerate(months[::3]):
        title, place, size = words[number % len(words)]
        yield {
            "uid": _uid("display", number),
            "title": title,
            "place": place,
            "size": size,
            "count": 1 + number % 3,
            "hamlet": hamlets[number % len(hamlets)] if number % 2 else None,
            "put_up_on": _day(month, 10),
            "themes": ["N1"],
        }


def _meetings(months: Sequence[Month], hamlets: Sequence[str]) -> Iterator[Row]:
    """Every hamlet meets once a quarter, some without a word on digital matters; the committee meets each quarter."""
    for number, (month, place) in enumerate(_places(months, len(hamlets) // 3)):
        hamlet = (number * 1) % len(hamlets)
        yield {
            "uid": _uid("meeting", number),
            "kind": "hamlet",
            "title": "Họp thôn",
            "held_on": _day(month, 12 + place * 3),
            "held_at": "19:30",
            "place": "Nhà văn hóa",
            "hamlet": hamlets[hamlet],
            "digital": number % 7 != 3,
            "themes": ["N1"] if number % 7 != 3 else [],
            "attended": None if number % 9 == 4 else 30 + (number * 11) % 45,
        }
    for number, month in enumerate(months[2::3]):
        yield {
            "uid": _uid("board", number),
            "kind": "committee",
            "title": "Họp Ban Chỉ đạo quý",
            "held_on": _day(month, 25),
            "held_at": "08:00",
            "place": "Phòng họp Ủy ban nhân dân xã",
            "digital": True,
            "themes": ["N3"],
            "invited": 9,
            "attended": 9 - number % 3,
        }


def _praises(months: Sequence[Month]) -> Iterator[Row]:
    words = _words()["praises"]
    for number, month in enumerate(months[1::4]):
        whom, collective, act = words[number % len(words)]
        day = date.fromisoformat(_day(month, 20))
        yield {
            "uid": _uid("praise", number),
            "whom": whom,
            "collective": collective,
            "act": act,
            "acted_on": (day - timedelta(days=5 + number * 3)).isoformat(),
            "praised_on": day.isoformat(),
            "form": "Trên loa truyền thanh",
        }


def _difficulties(months: Sequence[Month], today: date) -> Iterator[Row]:
    words = _words()["difficulties"]
    for number, month in enumerate(months[::4]):
        title, wish, area = words[number % len(words)]
        raised = date.fromisoformat(_day(month, 8))
        steps = {"sent_on": 2, "received_on": 4, "answered_on": 25, "closed_on": 40}
        days = {name: (raised + timedelta(days=after)).isoformat() for name, after in steps.items()}
        taken = {name: day for name, day in days.items() if day <= today.isoformat()}
        state = ("raised", "sent", "received", "answered", "closed")[len(taken)]
        yield {
            "uid": _uid("difficulty", number),
            "title": title,
            "wish": wish,
            "area": area,
            "addressee": "Cơ quan cấp trên trực tiếp",
            "state": state,
            "raised_on": raised.isoformat(),
            "sent_how": "Báo cáo tháng" if taken else "",
            "answer": "Đã tiếp nhận, đưa vào kế hoạch." if "answered_on" in taken else "",
            **taken,
        }


def _proposals(months: Sequence[Month]) -> Iterator[Row]:
    for number, month in enumerate(months[2::8]):
        title, outcome = _words()["proposals"][number % 3]
        decided = outcome != "pending"
        yield {
            "uid": _uid("proposal", number),
            "title": title,
            "addressee": "Ủy ban nhân dân xã",
            "submitted_on": _day(month, 5),
            "outcome": outcome,
            "outcome_on": _day(month, 26) if decided else None,
        }


def _channels(first: Month) -> Iterator[Row]:
    for number, (name, purpose, members, households, daily) in enumerate(_words()["channels"]):
        yield {
            "uid": _uid("channel", number),
            "network": "zalo",
            "name": name,
            "purpose": purpose,
            "members": members,
            "households": households,
            "daily": daily,
            "valid_from": _day(first, 1),
        }


def _contacts(months: Sequence[Month], teams: Sequence[str]) -> Iterator[Row]:
    words = _words()["instructions"]
    for number, (month, place) in enumerate(_places(months, 6)):
        on_channel = place % 2 == 1
        yield {
            "uid": _uid("contact", number),
            "kind": "exchange" if on_channel else "instruction",
            "about_noun": "channel" if on_channel else "body",
            "about": _uid("channel", 0) if on_channel else teams[number % len(teams)],
            "held_on": _day(month, 3 + place * 4),
            "text": words[number % len(words)],
        }


def _duties(months: Sequence[Month], today: date) -> Iterator[Row]:
    """The monthly report before the 20th and the quick one before the 26th, handed over but for the latest days."""
    for number, (report, title, due_day, usual_day) in enumerate(_words()["duties"]):
        fulfilments = [
            {
                "uid": _uid(f"fulfilment-{report}", place),
                "period": month.key,
                "handed_over_at": f"{day}T02:00:00.000000Z",
                "note": "Gửi bản giấy",
            }
            for place, month in enumerate(months)
            if (day := _day(month, usual_day + 4 * (place % 9 == 4))) <= today.isoformat()
        ]
        yield {
            "uid": _uid("duty", number),
            "title": title,
            "kind": "report",
            "state": "confirmed",
            "cadence": "monthly",
            "scheme": "nd09",
            "due_day": due_day,
            "receiver": "Cơ quan cấp trên trực tiếp",
            "report": report,
            "owner_words": "Công chức Văn hóa - Xã hội",
            "valid_from": ND09.first_day(months[0]).isoformat(),
            "fulfilments": fulfilments,
        }


def _tasks(years: Sequence[int], today: date) -> Iterator[Row]:
    for year in years:
        for number, (title, group, month) in enumerate(_words()["tasks"]):
            due = date(year, month, Month(year, month).length)
            done = due < today and number % 5 != 3
            yield {
                "uid": _uid(f"task-{year}", number),
                "title": title,
                "group": group,
                "year": year,
                "ordinal": number + 1,
                "state": "done" if done else "open",
                "due_on": due.isoformat(),
                "owner_words": "Công chức Văn hóa - Xã hội",
                "done_on": (due - timedelta(days=number * 2)).isoformat() if done else None,
                "result": "Hoàn thành theo kế hoạch" if done else "",
            }


def _resources(years: Sequence[int]) -> Iterator[Row]:
    for year in years:
        for number, (kind, title, unit, planned, used) in enumerate(_words()["resources"]):
            yield {
                "uid": _uid(f"resource-{year}", number),
                "year": year,
                "kind": kind,
                "title": title,
                "unit": unit,
                "planned": planned,
                "used": used,
                "source": "Ngân sách xã",
            }


def _places(months: Sequence[Month], each: int) -> Iterator[tuple[Month, int]]:
    return ((month, place) for month in months for place in range(each))


def _amount(turn: int, usual: int) -> int | str | None:
    if turn % _MISSING_EVERY == 0:
        return None
    if turn % _NOT_APPLICABLE_EVERY == 0:
        return "na"
    return max(1, usual + (turn * 29) % (usual + 3) - usual // 2)


def _upto(today: date, day: str, rows: Iterator[Row]) -> list[Row]:
    return [row for row in rows if row[day] <= today.isoformat()]


def _day(month: Month, day: int) -> str:
    return month.day(day).isoformat()


def _uid(noun: str, number: int) -> str:
    return str(uuid5(NAMESPACE_URL, f"xaso-practice/{noun}/{number}"))


@lru_cache(maxsize=1)
def _words() -> Row:
    found: Row = json.loads(resources.path("practice/log.json").read_text(encoding="utf-8"))
    return found
