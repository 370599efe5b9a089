"""Short ways to enter public information in tests: invented programmes, posts and meetings."""

from __future__ import annotations

from datetime import date
from typing import Any

from app.offices.commands import AddHamlet
from app.outreach.meeting_commands import AddMeeting, AddPraise, MeetingInput, PraiseInput
from app.outreach.post_commands import AddDisplay, AddOnlinePost, DisplayInput, OnlinePostInput
from app.outreach.radio_commands import AddAirings, AddProgramme, ProgrammeInput
from app.workspace import Workspace
from db.vocabulary import HamletKind, MeetingKind, PostChannel

SCRIPT = "Kính thưa bà con, hôm nay chuyên mục giới thiệu dịch vụ công trực tuyến."


def programme(workspace: Workspace, month: str, title: str = "Dịch vụ công trực tuyến", **fields: Any) -> str:
    uid: str = workspace.do(
        AddProgramme(programme=ProgrammeInput(**({"title": title, "month": month, "script": SCRIPT} | fields)))
    ).value
    return uid


def air(workspace: Workspace, uid: str, *days: date, hours: tuple[str, ...] = ("17:00",), **fields: Any) -> int:
    count: int = workspace.do(AddAirings(programme=uid, days=days, hours=hours, **fields)).value
    return count


def post(workspace: Workspace, day: date, channel: PostChannel = PostChannel.WEBSITE, **fields: Any) -> str:
    given = {"channel": channel, "title": "Tin thử", "posted_on": day} | fields
    uid: str = workspace.do(AddOnlinePost(post=OnlinePostInput(**given))).value
    return uid


def display(workspace: Workspace, day: date, **fields: Any) -> str:
    given = {"title": "Chuyển đổi số vì người dân", "place": "Cổng UBND xã", "put_up_on": day} | fields
    uid: str = workspace.do(AddDisplay(display=DisplayInput(**given))).value
    return uid


def meeting(workspace: Workspace, day: date, kind: MeetingKind = MeetingKind.HAMLET, **fields: Any) -> str:
    given = {"kind": kind, "title": "Họp thôn định kỳ", "held_on": day} | fields
    uid: str = workspace.do(AddMeeting(meeting=MeetingInput(**given))).value
    return uid


def praise(workspace: Workspace, acted_on: date, praised_on: date | None = None, **fields: Any) -> str:
    given = {"whom": "Tổ công nghệ số thôn Đồng Mậu", "act": "Giúp 60 hộ cài VNeID", "acted_on": acted_on}
    uid: str = workspace.do(AddPraise(praise=PraiseInput(**(given | {"praised_on": praised_on} | fields)))).value
    return uid


def add_hamlets(workspace: Workspace, *names: str) -> list[str]:
    return [workspace.do(AddHamlet(kind=HamletKind.THON, name=name)).value for name in names]
