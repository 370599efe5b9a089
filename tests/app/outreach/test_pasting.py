"""Tables of posts and of airings: known by headings or by what stands in the columns, taken in whole or not at all."""

from __future__ import annotations

from datetime import date

import pytest

from app.importing.grid import read_clipboard
from app.kernel.problems import Refused
from app.outreach import queries
from app.outreach.pasting import shown_airings, shown_posts
from app.outreach.post_commands import AddOnlinePosts
from app.outreach.radio_commands import AiringRow, NoteAirings
from db.vocabulary import AiringKind, PostChannel
from tests.app.outreach.invented import air, programme

TODAY = date(2022, 4, 5)
FIRST, AGAIN, RELAY = AiringKind.FIRST, AiringKind.REBROADCAST, AiringKind.RELAY


def posts(text):
    return shown_posts(read_clipboard(text), TODAY)


@pytest.mark.parametrize(
    ("said", "channel"),
    [
        ("Zalo OA xã", PostChannel.ZALO),
        ("FB", PostChannel.FACEBOOK),
        ("Trang TTĐT", PostChannel.WEBSITE),
        ("Trang thông tin điện tử", PostChannel.WEBSITE),
        ("Báo tỉnh", PostChannel.OTHER),
        ("", PostChannel.WEBSITE),
    ],
)
def test_a_channel_is_known_by_its_usual_names(said, channel):
    [made] = posts(f"Ngày\tTên bài\tKênh\n01/4/2022\tTin một\t{said}\n").made()

    assert made.channel is channel


def test_posts_without_headings_are_known_by_what_stands_in_their_columns():
    found = posts(
        "1\t01/4/2022\tHướng dẫn cài VNeID\thttps://facebook.com/mauson/1\n2\t02/4/2022\tLịch họp thôn tháng tư\t\n"
    )

    assert [(one.posted_on.day, one.title, one.channel) for one in found.made()] == [
        (1, "Hướng dẫn cài VNeID", PostChannel.FACEBOOK),
        (2, "Lịch họp thôn tháng tư", PostChannel.WEBSITE),
    ]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("\tTin\t\t", "ngày đăng"),
        ("06/4/2022\tTin\t\t", "chưa tới"),
        ("01/4/2022\tTin\tkhong phai dia chi\t", "không phải là địa chỉ"),
        ("01/4/2022\tTin\t\tN9", "chủ đề"),
    ],
)
def test_a_row_that_cannot_be_is_refused_in_its_cell(line, words):
    found = posts(f"Ngày\tTên bài\tĐường dẫn\tChủ đề\n01/4/2022\tTin hay\t\t\n{line}\n")

    assert [row.state for row in found.rows] == ["new", "refused"]
    assert words in " ".join(found.rows[1].messages.values()).lower()


def test_the_earliest_airing_of_a_table_is_the_first_one(workspace):
    uid = programme(workspace, "2022-03")
    found = shown_airings(read_clipboard("Ngày\tGiờ\n03/3/2022\t17:00\n01/3/2022\t5h30\n"), TODAY, ())

    assert workspace.do(found.command(uid)).value == 2
    kept = workspace.read(queries.airings_of, uid)
    assert [(one.aired_on.day, one.kind) for one in kept] == [(1, FIRST), (3, AGAIN)]
    workspace.undo()
    assert workspace.read(queries.airings_of, uid) == []


@pytest.mark.parametrize(
    ("kinds", "code"),
    [((FIRST, FIRST), "OUT-16"), ((AGAIN, FIRST), "OUT-17"), ((None, FIRST), "OUT-17"), ((), "OUT-14")],
)
def test_airings_in_an_impossible_order_are_refused_whole(workspace, kinds, code):
    uid = programme(workspace, "2022-03")
    rows = tuple(AiringRow(aired_on=date(2022, 3, day), kind=kind) for day, kind in enumerate(kinds, 1))

    with pytest.raises(Refused, match=code):
        workspace.do(NoteAirings(programme=uid, airings=rows))
    assert workspace.read(queries.airings_of, uid) == []


def test_relays_and_airings_of_a_begun_programme_keep_its_first_one(workspace):
    uid = programme(workspace, "2022-03")
    air(workspace, uid, date(2022, 3, 2))
    rows = (AiringRow(aired_on=date(2022, 3, 1), kind=RELAY), AiringRow(aired_on=date(2022, 3, 3)))

    workspace.do(NoteAirings(programme=uid, airings=rows))

    kept = workspace.read(queries.airings_of, uid)
    assert [(one.aired_on.day, one.kind) for one in kept] == [(1, RELAY), (2, FIRST), (3, AGAIN)]


def test_no_post_at_all_is_refused(workspace):
    with pytest.raises(Refused, match="OUT-23"):
        workspace.do(AddOnlinePosts(posts=()))
