"""A roster of teams pasted in one step."""

from __future__ import annotations

import pytest

from app.bodies import queries
from app.bodies.commands import ImportTeamMembers, MemberRow
from app.kernel.problems import Refused
from app.people.queries import people
from app.people.rules import post_kind_of
from app.workspace import Workspace
from db.vocabulary import BodyKind, BodyRole, HamletKind, PostKind
from tests.app.bodies.stored import hamlet, person


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
