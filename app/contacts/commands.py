"""What can be done with channels and contacts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from app.contacts.rules import BAD_COUNT, ENDS_EARLY, NAME_LIMIT, NO_NAME, NO_TEXT, NOBODY, TEXT_LIMIT, check_day
from app.kernel.commands import Permission, handles
from app.kernel.text import clean_block, clean_line
from app.kernel.words import N_
from app.kernel.work import UnitOfWork
from db.models import Body, Channel, Contact, Partner
from db.vocabulary import ContactKind

_ABOUT = {"body": Body, "channel": Channel, "partner": Partner}


@dataclass(frozen=True, kw_only=True)
class KeepChannel:
    """A group or page is entered, or corrected where ``uid`` is given."""

    network: str = "zalo"
    name: str
    valid_from: date
    valid_to: date | None = None
    address: str = ""
    purpose: str = ""
    body: str | None = None
    members: int | None = None
    households: int | None = None
    daily: bool = False
    uid: str = ""


@dataclass(frozen=True, kw_only=True)
class RemoveChannel:
    """A channel entered by mistake is taken out."""

    uid: str


@dataclass(frozen=True, kw_only=True)
class LogContacts:
    """One instruction or exchange, to one or several teams, channels or partners."""

    kind: ContactKind
    about_noun: str
    about: tuple[str, ...]
    held_on: date
    text: str
    by: str | None = None


@dataclass(frozen=True, kw_only=True)
class RemoveContact:
    """A contact entered by mistake is taken out."""

    uid: str


@handles(KeepChannel, action="channel.keep", needs=Permission.WRITE, sentence=N_("Đã ghi một kênh trao đổi"))
def keep_channel(work: UnitOfWork, command: KeepChannel) -> str:
    """Adds or changes a channel; Refused CON-01, CON-02, CON-03, CON-06 with the field."""
    name = clean_line(command.name, field="name", limit=NAME_LIMIT)
    if not name:
        raise NO_NAME(field="name")
    check_day(command.valid_from, work.today, field="valid_from")
    if command.valid_to is not None and command.valid_to < command.valid_from:
        raise ENDS_EARLY(field="valid_to")
    for field in ("members", "households"):
        count = getattr(command, field)
        if count is not None and count < 0:
            raise BAD_COUNT(field=field, count=count)
    row = work.get(Channel, command.uid) if command.uid else None
    values: dict[str, Any] = {
        "network": clean_line(command.network, field="network", limit=NAME_LIMIT),
        "name": name,
        "address": clean_line(command.address, field="address", limit=TEXT_LIMIT),
        "purpose": clean_line(command.purpose, field="purpose", limit=NAME_LIMIT),
        "body": command.body,
        "members": command.members,
        "households": command.households,
        "daily": command.daily,
        "valid_from": command.valid_from,
        "valid_to": command.valid_to,
    }
    if row is None:
        return work.new(Channel, **values).uid
    for field, value in values.items():
        setattr(row, field, value)
    return row.uid


@handles(RemoveChannel, action="channel.remove", needs=Permission.WRITE, sentence=N_("Đã bỏ một kênh trao đổi"))
def remove_channel(work: UnitOfWork, command: RemoveChannel) -> str:
    """Takes out a channel; its exchanges stay in the log."""
    row = work.get(Channel, command.uid)
    work.remove(row)
    return row.uid


@handles(LogContacts, action="contact.log", needs=Permission.WRITE, sentence=N_("Đã ghi {result} lượt trao đổi"))
def log_contacts(work: UnitOfWork, command: LogContacts) -> int:
    """Keeps one contact for each one spoken to; Refused CON-02, CON-04, CON-05 with the field."""
    text = clean_block(command.text, field="text", limit=TEXT_LIMIT)
    if not text:
        raise NO_TEXT(field="text")
    if not command.about:
        raise NOBODY(field="about")
    check_day(command.held_on, work.today, field="held_on")
    for uid in dict.fromkeys(command.about):
        about = work.get(_ABOUT[command.about_noun], uid)
        work.new(
            Contact,
            kind=command.kind,
            about_noun=command.about_noun,
            about=about.uid,
            held_on=command.held_on,
            by=command.by,
            text=text,
        )
    return len(set(command.about))


@handles(RemoveContact, action="contact.remove", needs=Permission.WRITE, sentence=N_("Đã bỏ một lượt trao đổi"))
def remove_contact(work: UnitOfWork, command: RemoveContact) -> str:
    """Takes out a contact entered by mistake."""
    row = work.get(Contact, command.uid)
    work.remove(row)
    return row.uid
