"""From an account as people enter it to the carriers that use it."""

from __future__ import annotations

from pathlib import Path

from app.carriers.email_out import MailOut, MailServer
from app.carriers.mailbox import Mailbox
from app.carriers.passwords import Account, Passwords
from app.carriers.webdav import WebDavCarrier
from app.connections.accounts import Connections, DavAccount, MailAccount, Way, way_words
from app.connections.rules import NO_AUTHORITY, NOT_SET_UP
from app.kernel.clock import Clock

MB = 1_000_000


def mail_out(account: MailAccount, receiver: str, clock: Clock, passwords: Passwords) -> MailOut:
    """Hands letters in for one receiver, or only writes them where no server is named; Unavailable ACC-10."""
    server = MailServer(
        host=account.smtp_host,
        port=account.smtp_port,
        user=account.log_in,
        security=account.smtp_security,
        authority=_authority(account.authority),
    )
    return MailOut(server=server, sender=account.address, receiver=receiver, clock=clock, passwords=passwords)


def mailbox(account: MailAccount, passwords: Passwords) -> Mailbox:
    """Looks into the mailbox; Refused ACC-08 when there is no server, Unavailable ACC-10."""
    if not account.collects:
        raise NOT_SET_UP(way=way_words(Way.MAIL))
    server = MailServer(
        host=account.imap_host,
        port=account.imap_port,
        user=account.log_in,
        security=account.imap_security,
        authority=_authority(account.authority),
    )
    return Mailbox(server=server, folder=account.folder, passwords=passwords)


def dav_folder(account: DavAccount, folder: str, passwords: Passwords) -> WebDavCarrier:
    """One folder of the WebDAV server, the common one where none is named; Refused ACC-08, Unavailable ACC-10."""
    if not account.is_set_up:
        raise NOT_SET_UP(way=way_words(Way.WEBDAV))
    return WebDavCarrier(
        address=folder or account.address,
        user=account.user,
        passwords=passwords,
        authority=_authority(account.authority),
    )


def mail_accounts(account: MailAccount) -> tuple[Account, ...]:
    """Whose password a mailbox needs: usually the same for both servers."""
    hosts = dict.fromkeys(host for host in (account.smtp_host, account.imap_host) if host)
    return tuple(Account(host, account.log_in) for host in hosts)


def dav_accounts(account: DavAccount, folders: tuple[str, ...] = ()) -> tuple[Account, ...]:
    """Whose password the WebDAV server needs; none where it asks for no name."""
    if not (account.is_set_up and account.user):
        return ()
    places = (WebDavCarrier(address=folder).place for folder in (account.address, *folders) if folder)
    return tuple(Account(place, account.user) for place in dict.fromkeys(places))


def accounts_of(known: Connections, way: Way) -> tuple[Account, ...]:
    """Whose password a way needs."""
    if way is Way.MAIL:
        return mail_accounts(known.mail)
    return dav_accounts(known.dav, tuple(each.place.folder for each in known.partners))


def _authority(text: str) -> Path | None:
    path = Path(text) if text else None
    if path is not None and not path.is_file():
        raise NO_AUTHORITY(text=path.name)
    return path
