"""The accounts of this office as people enter them; passwords are no part of them (see passwords.py)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.carriers.security import Security
from app.kernel.words import N_, _


class Way(StrEnum):
    """How a file travels over a network; kept as the carrier of what was sent by it."""

    MAIL = "mail"
    WEBDAV = "webdav"


EML = "eml"
"""Carrier of what a person sends by hand with another mail program."""
WAY_WORDS = {Way.MAIL: N_("thư điện tử"), Way.WEBDAV: N_("WebDAV")}


def way_words(way: Way) -> str:
    """What a way is called."""
    return _(WAY_WORDS[way])


@dataclass(frozen=True, kw_only=True)
class MailAccount:
    """A mailbox: where letters are handed in (SMTP) and fetched (IMAP); either half may be left out."""

    address: str = ""
    """Of this office; the sender of its letters."""
    user: str = ""
    """The name that logs in, where it is not the address."""
    smtp_host: str = ""
    smtp_port: int = 465
    smtp_security: Security = Security.TLS
    imap_host: str = ""
    imap_port: int = 993
    imap_security: Security = Security.TLS
    folder: str = "INBOX"
    receiver: str = ""
    """Address of the office above; communes have theirs in ``Place``."""
    most_mb: int = 8
    """Megabytes of one letter; what is larger goes in parts."""
    authority: str = ""
    """Path of a certificate (PEM) to trust besides the system's list; empty for most."""

    @property
    def log_in(self) -> str:
        """The name that logs in."""
        return self.user or self.address

    @property
    def sends(self) -> bool:
        """Whether letters can be handed in."""
        return bool(self.smtp_host)

    @property
    def collects(self) -> bool:
        """Whether the mailbox can be looked into."""
        return bool(self.imap_host)


@dataclass(frozen=True, kw_only=True)
class DavAccount:
    """A folder on a WebDAV server, both for what goes and what comes."""

    address: str = ""
    user: str = ""
    authority: str = ""

    @property
    def is_set_up(self) -> bool:
        """Whether there is a folder."""
        return bool(self.address)


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where one other office is reached; empty where nobody entered it."""

    mail: str = ""
    folder: str = ""
    """Its own folder on the WebDAV server; the common one where empty."""


@dataclass(frozen=True, kw_only=True)
class Partner:
    """An office whose key is known, and where it is reached."""

    office_uid: str
    name: str
    is_above: bool
    place: Place


@dataclass(frozen=True, kw_only=True)
class Connections:
    """Everything entered about the network, in one go."""

    mail: MailAccount
    dav: DavAccount
    partners: tuple[Partner, ...]

    @property
    def ways(self) -> tuple[Way, ...]:
        """By which something can be sent."""
        return tuple(way for way, there in ((Way.MAIL, self.mail.sends), (Way.WEBDAV, self.dav.is_set_up)) if there)

    @property
    def sources(self) -> tuple[Way, ...]:
        """From which something can be collected."""
        return tuple(way for way, there in ((Way.MAIL, self.mail.collects), (Way.WEBDAV, self.dav.is_set_up)) if there)
