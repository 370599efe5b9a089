"""Accounts as they are entered: what is refused beside its field, what is kept, and what never is."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from app.carriers.passwords import Account
from app.carriers.security import Security
from app.connections.accounts import DavAccount, MailAccount, Place, Way
from app.connections.commands import DropAccount, SaveDavAccount, SaveMailAccount, SavePlace
from app.connections.passwords import RunPasswords
from app.connections.queries import connections, dav_account, mail_account
from app.connections.rules import usual_port, usual_security, usual_servers
from app.connections.servers import accounts_of
from app.kernel.problems import Refused
from db.models import ChangeEntry, Setting
from tests.support.two_offices import two_offices

MAIL = MailAccount(
    address="vanhoa@xa.thanhhoa.gov.vn",
    smtp_host="mail.thanhhoa.gov.vn",
    imap_host="mail.thanhhoa.gov.vn",
    receiver="pvhtt@huyen.thanhhoa.gov.vn",
)
DAV = DavAccount(address="https://luu.thanhhoa.gov.vn/dav/xa-mau-son", user="xa")


def known(desk):
    return desk.read(connections, desk.own_office_uid)


def test_an_account_is_kept_as_it_was_entered(empty):
    empty.do(SaveMailAccount(account=replace(MAIL, smtp_security=Security.STARTTLS, smtp_port=587)))
    empty.do(SaveDavAccount(account=DAV))

    kept = empty.read(mail_account)
    assert kept == replace(MAIL, smtp_security=Security.STARTTLS, smtp_port=587)
    assert kept.smtp_security is Security.STARTTLS
    assert kept.log_in == MAIL.address
    assert empty.read(dav_account) == DAV
    assert (known(empty).ways, known(empty).sources) == ((Way.MAIL, Way.WEBDAV), (Way.MAIL, Way.WEBDAV))


def test_stray_spaces_and_capitals_are_no_reason_to_refuse(empty):
    entered = replace(MAIL, smtp_host=" Mail.ThanhHoa.gov.vn ", address=f" {MAIL.address} ", folder=" ")

    empty.do(SaveMailAccount(account=entered))

    assert empty.read(mail_account) == MAIL


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"address": ""}, "ACC-01", "address"),
        ({"address": "văn.hóa@xa.vn"}, "ACC-01", "address"),
        ({"receiver": "a@b, c@d"}, "ACC-01", "receiver"),
        ({"smtp_host": "https://mail.vn"}, "ACC-02", "smtp_host"),
        ({"imap_host": "mail vn"}, "ACC-02", "imap_host"),
        ({"smtp_port": 0}, "ACC-03", "smtp_port"),
        ({"imap_port": 70_000}, "ACC-03", "imap_port"),
        ({"smtp_security": Security.NONE}, "ACC-04", "smtp_security"),
        ({"imap_security": Security.NONE}, "ACC-04", "imap_security"),
        ({"most_mb": 0}, "ACC-06", "most_mb"),
        ({"most_mb": 101}, "ACC-06", "most_mb"),
        ({"authority": "/khong/co/chung-thu.pem"}, "ACC-07", "authority"),
    ],
)
def test_what_cannot_be_an_account_is_refused_beside_its_field(empty, changes, code, field):
    with pytest.raises(Refused) as refused:
        empty.do(SaveMailAccount(account=replace(MAIL, **changes)))

    assert (refused.value.code, refused.value.field) == (code, field)
    assert refused.value.sentence and refused.value.next_step
    assert empty.read(mail_account) == MailAccount()


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("", "ACC-05"),
        ("luu.thanhhoa.gov.vn/dav", "ACC-05"),
        ("ftp://luu.vn/x", "ACC-05"),
        ("https://", "ACC-05"),
        ("https://xa:mat-khau@luu.vn/x", "ACC-05"),
        ("https://luu.vn/x?a=1", "ACC-05"),
        ("https://luu.vn:99999/x", "ACC-05"),
        ("http://luu.vn/x", "ACC-04"),
    ],
)
def test_what_is_no_folder_on_a_server_is_refused(empty, address, code):
    with pytest.raises(Refused) as refused:
        empty.do(SaveDavAccount(account=replace(DAV, address=address)))
    assert refused.value.code == code
    with pytest.raises(Refused):
        empty.do(SavePlace(office_uid="x", place=Place(folder=address or "x")))


def test_a_file_that_is_no_certificate_is_refused(empty, tmp_path):
    (tmp_path / "anh.pem").write_bytes(b"\xff\xd8 a photo")

    with pytest.raises(Refused) as refused:
        empty.do(SaveDavAccount(account=replace(DAV, authority=str(tmp_path / "anh.pem"))))

    assert refused.value.code == "ACC-07"


def test_where_offices_are_reached_is_told_with_their_names(empty_workspace, tmp_path, clock):
    with two_offices(empty_workspace, tmp_path, clock) as (commune, superior, _stick):
        superior.desk.do(SavePlace(office_uid=commune.uid, place=Place(mail="xa@xa.vn")))

        (below,) = known(superior.desk).partners
        (above,) = known(commune.desk).partners

        assert (below.is_above, below.place.mail, "Mẫu Sơn" in below.name) == (False, "xa@xa.vn", True)
        assert (above.is_above, above.place) == (True, Place())
        superior.desk.do(SavePlace(office_uid=commune.uid, place=Place()))
        assert known(superior.desk).partners[0].place == Place()


def test_an_account_can_be_dropped(empty):
    empty.do(SaveMailAccount(account=MAIL))
    empty.do(DropAccount(way=Way.MAIL))

    assert empty.read(mail_account) == MailAccount()
    assert known(empty).ways == ()


def test_accounts_stay_on_this_installation(empty):
    empty.do(SaveMailAccount(account=MAIL))
    empty.do(SaveDavAccount(account=DAV))

    assert empty.read(lambda session: session.scalars(select(ChangeEntry)).all()) == []
    kept = empty.read(lambda session: [row.key for row in session.scalars(select(Setting))])
    assert {"connection.mail", "connection.webdav"} <= set(kept)


# ---------------------------------------------------------------- what is usual


def test_ports_and_encryption_follow_each_other():
    assert [usual_port(kind, sending=True) for kind in (Security.TLS, Security.STARTTLS)] == [465, 587]
    assert [usual_port(kind, sending=False) for kind in (Security.TLS, Security.STARTTLS)] == [993, 143]
    assert usual_security(587, sending=True) is Security.STARTTLS
    assert usual_security(993, sending=False) is Security.TLS
    assert usual_security(4711, sending=True) is None


def test_servers_are_proposed_from_the_address():
    assert usual_servers("xa@gmail.com") == ("smtp.gmail.com", "imap.gmail.com")
    assert usual_servers("vanhoa@thanhhoa.gov.vn") == ("mail.thanhhoa.gov.vn", "mail.thanhhoa.gov.vn")
    assert usual_servers("vanhoa") == ("", "")


# ---------------------------------------------------------------- passwords


class Safe:
    """A safe as a system has one; it can be told to fail."""

    def __init__(self):
        self.kept: dict[tuple[str, str], str] = {}
        self.is_locked = False

    def set_password(self, service, entry, password):
        from keyring.errors import PasswordSetError

        if self.is_locked:
            raise PasswordSetError("locked")
        self.kept[service, entry] = password

    def get_password(self, service, entry):
        return self.kept.get((service, entry))

    def delete_password(self, service, entry):
        self.kept.pop((service, entry), None)


TWO = (Account("smtp.vn", "xa"), Account("imap.vn", "xa"))


def test_a_password_lies_in_the_safe_of_the_computer_and_nowhere_else(empty):
    safe = Safe()
    passwords = RunPasswords(lambda: safe)
    passwords.learn(TWO, "rất-bí-mật")

    assert passwords.are_kept
    assert [RunPasswords(lambda: safe).known.of(each) for each in TWO] == ["rất-bí-mật"] * 2
    passwords.forget(TWO)
    assert safe.kept == {} and not passwords.has(TWO[0])


def test_without_a_safe_it_is_known_until_the_program_ends():
    passwords = RunPasswords(lambda: None)
    passwords.learn(TWO, "rất-bí-mật")

    assert not passwords.are_kept
    assert passwords.known.of(TWO[0]) == "rất-bí-mật"
    assert not RunPasswords(lambda: None).has(TWO[0])


def test_a_safe_that_does_not_take_the_new_password_does_not_offer_the_old_one():
    safe = Safe()
    passwords = RunPasswords(lambda: safe)
    passwords.learn(TWO, "cũ")
    safe.is_locked = True

    passwords.learn(TWO, "mới")

    assert passwords.known.of(TWO[0]) == "mới"


def test_whose_password_a_way_needs(empty):
    empty.do(SaveMailAccount(account=replace(MAIL, imap_host="imap.vn", user="xa")))
    empty.do(SaveDavAccount(account=DAV))

    assert accounts_of(known(empty), Way.MAIL) == (Account("mail.thanhhoa.gov.vn", "xa"), Account("imap.vn", "xa"))
    assert accounts_of(known(empty), Way.WEBDAV) == (Account("luu.thanhhoa.gov.vn", "xa"),)
    empty.do(SaveDavAccount(account=replace(DAV, user="")))
    assert accounts_of(known(empty), Way.WEBDAV) == ()
