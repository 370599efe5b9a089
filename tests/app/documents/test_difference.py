"""Kiện toàn: the difference between the composition in force and the planned one, in words."""

from __future__ import annotations

from dataclasses import replace

from app.bodies.views import BodyView
from app.documents.compose import compose
from app.documents.content import Clause, Paragraph, Point
from app.documents.difference import difference_blocks, difference_of
from app.documents.templates import template
from app.documents.texts import figures_of
from db.vocabulary import BodyRole, PostKind, ReplaceMode
from tests.support.papers import DAY_2026, committee, hamlets, in_force, member, person, signed, standing, teams

NEW = person(850, PostKind.YOUTH_UNION_SECRETARY, "Bí thư Đoàn xã", name="Lò Thị Mới")


def changed() -> BodyView:
    """One leaves, one joins, one has another role."""
    body = in_force(committee())
    places = list(body.members)
    places[3] = replace(places[3], leaving=True)
    moved = replace(places[4], leaving=True)
    places[4] = moved
    places += [
        replace(moved, uid="again", role=BodyRole.SECRETARY, leaving=False, valid_from=None),
        member(NEW, BodyRole.MEMBER, 20),
    ]
    return replace(body, members=tuple(places))


def texts(bodies: list[BodyView]) -> list[str]:
    return [
        block.text
        for block in difference_blocks(bodies, standing(DAY_2026), DAY_2026)
        if isinstance(block, (Clause, Point, Paragraph))
    ]


def test_who_joins_leaves_and_changes_roles_is_told_apart() -> None:
    found = difference_of(changed())
    assert [each.person.full_name for each in found.added] == ["Lò Thị Mới"]
    assert [each.person.uid for each in found.removed] == ["person-801"]
    assert [(each.former.role, each.planned.role) for each in found.changed] == [(BodyRole.MEMBER, BodyRole.SECRETARY)]


def test_the_difference_is_worded_as_clauses_and_points() -> None:
    removed, moved = committee().members[3].person, committee().members[4].person
    assert texts([changed()]) == [
        "Bổ sung 01 thành viên:",
        "Bà Lò Thị Mới, Bí thư Đoàn xã, giữ chức danh Ban viên.",
        "Thôi tham gia đối với 01 thành viên:",
        f"Bà {removed.full_name}, Bí thư Đoàn xã.",
        "Điều chỉnh chức danh của 01 thành viên:",
        f"Bà {moved.full_name}, Chủ tịch Hội Liên hiệp Phụ nữ xã: từ Ban viên thành Thư ký.",
    ]


def test_an_unchanged_composition_says_so() -> None:
    assert difference_of(in_force(committee())).is_empty
    assert texts([in_force(committee())]) == ["Thành phần giữ nguyên, không có thay đổi."]


def test_with_several_teams_each_change_names_its_team() -> None:
    first, second = (in_force(body) for body in teams(2))
    grown = replace(first, members=(*first.members, member(NEW, BodyRole.MEMBER, 9)))
    assert texts([grown, second])[1].endswith("(Tổ công nghệ số cộng đồng thôn Đồng Mậu).")


def test_more_changes_than_the_alphabet_has_letters_are_listed_with_dashes() -> None:
    bodies = list(teams(12))
    assert texts(bodies)[1].startswith("- ") and len(texts(bodies)) == 46


def test_replacing_states_the_whole_list_and_names_what_it_replaces() -> None:
    former = signed(
        compose(template("qd-ban-chi-dao"), standing=standing(DAY_2026), committee=committee(), day=DAY_2026).content,
        "Về việc thành lập Ban Chỉ đạo",
    )
    made = compose(
        template("qd-kien-toan"),
        standing=standing(DAY_2026),
        committee=changed(),
        hamlets=hamlets(),
        day=DAY_2026,
        former=former,
        mode=ReplaceMode.REPLACE,
    )
    said = [getattr(block, "text", "") for block in made.content.blocks]
    assert any("thay thế Quyết định số 05/QĐ-UBND ngày 06 tháng 4 năm 2022" in text for text in said)
    assert figures_of(made.content, [changed()], hamlets())["committee_members"] == "09"
    assert [annex.kind for annex in made.content.annexes] == ["committee_list"]


def test_amending_keeps_the_former_decision_in_force() -> None:
    former = signed(
        compose(template("qd-to-cnsc"), standing=standing(DAY_2026), teams=teams(), day=DAY_2026).content,
        "Về việc thành lập Tổ",
    )
    made = compose(
        template("qd-kien-toan"),
        standing=standing(DAY_2026),
        teams=teams(),
        hamlets=hamlets(),
        day=DAY_2026,
        former=former,
        mode=ReplaceMode.AMEND,
    )
    said = " ".join(getattr(block, "text", "") for block in made.content.blocks)
    assert "Sửa đổi, bổ sung thành phần các Tổ" in said and "thay thế" not in said
    assert [annex.kind for annex in made.content.annexes] == ["roster"]
