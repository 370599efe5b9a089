"""Real servers on this computer for the time of a test run: mail in, mail out, WebDAV, and a line that misbehaves.

Each is started on free ports of 127.0.0.1 in a folder of its own, waited for until it answers, and ended by its id.
Programs that refuse to run as root get the account "nobody".
"""

from __future__ import annotations

import datetime as dt
import ipaddress
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

PLAIN_PASSWORD = "mat-khau-thu"
USER = "xa"
DAV_MODULE = Path("/usr/lib/nginx/modules/ngx_http_dav_ext_module.so")


@dataclass(frozen=True)
class Papers:
    """An authority nobody knows, and a certificate of it for this computer."""

    authority: Path
    certificate: Path
    key: Path


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def servers_folder() -> Iterator[Path]:
    """A folder that the account of the servers may enter; pytest's own is closed to it."""
    folder = Path(tempfile.mkdtemp(prefix="xaso-may-chu-"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def make_papers(folder: Path) -> Papers:
    """A fresh authority and its certificate for localhost and 127.0.0.1."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    def named(name: str) -> x509.Name:
        return x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])

    start = dt.datetime.now(dt.UTC) - dt.timedelta(days=1)
    root, own = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    place = x509.SubjectAlternativeName([x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    usage = x509.KeyUsage(True, False, False, False, False, True, True, False, False)
    root_id = x509.SubjectKeyIdentifier.from_public_key(root.public_key())

    def certificate(subject: str, key, *extensions) -> bytes:
        builder = (
            x509.CertificateBuilder()
            .subject_name(named(subject))
            .issuer_name(named("Thử nghiệm"))
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(start)
            .not_valid_after(start + dt.timedelta(days=30))
        )
        for extension, critical in extensions:
            builder = builder.add_extension(extension, critical)
        return builder.sign(root, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)

    authority_id = x509.AuthorityKeyIdentifier.from_issuer_public_key(root.public_key())
    ca = ((x509.BasicConstraints(True, None), True), (usage, True), (root_id, False))
    papers = Papers(folder / "ca.pem", folder / "cert.pem", folder / "key.pem")
    papers.authority.write_bytes(certificate("Thử nghiệm", root, *ca))
    papers.certificate.write_bytes(certificate("localhost", own, (place, False), (authority_id, False)))
    own_key = own.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    papers.key.write_bytes(own_key)
    _hand_to_servers(papers.key)
    return papers


def _account() -> Any:
    import pwd  # these servers run where such accounts exist

    return pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())


def _hand_to_servers(*paths: Path) -> None:
    if os.geteuid() == 0:
        for path in paths:
            shutil.chown(path, _account().pw_uid, _account().pw_gid)


def _program(name: str) -> str:
    found = shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    if found is None:
        pytest.skip(f"the server program {name} is not installed")
    return found


@contextmanager
def _running(command: list[str], folder: Path, *ports: int) -> Iterator[None]:
    become = {"user": _account().pw_uid, "group": _account().pw_gid, "extra_groups": []} if os.geteuid() == 0 else {}
    with (folder / "noi-ra.txt").open("wb") as told:
        child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=told, stderr=told, cwd=folder, **become)
    try:
        for port in ports:
            _wait_for(port, child, folder)
        yield
    finally:
        child.terminate()
        try:
            child.wait(10)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def _wait_for(port: int, child: subprocess.Popen[bytes], folder: Path) -> None:
    until = time.monotonic() + 20
    while time.monotonic() < until and child.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    told = "\n".join(file.read_text(errors="replace") for file in folder.glob("*.txt"))
    raise RuntimeError(f"the server did not start: {told[-2000:]}")


# ---------------------------------------------------------------- Dovecot


@dataclass(frozen=True)
class ImapServer:
    """Dovecot: one port for plain and STARTTLS, one for TLS; every user has the same password."""

    port: int
    tls_port: int
    mail: Path

    def deliver(self, user: str, message: bytes) -> Path:
        """Puts a message into a mailbox as a delivery agent does."""
        box = self.mail / user
        for part in ("tmp", "new", "cur"):
            (box / part).mkdir(parents=True, exist_ok=True)
            _hand_to_servers(box, box / part)
        # The time keeps them in order, as Maildir asks.
        name = f"{time.time():.6f}.{os.urandom(4).hex()}.localhost"
        (box / "tmp" / name).write_bytes(message)
        _hand_to_servers(box / "tmp" / name)
        return (box / "tmp" / name).rename(box / "new" / name)


# A wrong password slows down whoever comes next from the same address; here that would be another test.
DOVECOT = """
base_dir = {folder}/run
state_dir = {folder}/run
log_path = {folder}/nhat-ky.txt
protocols = imap
ssl = yes
ssl_cert = <{certificate}
ssl_key = <{key}
disable_plaintext_auth = no
auth_mechanisms = plain login
default_login_user = {user}
default_internal_user = {user}
default_internal_group = {group}
mail_location = maildir:{folder}/mail/%u
first_valid_uid = 1
first_valid_gid = 1
auth_failure_delay = 0
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    address = 127.0.0.1
    port = {port}
  }}
  inet_listener imaps {{
    address = 127.0.0.1
    port = {tls_port}
  }}
}}
service stats {{
  client_limit = 100
}}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/mail/%u
}}
"""


@contextmanager
def dovecot(folder: Path, papers: Papers) -> Iterator[ImapServer]:
    """A mailbox server for any user with PLAIN_PASSWORD."""
    program = _program("dovecot")
    import grp

    own = folder / "dovecot"
    server = ImapServer(free_port(), free_port(), own / "mail")
    server.mail.mkdir(parents=True)
    account = _account()
    text = DOVECOT.format(
        folder=own,
        certificate=papers.certificate,
        key=papers.key,
        user=account.pw_name,
        group=grp.getgrgid(account.pw_gid).gr_name,
        uid=account.pw_uid,
        gid=account.pw_gid,
        port=server.port,
        tls_port=server.tls_port,
        password=PLAIN_PASSWORD,
    )
    (own / "dovecot.conf").write_text(text, encoding="utf-8")
    _hand_to_servers(own, server.mail)
    with _running([program, "-F", "-c", str(own / "dovecot.conf")], own, server.port, server.tls_port):
        yield server


# ---------------------------------------------------------------- nginx


@dataclass(frozen=True)
class DavServer:
    """nginx with WebDAV over TLS and, on another port, in clear; log-in is USER with PLAIN_PASSWORD."""

    tls_port: int
    port: int
    root: Path
    most: int

    def folder(self, name: str) -> Path:
        """A folder below the root that the server may write."""
        place = self.root / name
        place.mkdir()
        _hand_to_servers(place)
        return place


NGINX = """
load_module {module};
pid {folder}/pid; error_log {folder}/nhat-ky.txt; daemon off; worker_processes 1;
events {{ worker_connections 64; }}
http {{
  access_log off;
  client_body_temp_path {folder}/tmp; proxy_temp_path {folder}/tmp; fastcgi_temp_path {folder}/tmp;
  uwsgi_temp_path {folder}/tmp; scgi_temp_path {folder}/tmp;
  client_max_body_size {most};
  dav_ext_lock_zone zone=locks:1m;
  server {{
    listen 127.0.0.1:{port};
    listen 127.0.0.1:{tls_port} ssl;
    ssl_certificate {certificate}; ssl_certificate_key {key};
    location / {{
      root {folder}/dav;
      dav_methods PUT DELETE MKCOL COPY MOVE; dav_ext_methods PROPFIND OPTIONS LOCK UNLOCK; dav_ext_lock zone=locks;
      auth_basic xaso; auth_basic_user_file {folder}/pw;
    }}
    location /ban/ {{ return 503; }}
    location /cam/ {{ return 403; }}
    location /day/ {{ return 507; }}
  }}
}}
"""


@contextmanager
def nginx(folder: Path, papers: Papers) -> Iterator[DavServer]:
    """A WebDAV server; /ban/, /cam/ and /day/ answer 503, 403 and 507."""
    program = _program("nginx")
    if not DAV_MODULE.exists():
        pytest.skip("nginx has no module for WebDAV listings")
    own = folder / "nginx"
    server = DavServer(free_port(), free_port(), own / "dav", 64 * 1024 * 1024)
    (own / "tmp").mkdir(parents=True)
    server.root.mkdir()
    (own / "pw").write_text(f"{USER}:{{PLAIN}}{PLAIN_PASSWORD}\n")
    text = NGINX.format(
        module=DAV_MODULE,
        folder=own,
        most=server.most,
        port=server.port,
        tls_port=server.tls_port,
        certificate=papers.certificate,
        key=papers.key,
    )
    (own / "nginx.conf").write_text(text, encoding="utf-8")
    _hand_to_servers(own, own / "tmp", server.root)
    command = [program, "-e", str(own / "nhat-ky.txt"), "-p", str(own), "-c", str(own / "nginx.conf")]
    with _running(command, own, server.port, server.tls_port):
        yield server
