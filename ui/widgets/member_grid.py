"""Members of a committee or team as rows: who, by which post, in which role, and since when by which decision."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app import labels
from app.bodies.views import BodyView, MemberView
from app.kernel.days import show_day
from app.kernel.words import _
from app.vocabulary import BodyKind
from ui.core.row_model import Column, RowModel


@dataclass(frozen=True, kw_only=True)
class MemberLine:
    """One place in a body as it is shown."""

    uid: str
    place: int
    """Number in the list; 0 for one who leaves."""
    member: MemberView
    title: str
    role: str
    supports: str
    state: str
    tint: str


class MemberRows(RowModel[MemberLine]):
    """Members in printing order; with ``on_duty`` the duty is a column that can be typed into."""

    mark_column = 1

    def __init__(self, on_duty: Callable[[MemberLine, str], None] | None = None) -> None:
        name, title, role = (152, 150, 120) if on_duty else (160, 210, 110)
        columns = [
            Column[MemberLine](
                _("STT"),
                lambda line: str(line.place or ""),
                sort=lambda line: line.place or 9999,
                number=True,
                width=46,
            ),
            Column[MemberLine](_("Họ và tên"), lambda line: line.member.person.full_name, width=name, tint=_faded),
            Column[MemberLine](_("Chức vụ"), lambda line: line.title, width=title, tint=_faded),
            Column[MemberLine](_("Vai trò"), lambda line: line.role, width=role, tint=_faded),
            Column[MemberLine](_("Tình trạng"), lambda line: line.state, width=124, tint=lambda line: line.tint),
        ]
        if on_duty is not None:
            columns += [
                Column[MemberLine](_("Nhiệm vụ"), lambda line: line.member.duty, width=150, edit=on_duty, tint=_faded),
                Column[MemberLine](_("Hỗ trợ tổ"), lambda line: line.supports, width=120),
            ]
        super().__init__(columns)


def lines_now(body: BodyView, today: date, supports: Mapping[str, str] | None = None) -> list[MemberLine]:
    """Everybody with a place that has not ended: in force, planned, and about to leave."""
    open_places = [member for member in body.members if member.valid_to is None or member.valid_to >= today]
    staying = {member.person.uid for member in open_places if member.is_planned_to_stay}
    return _numbered(body.kind, open_places, today, supports or {}, lambda member: _state(member, staying))


def lines_on(body: BodyView, day: date, supports: Mapping[str, str] | None = None) -> list[MemberLine]:
    """Members by signed decisions on a day."""
    return _numbered(body.kind, body.members_on(day), day, supports or {}, _signed_state)


def _numbered(
    kind: BodyKind,
    members: Sequence[MemberView],
    day: date,
    supports: Mapping[str, str],
    state: Callable[[MemberView], tuple[str, str]],
) -> list[MemberLine]:
    lines: list[MemberLine] = []
    place = 0
    for member in members:
        words, tint = state(member)
        counts = not member.leaving or state is _signed_state
        place += counts
        lines.append(
            MemberLine(
                uid=member.uid,
                place=place if counts else 0,
                member=member,
                title=member.person.title_on(day),
                role=labels.body_role(member.role, kind),
                supports=supports.get(member.person.uid, ""),
                state=words,
                tint=tint,
            )
        )
    return lines


def _state(member: MemberView, staying: set[str]) -> tuple[str, str]:
    if member.leaving:
        return (_("sẽ đổi vai trò"), "warn") if member.person.uid in staying else (_("sẽ thôi"), "warn")
    if member.valid_from is None:
        return _("dự kiến"), "warn"
    return _signed_state(member)


def _signed_state(member: MemberView) -> tuple[str, str]:
    if member.valid_from is None:
        return _("dự kiến"), "warn"
    if member.valid_to is not None:
        return _("từ {first} đến {last}").format(
            first=show_day(member.valid_from), last=show_day(member.valid_to)
        ), "quiet"
    return _("từ {day}").format(day=show_day(member.valid_from)), ""


def _faded(line: MemberLine) -> str:
    return "quiet" if line.member.leaving else ""
