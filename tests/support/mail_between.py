"""Two offices that reach each other by real servers on this computer: a mailbox each, or a WebDAV folder for both."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import quote
from uuid import uuid4

from app.carriers.passwords import Passwords
from app.carriers.security import Security
from app.connections.accounts import DavAccount, MailAccount, Place, Way
from app.connections.collecting import Collected, collect_from
from app.connections.commands import SaveDavAccount, SaveMailAccount, SavePlace
from app.connections.queries import to_send
from app.connections.sending import Sent, send_out
from app.kernel.progress import Progress
from tests.carriers.servers import PLAIN_PASSWORD, USER
from tests.support.two_offices import Office

KNOWN = Passwords(ask=lambda _account: PLAIN_PASSWORD, safe=None)
NOBODY = Passwords(ask=lambda _account: None, safe=None)
WRONG = Passwords(ask=lambda _account: "sai-mat-khau", safe=None)


def account(post: Any, papers: Any, box: str, receiver: str = "", **changes: Any) -> MailAccount:
    """A mailbox of the servers of this run, handed in by STARTTLS and fetched by TLS."""
    made = MailAccount(
        address=f"{box}@xa.example",
        user=box,
        smtp_host="localhost",
        smtp_port=post.ports["starttls"],
        smtp_security=Security.STARTTLS,
        imap_host="localhost",
        imap_port=post.mailboxes.tls_port,
        receiver=receiver,
        authority=str(papers.authority),
    )
    return replace(made, **changes)


def by_mail(commune: Office, superior: Office, post: Any, papers: Any) -> tuple[str, str]:
    """Both enter their mailboxes and where the other is reached; gives the two mailboxes."""
    low, high = (f"{name}-{uuid4().hex[:10]}" for name in ("xa", "huyen"))
    commune.desk.do(SaveMailAccount(account=account(post, papers, low, f"{high}@tinh.example")))
    superior.desk.do(SaveMailAccount(account=account(post, papers, high)))
    superior.desk.do(SavePlace(office_uid=commune.uid, place=Place(mail=f"{low}@xa.example")))
    return low, high


def by_webdav(commune: Office, superior: Office, dav: Any, papers: Any) -> Any:
    """Both use one folder of the server; gives it as it lies on the disk."""
    folder = dav.folder(f"xa {uuid4().hex[:8]}")
    address = f"https://localhost:{dav.tls_port}/{quote(folder.name)}"
    entered = DavAccount(address=address, user=USER, authority=str(papers.authority))
    for office in (commune, superior):
        office.desk.do(SaveDavAccount(account=entered))
    return folder


def send(office: Office, way: Way = Way.MAIL, passwords: Passwords = KNOWN) -> list[Sent]:
    """Sends whatever should go now."""
    return send_out(office.desk, office.desk.read(to_send), way, passwords, Progress())


def collect(office: Office, way: Way = Way.MAIL, passwords: Passwords = KNOWN) -> Collected:
    """Looks into the mailbox or folder."""
    return collect_from(office.desk, way, passwords, Progress())
