"""Values that templates name in braces, derived from the office, its regime and the bodies a paper is about."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from app.bodies.views import BodyView
from app.documents.texts import (
    TEAM_NAME,
    body_title,
    hamlet_heads,
    hamlet_words,
    office_name,
    people_committee,
    route_of,
    short_committee,
    uses_districts,
    with_kind,
)
from app.kernel.text import fold
from app.offices.views import HamletView, OfficeView, Standing
from db.vocabulary import OfficeKind

_CITIES = ("ha noi", "hai phong", "da nang", "can tho", "hue", "ho chi minh")
_DISTRICT_KINDS = (OfficeKind.HUYEN, OfficeKind.THI_XA, OfficeKind.QUAN)


def values_for(
    standing: Standing,
    *,
    committee: BodyView | None,
    teams: Sequence[BodyView],
    hamlets: Sequence[HamletView],
    day: date,
) -> dict[str, str]:
    """Everything that can be said without asking; what is not known is left out."""
    own = standing.own
    province, district = province_of(own), with_kind(OfficeKind.HUYEN, own.district)
    above = superior_name(standing)
    named = body_title(committee, standing) if committee else ""
    values = {
        "commune": office_name(own),
        "office": people_committee(own),
        "office_short": short_committee(own),
        "chairman": f"Chủ tịch {people_committee(own)}",
        "province": province,
        "district": district if uses_districts(standing) else "",
        "superior": f"Ủy ban nhân dân {above}" if above else "",
        "superior_short": f"UBND {above}" if above else "",
        "superior_via": via_of(standing),
        "superior_committee": f"{_committee_above(standing)} {above}" if above else "",
        "committee": named,
        "team_name": _team_name(teams),
        "hamlet_words": hamlet_words(hamlets),
        "hamlet_heads": hamlet_heads(hamlets),
        "drafting_unit": own.drafting_unit,
        "drafting": own.drafting_abbreviation,
        "proposer": proposer_of(own),
        "year": str(day.year),
    }
    if len(teams) == 1:
        values["team"] = body_title(teams[0], standing)
        values["hamlet"] = teams[0].hamlet.label if teams[0].hamlet else ""
    values["body"] = _changed(standing, named, teams, values)
    return {name: text for name, text in values.items() if text}


def province_of(own: OfficeView) -> str:
    """``tỉnh Thanh Hóa``, ``thành phố Đà Nẵng``."""
    return with_kind(OfficeKind.THANH_PHO if fold(own.province) in _CITIES else OfficeKind.TINH, own.province)


def superior_name(standing: Standing) -> str:
    """Place name of the office above: never a district where there are none any more."""
    superior = standing.superior
    if superior and (uses_districts(standing) or superior.kind not in _DISTRICT_KINDS):
        return office_name(superior)
    if standing.own.kind is OfficeKind.TINH:
        return ""
    if uses_districts(standing) and standing.own.kind not in _DISTRICT_KINDS:
        return with_kind(OfficeKind.HUYEN, standing.own.district)
    return province_of(standing.own)


def via_of(standing: Standing) -> str:
    """The adviser of the office above."""
    superior = standing.superior
    if superior and (uses_districts(standing) or superior.kind not in _DISTRICT_KINDS) and route_of(superior):
        return route_of(superior)
    if standing.own.kind is OfficeKind.TINH:
        return ""
    if standing.own.kind in _DISTRICT_KINDS:
        return "Sở Thông tin và Truyền thông"
    return "Phòng Văn hóa và Thông tin" if uses_districts(standing) else "Sở Khoa học và Công nghệ"


def _committee_above(standing: Standing) -> str:
    """Since resolution 57-NQ/TW the provincial committees bear its longer name."""
    return (
        "Ban Chỉ đạo chuyển đổi số"
        if uses_districts(standing)
        else "Ban Chỉ đạo về phát triển khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số"
    )


def proposer_of(own: OfficeView) -> str:
    """Who proposes: the head of a unit, or the officer where the drafting unit is one person."""
    unit = own.drafting_unit.strip()
    for word, head in (("phòng ", "Trưởng phòng "), ("văn phòng ", "Chánh Văn phòng "), ("ban ", "Trưởng Ban ")):
        if unit.lower().startswith(word):
            return head + unit[len(word) :]
    return unit


def _team_name(teams: Sequence[BodyView]) -> str:
    """The common name of the teams: the office's own choice of words, without the hamlet."""
    for team in teams:
        name, place = team.name.strip(), team.hamlet.label if team.hamlet else ""
        bare = name[: -len(place)].strip() if place and fold(name).endswith(fold(place)) else name
        if bare:
            return bare
    return TEAM_NAME


def _changed(standing: Standing, committee: str, teams: Sequence[BodyView], values: dict[str, str]) -> str:
    if len(teams) == 1:
        return f"{body_title(teams[0], standing)}, {values['commune']}"
    if teams:
        return f"các {values['team_name']} trên địa bàn {values['commune']}"
    return committee
