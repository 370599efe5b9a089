"""Posts, displays, meetings and praise: what is kept, what is refused or asked about, the handbook, coverage, lag."""

from __future__ import annotations

from datetime import date

import pytest

from app.kernel.problems import Refused
from app.outreach import queries
from app.outreach.meeting_commands import AddMeeting, ChangePraise, MeetingInput, PraiseInput
from app.outreach.post_commands import (
    AddOnlinePost,
    ChangeOnlinePost,
    OnlinePostInput,
    RecheckHandbook,
    RemoveOnlinePosts,
)
from app.outreach.themes import checked_themes, force_words, theme, theme_words
from db.vocabulary import EvidenceKind, MeetingKind, PostChannel
from tests.app.outreach.invented import add_hamlets, air, display, meeting, post, praise, programme

MARCH_1 = date(2022, 3, 1)
ADDRESS = "https://mauson.hatrung.example/cam-nang"


def capture(workspace, noun, uid):
    from app.evidence.commands import AttachLink

    workspace.do(AttachLink(about_noun=noun, about=uid, url=ADDRESS, caption="Trang đã đăng"))


@pytest.mark.parametrize(
    ("fields", "code", "field"),
    [
        ({"title": "  "}, "OUT-10", "title"),
        ({"posted_on": None}, "OUT-10", "posted_on"),
        ({"posted_on": date(2022, 4, 6)}, "OUT-11", "posted_on"),
        ({"url": "mauson"}, "OUT-20", "url"),
        ({"url": "javascript:alert(1)"}, "OUT-20", "url"),
        ({"reach": 5_000_000}, "OUT-19", "reach"),
        ({"handbook": True, "channel": PostChannel.ZALO}, "OUT-21", "channel"),
        ({"themes": ("N9",)}, "OUT-01", "themes"),
        ({"forces": ("nobody",)}, "OUT-02", "forces"),
        ({"model": "00000000-0000-7000-8000-000000000000"}, "OUT-03", "model"),
        ({"title": "T" * 301}, "TXT-01", "title"),
    ],
)
def test_a_post_that_cannot_be_is_refused_beside_its_field(workspace, fields, code, field):
    with pytest.raises(Refused) as caught:
        post(workspace, fields.pop("posted_on", MARCH_1), **fields)

    assert (caught.value.code, caught.value.field) == (code, field)
    assert caught.value.next_step
    assert workspace.read(queries.posts) == []


def test_a_reach_out_of_the_usual_is_asked_about_and_kept_when_the_person_is_sure(workspace):
    entered = OnlinePostInput(channel=PostChannel.FACEBOOK, title="Tin", posted_on=MARCH_1, reach=5_000_000)

    workspace.do(AddOnlinePost(post=entered, sure=True))

    assert workspace.read(queries.posts)[0].reach == 5_000_000


def test_a_reach_nobody_looked_up_is_missing_not_zero(workspace):
    post(workspace, MARCH_1, PostChannel.ZALO)
    post(workspace, MARCH_1, PostChannel.ZALO, reach=0)
    assert [one.reach for one in workspace.read(queries.posts)].count(None) == 1

    figure = workspace.read(queries.figures, MARCH_1, MARCH_1)["posts.reach"]
    assert (figure.value, figure.covered, figure.missing) == (0, 1, 1)


def test_a_sub_theme_brings_its_theme_and_codes_are_told_in_words():
    assert checked_themes(["N4.KTS", "N1", "N4.CQS"]) == ["N1", "N4", "N4.CQS", "N4.KTS"]
    assert theme_words(["N1", "N4", "N4.CQS", "N4.KTS"]) == "N1, N4 (CQS, KTS)"
    assert force_words(["front", "youth"]) == "Mặt trận Tổ quốc, Đoàn Thanh niên"
    assert [piece.code for piece in theme("N2").sources] == ["NQ06", "QD176", "CTR03", "KH124"]


def test_the_handbook_is_there_only_with_an_address_or_a_picture(workspace):
    uid = post(workspace, MARCH_1, handbook=True, title="Cẩm nang chuyển đổi số")
    assert not workspace.read(queries.handbook).is_done

    capture(workspace, "online_post", uid)

    state = workspace.read(queries.handbook)
    assert state.is_done and state.post.uid == uid
    assert (state.updated_on, state.due_on) == (MARCH_1, date(2022, 5, 30))


def test_looking_at_the_handbook_again_moves_the_reminder_and_keeps_the_day_of_the_update(workspace):
    uid = post(workspace, MARCH_1, handbook=True, url=ADDRESS)

    workspace.do(RecheckHandbook(uid=uid, checked_on=date(2022, 4, 1)))

    state = workspace.read(queries.handbook)
    assert (state.updated_on, state.checked_on, state.due_on) == (MARCH_1, date(2022, 4, 1), date(2022, 6, 30))
    newer = post(workspace, date(2022, 4, 5), handbook=True, url=ADDRESS)
    assert workspace.read(queries.handbook).post.uid == newer


@pytest.mark.parametrize(
    ("checked_on", "code"), [(None, "OUT-10"), (date(2022, 4, 6), "OUT-11"), (date(2022, 2, 1), "OUT-31")]
)
def test_a_look_on_an_impossible_day_is_refused(workspace, checked_on, code):
    uid = post(workspace, MARCH_1, handbook=True, url=ADDRESS)
    with pytest.raises(Refused, match=code):
        workspace.do(RecheckHandbook(uid=uid, checked_on=checked_on))


def test_only_the_handbook_is_looked_at_again(workspace):
    uid = post(workspace, MARCH_1, url=ADDRESS)
    with pytest.raises(Refused, match="OUT-22"):
        workspace.do(RecheckHandbook(uid=uid, checked_on=MARCH_1))


