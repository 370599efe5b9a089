"""Files to carry, real servers for the whole run, and every carrier in the same shape for the one suite."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pytest

from app.carriers.carrier import Arrival, Carrier, Since
from app.carriers.email_out import MailOut, MailServer
from app.carriers.folder import FolderCarrier
from app.carriers.mail import MailCarrier
from app.carriers.mailbox import Mailbox
from app.carriers.memory import MemoryCarrier
from app.carriers.passwords import Passwords
from app.carriers.security import Security
from app.carriers.webdav import WebDavCarrier
from app.kernel.clock import FixedClock
from app.kernel.progress import Progress
from tests.carriers.mail_server import PostOffice, post_office
from tests.carriers.servers import (
    PLAIN_PASSWORD,
    USER,
    DavServer,
    ImapServer,
    Papers,
    dovecot,
    make_papers,
    nginx,
    servers_folder,
)
from tests.support.stores import START

QUIET = Progress()
NAME = "14272-000000000001-7.xaso"
KNOWN = Passwords(ask=lambda _account: PLAIN_PASSWORD, safe=None)
PATIENCE = 15.0
"""Seconds for servers that do answer, even where many tests share one processor."""
SHORT = 1.0
"""Seconds for servers that are made to hang."""


def make_file(folder: Path, size: int = 50_000, *, seed: int = 1, name: str = "goi.bin") -> Path:
    """A file of drawn bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_bytes(random.Random(seed).randbytes(size))
    return path


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def arrivals(carrier: Carrier, into: Path, since: Since | None = None) -> list[Arrival]:
    """What a collection brings."""
    found = carrier.collect(into, since or Since(), QUIET)
    return [one for one in found if isinstance(one, Arrival)]


@pytest.fixture
def parcel(tmp_path: Path) -> Path:
    """A file ready to be sent."""
    return make_file(tmp_path / "cho-gui")


@pytest.fixture(scope="session")
def places() -> Iterator[Path]:
    with servers_folder() as folder:
        yield folder


@pytest.fixture(scope="session")
def papers(places: Path) -> Papers:
    return make_papers(places)


@pytest.fixture(scope="session")
def imap(places: Path, papers: Papers) -> Iterator[ImapServer]:
    with dovecot(places, papers) as server:
        yield server


@pytest.fixture(scope="session")
def office_of_mail(imap: ImapServer, papers: Papers) -> Iterator[PostOffice]:
    with post_office(imap, papers) as office:
        yield office


@pytest.fixture
def post(office_of_mail: PostOffice) -> PostOffice:
    """The mail server in good health, with nothing handed in yet."""
    office_of_mail.answers.clear()
    office_of_mail.came.clear()
    return office_of_mail


@pytest.fixture(scope="session")
def dav(places: Path, papers: Papers) -> Iterator[DavServer]:
    with nginx(places, papers) as server:
        yield server


@dataclass
class Trial:
    """One carrier with an empty place of its own, and what a test may do behind its back."""

    kind: str
    carrier: Carrier
    put: Callable[[str, bytes], None]
    """Somebody else puts a file there."""
    names: Callable[[], list[str]]
    """Every name that lies there, half-written ones too."""
    keeps_names: bool = True
    """Whether one name can hold one file only."""


def memory_trial() -> Trial:
    carrier = MemoryCarrier(patience=PATIENCE)
    return Trial("memory", carrier, carrier.shelf.__setitem__, lambda: sorted(carrier.shelf))


def folder_trial(folder: Path) -> Trial:
    folder.mkdir()

    def names() -> list[str]:
        return sorted(path.name for path in folder.iterdir() if path.name != "xaso-thanh-nho.json")

    return Trial("folder", FolderCarrier(folder), lambda name, content: _write(folder / name, content), names)


def _write(path: Path, content: bytes) -> None:
    path.write_bytes(content)


def mail_carrier(post: PostOffice, papers: Papers, user: str, **changes) -> MailCarrier:
    """Mail to one fresh mailbox: handed in by STARTTLS, fetched by TLS."""
    out = MailServer(
        host="localhost",
        port=post.ports["starttls"],
        user=USER,
        security=Security.STARTTLS,
        authority=papers.authority,
    )
    box = MailServer(host="localhost", port=post.mailboxes.tls_port, user=user, authority=papers.authority)
    return MailCarrier(
        MailOut(
            server=changes.get("out", out),
            sender="xa@xa.example",
            receiver=f"{user}@tinh.example",
            clock=FixedClock(START),
            passwords=KNOWN,
            patience=PATIENCE,
        ),
        Mailbox(server=changes.get("box", box), passwords=KNOWN, patience=PATIENCE),
    )


def fresh_user() -> str:
    return f"hop-{uuid4().hex[:12]}"


def attached(name: str, content: bytes) -> bytes:
    """A message as somebody's own mail program writes it."""
    from email.message import EmailMessage

    message = EmailMessage()
    message["Subject"] = "Kính gửi"
    message.set_content("Tệp kèm theo.")
    message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def mail_trial(post: PostOffice, papers: Papers) -> Trial:
    user = fresh_user()
    box = post.mailboxes.mail / user

    def names() -> list[str]:
        return sorted(path.name for part in ("new", "cur") for path in (box / part).glob("*"))

    def put(name: str, content: bytes) -> None:
        post.mailboxes.deliver(user, attached(name, content))

    return Trial("mail", mail_carrier(post, papers, user), put, names, keeps_names=False)


def dav_carrier(dav: DavServer, papers: Papers, folder: str, **changes) -> WebDavCarrier:
    """WebDAV over TLS; with ``port`` in clear over that port of this computer."""
    if port := changes.pop("port", 0):
        address = f"http://127.0.0.1:{port}/{folder}"
    else:
        address = f"https://localhost:{dav.tls_port}/{folder}"
    settings = {"user": USER, "passwords": KNOWN, "authority": papers.authority, "patience": PATIENCE}
    return WebDavCarrier(address=address, **{**settings, **changes})


def dav_trial(dav: DavServer, papers: Papers) -> Trial:
    folder = dav.folder(f"xã {uuid4().hex[:8]}")

    def names() -> list[str]:
        return sorted(path.name for path in folder.iterdir())

    def put(name: str, content: bytes) -> None:
        _write(folder / name, content)

    from urllib.parse import quote

    return Trial("webdav", dav_carrier(dav, papers, quote(folder.name)), put, names)


@pytest.fixture(params=["memory", "folder", "mail", "webdav"])
def trial(request: pytest.FixtureRequest, tmp_path: Path) -> Trial:
    """Each carrier in turn."""
    if request.param == "memory":
        return memory_trial()
    if request.param == "folder":
        return folder_trial(tmp_path / "USB")
    papers = request.getfixturevalue("papers")
    if request.param == "mail":
        return mail_trial(request.getfixturevalue("post"), papers)
    return dav_trial(request.getfixturevalue("dav"), papers)
