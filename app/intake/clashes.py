"""Two computers of one office may give one number or one place twice: neither is dropped, and the officer is told."""

from __future__ import annotations

from typing import Any

from sqlalchemy import UniqueConstraint, select

from app.kernel.words import _
from app.kernel.work import UnitOfWork
from db.base import SharedRow
from db.models import RowRemark


class Clashes:
    """What is already taken, in the store and by the rows taken over before in this round."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work
        self._claimed: set[tuple[object, ...]] = set()
        self._left: set[str] = set()

    def meets(self, row: SharedRow) -> bool:
        """Whether another row already has what may stand only once; that row is marked, this one waits above."""
        spoken = [(*names, *(getattr(row, name) for name in names)) for names in _only_once(type(row))]
        keys = [(row.__tablename__, *each) for each in spoken]
        other = next((found for names in _only_once(type(row)) if (found := self._holder(row, names))), None)
        if other is None and not self._claimed.intersection(keys):
            self._claimed.update(keys)
            return False
        self._left.add(row.uid)
        if other is not None and other.deleted_at is None:
            self._mark(other)
        return True

    def leave_dependants(self) -> int:
        """Leaves above, too, what points to a row that was left there; gives how many rows those are."""
        session, count = self._work.session, 0
        while self._left:
            pending = [each for each in [*session.new, *session.dirty] if isinstance(each, SharedRow)]
            hanging = [each for each in pending if self._left.intersection(_points_to(each))]
            if not hanging:
                break
            for row in hanging:
                count += 1
                if row in session.new:
                    self._left.add(row.uid)
                    session.expunge(row)
                else:
                    session.expire(row)
        return count

    def _holder(self, row: SharedRow, names: tuple[str, ...]) -> SharedRow | None:
        kind: Any = type(row)
        values = {name: getattr(row, name) for name in names}
        if any(value is None for value in values.values()):
            return None
        same = [getattr(kind, name) == value for name, value in values.items()]
        found: SharedRow | None = self._work.session.scalars(select(kind).where(kind.uid != row.uid, *same)).first()
        return found

    def _mark(self, row: SharedRow) -> None:
        key = (row.__tablename__, row.uid)
        remark = self._work.session.get(RowRemark, key)
        if remark is None:
            remark = RowRemark(noun=key[0], row_uid=key[1])
            self._work.session.add(remark)
        remark.revision, remark.header_hash, remark.came_at = row.revision, "", self._work.now
        remark.reason = _("Máy khác của cơ quan cũng có bản ghi này (trùng số hoặc trùng mục). Hãy sửa một trong hai.")


def _points_to(row: SharedRow) -> set[str]:
    table: Any = type(row).__table__
    return {value for column in table.columns if column.foreign_keys and (value := getattr(row, column.name))}


def _only_once(kind: type[SharedRow]) -> list[tuple[str, ...]]:
    table: Any = kind.__table__
    return [
        tuple(column.name for column in constraint.columns)
        for constraint in table.constraints
        if isinstance(constraint, UniqueConstraint)
    ]
