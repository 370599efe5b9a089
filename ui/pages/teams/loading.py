"""Everything the page of the teams shows, read in one go: hamlets with or without their team."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.bodies import queries
from app.bodies.views import BodyView
from app.kernel.findings import Finding, Severity
from app.kernel.words import _
from app.offices.queries import hamlets
from app.offices.views import HamletView
from app.people.views import PersonView
from app.vocabulary import BodyKind, BodyRole, PostKind


@dataclass(frozen=True, kw_only=True)
class TeamLine:
    """A hamlet with its team, or without."""

    uid: str
    hamlet: HamletView | None
    team: BodyView | None
    count: int
    state: str
    tint: str
    findings: tuple[Finding, ...]

    @property
    def label(self) -> str:
        """The hamlet, else the name of a team of the whole commune; first letter capital."""
        words = self.hamlet.label if self.hamlet else self.team.name if self.team else ""
        return words[:1].upper() + words[1:]


@dataclass(frozen=True, kw_only=True)
class TeamsSeen:
    """All teams, and what is needed to change them."""

    lines: tuple[TeamLine, ...]
    supporters: tuple[PersonView, ...]
    """Members of the committee, who may support a team."""
    wanted: tuple[PostKind, ...]
    roles: tuple[tuple[tuple[PostKind, ...], BodyRole], ...]

    @property
    def missing(self) -> int:
        """Number of hamlets without a team."""
        return sum(line.team is None for line in self.lines)


def teams_seen(session: Any, today: date) -> TeamsSeen:
    """Reads hamlets, teams, findings and who could support a team."""
    rule_set = queries.binding_rule_set(session, today)
    found = [each for each in queries.bodies(session, on=today) if each.kind in (BodyKind.TEAM, BodyKind.COMMUNE_TEAM)]
    committee = queries.committee(session, on=today)
    findings = queries.all_findings(session, today)
    wanted = tuple(post for group in rule_set.required_team_posts for post in group.posts)
    return TeamsSeen(
        lines=tuple(_lines(hamlets(session, on=today), found, findings, rule_set.min_members)),
        wanted=wanted or (PostKind.HAMLET_HEAD,),
        supporters=tuple(member.person for member in committee.planned) if committee else (),
        roles=(((PostKind.HAMLET_HEAD,), BodyRole.HEAD), ((PostKind.YOUTH_BRANCH,), BodyRole.DEPUTY)),
    )


def _lines(
    places: Sequence[HamletView], teams: Sequence[BodyView], findings: Sequence[Finding], least: int
) -> list[TeamLine]:
    lines = [_line(team.uid, None, team, findings, least) for team in teams if team.hamlet is None]
    for place in places:
        own = [team for team in teams if team.hamlet is not None and team.hamlet.uid == place.uid]
        lines.append(_line(place.uid, place, own[0] if own else None, findings, least))
        lines += [_line(team.uid, place, team, findings, least) for team in own[1:]]
    known = {place.uid for place in places}
    return lines + [
        _line(team.uid, team.hamlet, team, findings, least)
        for team in teams
        if team.hamlet is not None and team.hamlet.uid not in known
    ]


def _line(
    uid: str, hamlet: HamletView | None, team: BodyView | None, findings: Sequence[Finding], least: int
) -> TeamLine:
    inside = {member.person.uid for member in team.planned} if team else set()
    about = {hamlet.uid if hamlet else "", team.uid if team else "", *inside} - {""}
    own = tuple(finding for finding in findings if finding.uid in about)
    state, tint = _state(team, len(inside), own, least)
    return TeamLine(uid=uid, hamlet=hamlet, team=team, count=len(inside), state=state, tint=tint, findings=own)


def _state(team: BodyView | None, count: int, findings: Sequence[Finding], least: int) -> tuple[str, str]:
    if team is None:
        return _("chưa có tổ"), "bad"
    if count < least:
        return _("thiếu {count} người").format(count=least - count), "bad"
    wrong = sum(finding.severity is Severity.ERROR for finding in findings)
    if wrong:
        return _("còn {count} lỗi").format(count=wrong), "bad"
    doubtful = sum(finding.severity is Severity.WARNING for finding in findings)
    if doubtful:
        return _("đủ, {count} cảnh báo").format(count=doubtful), "warn"
    return _("đủ"), "accent"
