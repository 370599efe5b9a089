"""Words that papers take from the office, its regime and its bodies: names, signing formulas, figures.

Always Vietnamese, as the decree words them (30/2020/NĐ-CP); the language of the window changes none of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from app import labels
from app.bodies.views import BodyView, MemberView
from app.documents.content import Article, Authority, Content, Issuer
from app.kernel.days import paper_day
from app.kernel.numerals import two_digits
from app.kernel.text import fold
from app.offices.views import HamletView, OfficeView, Standing
from app.people.views import PersonView
from db.vocabulary import (
    BodyKind,
    BodyRole,
    DocumentType,
    Gender,
    HamletKind,
    OfficeKind,
    PostKind,
    Regime,
    SigningForm,
)

TYPE_NAMES = {
    DocumentType.QD: "Quyết định",
    DocumentType.CV: "Công văn",
    DocumentType.TTR: "Tờ trình",
    DocumentType.KH: "Kế hoạch",
    DocumentType.BC: "Báo cáo",
    DocumentType.TB: "Thông báo",
    DocumentType.GM: "Giấy mời",
    DocumentType.BB: "Biên bản",
    DocumentType.DS: "Danh sách",
}
_COMMITTEE_ROLES = {
    BodyRole.HEAD: "Trưởng ban",
    BodyRole.STANDING_DEPUTY: "Phó Trưởng ban Thường trực",
    BodyRole.DEPUTY: "Phó Trưởng ban",
    BodyRole.MEMBER: "Ban viên",
    BodyRole.SECRETARY: "Thư ký",
}
_TEAM_ROLES = {
    BodyRole.HEAD: "Tổ trưởng",
    BodyRole.STANDING_DEPUTY: "Tổ phó Thường trực",
    BodyRole.DEPUTY: "Tổ phó",
    BodyRole.MEMBER: "Thành viên",
    BodyRole.SECRETARY: "Thư ký",
}
TEAM_KINDS = (BodyKind.COMMUNE_TEAM, BodyKind.TEAM)
TEAM_NAME = "Tổ công nghệ số cộng đồng"


def office_name(office: OfficeView) -> str:
    """``xã Mẫu Sơn``; ``Phường 1`` and the like with a capital, as the decree wants for numbers and cities."""
    word = labels.office_kind(office.kind)
    if fold(office.name).startswith(fold(word) + " "):
        return office.name
    if office.name[:1].isdigit() or fold(office.name) == "ho chi minh":
        word = word[:1].upper() + word[1:]
    return f"{word} {office.name}"


def people_committee(office: OfficeView) -> str:
    """``Ủy ban nhân dân xã Mẫu Sơn``."""
    return f"Ủy ban nhân dân {office_name(office)}"


def short_committee(office: OfficeView) -> str:
    """``UBND xã Mẫu Sơn``, as lists of recipients write it."""
    return f"UBND {office_name(office)}"


def with_kind(kind: OfficeKind, name: str) -> str:
    """A province or district by name alone or with its kind already in it; nothing for nothing."""
    if not name or any(fold(name).startswith(fold(word) + " ") for word in map(labels.office_kind, OfficeKind)):
        return name
    return f"{labels.office_kind(kind)} {name}"


def route_of(office: OfficeView | None) -> str:
    """The adviser through which papers reach an office, without the word "qua"."""
    return office.route.strip().removeprefix("(").removesuffix(")").removeprefix("qua ").strip() if office else ""


def hamlet_words(hamlets: Sequence[HamletView]) -> str:
    """The kinds of hamlet of a commune in the office's order: ``thôn, bản``; ``thôn`` where there is none yet."""
    return ", ".join(dict.fromkeys(labels.hamlet_kind(hamlet.kind) for hamlet in hamlets)) or "thôn"


def hamlet_heads(hamlets: Sequence[HamletView]) -> str:
    """``Trưởng thôn, Trưởng bản``."""
    kinds = dict.fromkeys(hamlet.kind for hamlet in hamlets)
    special = {HamletKind.TO_DAN_PHO: "Tổ trưởng tổ dân phố", HamletKind.LANG: "Trưởng làng"}
    return ", ".join(special.get(kind, f"Trưởng {labels.hamlet_kind(kind)}") for kind in kinds) or "Trưởng thôn"


def role_name(role: BodyRole, kind: BodyKind) -> str:
    """A role as printed."""
    return (_COMMITTEE_ROLES if kind is BodyKind.COMMITTEE else _TEAM_ROLES)[role]


def body_title(body: BodyView, standing: Standing) -> str:
    """The full name of a body: a team with its hamlet, a committee with its commune."""
    place = body.hamlet.label if body.kind is BodyKind.TEAM and body.hamlet else office_name(standing.own)
    name = body.name.strip() or TEAM_NAME
    return name if fold(place) in fold(name) else f"{name} {place}"


def bare_title(body: BodyView, standing: Standing) -> str:
    """The name of a committee without its commune, as its letterhead prints it under the commune's."""
    name, place = body.name.strip(), office_name(standing.own)
    return name[: -len(place)].strip() if fold(name).endswith(fold(place)) else name