def test_posts_are_changed_removed_and_brought_back(workspace):
    uid = post(workspace, MARCH_1, url=ADDRESS)
    before = workspace.read(queries.posts)
    entered = OnlinePostInput(channel=PostChannel.ZALO, title="Tin khác", posted_on=MARCH_1, themes=("N5",))
    workspace.do(ChangeOnlinePost(uid=uid, post=entered))
    assert workspace.read(queries.posts)[0].themes == ("N5",)
    workspace.undo()
    assert workspace.read(queries.posts) == before

    workspace.do(RemoveOnlinePosts(uids=(uid,)))
    assert workspace.read(queries.posts) == []
    workspace.undo()
    assert workspace.read(queries.posts) == before


def test_a_display_keeps_place_size_and_whether_a_photo_shows_it(workspace):
    uid = display(workspace, MARCH_1, form="Băng rôn", size="1 x 6 m", count=2, themes=("N1",))
    shown = workspace.read(queries.displays)[0]
    assert (shown.place, shown.size, shown.count, shown.has_photo) == ("Cổng UBND xã", "1 x 6 m", 2, False)

    from app.evidence.commands import AttachFile

    workspace.do(
        AttachFile(about_noun="display", about=uid, data=photo(), name="bang-ron.png", kind=EvidenceKind.PHOTO)
    )
    assert workspace.read(queries.displays)[0].has_photo


def photo() -> bytes:
    from io import BytesIO

    from PIL import Image

    out = BytesIO()
    Image.new("RGB", (64, 48), (200, 30, 30)).save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"place": ""}, "OUT-10"),
        ({"put_up_on": date(2022, 5, 1)}, "OUT-11"),
        ({"count": 5000}, "OUT-19"),
        ({"taken_down_on": date(2022, 2, 1)}, "OUT-31"),
    ],
)
def test_a_display_that_cannot_be_is_refused(workspace, fields, code):
    with pytest.raises(Refused, match=code):
        display(workspace, fields.pop("put_up_on", MARCH_1), **fields)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({}, "OUT-41"),
        ({"kind": MeetingKind.FORUM, "attended": 90_000}, "OUT-19"),
        ({"kind": MeetingKind.FORUM, "held_at": "chiều"}, "OUT-13"),
        ({"kind": MeetingKind.FORUM, "held_on": date(2022, 12, 1)}, "OUT-11"),
        ({"kind": MeetingKind.FORUM, "title": ""}, "OUT-10"),
        ({"kind": MeetingKind.FORUM, "minutes": "không có"}, "KER-01"),
    ],
)
def test_a_meeting_that_cannot_be_is_refused(workspace, fields, code):
    with pytest.raises(Refused, match=code):
        meeting(workspace, fields.pop("held_on", MARCH_1), **fields)


def test_a_great_meeting_is_kept_when_the_person_is_sure(workspace):
    entered = MeetingInput(kind=MeetingKind.FORUM, title="Diễn đàn", held_on=MARCH_1, attended=90_000)
    workspace.do(AddMeeting(meeting=entered, sure=True))
    assert workspace.read(queries.meetings)[0].attended == 90_000


def test_hamlets_without_a_meeting_in_the_quarter_are_named(workspace):
    one, two, three = add_hamlets(workspace, "Đồng Mậu", "Khe Sành", "Nà Lốc")
    meeting(workspace, date(2022, 1, 10), hamlet=one)
    meeting(workspace, date(2022, 3, 31), hamlet=one)
    meeting(workspace, date(2022, 2, 10), hamlet=two, digital=False)
    meeting(workspace, date(2022, 4, 1), hamlet=three)

    first = workspace.read(queries.coverage, date(2022, 3, 31))
    assert [hamlet.uid for hamlet in first.covered] == [one]
    assert [hamlet.label for hamlet in first.missing] == ["thôn Khe Sành", "thôn Nà Lốc"]
    second = workspace.read(queries.coverage, date(2022, 4, 5))
    assert [hamlet.uid for hamlet in second.covered] == [three]


def test_praise_shows_the_days_since_the_act(workspace):
    praise(workspace, date(2022, 2, 1), date(2022, 2, 15), collective=True)
    praise(workspace, date(2022, 1, 1), date(2022, 3, 2), whom="Ông Hà Văn Thử")
    waiting = praise(workspace, date(2022, 2, 20), whom="Bà Lục Thị Mẫu")

    assert sorted(one.lag or -1 for one in workspace.read(queries.praises)) == [-1, 14, 60]
    summary = workspace.read(queries.praise_summary, date(2022, 1, 1), date(2022, 6, 30))
    assert (summary.count, summary.collectives, summary.people) == (2, 1, 1)
    assert (summary.days, summary.longest, summary.waiting) == (37, 60, 1)

    spoken_in = programme(workspace, "2022-03")
    air(workspace, spoken_in, MARCH_1)
    given = PraiseInput(
        whom="Bà Lục Thị Mẫu",
        act="Bán hàng trên sàn",
        acted_on=date(2022, 2, 20),
        praised_on=MARCH_1,
        about_noun="programme",
        about=spoken_in,
    )
    workspace.do(ChangePraise(uid=waiting, praise=given))
    assert workspace.read(queries.praise_summary, date(2022, 1, 1), date(2022, 6, 30)).waiting == 0


def test_praise_before_the_act_is_refused(workspace):
    with pytest.raises(Refused) as caught:
        praise(workspace, date(2022, 2, 10), date(2022, 2, 9))
    assert (caught.value.code, caught.value.field) == ("OUT-31", "praised_on")
