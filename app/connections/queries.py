"""What is kept of the network: the accounts, where others are reached, and what should go by which way."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.carriers.security import Security
from app.connections.accounts import Connections, DavAccount, MailAccount, Partner, Place, Way
from app.exchange.queries import KeyView, OutgoingView, keys, to_hand_over
from app.exchange.ring import ABOVE, BELOW
from app.kernel.settings import SettingKind, read_setting
from db.vocabulary import OutboxState

MAIL: SettingKind[dict[str, Any]] = SettingKind("connection.mail", {})
DAV: SettingKind[dict[str, Any]] = SettingKind("connection.webdav", {})
PLACES: SettingKind[dict[str, Any]] = SettingKind("connection.places", {})


def connections(session: Session, own_office_uid: str) -> Connections:
    """Everything entered about the network."""
    return Connections(
        mail=mail_account(session), dav=dav_account(session), partners=tuple(partners(session, own_office_uid))
    )


def mail_account(session: Session) -> MailAccount:
    """The mailbox of this office; an empty one before it was entered."""
    kept = read_setting(session, MAIL)
    return mail_of(kept) if kept else MailAccount()


def mail_of(kept: dict[str, Any]) -> MailAccount:
    """An account as it is kept."""
    security: dict[str, Any] = {
        name: Security(kept[name]) for name in ("smtp_security", "imap_security") if name in kept
    }
    return MailAccount(**(kept | security))


def dav_account(session: Session) -> DavAccount:
    """The folder on a WebDAV server; an empty one before it was entered."""
    return DavAccount(**read_setting(session, DAV))


def partners(session: Session, own_office_uid: str) -> list[Partner]:
    """Other offices whose key is known, those above first, by name."""
    places = read_setting(session, PLACES)
    found: dict[str, KeyView] = {}
    for key in keys(session, own_office_uid):
        if key.relation in (ABOVE, BELOW):
            found[key.office_uid] = key
    views = [
        Partner(
            office_uid=uid,
            name=key.office_name,
            is_above=key.relation == ABOVE,
            place=Place(**places.get(uid, {})),
        )
        for uid, key in found.items()
    ]
    return sorted(views, key=lambda view: (not view.is_above, view.name))


def to_send(session: Session, *, above: bool | None = None, own_office_uid: str = "") -> list[OutgoingView]:
    """What goes when a person asks: what no server took yet and what is asked for again, else all unconfirmed.

    ``above`` names one direction: files for offices above, or for those below.
    """
    found = to_hand_over(session)
    if above is not None:
        side = {each.office_uid for each in partners(session, own_office_uid) if each.is_above == above}
        found = [view for view in found if view.receiver_office in side]
    return [view for view in found if not _went(view)] or found


def due(session: Session, now: datetime) -> list[OutgoingView]:
    """What goes when nobody looks on, as at night: what no server took yet or is asked for again, its wait over."""
    found = [view for view in to_hand_over(session) if not _went(view)]
    return [view for view in found if view.next_try_at is None or view.next_try_at <= now]


def asked(session: Session, way: Way) -> list[OutgoingView]:
    """What somebody asked to send by a way and no server took yet, whether it waits for its time or for a person."""
    return [view for view in to_hand_over(session) if view.carrier == way and is_unsent(view)]


def is_unsent(view: OutgoingView) -> bool:
    """Whether it was asked to go over a network and has not gone, or is asked for again."""
    return view.is_to_hand_over and view.carrier in {str(way) for way in Way} and not _went(view)


def waiting(session: Session, *, way: Way | None = None, until: datetime | None = None) -> list[OutgoingView]:
    """What is tried again by itself: somebody asked to send it over a network; with ``until`` its wait is over."""
    ways = {str(each) for each in Way if way in (None, each)}
    return [
        view
        for view in to_hand_over(session)
        if view.carrier in ways and view.next_try_at is not None and (until is None or view.next_try_at <= until)
    ]


def _went(view: OutgoingView) -> bool:
    """Whether a server took it, and nobody has asked for it since."""
    ways = {str(way) for way in Way}
    return view.state is OutboxState.HANDED_OVER and view.carrier in ways and not view.problem
