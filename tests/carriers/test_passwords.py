"""Passwords stay in the system's safe or are asked for each time; they are never written in clear."""

from __future__ import annotations

import pytest
from keyring.backend import KeyringBackend
from keyring.backends import chainer, fail, null
from keyring.errors import KeyringLocked, PasswordDeleteError

from app.carriers.passwords import SERVICE, Account, Passwords, is_safe, system_safe
from app.kernel.problems import Refused

POST = Account("mail.tinh.example", "xa")


class Safe(KeyringBackend):
    """A safe in memory; as the real ones, it may be locked."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}
        self.locked = False

    def get_password(self, service: str, username: str) -> str | None:
        self._open()
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._open()
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._open()
        if self.kept.pop((service, username), None) is None:
            raise PasswordDeleteError

    def _open(self) -> None:
        if self.locked:
            raise KeyringLocked


def test_a_kept_password_is_used_without_asking():
    safe = Safe()
    passwords = Passwords(safe=safe)

    assert passwords.keep(POST, "bí mật")
    assert safe.kept == {(SERVICE, "xa@mail.tinh.example"): "bí mật"}
    assert passwords.of(POST) == "bí mật"
    passwords.forget(POST)
    passwords.forget(POST)
    assert safe.kept == {}


def test_without_a_safe_the_person_is_asked_each_time_and_nothing_is_kept(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    asked = []
    passwords = Passwords(ask=lambda account: asked.append(account) or "bí mật", safe=None)

    assert not passwords.are_kept
    assert not passwords.keep(POST, "bí mật")
    assert [passwords.of(POST), passwords.of(POST)] == ["bí mật", "bí mật"]
    assert asked == [POST, POST]
    assert list(tmp_path.rglob("*")) == []
    assert "bí mật" not in repr(passwords)


def test_where_nobody_answers_the_password_is_asked_for_beside_its_field():
    with pytest.raises(Refused) as refused:
        Passwords(safe=None).of(POST)

    assert (refused.value.code, refused.value.field) == ("CAR-10", "password")


def test_a_locked_safe_counts_as_none():
    safe = Safe()
    safe.locked = True
    passwords = Passwords(ask=lambda _account: "gõ tay", safe=safe)

    assert passwords.of(POST) == "gõ tay"
    assert not passwords.keep(POST, "x")
    passwords.forget(POST)


def test_only_back_ends_that_encrypt_are_believed():
    class PlaintextKeyring:
        __module__ = "keyrings.alt.file"

    class WinVaultKeyring:
        __module__ = "keyring.backends.Windows"

    chain = chainer.ChainerBackend()
    assert is_safe(WinVaultKeyring())
    assert not any(map(is_safe, (PlaintextKeyring(), fail.Keyring(), null.Keyring(), Safe())))
    for backends, safe in (((), False), ((WinVaultKeyring(),), True), ((WinVaultKeyring(), PlaintextKeyring()), False)):
        type(chain).backends = backends
        assert is_safe(chain) is safe


def test_a_bare_linux_has_no_safe(monkeypatch):
    import keyring

    monkeypatch.setattr(keyring, "get_keyring", fail.Keyring)

    assert system_safe() is None
