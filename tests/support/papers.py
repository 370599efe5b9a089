"""An invented commune for papers: its office under both regimes, twelve hamlets, a committee and the teams."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from app.bodies.views import BodyView, MemberView
from app.documents.citing import known_citations
from app.documents.content import Content
from app.documents.paper import PaperInputs
from app.documents.views import DocumentView
from app.offices.views import HamletView, OfficeView, Standing
from app.people.views import PersonView, PostView
from db.vocabulary import (
    BodyKind,
    BodyRole,
    DocumentState,
    DocumentType,
    Gender,
    HamletKind,
    OfficeKind,
    OfficeRelation,
    PostKind,
    Regime,
)

DAY_2022 = date(2022, 4, 5)
DAY_2026 = date(2026, 11, 22)
NAMES = (
    "Đồng Mậu",
    "Ngà",
    "Nà Sáng",
    "Khe Giàng",
    "Phiêng Mười",
    "Tân Lập",
    "Thống Nhất",
    "Khoang",
    "Cốc Lải",
    "Hợp Thành",
    "Suối Bạc",
    "Đoàn Kết",
)
_FAMILY = ("Hà", "Vi", "Lò", "Ngân", "Phạm", "Trịnh", "Lục", "Quách")
_GIVEN = ("Văn Mẫu", "Thị Thử", "Minh Họa", "Thị Ví Dụ", "Đức Giả", "Thị Tạm", "Quang Nháp", "Thị Minh Chứng")


def standing(day: date) -> Standing:
    """The invented commune Mẫu Sơn, in a district until 30/6/2025."""
    three = day < date(2025, 7, 1)
    own = _office(
        OfficeRelation.OWN,
        OfficeKind.XA,
        "Mẫu Sơn",
        district="Hà Trung" if three else "",
        unit="công chức Văn hóa - xã hội" if three else "Phòng Văn hóa - Xã hội",
        short="VHXH",
    )
    above = (
        _office(OfficeRelation.SUPERIOR, OfficeKind.HUYEN, "Hà Trung", route="Phòng Văn hóa và Thông tin")
        if three
        else _office(OfficeRelation.SUPERIOR, OfficeKind.TINH, "Thanh Hóa", route="Sở Khoa học và Công nghệ")
    )
    return Standing(day=day, regime=Regime.THREE_TIER if three else Regime.TWO_TIER, own=own, superior=above)


def _office(
    relation: OfficeRelation,
    kind: OfficeKind,
    name: str,
    *,
    district: str = "",
    unit: str = "",
    short: str = "",
    route: str = "",
) -> OfficeView:
    return OfficeView(
        uid=f"office-{name}",
        version_uid=f"version-{name}",
        relation=relation,
        code="",
        kind=kind,
        name=name,
        province="Thanh Hóa",
        district=district,
        place=name,
        drafting_unit=unit,
        drafting_abbreviation=short,
        route=route,
        valid_from=date(2000, 1, 1),
        valid_to=None,
    )


def person(number: int, kind: PostKind, title: str, *, name: str = "", gender: Gender | None = None) -> PersonView:
    """An invented person with one post and an invented phone."""
    family, given = _FAMILY[number % len(_FAMILY)], _GIVEN[(number // 3) % len(_GIVEN)]
    post = PostView(uid=f"post-{number}", kind=kind, title=title, hamlet=None, valid_from=None, valid_to=None)
    return PersonView(
        uid=f"person-{number}",
        full_name=name or f"{family} {given}",
        birth_year=1970 + number % 30,
        birth_date=None,
        gender=gender or (Gender.FEMALE if "Thị" in given else Gender.MALE),
        phone=f"0900{number:06}",
        email="",
        digital_skill=None,
        note="ghi chú riêng không in",
        posts=(post,),
    )


CHAIRMAN = person(900, PostKind.CHAIRMAN, "Chủ tịch UBND xã", name="Lục Văn Mẫu", gender=Gender.MALE)
VICE = person(901, PostKind.VICE_CHAIRMAN, "Phó Chủ tịch UBND xã", name="Hà Thị Thử", gender=Gender.FEMALE)


def member(
    who: PersonView, role: BodyRole, ordinal: int = 0, *, duty: str = "", signed: bool = False, leaving: bool = False
) -> MemberView:
    """A planned place, or one begun by a signed decision."""
    return MemberView(
        uid=f"place-{who.uid}-{role}",
        person=who,
        role=role,
        seat=None,
        duty=duty,
        ordinal=ordinal,
        leaving=leaving,
        valid_from=date(2022, 4, 6) if signed else None,
        valid_to=None,
        begun_by="decision" if signed else None,
        ended_by=None,
    )


def body(
    kind: BodyKind,
    name: str,
    members: tuple[MemberView, ...],
    *,
    hamlet: HamletView | None = None,
    supporter: PersonView | None = None,
    uid: str = "",
) -> BodyView:
    """A body not yet begun by a decision."""
    return BodyView(
        uid=uid or f"body-{name}-{hamlet.name if hamlet else ''}",
        kind=kind,
        name=name,
        hamlet=hamlet,
        rule_set="ha-trung-2022",
        members=members,
        supporter=supporter,
        valid_from=None,
        valid_to=None,
        begun_by=None,
        ended_by=None,
    )


def committee() -> BodyView:
    """A committee of nine with a duty for everyone."""
    plain = (
        (PostKind.FRONT_CHAIRMAN, "Chủ tịch UBMTTQ xã", "Vận động Nhân dân; giám sát kết quả"),
        (PostKind.YOUTH_UNION_SECRETARY, "Bí thư Đoàn xã", "Lực lượng nòng cốt, kỹ năng số cho thanh niên"),
        (PostKind.WOMEN_UNION_CHAIRMAN, "Chủ tịch Hội Liên hiệp Phụ nữ xã", "Thương mại điện tử của hộ gia đình"),
        (PostKind.FARMERS_UNION_CHAIRMAN, "Chủ tịch Hội Nông dân xã", "Đưa nông sản lên sàn thương mại điện tử"),
        (PostKind.CIVIL_SERVANT, "Công chức Văn hóa - Xã hội", "Thường trực, tổng hợp, báo cáo; truyền thanh"),
        (PostKind.CIVIL_SERVANT, "Công chức Tư pháp - Hộ tịch", "Dịch vụ công trực tuyến"),
        (PostKind.POLICE, "Trưởng Công an xã", "Định danh điện tử, an toàn thông tin"),
    )
    members = [
        member(CHAIRMAN, BodyRole.HEAD, duty="Phụ trách chung"),
        member(VICE, BodyRole.DEPUTY, duty="Chỉ đạo kinh tế số, xã hội số"),
    ]
    members += [
        member(person(800 + place, kind, title), BodyRole.MEMBER, place, duty=duty)
        for place, (kind, title, duty) in enumerate(plain)
    ]
    return body(BodyKind.COMMITTEE, "Ban Chỉ đạo chuyển đổi số", tuple(members), uid="committee")


def in_force(which: BodyView) -> BodyView:
    """The body with every place begun by a signed decision of the past."""
    return replace(which, members=tuple(replace(each, valid_from=date(2021, 1, 5)) for each in which.members))


def hamlets(count: int = 12) -> tuple[HamletView, ...]:
    """Thôn and bản mixed, in the office's order."""
    found = []
    for place in range(count):
        kind = HamletKind.BAN if place % 3 == 1 else HamletKind.THON
        name = NAMES[place] if place < len(NAMES) else f"Mẫu {place}"
        found.append(
            HamletView(
                uid=f"hamlet-{place}",
                kind=kind,
                name=name,
                former_commune="",
                ordinal=place,
                households=100,
                note="",
                valid_from=None,
                valid_to=None,
                successor=None,
                label=f"{'bản' if kind is HamletKind.BAN else 'thôn'} {name}",
            )
        )
    return tuple(found)


