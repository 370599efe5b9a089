"""Invented people, hamlets and bodies of xã Mẫu Sơn, as views, for rules that need no store."""

from __future__ import annotations

from datetime import date
from itertools import count

from app.bodies.rule_sets import RuleSet, rule_set
from app.bodies.views import BodyView, MemberView
from app.offices.views import HamletView
from app.people.views import PersonView, PostView
from db.vocabulary import BodyKind, BodyRole, HamletKind, PostKind

DAY = date(2022, 4, 8)
_numbers = count(1)


def uid() -> str:
    return f"uid-{next(_numbers):04}"


def letter() -> RuleSet:
    """The rules of the Hà Trung letter."""
    found = rule_set("ha-trung-2022")
    assert found is not None
    return found


def hamlet(name: str, kind: HamletKind = HamletKind.THON) -> HamletView:
    words = {
        HamletKind.THON: "thôn",
        HamletKind.BAN: "bản",
        HamletKind.TIEU_KHU: "tiểu khu",
        HamletKind.KHU_PHO: "khu phố",
        HamletKind.TO_DAN_PHO: "tổ dân phố",
    }
    return HamletView(
        uid=uid(),
        kind=kind,
        name=name,
        former_commune="",
        ordinal=1,
        households=100,
        note="",
        valid_from=None,
        valid_to=None,
        successor=None,
        label=f"{words[kind]} {name}",
    )


def person(
    name: str,
    *posts: PostKind,
    at: HamletView | None = None,
    born: int | None = None,
    skill: bool | None = None,
    phone: str = "",
    until: date | None = None,
) -> PersonView:
    held = tuple(
        PostView(uid=uid(), kind=kind, title=kind.value, hamlet=at.uid if at else None, valid_from=None, valid_to=until)
        for kind in posts
    )
    return PersonView(
        uid=uid(),
        full_name=name,
        birth_year=born,
        birth_date=None,
        gender=None,
        phone=phone,
        email="",
        digital_skill=skill,
        note="",
        posts=held,
    )


def member(
    who: PersonView,
    role: BodyRole = BodyRole.MEMBER,
    *,
    duty: str = "Theo dõi một lĩnh vực",
    seat: PostKind | None = None,
    since: date | None = None,
    leaving: bool = False,
) -> MemberView:
    return MemberView(
        uid=uid(),
        person=who,
        role=role,
        seat=seat,
        duty=duty,
        ordinal=1,
        leaving=leaving,
        valid_from=since,
        valid_to=None,
        begun_by=None,
        ended_by=None,
    )


def committee(*members: MemberView, since: date | None = None) -> BodyView:
    return BodyView(
        uid=uid(),
        kind=BodyKind.COMMITTEE,
        name="Ban Chỉ đạo chuyển đổi số xã Mẫu Sơn",
        hamlet=None,
        rule_set="ha-trung-2022",
        members=members,
        supporter=None,
        valid_from=since,
        valid_to=None,
        begun_by=None,
        ended_by=None,
    )


def team(
    at: HamletView, *members: MemberView, supporter: PersonView | None = None, since: date | None = None
) -> BodyView:
    return BodyView(
        uid=uid(),
        kind=BodyKind.TEAM,
        name=f"Tổ công nghệ số cộng đồng {at.label}",
        hamlet=at,
        rule_set="ha-trung-2022",
        members=members,
        supporter=supporter,
        valid_from=since,
        valid_to=None,
        begun_by=None,
        ended_by=None,
    )


def complete_committee() -> BodyView:
    """Everybody the letter names, each with a duty."""
    return committee(
        member(person("Lương Đình Khải", PostKind.CHAIRMAN), BodyRole.HEAD),
        member(person("Tống Thị Hạ", PostKind.VICE_CHAIRMAN), BodyRole.DEPUTY),
        member(person("Mai Xuân Thụ", PostKind.FRONT_CHAIRMAN)),
        member(person("Phạm Gia Vũ", PostKind.YOUTH_UNION_SECRETARY)),
        member(person("Trịnh Thị Nhài", PostKind.WOMEN_UNION_CHAIRMAN)),
        member(person("Cao Văn Đáng", PostKind.FARMERS_UNION_CHAIRMAN)),
        member(person("Vũ Hữu Bằng", PostKind.VETERANS_CHAIRMAN)),
        member(person("Lê Thị Thùy Dương", PostKind.CIVIL_SERVANT)),
    )


def complete_team(at: HamletView, *, supporter: PersonView | None = None, since: date | None = None) -> BodyView:
    """Three people: head of hamlet, Youth Union, one more."""
    return team(
        at,
        member(person("Đỗ Văn Lượng", PostKind.HAMLET_HEAD, at=at), BodyRole.HEAD, since=since),
        member(person("Đỗ Minh Anh", PostKind.YOUTH_BRANCH, at=at), BodyRole.DEPUTY, since=since),
        member(person("Đinh Thị Quyên", PostKind.WOMEN_BRANCH, at=at), since=since),
        supporter=supporter,
        since=since,
    )
