"""Channels and contacts in a real store: silent teams and channels are named, figures count turns and days apart."""

from __future__ import annotations

from datetime import date

import pytest

from app.bodies.queries import bodies
from app.contacts.commands import KeepChannel, LogContacts, RemoveChannel, RemoveContact
from app.contacts.queries import channels, contacts, figures, team_touches
from app.contacts.rules import findings
from app.demo import SIGNED_ON
from app.kernel.clock import FixedClock
from app.kernel.problems import Refused
from app.workspace import Workspace
from db.vocabulary import BodyKind, ContactKind
from tests.support.stores import day

TODAY = date(2022, 4, 5)
CHANNEL = KeepChannel(name="Tổ công nghệ số Mẫu Sơn", valid_from=date(2022, 4, 1), members=38, daily=True)


def test_row_4_10_a_daily_channel_shows_the_days_without_exchange(workspace: Workspace, clock: FixedClock) -> None:
    uid = workspace.do(CHANNEL).value
    (channel,) = workspace.read(channels, on=TODAY)
    assert (channel.last_exchange, channel.silent_days(TODAY)) == (None, 4)
    assert [each.uid for each in workspace.read(findings, TODAY)] == [uid]
    workspace.do(
        LogContacts(
            kind=ContactKind.EXCHANGE,
            about_noun="channel",
            about=(uid,),
            held_on=TODAY,
            text="Nhắc các tổ gửi số liệu trước ngày 25.",
        )
    )
    (channel,) = workspace.read(channels, on=TODAY)
    assert channel.silent_days(date(2022, 4, 7)) == 2
    assert workspace.read(findings, date(2022, 4, 7)) == []


@pytest.fixture
def teams(demo_workspace: Workspace, clock: FixedClock) -> tuple[str, ...]:
    """The teams of the practice commune, in force since their decision was signed."""
    return tuple(view.uid for view in demo_workspace.read(bodies, kind=BodyKind.TEAM, on=SIGNED_ON))


def test_row_0_12_teams_without_contact_for_thirty_days_are_named(
    demo_workspace: Workspace, clock: FixedClock, teams: tuple[str, ...]
) -> None:
    clock.set(day("2022-05-08"))
    assert not [each for each in demo_workspace.read(findings, date(2022, 5, 7)) if each.code == "CON-SILENT-TEAM"]
    silent = [each for each in demo_workspace.read(findings, date(2022, 5, 8)) if each.code == "CON-SILENT-TEAM"]
    assert {each.uid for each in silent} == set(teams)
    told = LogContacts(
        kind=ContactKind.INSTRUCTION,
        about_noun="body",
        about=teams[:3],
        held_on=date(2022, 5, 8),
        text="Ra quân VNeID.",
    )
    assert demo_workspace.do(told).value == 3
    still = [each for each in demo_workspace.read(findings, date(2022, 5, 8)) if each.code == "CON-SILENT-TEAM"]
    assert {each.uid for each in still} == set(teams[3:])
    longest = demo_workspace.read(team_touches, date(2022, 5, 8))[0]
    assert (longest.last, longest.days(date(2022, 5, 8))) == (None, 30)


def test_row_0_12_instructions_are_logged_and_counted(demo_workspace: Workspace, teams: tuple[str, ...]) -> None:
    told = LogContacts(
        kind=ContactKind.INSTRUCTION,
        about_noun="body",
        about=teams[:2],
        held_on=SIGNED_ON,
        text="Hướng dẫn cài ứng dụng.\nBáo cáo kết quả vào cuối tuần.",
    )
    demo_workspace.do(told)
    found = demo_workspace.read(figures, SIGNED_ON, SIGNED_ON)["contact.instructions"]
    assert (found.value, len(found.sources)) == (2, 2)
    (first, _second) = demo_workspace.read(contacts)
    assert first.text == "Hướng dẫn cài ứng dụng.\nBáo cáo kết quả vào cuối tuần."
    demo_workspace.do(RemoveContact(uid=first.uid))
    demo_workspace.undo()
    assert demo_workspace.read(figures, SIGNED_ON, SIGNED_ON)["contact.instructions"].value == 2


