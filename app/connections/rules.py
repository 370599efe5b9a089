"""What an account must be before it is kept, and what is usual: ports by encryption, servers by address."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

from app.carriers.security import Security, is_this_computer
from app.connections.accounts import DavAccount, MailAccount, Place
from app.kernel.problems import refused, unavailable
from app.kernel.words import N_

BAD_ADDRESS = refused(
    "ACC-01",
    N_("“{text}” không phải một địa chỉ thư điện tử."),
    next_step=N_("Nhập một địa chỉ, ví dụ: vanhoa@xa.thanhhoa.gov.vn (chữ không dấu)."),
)
BAD_HOST = refused(
    "ACC-02",
    N_("“{text}” không phải tên một máy chủ."),
    next_step=N_("Nhập tên do nơi cấp hộp thư cho biết, ví dụ: mail.thanhhoa.gov.vn, không có “https://”."),
)
BAD_PORT = refused(
    "ACC-03",
    N_("Cổng phải là số từ 1 đến 65535."),
    next_step=N_("Thường dùng: gửi 465 (TLS) hoặc 587 (STARTTLS); nhận 993 (TLS) hoặc 143 (STARTTLS)."),
)
IN_CLEAR = refused(
    "ACC-04",
    N_("Không gửi mật khẩu và gói qua đường truyền không mã hóa tới “{text}”."),
    next_step=N_("Chọn TLS hoặc STARTTLS."),
)
BAD_FOLDER = refused(
    "ACC-05",
    N_("“{text}” không phải địa chỉ một thư mục WebDAV."),
    next_step=N_("Địa chỉ bắt đầu bằng https://, ví dụ: https://luu.thanhhoa.gov.vn/dav/xa-mau-son."),
)
BAD_SIZE = refused(
    "ACC-06",
    N_("Cỡ thư lớn nhất phải từ 1 đến {most} MB."),
    next_step=N_("Phần lớn hộp thư nhận được 8 MB; gói lớn hơn được tự chia thành nhiều thư."),
)
BAD_AUTHORITY = refused(
    "ACC-07",
    N_("Không đọc được chứng thư “{text}”."),
    next_step=N_("Chọn lại tệp .pem do người quản trị máy chủ đưa, hoặc để trống nếu không được đưa tệp nào."),
)
NOT_SET_UP = refused(
    "ACC-08",
    N_("Máy này chưa có kết nối để gửi hoặc nhận qua {way}."),
    next_step=N_("Mở thẻ “Kết nối” để nhập; hoặc dùng USB, không cần kết nối nào."),
)
NO_PLACE = refused(
    "ACC-09",
    N_("Chưa có địa chỉ thư của “{office}”."),
    next_step=N_("Nhập địa chỉ ở thẻ “Kết nối”, hoặc giao tệp bằng USB."),
)
NO_AUTHORITY = unavailable(
    "ACC-10",
    N_("Tệp chứng thư “{text}” đã nhập trong phần kết nối không còn ở chỗ cũ."),
    next_step=N_("Mở thẻ “Kết nối” và chọn lại tệp, hoặc để trống. Tệp cần gửi vẫn nằm trong hộp chờ."),
)

MOST_MB = 100
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?")
_HOST = re.compile(
    r"(?=.{1,253}$)[A-Za-z0-9](?:[A-Za-z0-9-]{0,62})(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,62}))*|[0-9A-Fa-f:]+"
)
_OUT = {465: Security.TLS, 587: Security.STARTTLS, 25: Security.STARTTLS, 2525: Security.STARTTLS}
_IN = {993: Security.TLS, 143: Security.STARTTLS}
_KNOWN = {
    "gmail.com": ("smtp.gmail.com", "imap.gmail.com"),
    "yahoo.com": ("smtp.mail.yahoo.com", "imap.mail.yahoo.com"),
    "yahoo.com.vn": ("smtp.mail.yahoo.com", "imap.mail.yahoo.com"),
    "icloud.com": ("smtp.mail.me.com", "imap.mail.me.com"),
    "zoho.com": ("smtp.zoho.com", "imap.zoho.com"),
}


def usual_port(security: Security, *, sending: bool) -> int:
    """The port at which servers usually listen."""
    if sending:
        return 465 if security is Security.TLS else 587
    return 993 if security is Security.TLS else 143


def usual_security(port: int, *, sending: bool) -> Security | None:
    """The encryption usual at a port; None for a port without custom."""
    return (_OUT if sending else _IN).get(port)


def usual_servers(address: str) -> tuple[str, str]:
    """(sending, collecting) servers usual for an address; empty where it is none."""
    domain = address.rpartition("@")[2].casefold()
    if not _ADDRESS.fullmatch(address):
        return "", ""
    return _KNOWN.get(domain, (f"mail.{domain}", f"mail.{domain}"))


def checked_mail(account: MailAccount) -> MailAccount:
    """The account without stray spaces; Refused ACC-01 to ACC-07 naming the field."""
    account = replace(
        account,
        address=account.address.strip(),
        user=account.user.strip(),
        smtp_host=account.smtp_host.strip().casefold(),
        imap_host=account.imap_host.strip().casefold(),
        folder=account.folder.strip() or "INBOX",
        receiver=account.receiver.strip(),
        authority=account.authority.strip(),
    )
    check_address(account.address, "address")
    if account.sends:
        _check_server(account.smtp_host, account.smtp_port, account.smtp_security, "smtp")
    if account.collects:
        _check_server(account.imap_host, account.imap_port, account.imap_security, "imap")
    if account.receiver:
        check_address(account.receiver, "receiver")
    if not 1 <= account.most_mb <= MOST_MB:
        raise BAD_SIZE(field="most_mb", most=MOST_MB)
    _check_authority(account.authority)
    return account


def checked_dav(account: DavAccount) -> DavAccount:
    """The account without stray spaces; Refused ACC-05 or ACC-07."""
    account = DavAccount(
        address=account.address.strip(), user=account.user.strip(), authority=account.authority.strip()
    )
    check_folder(account.address, "address")
    _check_authority(account.authority)
    return account


def checked_place(place: Place) -> Place:
    """Where another office is reached; Refused ACC-01 or ACC-05."""
    place = Place(mail=place.mail.strip(), folder=place.folder.strip())
    if place.mail:
        check_address(place.mail, "mail")
    if place.folder:
        check_folder(place.folder, "folder")
    return place


def check_address(text: str, field: str) -> None:
    """Refused ACC-01 for what is no plain e-mail address."""
    if not _ADDRESS.fullmatch(text):
        raise BAD_ADDRESS(field=field, text=text[:80])


def check_folder(text: str, field: str) -> None:
    """Refused ACC-05 for what is no https address of a folder, ACC-04 for one in clear beyond this computer."""
    try:
        parts = urlsplit(text)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        raise BAD_FOLDER(field=field, text=text[:80]) from None
    strange = parts.query or parts.fragment or parts.username or any(letter.isspace() for letter in text)
    if parts.scheme not in ("https", "http") or strange or not _HOST.fullmatch(host):
        raise BAD_FOLDER(field=field, text=text[:80])
    if parts.scheme == "http" and not is_this_computer(host):
        raise IN_CLEAR(field=field, text=host)


def _check_server(host: str, port: int, security: Security, kind: str) -> None:
    if not _HOST.fullmatch(host):
        raise BAD_HOST(field=f"{kind}_host", text=host[:80])
    if not 1 <= port <= 65_535:
        raise BAD_PORT(field=f"{kind}_port")
    if security is Security.NONE and not is_this_computer(host):
        raise IN_CLEAR(field=f"{kind}_security", text=host)


def _check_authority(text: str) -> None:
    if not text:
        return
    try:
        content = Path(text).read_bytes()[: 1 << 20]
    except OSError as error:
        raise BAD_AUTHORITY(field="authority", text=Path(text).name) from error
    if b"-----BEGIN CERTIFICATE-----" not in content:
        raise BAD_AUTHORITY(field="authority", text=Path(text).name)
