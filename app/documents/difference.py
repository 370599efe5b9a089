"""What a re-organising decision (kiện toàn) changes: who joins, who leaves, whose role is another; and its words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from app.bodies.views import BodyView, MemberView
from app.documents.content import Block, Clause, Paragraph, Point
from app.documents.texts import body_title, named, role_name
from app.kernel.numerals import POINT_LETTERS, two_digits
from app.offices.views import Standing


@dataclass(frozen=True, kw_only=True)
class RoleChange:
    """A person who stays with another role."""

    former: MemberView
    planned: MemberView


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One body's former composition against the planned one, each in printing order."""

    body: BodyView
    added: tuple[MemberView, ...]
    removed: tuple[MemberView, ...]
    changed: tuple[RoleChange, ...]

    @property
    def is_empty(self) -> bool:
        """Whether the composition stays as it was."""
        return not (self.added or self.removed or self.changed)


def difference_of(body: BodyView) -> Difference:
    """People are compared, not rows: one who leaves a role and is planned in another has changed roles."""
    former = {
        member.person.uid: member
        for member in body.members
        if member.valid_from is not None and member.valid_to is None
    }
    planned = {member.person.uid: member for member in body.planned}
    return Difference(
        body=body,
        added=tuple(member for uid, member in planned.items() if uid not in former),
        removed=tuple(member for uid, member in former.items() if uid not in planned),
        changed=tuple(
            RoleChange(former=former[uid], planned=member)
            for uid, member in planned.items()
            if uid in former and former[uid].role is not member.role
        ),
    )


def difference_blocks(bodies: Sequence[BodyView], standing: Standing, day: date) -> tuple[Block, ...]:
    """The changes as clauses and points; with several bodies each change names its team."""
    differences = [difference_of(body) for body in bodies]
    several = len(bodies) > 1
    blocks: list[Block] = []
    for title, lines in (
        (
            "Bổ sung {count} thành viên:",
            _lines(differences, lambda each: [_added(member, each, day) for member in each.added], standing, several),
        ),
        (
            "Thôi tham gia đối với {count} thành viên:",
            _lines(differences, lambda each: [named(member.person, day) for member in each.removed], standing, several),
        ),
        (
            "Điều chỉnh chức danh của {count} thành viên:",
            _lines(
                differences, lambda each: [_changed(change, each, day) for change in each.changed], standing, several
            ),
        ),
    ):
        if lines:
            blocks += [Clause(text=title.format(count=two_digits(len(lines)))), *_points(lines)]
    return tuple(blocks) or (Paragraph(text="Thành phần giữ nguyên, không có thay đổi."),)


def _lines(
    differences: Sequence[Difference], words: Callable[[Difference], list[str]], standing: Standing, several: bool
) -> list[str]:
    return [
        f"{line} ({body_title(each.body, standing)})" if several else line
        for each in differences
        for line in words(each)
    ]


def _added(member: MemberView, difference: Difference, day: date) -> str:
    return f"{named(member.person, day)}, giữ chức danh {role_name(member.role, difference.body.kind)}"


def _changed(change: RoleChange, difference: Difference, day: date) -> str:
    kind = difference.body.kind
    return (
        f"{named(change.planned.person, day)}: từ {role_name(change.former.role, kind)} "
        f"thành {role_name(change.planned.role, kind)}"
    )


def _points(lines: Sequence[str]) -> list[Block]:
    """Lettered points; where the alphabet ends, dashes."""
    ends = [";"] * (len(lines) - 1) + ["."]
    if len(lines) > len(POINT_LETTERS):
        return [Paragraph(text=f"- {line}{end}") for line, end in zip(lines, ends, strict=True)]
    return [Point(text=line + end) for line, end in zip(lines, ends, strict=True)]
