"""States of the exchange in words, shape and tone: handed over never looks like received."""

from __future__ import annotations

from datetime import datetime

from app.exchange.header import Kind
from app.exchange.queries import OutgoingView
from app.intake.views import CameIn
from app.kernel.clock import VIETNAM
from app.kernel.words import N_, _
from app.vocabulary import InboxState, KeyState, OutboxState, ReviewState

_SENT = {
    OutboxState.PREPARED: (N_("đã chuẩn bị, chưa giao"), "circle", "warn"),
    OutboxState.LEAVING: (N_("chưa giao xong, sẽ giao lại"), "circle", "warn"),
    OutboxState.HANDED_OVER: (N_("đã giao, chờ biên nhận"), "send", ""),
    OutboxState.CONFIRMED: (N_("có biên nhận"), "received", "accent"),
    OutboxState.REFUSED: (N_("cấp trên không nhận"), "error", "bad"),
    OutboxState.SUPERSEDED: (N_("đã thay bằng gói sau"), "refresh", "quiet"),
}
_GIVEN = (N_("đã giao"), "send", "")
_DOWN = {
    OutboxState.HANDED_OVER: (N_("đã giao, chờ xã báo nhận"), "send", ""),
    OutboxState.CONFIRMED: (N_("xã đã nhận"), "received", "accent"),
    OutboxState.REFUSED: (N_("xã không nhận"), "error", "bad"),
}
"""Packages, which communes answer."""
_CAME = {
    InboxState.TAKEN_IN: (N_("đã nhận"), "ok", "accent"),
    InboxState.DUPLICATE: (N_("đã nhận từ trước"), "ok", "quiet"),
    InboxState.WAITING: (N_("chờ gói trước"), "calendar", "warn"),
    InboxState.FORK: (N_("hai bản khác nhau, giữ cả hai"), "warning", "bad"),
    InboxState.QUARANTINED: (N_("giữ riêng, chưa nhận"), "lock", "bad"),
}
_REVIEWS = {
    ReviewState.RETURNED: (N_("chờ sửa"), "flag", "warn"),
    ReviewState.CORRECTED: (N_("đã sửa"), "ok", "accent"),
    ReviewState.WITHDRAWN: (N_("đã rút"), "close", "quiet"),
}
_KEYS = {
    KeyState.QUARANTINED: (N_("chờ so từ"), "circle", "warn"),
    KeyState.TRUSTED: (N_("tin dùng"), "ok", "accent"),
    KeyState.REPLACED: (N_("đã thay"), "refresh", "quiet"),
    KeyState.REVOKED: (N_("thu hồi"), "error", "bad"),
}
_KINDS = {Kind.BUNDLE: N_("Gói gửi"), Kind.RECEIPT: N_("Biên nhận"), Kind.PACKAGE: N_("Gói hướng dẫn")}


def sent_look(view: OutgoingView) -> tuple[str, str, str]:
    """(words, icon, tint) of a file of the outbox; a receipt waits for none."""
    words, icon, tint = _SENT[view.state]
    if view.kind == Kind.PACKAGE:
        words, icon, tint = _DOWN.get(view.state, (words, icon, tint))
    elif view.kind == Kind.RECEIPT and view.state is OutboxState.HANDED_OVER:
        words, icon, tint = _GIVEN
    if view.problem and view.state in (OutboxState.PREPARED, OutboxState.LEAVING, OutboxState.HANDED_OVER):
        tint = "bad"
    return _(words), icon, tint


def came_look(state: InboxState) -> tuple[str, str, str]:
    """(words, icon, tint) of a file that came in."""
    words, icon, tint = _CAME[state]
    return _(words), icon, tint


def review_look(state: ReviewState) -> tuple[str, str, str]:
    """(words, icon, tint) of a request for correction."""
    words, icon, tint = _REVIEWS[state]
    return _(words), icon, tint


def key_look(state: KeyState) -> tuple[str, str, str]:
    """(words, icon, tint) of a key."""
    words, icon, tint = _KEYS[state]
    return _(words), icon, tint


def kind_words(kind: str) -> str:
    """What a file of the exchange is called."""
    return _(_KINDS[Kind(kind)]) if kind in {str(each) for each in Kind} else _("Tệp chưa rõ loại")


def moment(at: datetime | None) -> str:
    """A moment as people here read it; empty for none."""
    return f"{at.astimezone(VIETNAM):%d/%m/%Y %H:%M}" if at is not None else ""


def came_words(came: CameIn, name: str = "") -> str:
    """What became of one file, with the reason and what to do."""
    what = f"{kind_words(came.kind)} {name}".strip()
    head = f"{what}: {came_look(came.state)[0]}"
    told = f"{came.sentence} {came.next_step} ({came.code})" if came.code else came.note
    return f"{head}. {told}".strip() if told else f"{head}."
