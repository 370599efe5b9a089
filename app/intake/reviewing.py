"""Records sent back for correction: a remark of the office above beside a record, never a change of it."""

from __future__ import annotations

import json
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.handled_above import is_answer
from app.kernel.commands import Permission, handles
from app.kernel.problems import refused
from app.kernel.text import clean_block
from app.kernel.words import N_
from app.kernel.work import UnitOfWork
from db.base import SharedRow, shared_rows
from db.models import ReceivedRow, Review, RowRemark
from db.vocabulary import ReviewState

COMMENT_LIMIT = 2000
NOT_RECEIVED = refused(
    "RVW-01",
    N_("Chưa nhận được bản ghi này từ cơ quan đó nên không trả lại được."),
    next_step=N_("Nhận gói của cơ quan đó trước, hoặc chọn lại bản ghi."),
)
NO_COMMENT = refused(
    "RVW-02", N_("Chưa ghi lý do trả lại."), next_step=N_("Ghi rõ chỗ cần sửa để cán bộ xã biết phải làm gì.")
)
NO_SUCH_FIELD = refused(
    "RVW-03",
    N_("Bản ghi này không có mục “{field}”."),
    next_step=N_("Chọn lại mục cần sửa, hoặc để trống nếu nói về cả bản ghi."),
)
SETTLED = refused(
    "RVW-04",
    N_("Yêu cầu sửa này đã xong hoặc đã rút."),
    next_step=N_("Nếu vẫn cần sửa, hãy trả lại bản ghi lần nữa."),
)


@dataclass(frozen=True, kw_only=True)
class ReturnRecord:
    """A record of a commune is sent back with a comment, on one of its fields or on the whole."""

    target_office: str
    noun: str
    row_uid: str
    comment: str
    field: str = ""


@dataclass(frozen=True, kw_only=True)
class WithdrawReview:
    """A request is taken back."""

    review: str


@dataclass(frozen=True, kw_only=True)
class ReviewView:
    """One request for correction, as either side sees it."""

    uid: str
    target_office: str
    noun: str
    row_uid: str
    row_revision: int
    field: str
    comment: str
    state: ReviewState

    @property
    def is_answer(self) -> bool:
        """Whether it answers a difficulty: nothing is to be mended then."""
        return is_answer(self.noun, self.field)


@handles(ReturnRecord, action="review.return", needs=Permission.WRITE, sentence=N_("Đã trả lại một bản ghi để sửa"))
def return_record(work: UnitOfWork, command: ReturnRecord) -> str:
    """The uid of the review; Refused RVW-01 to RVW-03, TXT-01."""
    held = work.session.get(ReceivedRow, (command.target_office, command.noun, command.row_uid))
    if held is None:
        raise NOT_RECEIVED()
    if command.field and command.field not in json.loads(held.payload):
        raise NO_SUCH_FIELD(field="field")
    comment = clean_block(command.comment, field="comment", limit=COMMENT_LIMIT)
    if not comment:
        raise NO_COMMENT(field="comment")
    row = work.new(
        Review,
        target_office=command.target_office,
        noun=command.noun,
        row_uid=command.row_uid,
        row_revision=held.revision,
        field=command.field,
        comment=comment,
        state=ReviewState.RETURNED,
    )
    return row.uid


@handles(WithdrawReview, action="review.withdraw", needs=Permission.WRITE, sentence=N_("Đã rút một yêu cầu sửa"))
def withdraw_review(work: UnitOfWork, command: WithdrawReview) -> str:
    """Refused RVW-04 once it is settled."""
    row = work.get(Review, command.review)
    if row.state is not ReviewState.RETURNED:
        raise SETTLED()
    row.state = ReviewState.WITHDRAWN
    return row.uid


def reviews(session: Session, *, office_uid: str = "") -> list[ReviewView]:
    """In the office above: what was sent back, of one commune or all."""
    query = select(Review).where(Review.deleted_at.is_(None)).order_by(Review.uid)
    if office_uid:
        query = query.where(Review.target_office == office_uid)
    return [
        ReviewView(
            uid=row.uid,
            target_office=row.target_office,
            noun=row.noun,
            row_uid=row.row_uid,
            row_revision=row.row_revision,
            field=row.field,
            comment=row.comment,
            state=row.state,
        )
        for row in session.scalars(query)
    ]


def requests(session: Session, own_office_uid: str) -> list[ReviewView]:
    """In a commune: what came back; corrected here as soon as the own record was changed, whatever above knows yet."""
    rows = session.scalars(select(ReceivedRow).where(ReceivedRow.noun == "review", ReceivedRow.problem == ""))
    found = []
    for row in rows:
        payload = json.loads(row.payload)
        if payload["target_office"] == own_office_uid and not payload.get("deleted_at"):
            found.append(_request(session, payload))
    return sorted(found, key=lambda view: view.uid)


def requests_on(session: Session, own_office_uid: str, noun: str, row_uid: str) -> list[ReviewView]:
    """What came back about one record, to be shown beside its fields."""
    return [view for view in requests(session, own_office_uid) if (view.noun, view.row_uid) == (noun, row_uid)]


def remarks_on(session: Session, noun: str, row_uid: str) -> str:
    """Why a receipt refused the record; empty where none did."""
    row = session.get(RowRemark, (noun, row_uid))
    return row.reason if row is not None else ""


def _request(session: Session, payload: dict[str, object]) -> ReviewView:
    state = ReviewState(str(payload["state"]))
    noun, uid, revision = str(payload["noun"]), str(payload["row_uid"]), int(str(payload["row_revision"]))
    kinds: dict[str, type[SharedRow]] = {kind.__tablename__: kind for kind in shared_rows()}
    own = session.get(kinds[noun], uid) if noun in kinds else None
    if state is ReviewState.RETURNED and own is not None and own.revision > revision:
        state = ReviewState.CORRECTED
    return ReviewView(
        uid=str(payload["uid"]),
        target_office=str(payload["target_office"]),
        noun=noun,
        row_uid=uid,
        row_revision=revision,
        field=str(payload["field"]),
        comment=str(payload["comment"]),
        state=state,
    )
