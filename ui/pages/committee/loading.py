"""Everything the page of the committee shows, read in one go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from app.bodies import queries
from app.bodies.proposing import proposals
from app.bodies.views import BodyView
from app.kernel.findings import Finding
from app.vocabulary import BodyKind, BodyRole, PostKind

_ABOUT_COMMITTEE = ("BOD-COMMITTEES", "BOD-SUPPORT")


@dataclass(frozen=True, kw_only=True)
class CommitteeSeen:
    """The committee as of a day, and what is needed to change it."""

    body: BodyView | None
    past: date | None
    """The day on which the composition is looked at; None for now."""
    supports: dict[str, str]
    """Teams supported, in one line, by person."""
    findings: tuple[Finding, ...]
    proposed: int
    """How many hold a post by which they belong into the committee and are not in yet."""
    wanted: tuple[PostKind, ...]
    """Posts of which the rules want somebody in the committee."""
    roles: tuple[tuple[tuple[PostKind, ...], BodyRole], ...]


def committee_seen(session: Any, today: date, past: date | None = None) -> CommitteeSeen:
    """Reads the committee, the teams its members support, the findings and how many belong in by post."""
    on = past or today
    body = queries.committee(session, on=on)
    rule_set = queries.binding_rule_set(session, today)
    findings = [
        finding
        for finding in queries.all_findings(session, today)
        if finding.code in _ABOUT_COMMITTEE or (body is not None and finding.uid == body.uid)
    ]
    wanted = (
        *rule_set.head_posts,
        *rule_set.deputy_posts,
        *(post for group in rule_set.member_classes for post in group.posts),
    )
    by_post = queries.candidates(session, rule_set) if body is not None and past is None else []
    return CommitteeSeen(
        body=body,
        past=past,
        supports=_supports(session, on),
        findings=() if past else tuple(findings),
        wanted=wanted,
        proposed=len(proposals(body, by_post, rule_set, today)) if body is not None else 0,
        roles=((rule_set.head_posts, BodyRole.HEAD), (rule_set.deputy_posts, BodyRole.DEPUTY)),
    )


def _supports(session: Any, on: date) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for team in queries.bodies(session, kind=BodyKind.TEAM, on=on):
        if team.supporter is not None:
            found.setdefault(team.supporter.uid, []).append(team.hamlet.label if team.hamlet else team.name)
    return {person: ", ".join(places) for person, places in found.items()}
