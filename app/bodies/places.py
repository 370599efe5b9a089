"""Changing who sits where in a body: one in force is never rewritten, a planned one stands beside it."""

from __future__ import annotations

from app.bodies.effects import open_memberships
from app.kernel.problems import refused
from app.kernel.words import N_
from app.kernel.work import UnitOfWork
from db.models import Body, Membership
from db.vocabulary import BodyRole, PostKind

ENDED = refused(
    "BOD-07", N_("{body} đã kết thúc hoạt động nên không sửa được nữa."), next_step=N_("Lập ban hoặc tổ mới.")
)
PLACE_ENDED = refused(
    "BOD-08", N_("Người này đã thôi tham gia từ trước."), next_step=N_("Làm mới danh sách rồi chọn lại.")
)


def open_body(work: UnitOfWork, uid: str) -> Body:
    """A body that has not ended; Refused BOD-07."""
    row = work.get(Body, uid)
    if row.valid_to is not None:
        raise ENDED(body=row.name)
    return row


def open_place(work: UnitOfWork, uid: str) -> Membership:
    """A place that has not ended; Refused BOD-08."""
    row = work.get(Membership, uid)
    if row.valid_to is not None:
        raise PLACE_ENDED()
    return row


def staying(work: UnitOfWork, body: str) -> list[Membership]:
    """Places that the next decision will state."""
    return [row for row in open_memberships(work, body) if not row.leaving]


def add_place(
    work: UnitOfWork,
    *,
    body: str,
    person: str,
    role: BodyRole,
    seat: PostKind | None = None,
    duty: str = "",
    ordinal: int | None = None,
) -> Membership:
    """A planned place, last in the body unless an ordinal is given."""
    if ordinal is None:
        ordinal = max((row.ordinal for row in open_memberships(work, body)), default=0) + 1
    row = work.new(
        Membership,
        body=body,
        person=person,
        role=role,
        seat=seat,
        duty=duty,
        ordinal=ordinal,
        leaving=False,
        valid_from=None,
        valid_to=None,
        begun_by=None,
        ended_by=None,
    )
    work.session.flush()
    return row


def take_out(work: UnitOfWork, row: Membership) -> None:
    """A planned place goes at once; one in force is marked for the next decision to end."""
    if row.valid_from is None:
        work.remove(row)
    else:
        row.leaving = True


def put_back(work: UnitOfWork, row: Membership) -> None:
    """A place in force stays after all; what was planned for the same person in its stead goes."""
    row.leaving, row.ended_by = False, None
    for other in staying(work, row.body):
        if other.person == row.person and other.valid_from is None:
            work.remove(other)


def change_place(work: UnitOfWork, row: Membership, *, role: BodyRole, seat: PostKind | None) -> Membership:
    """Gives a place another role or seat; the signed one stays as it was until the next decision."""
    if (row.role, row.seat) == (role, seat):
        return row
    if row.valid_from is not None:
        row.leaving = True
        return add_place(
            work, body=row.body, person=row.person, role=role, seat=seat, duty=row.duty, ordinal=row.ordinal
        )
    signed = next(
        (
            each
            for each in open_memberships(work, row.body)
            if each.leaving and each.person == row.person and (each.role, each.seat) == (role, seat)
        ),
        None,
    )
    if signed is not None:
        signed.duty = row.duty
        put_back(work, signed)
        return signed
    row.role, row.seat = role, seat
    return row
