"""Everything the page of the office above shows, read in one go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from app.exchange.header import Kind
from app.exchange.opening import inspect
from app.exchange.queries import KeyView, OutgoingView, keys, outbox
from app.exchange.ring import BELOW, OURS
from app.intake.phoning import code_to_read
from app.intake.queries import CommuneView, InboxView, communes, inbox
from app.intake.receiving import kept_path
from app.intake.reviewing import ReviewView, reviews
from app.kernel.clock import VIETNAM
from app.kernel.files import FileStore
from app.offices.queries import office_versions
from app.received_records import title_in
from app.record_words import field_words, noun_words
from app.vocabulary import KeyState, ReviewState

LATE_DAYS = 31
"""Days without a bundle after which a commune counts as late: every commune reports each month."""


@dataclass(frozen=True, kw_only=True)
class CommuneLine:
    """One enrolled commune with how long it has been silent."""

    view: CommuneView
    days: int | None
    """Since its last bundle; None before the first."""
    waiting_key: KeyView | None
    """A key of it that is not compared yet."""
    returned: int

    @property
    def uid(self) -> str:
        """Its office."""
        return self.view.office_uid

    @property
    def is_late(self) -> bool:
        """Whether its last bundle is too long ago, or none ever came."""
        return self.days is None or self.days > LATE_DAYS


@dataclass(frozen=True, kw_only=True)
class FileLine:
    """One file that came in."""

    view: InboxView
    office: str

    @property
    def uid(self) -> str:
        """The file by its contents."""
        return self.view.file_sha256


@dataclass(frozen=True, kw_only=True)
class ReviewLine:
    """One record sent back."""

    uid: str
    office: str
    kind: str
    title: str
    field: str
    comment: str
    state: ReviewState


@dataclass(frozen=True, kw_only=True)
class IntakeSeen:
    """The page at one moment."""

    is_set_up: bool
    own: KeyView | None
    communes: tuple[CommuneLine, ...]
    files: tuple[FileLine, ...]
    reviews: tuple[ReviewLine, ...]
    going: tuple[OutgoingView, ...]
    """Receipts and packages made for communes."""


def intake_seen(session: Any, own_office_uid: str, day: date) -> IntakeSeen:
    """Reads communes, files, what was sent back and what goes down."""
    every = keys(session, own_office_uid)
    found = communes(session)
    sent_back = [view for view in reviews(session) if not view.is_answer]  # answers stand at their difficulty
    names = {view.office_uid: view.office_name for view in found}
    return IntakeSeen(
        is_set_up=bool(office_versions(session)),
        own=next((key for key in every if key.relation == OURS and key.state is KeyState.TRUSTED), None),
        communes=tuple(_commune(view, every, sent_back, day) for view in found),
        files=tuple(
            FileLine(view=view, office=names.get(view.office_uid, view.office_code)) for view in inbox(session)
        ),
        reviews=tuple(_review(session, view, names) for view in reversed(sent_back)),
        going=tuple(view for view in outbox(session) if view.kind != Kind.BUNDLE),
    )


def phone_code_for(session: Any, files: FileStore, file_sha256: str) -> str:
    """The twelve characters to be read out for a bundle that came in; Refused INT-08."""
    return code_to_read(session, inspect(kept_path(files, file_sha256)).header_hash)


def _commune(view: CommuneView, every: list[KeyView], sent_back: list[ReviewView], day: date) -> CommuneLine:
    last = view.last_came_at
    own = [key for key in every if key.relation == BELOW and key.office_uid == view.office_uid]
    return CommuneLine(
        view=view,
        days=(day - last.astimezone(VIETNAM).date()).days if last is not None else None,
        waiting_key=next((key for key in own if key.state is KeyState.QUARANTINED), None),
        returned=sum(
            each.target_office == view.office_uid and each.state is ReviewState.RETURNED for each in sent_back
        ),
    )


def _review(session: Any, view: ReviewView, names: dict[str, str]) -> ReviewLine:
    return ReviewLine(
        uid=view.uid,
        office=names.get(view.target_office, ""),
        kind=noun_words(view.noun),
        title=title_in(session, view.target_office, view.noun, view.row_uid),
        field=field_words(view.field),
        comment=view.comment,
        state=view.state,
    )
