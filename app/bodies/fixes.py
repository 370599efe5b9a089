"""From the remedy a finding offers to the command that carries it out."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from app.bodies.commands import (
    AddMember,
    AssignDuty,
    AssignSupporter,
    CreateBody,
    CreateTeamsForHamlets,
    EndBody,
    FillSeats,
    SetHead,
    SetRole,
)
from app.kernel.findings import Fix
from db.vocabulary import BodyKind, BodyRole, PostKind

Values = Mapping[str, str]

_COMMANDS: dict[str, Callable[[Values], object]] = {
    "body.set_head": lambda values: SetHead(body=values["body"], person=values["person"]),
    "body.fill_seats": lambda values: FillSeats(body=values["body"]),
    "body.end": lambda values: EndBody(body=values["body"]),
    "body.assign_supporter": lambda values: AssignSupporter(team=values["team"], person=values["person"]),
    "member.add": lambda values: AddMember(
        body=values["body"],
        person=values["person"],
        role=BodyRole(values["role"]),
        seat=PostKind(values["seat"]) if values["seat"] else None,
    ),
    "member.set_role": lambda values: SetRole(membership=values["membership"], role=BodyRole(values["role"])),
    "member.set_duty": lambda values: AssignDuty(membership=values["membership"], duty=values["duty"]),
    "team.create": lambda values: CreateTeamsForHamlets(hamlets=(values["hamlet"],)),
    "committee.create": lambda _values: CreateBody(kind=BodyKind.COMMITTEE),
}


def command_for(fix: Fix) -> object | None:
    """The command of a remedy; none where it opens a draft (``compose.kien_toan``) or belongs to another noun."""
    make = _COMMANDS.get(fix.code)
    return make(fix.values) if make else None
