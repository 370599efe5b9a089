"""A mail server to hand mail in to, in front of the mailboxes; it can be told to refuse, as real ones do."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword, Session

from tests.carriers.servers import PLAIN_PASSWORD, ImapServer, Papers, free_port

LIMIT = 12 * 1024 * 1024
"""Bytes of a message the server takes."""


@dataclass
class PostOffice:
    """Where mail is handed in; ``answers`` are given instead of taking the message, by the command they answer."""

    mailboxes: ImapServer
    answers: dict[str, str] = field(default_factory=dict)
    came: list[bytes] = field(default_factory=list)
    ports: dict[str, int] = field(default_factory=dict)

    async def handle_MAIL(  # noqa: N802  aiosmtpd names its hooks by SMTP's commands
        self, _server, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if "MAIL" in self.answers:
            return self.answers["MAIL"]
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, _server, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if "RCPT" in self.answers:
            return self.answers["RCPT"]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        if "DATA" in self.answers:
            return self.answers["DATA"]
        assert isinstance(envelope.content, bytes)
        self.came.append(envelope.content)
        for address in envelope.rcpt_tos:
            self.mailboxes.deliver(address.partition("@")[0], envelope.content)
        return "250 2.0.0 OK"

    def who(self, _server, _session: Session, _envelope: Envelope, _mechanism: str, data: object) -> AuthResult:
        """Everybody with the one password."""
        known = isinstance(data, LoginPassword) and data.password == PLAIN_PASSWORD.encode()
        return AuthResult(success=known, handled=False)


@contextmanager
def post_office(mailboxes: ImapServer, papers: Papers) -> Iterator[PostOffice]:
    """One server per way of encrypting: "tls", "starttls" (log-in needed) and "none"."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(papers.certificate, papers.key)
    office = PostOffice(mailboxes)
    common = {"hostname": "127.0.0.1", "data_size_limit": LIMIT, "ident": "thu", "decode_data": False}
    log_in = {"authenticator": office.who, "auth_required": True, "auth_require_tls": True}
    running = []
    try:
        for name, own in {
            "tls": {"ssl_context": context, "authenticator": office.who, "auth_require_tls": False},
            "starttls": {"tls_context": context, "require_starttls": True, **log_in},
            "none": {},
        }.items():
            office.ports[name] = free_port()
            controller = Controller(office, port=office.ports[name], **common, **own)
            controller.start()
            running.append(controller)
        yield office
    finally:
        for controller in running:
            controller.stop()