def teams(count: int = 12) -> tuple[BodyView, ...]:
    """A team of four for each hamlet, or of three for every fourth; supported by committee members in turn."""
    supporters = [place.person for place in committee().members[2:]]
    return tuple(
        _team(place, hamlet, supporters[place % len(supporters)]) for place, hamlet in enumerate(hamlets(count))
    )


def _team(place: int, hamlet: HamletView, supporter: PersonView) -> BodyView:
    word = hamlet.label.split()[0]
    people = [
        (PostKind.HAMLET_HEAD, f"Trưởng {word}", BodyRole.HEAD),
        (PostKind.YOUTH_BRANCH, "Bí thư Chi đoàn", BodyRole.DEPUTY),
        (PostKind.WOMEN_BRANCH, "Chi hội trưởng Chi hội Phụ nữ", BodyRole.MEMBER),
        (PostKind.RESIDENT, "Người dân", BodyRole.MEMBER),
    ][: 3 if place % 4 == 0 else 4]
    members = tuple(
        member(person(place * 10 + order, kind, title), role, order) for order, (kind, title, role) in enumerate(people)
    )
    return body(
        BodyKind.TEAM, "Tổ công nghệ số cộng đồng", members, hamlet=hamlet, supporter=supporter, uid=f"team-{place}"
    )


def signed(
    content: Content, subject: str, *, number: int = 5, symbol: str = "QĐ-UBND", issued_on: date = date(2022, 4, 6)
) -> DocumentView:
    """A decision signed in the past."""
    return DocumentView(
        uid="former",
        revision=1,
        type=DocumentType.QD,
        template="qd-ban-chi-dao",
        subject=subject,
        content=content,
        state=DocumentState.SIGNED,
        paper_date=issued_on,
        series="QD",
        symbol=symbol,
        number=number,
        issued_on=issued_on,
        printed_at=None,
        replaces=None,
        replace_mode=None,
        ended_on=None,
        end_reason="",
        is_frozen=True,
        frozen_sha256="",
        pdf_sha256="",
        scan_sha256="",
        no_scan_reason="",
        bodies=(),
    )


def paper_inputs(
    kind: DocumentType, subject: str, symbol: str, content: Content, day: date, *, count: int = 12, **more: object
) -> PaperInputs:
    """The paper's values with the whole commune beside it."""
    given: dict[str, object] = {
        "bodies": (committee(), *teams(count)),
        "hamlets": hamlets(count),
        "citations": known_citations(),
    } | more
    return PaperInputs(type=kind, subject=subject, symbol=symbol, content=content, standing=standing(day), **given)  # type: ignore[arg-type]