def test_an_exchange_on_a_teams_own_channel_is_a_contact_with_that_team(
    demo_workspace: Workspace, clock: FixedClock, teams: tuple[str, ...]
) -> None:
    clock.set(day("2022-05-08"))
    own = demo_workspace.do(KeepChannel(name="Zalo của Tổ", valid_from=date(2022, 4, 10), body=teams[0])).value
    shared = demo_workspace.do(KeepChannel(name="Zalo của xã", valid_from=date(2022, 4, 10))).value
    for channel, held_on in ((own, date(2022, 5, 1)), (own, date(2022, 4, 20)), (shared, date(2022, 5, 2))):
        demo_workspace.do(
            LogContacts(
                kind=ContactKind.EXCHANGE, about_noun="channel", about=(channel,), held_on=held_on, text="Nhắc việc"
            )
        )
    touches = {touch.team: touch.last for touch in demo_workspace.read(team_touches, date(2022, 5, 8))}
    assert touches == dict.fromkeys(teams) | {teams[0]: date(2022, 5, 1)}


def test_two_exchanges_of_one_day_are_one_day(workspace: Workspace) -> None:
    uid = workspace.do(CHANNEL).value
    for text in ("Sáng", "Chiều"):
        workspace.do(
            LogContacts(kind=ContactKind.EXCHANGE, about_noun="channel", about=(uid,), held_on=TODAY, text=text)
        )
    assert workspace.read(figures, TODAY, TODAY)["contact.exchanges"].value == 1


def test_unknown_sizes_stay_unknown(workspace: Workspace) -> None:
    workspace.do(CHANNEL)
    found = workspace.read(figures, TODAY, TODAY)
    assert (found["channel.members"].value, found["channel.households"].value) == (38, None)
    assert found["channel.households"].missing == 1


def test_a_channel_no_longer_used_is_not_pointed_at(workspace: Workspace) -> None:
    uid = workspace.do(CHANNEL).value
    workspace.do(
        KeepChannel(uid=uid, name="Tổ công nghệ số", valid_from=date(2022, 4, 1), valid_to=date(2022, 4, 3), daily=True)
    )
    assert workspace.read(channels, on=TODAY) == [] and workspace.read(findings, TODAY) == []
    workspace.do(RemoveChannel(uid=uid))
    assert workspace.read(channels) == []


@pytest.mark.parametrize(
    ("command", "code", "field"),
    [
        (KeepChannel(name=" ", valid_from=TODAY), "CON-01", "name"),
        (KeepChannel(name="Nhóm", valid_from=date(2022, 4, 6)), "CON-02", "valid_from"),
        (KeepChannel(name="Nhóm", valid_from=TODAY, valid_to=date(2022, 4, 1)), "CON-03", "valid_to"),
        (KeepChannel(name="Nhóm", valid_from=TODAY, members=-1), "CON-06", "members"),
        (
            LogContacts(kind=ContactKind.VISIT, about_noun="body", about=(), held_on=TODAY, text="Thăm tổ"),
            "CON-05",
            "about",
        ),
        (
            LogContacts(kind=ContactKind.VISIT, about_noun="body", about=("x",), held_on=TODAY, text=" "),
            "CON-04",
            "text",
        ),
        (
            LogContacts(kind=ContactKind.VISIT, about_noun="body", about=("x",), held_on=date(2023, 1, 1), text="a"),
            "CON-02",
            "held_on",
        ),
        (
            LogContacts(kind=ContactKind.VISIT, about_noun="body", about=("x",), held_on=TODAY, text="a"),
            "KER-01",
            "",
        ),
    ],
)
def test_what_cannot_be_kept_is_refused_at_its_field(
    workspace: Workspace, command: object, code: str, field: str
) -> None:
    with pytest.raises(Refused) as refused:
        workspace.do(command)
    assert (refused.value.code, refused.value.field) == (code, field)
