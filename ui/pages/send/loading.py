"""Everything the page of sending shows, read in one go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.exchange.content import Preview, preview
from app.exchange.queries import KeyView, OutgoingView, keys, outbox
from app.exchange.ring import ABOVE, OURS
from app.intake.reviewing import ReviewView, requests
from app.kernel.files import FileStore
from app.offices.queries import office_versions
from app.record_places import own_title, place_of, remarks
from app.record_words import field_words, noun_words
from app.sent_back import way_to
from app.vocabulary import KeyState, ReviewState


@dataclass(frozen=True, kw_only=True)
class RequestLine:
    """One record that came back, with where it is corrected."""

    uid: str
    kind: str
    title: str
    field: str
    comment: str
    state: ReviewState
    page: str
    target: str


@dataclass(frozen=True, kw_only=True)
class SendSeen:
    """The page at one moment."""

    is_set_up: bool
    preview: Preview
    own: KeyView | None
    """The key in use; None before the first."""
    above: tuple[KeyView, ...]
    """Keys of offices above that are compared or wait to be."""
    bundles: tuple[OutgoingView, ...]
    requests: tuple[RequestLine, ...]

    @property
    def trusted(self) -> KeyView | None:
        """The compared key of the office above, the newest."""
        return next((key for key in reversed(self.above) if key.state is KeyState.TRUSTED), None)

    @property
    def waiting(self) -> KeyView | None:
        """A key of the office above that is not compared yet."""
        return next((key for key in reversed(self.above) if key.state is KeyState.QUARANTINED), None)

    @property
    def open_requests(self) -> int:
        """How many records wait to be corrected."""
        return sum(line.state is ReviewState.RETURNED for line in self.requests)


def send_seen(session: Any, files: FileStore, own_office_uid: str) -> SendSeen:
    """Reads what would go, who receives it, what went and what came back."""
    every = keys(session, own_office_uid)
    return SendSeen(
        is_set_up=bool(office_versions(session)),
        preview=preview(session, files),
        own=next((key for key in every if key.relation == OURS and key.state is KeyState.TRUSTED), None),
        above=tuple(
            key for key in every if key.relation == ABOVE and key.state in (KeyState.TRUSTED, KeyState.QUARANTINED)
        ),
        bundles=tuple(outbox(session)),
        requests=(
            *(_request(session, view) for view in requests(session, own_office_uid) if not view.is_answer),
            *(_remark(session, *each) for each in remarks(session)),
        ),
    )


def _request(session: Any, view: ReviewView) -> RequestLine:
    page, target = place_of(session, view.noun, view.row_uid)
    return RequestLine(
        uid=view.uid,
        kind=noun_words(view.noun),
        title=own_title(session, view.noun, view.row_uid),
        field=field_words(view.field),
        comment=view.comment,
        state=view.state,
        page=page,
        target=way_to(view.row_uid, view.field, target),
    )


def _remark(session: Any, noun: str, uid: str, reason: str, changed: bool) -> RequestLine:
    """A record that a receipt refused: it comes back like one that a person sent back."""
    page, target = place_of(session, noun, uid)
    return RequestLine(
        uid=f"{noun}/{uid}",
        kind=noun_words(noun),
        title=own_title(session, noun, uid),
        field="",
        comment=reason,
        state=ReviewState.CORRECTED if changed else ReviewState.RETURNED,
        page=page,
        target=way_to(uid, "", target),
    )
