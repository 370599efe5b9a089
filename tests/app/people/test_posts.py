"""Posts over time: held from a day to a day, ended, handed over, corrected."""

from __future__ import annotations

from datetime import date

import pytest

from app.kernel.problems import Refused
from app.people import queries
from app.people.commands import AddPost, ChangePost, EndPost, HandOverPost, RemovePost
from db.vocabulary import PostKind
from tests.app.people.invented import add, add_hamlet, names, post, seen

HEAD = "Trưởng thôn"


def test_a_post_is_held_on_both_its_bounds_and_not_a_day_longer(workspace):
    held = seen(workspace, add(workspace, "Lê Văn Thử", post(HEAD, first=date(2020, 1, 1), last=date(2021, 6, 30))))

    assert [
        bool(held.title_on(day)) for day in (date(2019, 12, 31), date(2020, 1, 1), date(2021, 6, 30), date(2021, 7, 1))
    ] == [False, True, True, False]


def test_unknown_bounds_are_open(workspace):
    held = seen(workspace, add(workspace, "Lê Văn Thử", post(HEAD)))

    assert held.title_on(date(1950, 1, 1)) == held.title_on(date(2099, 1, 1)) == HEAD


def test_a_successor_holds_the_same_post_from_the_day_after(workspace):
    hamlet = add_hamlet(workspace, "Đồng Mậu")
    former = add(workspace, "Lê Văn Cũ", post(HEAD, hamlet=hamlet, first=date(2020, 1, 1)))
    successor = add(workspace, "Phạm Thị Mới")

    workspace.do(
        HandOverPost(uid=seen(workspace, former).posts[0].uid, successor=successor, first_day=date(2022, 4, 1))
    )

    ended, begun = seen(workspace, former).posts[0], seen(workspace, successor).posts[0]
    assert (ended.valid_to, begun.valid_from) == (date(2022, 3, 31), date(2022, 4, 1))
    assert (begun.kind, begun.title, begun.hamlet, begun.valid_to) == (PostKind.HAMLET_HEAD, HEAD, hamlet, None)
    assert {view.uid for view in workspace.read(queries.holders_of, PostKind.HAMLET_HEAD)} == {former, successor}


def test_a_hand_over_taken_back_leaves_everything_as_it_was(workspace):
    former = add(workspace, "Lê Văn Cũ", post(HEAD, first=date(2020, 1, 1)))
    successor = add(workspace, "Phạm Thị Mới")
    before = seen(workspace, former)
    workspace.do(HandOverPost(uid=before.posts[0].uid, successor=successor, first_day=date(2022, 4, 1)))

    workspace.undo()

    assert seen(workspace, former) == before
    assert seen(workspace, successor).posts == ()


def test_a_hand_over_before_the_post_began_is_refused_and_nothing_changes(workspace):
    former = add(workspace, "Lê Văn Cũ", post(HEAD, first=date(2022, 1, 1)))
    successor = add(workspace, "Phạm Thị Mới")

    with pytest.raises(Refused) as refusal:
        workspace.do(
            HandOverPost(uid=seen(workspace, former).posts[0].uid, successor=successor, first_day=date(2022, 1, 1))
        )

    assert (refusal.value.code, refusal.value.field) == ("PEO-05", "valid_to")
    assert seen(workspace, former).posts[0].valid_to is None
    assert seen(workspace, successor).posts == ()


def test_a_post_may_last_one_day_but_not_end_before_it_began(workspace):
    person = add(workspace, "Lê Văn Thử", post(HEAD, first=date(2022, 1, 1)))
    uid = seen(workspace, person).posts[0].uid
    with pytest.raises(Refused) as refusal:
        workspace.do(EndPost(uid=uid, last_day=date(2021, 12, 31)))
    assert (refusal.value.code, refusal.value.field) == ("PEO-05", "valid_to")

    workspace.do(EndPost(uid=uid, last_day=date(2022, 1, 1)))

    assert seen(workspace, person).posts[0].held_on(date(2022, 1, 1))


def test_several_posts_are_shown_newest_first_and_joined_while_both_are_held(workspace):
    person = add(workspace, "Lê Văn Thử", post("Bí thư chi bộ", first=date(2018, 1, 1)))
    workspace.do(AddPost(person=person, post=post(HEAD, first=date(2020, 1, 1))))

    view = seen(workspace, person)

    assert [one.title for one in view.posts] == [HEAD, "Bí thư chi bộ"]
    assert view.title_on(date(2019, 1, 1)) == "Bí thư chi bộ"
    assert view.title_on(date(2021, 1, 1)) == f"{HEAD}, Bí thư chi bộ"


def test_a_post_is_corrected_in_place(workspace):
    person = add(workspace, "Lê Văn Thử", post("Trưởng thon"))
    uid = seen(workspace, person).posts[0].uid

    workspace.do(ChangePost(uid=uid, post=post(HEAD, first=date(2020, 1, 1))))

    assert [(one.uid, one.title, one.valid_from) for one in seen(workspace, person).posts] == [
        (uid, HEAD, date(2020, 1, 1))
    ]


def test_a_post_entered_by_mistake_goes_and_comes_back(workspace):
    person = add(workspace, "Lê Văn Thử", post(HEAD), post("Y tế thôn"))
    before = seen(workspace, person)

    workspace.do(RemovePost(uid=before.posts[0].uid))
    assert seen(workspace, person).posts == before.posts[1:]
    workspace.undo()

    assert seen(workspace, person) == before


def test_a_post_longer_than_a_line_is_refused_with_its_field(workspace):
    with pytest.raises(Refused) as refusal:
        add(workspace, "Lê Văn Thử", post("T" * 201))

    assert (refusal.value.code, refusal.value.field) == ("TXT-01", "title")
    assert names(workspace) == []
