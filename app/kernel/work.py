"""The unit of work: one transaction in which rows change, and change log and audit stand or fall with them."""

from __future__ import annotations

from datetime import date, datetime
from typing import TypeVar

from sqlalchemy.orm import Session

from app.kernel.actor import Actor
from app.kernel.clock import Clock
from app.kernel.files import FileStore
from app.kernel.problems import refused
from app.kernel.progress import Progress
from app.kernel.words import N_
from db.base import SharedRow
from db.uids import new_uid

Row = TypeVar("Row", bound=SharedRow)

NOT_FOUND = refused(
    "KER-01",
    N_("Không còn tìm thấy bản ghi này: có thể đã bị xóa ở cửa sổ khác."),
    next_step=N_("Làm mới danh sách rồi chọn lại. Chưa có gì bị thay đổi."),
)
NOT_OURS = refused(
    "KER-02",
    N_("Bản ghi này thuộc cơ quan khác nên không sửa được ở đây."),
    next_step=N_("Gửi yêu cầu sửa cho cơ quan sở hữu bản ghi."),
)


class UnitOfWork:
    """What a handler works with; it opens no transaction and writes no log itself."""

    def __init__(
        self,
        session: Session,
        *,
        actor: Actor,
        clock: Clock,
        files: FileStore,
        own_office_uid: str,
        progress: Progress | None = None,
    ) -> None:
        self.session = session
        self.actor = actor
        self.files = files
        self.own_office_uid = own_office_uid
        self.progress = progress or Progress()
        """Where a long handler tells how far it is; being cancelled rolls everything back."""
        self.now: datetime = clock.now()
        self.today: date = clock.today()

    def new(self, mapping: type[Row], /, *, uid: str = "", **fields: object) -> Row:
        """Adds a row owned by the own office; a fresh uid unless one is given (loading a file)."""
        row = mapping(uid=uid or new_uid(self.now), office_uid=self.own_office_uid, revision=0, **fields)
        self.session.add(row)
        return row

    def get(self, mapping: type[Row], uid: str) -> Row:
        """A living row of ours; Refused KER-01 when there is none, KER-02 when another office owns it."""
        row = self.session.get(mapping, uid)
        if row is None or row.deleted_at is not None:
            raise NOT_FOUND()
        if row.office_uid != self.own_office_uid:
            raise NOT_OURS()
        return row

    def remove(self, row: SharedRow) -> None:
        """Marks a row as deleted; the mark travels, because absence never means deletion."""
        row.deleted_at = self.now
