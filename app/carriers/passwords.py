"""Passwords of mail and WebDAV accounts: kept by the system's own safe, or asked for each time; never written by us."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.carriers.problems import PASSWORD_NEEDED

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "xaso"
_SAFES = frozenset({"Windows", "macOS", "SecretService", "libsecret", "kwallet"})
"""Back ends that encrypt with the person's own login; files in clear (keyrings.alt) are not among them."""


@dataclass(frozen=True)
class Account:
    """Who logs in where."""

    host: str
    user: str

    @property
    def entry(self) -> str:
        """The name of its entry in the safe."""
        return f"{self.user}@{self.host}"


def system_safe() -> KeyringBackend | None:
    """The safe of this computer, None on a bare Linux or where only files in clear are offered."""
    import keyring
    from keyring.errors import KeyringError

    try:
        backend = keyring.get_keyring()
    except (KeyringError, RuntimeError):
        return None
    return backend if is_safe(backend) else None


def is_safe(backend: object) -> bool:
    """Whether a back end encrypts what it keeps; a chain only when each of its links does."""
    module = type(backend).__module__
    if module == "keyring.backends.chainer":
        links = list(getattr(backend, "backends", ()))
        return bool(links) and all(map(is_safe, links))
    return module.startswith("keyring.backends.") and module.rsplit(".", 1)[-1] in _SAFES


@dataclass(repr=False)
class Passwords:
    """``ask`` is called where the safe has none; it returns None when the person gives none or nobody sits there."""

    ask: Callable[[Account], str | None] = lambda _account: None
    safe: KeyringBackend | None = field(default_factory=system_safe)

    @property
    def are_kept(self) -> bool:
        """Whether this computer has a safe; if not, the person is asked each time."""
        return self.safe is not None

    def of(self, account: Account) -> str:
        """The password; raises CAR-10 when there is none."""
        found = self._kept(account) or self.ask(account)
        if not found:
            raise PASSWORD_NEEDED(field="password", place=account.host)
        return found

    def keep(self, account: Account, password: str) -> bool:
        """Puts a password into the safe; False when it could not be kept."""
        from keyring.errors import KeyringError

        if self.safe is None:
            return False
        try:
            self.safe.set_password(SERVICE, account.entry, password)
        except KeyringError:
            return False
        return True

    def forget(self, account: Account) -> None:
        """Removes a password from the safe; fine when there is none."""
        from keyring.errors import KeyringError

        if self.safe is not None:
            with suppress(KeyringError):
                self.safe.delete_password(SERVICE, account.entry)

    def _kept(self, account: Account) -> str | None:
        from keyring.errors import KeyringError

        if self.safe is None:
            return None
        try:
            return self.safe.get_password(SERVICE, account.entry)
        except (KeyringError, OSError, RuntimeError):  # locked, refused by the person, or out of reach
            return None
