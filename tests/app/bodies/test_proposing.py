"""Who belongs into the committee by post is taken in with one step, and out again with one."""

from app.bodies import queries
from app.bodies.commands import ProposeMembers
from db.vocabulary import BodyRole, PostKind
from tests.app.bodies.stored import add, committee, hamlet, person


def planned(workspace, body):
    view = workspace.read(queries.body, body)
    return [(member.person.full_name, member.role, member.seat) for member in view.planned]


def test_holders_of_the_posts_are_planned_with_role_and_seat_and_undo_takes_them_out(workspace):
    person(workspace, "Nguyễn Văn Thắng", PostKind.CHAIRMAN)
    person(workspace, "Lê Thị Vân", PostKind.VICE_CHAIRMAN)
    person(workspace, "Phạm Bá Lương", PostKind.FRONT_CHAIRMAN)
    person(workspace, "Vi Văn An", PostKind.RESIDENT)
    body = committee(workspace)

    outcome = workspace.do(ProposeMembers(body=body))

    assert outcome.value == 3
    assert sorted(planned(workspace, body)) == [
        ("Lê Thị Vân", BodyRole.DEPUTY, PostKind.VICE_CHAIRMAN),
        ("Nguyễn Văn Thắng", BodyRole.HEAD, PostKind.CHAIRMAN),
        ("Phạm Bá Lương", BodyRole.MEMBER, PostKind.FRONT_CHAIRMAN),
    ]
    workspace.undo()
    assert planned(workspace, body) == []


def test_who_is_in_already_stays_as_placed_and_a_second_time_adds_nobody(workspace):
    chairman = person(workspace, "Nguyễn Văn Thắng", PostKind.CHAIRMAN)
    front = person(workspace, "Phạm Bá Lương", PostKind.FRONT_CHAIRMAN)
    body = committee(workspace)
    add(workspace, body, chairman, BodyRole.HEAD, PostKind.CHAIRMAN)
    add(workspace, body, front, BodyRole.SECRETARY)

    assert workspace.do(ProposeMembers(body=body)).value == 0
    assert ("Phạm Bá Lương", BodyRole.SECRETARY, None) in planned(workspace, body)


def test_there_is_one_head_and_a_post_of_one_hamlet_is_none_of_the_commune(workspace):
    person(workspace, "Nguyễn Văn Thắng", PostKind.CHAIRMAN)
    person(workspace, "Trần Văn Sơn", PostKind.CHAIRMAN)
    person(workspace, "Hà Văn Bình", PostKind.CIVIL_SERVANT, at=hamlet(workspace, "Khe Sú"))
    body = committee(workspace)

    workspace.do(ProposeMembers(body=body))

    assert [role for _name, role, _seat in planned(workspace, body)] == [BodyRole.HEAD]


def test_people_without_such_a_post_are_not_even_read(workspace, monkeypatch):
    person(workspace, "Nguyễn Văn Thắng", PostKind.CHAIRMAN)
    for number in range(5):
        person(workspace, f"Vi Văn An {number}", PostKind.RESIDENT)
    body = committee(workspace)
    read = []
    by_uid = queries.people_by_uid
    monkeypatch.setattr(
        queries, "people_by_uid", lambda session, uids: read.extend(found := [*uids]) or by_uid(session, found)
    )

    workspace.do(ProposeMembers(body=body))

    assert len(read) == 1


def test_equals_stand_in_the_order_of_their_names(workspace):
    for name in ("Trần Văn Út", "Lê Văn An", "Bùi Thị Mận"):
        person(workspace, name, PostKind.CIVIL_SERVANT)
    body = committee(workspace)

    workspace.do(ProposeMembers(body=body))

    assert [name for name, _role, _seat in planned(workspace, body)] == ["Lê Văn An", "Bùi Thị Mận", "Trần Văn Út"]
