"""A roster of teams pasted in one step."""

from __future__ import annotations

import pytest

from app.bodies import queries
from app.bodies.commands import AddPersonToBody, ImportMembers, ImportTeamMembers, MemberRow
from app.kernel.problems import Refused
from app.people.queries import people
from app.people.rules import post_kind_of
from app.workspace import Workspace
from db.vocabulary import BodyKind, BodyRole, HamletKind, PostKind
from tests.app.bodies.stored import add, committee, hamlet, person, seen


def roster(place: str) -> tuple[MemberRow, ...]:
    return (
        MemberRow(
            hamlet=place,
            full_name="Đỗ Văn Lượng",
            role=BodyRole.HEAD,
            title="Trưởng thôn",
            birth_year=1970,
            phone="0900 000 101",
        ),
        MemberRow(
            hamlet=place, full_name="Đỗ Minh Anh", role=BodyRole.DEPUTY, title="Bí thư chi đoàn", birth_year=1995
        ),
        MemberRow(hamlet=place, full_name="Đinh Thị Quyên", title="Chi hội trưởng Phụ nữ"),
    )


def test_people_posts_and_places_come_in_together_and_satisfy_the_rules(workspace: Workspace) -> None:
    places = [hamlet(workspace, "Đồng Mậu"), hamlet(workspace, "Lầm", HamletKind.BAN)]
    outcome = workspace.do(
        ImportTeamMembers(
            rows=(
                *roster(places[0]),
                *(
                    MemberRow(hamlet=places[1], full_name=f"{row.full_name} Hai", role=row.role, title=row.title)
                    for row in roster(places[0])
                ),
            )
        )
    )
    assert (outcome.value.people, outcome.value.teams, outcome.value.members) == (6, 2, 6)
    found = workspace.read(queries.bodies, kind=BodyKind.TEAM)
    assert [each.name for each in found] == [
        "Tổ công nghệ số cộng đồng thôn Đồng Mậu",
        "Tổ công nghệ số cộng đồng bản Lầm",
    ]
    assert [each.seat for each in found[0].planned] == [
        PostKind.HAMLET_HEAD,
        PostKind.YOUTH_BRANCH,
        PostKind.WOMEN_BRANCH,
    ]
    codes = {each.code for each in workspace.read(queries.all_findings, workspace.clock.today())}
    assert codes == {"BOD-HEAD"}  # the committee is still to come; the teams are whole
    workspace.undo()
    assert workspace.read(people) == []


def test_pasting_the_same_roster_again_changes_nothing(workspace: Workspace) -> None:
    place = hamlet(workspace, "Đồng Mậu")
    workspace.do(ImportTeamMembers(rows=roster(place)))
    before = workspace.read(queries.bodies)
    again = workspace.do(ImportTeamMembers(rows=roster(place)))
    assert (again.value.people, again.value.teams, again.value.members, again.value.changed) == (0, 0, 0, 0)
    assert workspace.read(queries.bodies) == before


def test_somebody_already_known_joins_with_the_own_record(workspace: Workspace) -> None:
    place, known = hamlet(workspace, "Đồng Mậu"), person(workspace, "Đỗ Văn Lượng")
    workspace.do(
        ImportTeamMembers(rows=(MemberRow(hamlet=place, person=known, role=BodyRole.HEAD, title="Trưởng thôn"),))
    )
    assert [each.uid for each in workspace.read(people)] == [known]
    assert [each.kind for each in workspace.read(people)[0].posts] == [PostKind.HAMLET_HEAD]


def test_two_people_of_one_name_but_other_birth_years_are_two(workspace: Workspace) -> None:
    place = hamlet(workspace, "Đồng Mậu")
    rows = tuple(MemberRow(hamlet=place, full_name="Nguyễn Văn An", birth_year=year) for year in (1970, 1999))
    assert workspace.do(ImportTeamMembers(rows=rows)).value.people == 2


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        ({"full_name": " "}, "BOD-20"),
        ({"full_name": "Đỗ Văn Lượng", "birth_year": 1970}, "BOD-21"),
        ({"full_name": "Người Khác", "phone": "12"}, "PHO-01"),
        ({"full_name": "Dài " * 400}, "TXT-01"),
    ],
)
def test_one_bad_row_takes_nothing_in(workspace: Workspace, bad: dict[str, object], code: str) -> None:
    place = hamlet(workspace, "Đồng Mậu")
    with pytest.raises(Refused, match=code):
        workspace.do(ImportTeamMembers(rows=(*roster(place), MemberRow(hamlet=place, **bad))))  # type: ignore[arg-type]
    assert workspace.read(people) == []
    assert workspace.read(queries.bodies) == []


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Trưởng thôn", PostKind.HAMLET_HEAD),
        ("TRƯỞNG BẢN", PostKind.HAMLET_HEAD),
        ("Bí thư chi bộ, Trưởng thôn", PostKind.HAMLET_HEAD),
        ("Phó thôn", PostKind.HAMLET_DEPUTY),
        ("Tổ trưởng tổ dân phố", PostKind.HAMLET_HEAD),
        ("Bí thư Chi đoàn", PostKind.YOUTH_BRANCH),
        ("Bí thư Đoàn xã", PostKind.YOUTH_UNION_SECRETARY),
        ("Chi hội trưởng Phụ nữ", PostKind.WOMEN_BRANCH),
        ("Trưởng ban công tác Mặt trận", PostKind.FRONT_BRANCH),
        ("Chủ tịch UBND xã", PostKind.CHAIRMAN),
        ("Phó Chủ tịch UBND xã", PostKind.VICE_CHAIRMAN),
        ("Chủ tịch Ủy ban MTTQ xã", PostKind.FRONT_CHAIRMAN),
        ("Phó Chủ tịch UBMTTQ", PostKind.OTHER),
        ("Giáo viên", PostKind.TEACHER),
        ("Thợ điện", PostKind.OTHER),
        ("", PostKind.RESIDENT),
    ],
)
def test_titles_as_officers_write_them_are_understood(title: str, kind: PostKind) -> None:
    assert post_kind_of(title) is kind