def form_of_address(person: PersonView) -> str:
    """``Ông``, ``Bà``, or both where it was not asked."""
    return {Gender.MALE: "Ông", Gender.FEMALE: "Bà"}.get(person.gender, "Ông (bà)") if person.gender else "Ông (bà)"


def title_of(member: MemberView, day: date) -> str:
    """Posts the person holds on the day, joined for print."""
    return member.person.title_on(day)


def named(person: PersonView, day: date) -> str:
    """``Bà Nguyễn Thị A, Bí thư Đoàn xã``."""
    title = person.title_on(day)
    return f"{form_of_address(person)} {person.full_name}" + (f", {title}" if title else "")


def members_of(body: BodyView, as_of: date | None) -> tuple[MemberView, ...]:
    """Who a paper lists: the composition being decided, or that in force on a past day."""
    return body.planned if as_of is None else body.members_on(as_of)


def holds(person: PersonView | None, kind: PostKind, day: date) -> bool:
    """Whether the person holds a post of that class on the day."""
    return person is not None and any(post.kind is kind for post in person.posts_on(day))


def formula(form: SigningForm, *, title: str = "") -> tuple[str, ...]:
    """The lines above the signature (decree 30/2020, article 13); ``title`` is the unit head's of TL. and TUQ."""
    return {
        SigningForm.HEAD: ("CHỦ TỊCH",),
        SigningForm.FOR_HEAD: ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        SigningForm.COLLECTIVE: ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
        SigningForm.COLLECTIVE_FOR_HEAD: ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        SigningForm.ACTING_HEAD: ("Q. CHỦ TỊCH",),
        SigningForm.BY_ORDER: ("TL. CHỦ TỊCH", title.upper() or "TRƯỞNG PHÒNG"),
        SigningForm.BY_AUTHORISATION: ("TUQ. CHỦ TỊCH", title.upper() or "PHÓ CHỦ TỊCH"),
        SigningForm.COMMITTEE: ("TRƯỞNG BAN",),
        SigningForm.MINUTES: ("CHỦ TỌA",),
    }[form]


def authority_text(content: Content, standing: Standing) -> str:
    """Who decides, as printed in capitals above the bases; empty where nobody is."""
    committee = f"{content.issuer_name or 'Ban Chỉ đạo'} {office_name(standing.own)}"
    return {
        Authority.NONE: "",
        Authority.HEAD: f"Chủ tịch {people_committee(standing.own)}",
        Authority.COLLECTIVE: people_committee(standing.own),
        Authority.COMMITTEE: committee,
        Authority.COMMITTEE_HEAD: f"Trưởng {committee}",
    }[content.authority]


def issuer_text(content: Content, standing: Standing) -> str:
    """Who issued a paper, as said when it is cited: the authority, else the office or committee of its letterhead."""
    return authority_text(content, standing) or (
        people_committee(standing.own) if content.issuer is Issuer.OFFICE else content.issuer_name
    )


def paper_citation(
    kind: DocumentType, symbol: str, number_text: str, day: date | None, *, year: int | None, month: int | None = None
) -> str:
    """``Quyết định số 05/QĐ-UBND ngày 05 tháng 01 năm 2026``; number and day stay open until they are known."""
    number = number_text or "        "
    if day:
        when = paper_day(day)
    else:
        shown = "     " if month is None else f"{month:02}" if month < 3 else str(month)
        when = f"ngày       tháng {shown} năm {year or ''}".rstrip()
    return f"{TYPE_NAMES[kind]} số {number}/{symbol.removeprefix('/')} {when}"


def uses_districts(standing: Standing) -> bool:
    """Whether the paper's day belongs to the three tiers, when districts were addressed."""
    return standing.regime is Regime.THREE_TIER


def figures_of(
    content: Content, bodies: Sequence[BodyView], hamlets: Sequence[HamletView], *, as_of: date | None = None
) -> dict[str, str]:
    """The derived figures of a paper as printed: teams and members of its rosters, hamlets, articles."""
    listed = roster_bodies(content, bodies)
    committees = [body for body in bodies if body.kind is BodyKind.COMMITTEE]
    articles = sum(isinstance(block, Article) for block in content.blocks)
    return {
        "teams": two_digits(len(listed)),
        "members": two_digits(sum(len(members_of(body, as_of)) for body in listed)),
        "hamlets": two_digits(len(hamlets)),
        "committee_members": two_digits(sum(len(members_of(body, as_of)) for body in committees)),
        "last_article": str(articles),
        "articles": two_digits(articles),
    }


def roster_bodies(content: Content, bodies: Sequence[BodyView]) -> list[BodyView]:
    """The teams that a paper's roster lists: those its annex names, else every team it was given."""
    wanted = {uid for annex in content.annexes if annex.kind == "roster" for uid in annex.bodies}
    return [body for body in bodies if (body.uid in wanted if wanted else body.kind in TEAM_KINDS)]