def test_somebody_new_joins_the_committee_by_one_step_which_one_undo_takes_back(workspace: Workspace) -> None:
    body = committee(workspace)
    newcomer = MemberRow(
        full_name="Tạ Thị Mơ", title="Trưởng Trạm Y tế xã", post=PostKind.HEALTH, duty="Tuyên truyền", birth_year=1985
    )

    place = workspace.do(AddPersonToBody(body=body, newcomer=newcomer)).value

    member = seen(workspace, body).planned[0]
    assert (member.uid, member.seat, member.duty) == (place, PostKind.HEALTH, "Tuyên truyền")
    assert member.person.title_on(workspace.clock.today()) == "Trưởng Trạm Y tế xã"
    workspace.undo()
    assert (workspace.read(people), seen(workspace, body).planned) == ([], ())


@pytest.mark.parametrize(
    ("wrong", "code"),
    [({"full_name": " "}, "BOD-20"), ({"birth_year": 1850}, "PEO-02"), ({"phone": "123"}, "PHO-01")],
)
def test_a_newcomer_who_cannot_be_kept_leaves_nothing_behind(
    workspace: Workspace, wrong: dict[str, object], code: str
) -> None:
    body = committee(workspace)
    fields: dict[str, object] = {"full_name": "Tạ Thị Mơ", **wrong}

    with pytest.raises(Refused, match=code):
        workspace.do(AddPersonToBody(body=body, newcomer=MemberRow(**fields)))  # type: ignore[arg-type]

    assert (workspace.read(people), seen(workspace, body).members) == ([], ())


def test_a_list_of_the_committee_comes_in_by_one_step_and_keeps_what_is_known(workspace: Workspace) -> None:
    body = committee(workspace)
    chairman = person(workspace, "Nguyễn Văn Thắng", PostKind.CHAIRMAN)
    village_head = person(workspace, "Hà Văn Bình", PostKind.HAMLET_HEAD, at=hamlet(workspace, "Khe Sú"))
    add(workspace, body, chairman, BodyRole.MEMBER)
    rows = (
        MemberRow(full_name="Nguyễn Văn Thắng", role=BodyRole.HEAD, title="Chủ tịch UBND xã"),
        MemberRow(person=village_head, title="Trưởng thôn", duty="Vận động Nhân dân"),
        MemberRow(full_name="Lê Thị Vân", role=BodyRole.DEPUTY, title="Phó Chủ tịch UBND xã", phone="0900000222"),
    )

    done = workspace.do(ImportMembers(body=body, rows=rows)).value

    assert (done.people, done.members) == (1, 2)
    assert [(each.person.full_name, each.role, each.seat, each.duty) for each in seen(workspace, body).planned] == [
        ("Nguyễn Văn Thắng", BodyRole.HEAD, PostKind.CHAIRMAN, ""),
        ("Lê Thị Vân", BodyRole.DEPUTY, PostKind.VICE_CHAIRMAN, ""),
        ("Hà Văn Bình", BodyRole.MEMBER, PostKind.HAMLET_HEAD, "Vận động Nhân dân"),
    ]
    assert [len(each.posts) for each in workspace.read(people)] == [1, 1, 1]
    again = workspace.do(ImportMembers(body=body, rows=rows)).value
    assert (again.people, again.members, again.changed) == (0, 0, 0)


def test_a_namesake_of_a_member_who_is_said_to_be_new_is_a_second_person(workspace: Workspace) -> None:
    body = committee(workspace)
    add(workspace, body, person(workspace, "Lê Thị Vân"))

    workspace.do(ImportMembers(body=body, rows=(MemberRow(full_name="Lê Thị Vân", is_new=True),)))

    assert [each.person.full_name for each in seen(workspace, body).planned] == ["Lê Thị Vân"] * 2
