"""Passwords for the time of one run: the safe of this computer where there is one, else the memory of the program."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from app.carriers.passwords import Account, Passwords, system_safe
from app.kernel.problems import Problem, refused
from app.kernel.words import N_

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

PASSWORD_EMPTY = refused(
    "ACC-11", N_("Chưa nhập mật khẩu."), next_step=N_("Nhập mật khẩu của hộp thư hoặc thư mục, hoặc chọn “Thôi”.")
)


class RunPasswords:
    """Handed to whatever sends and collects; where there is no safe, a password is forgotten when the program ends."""

    def __init__(self, find_safe: Callable[[], KeyringBackend | None] = system_safe) -> None:
        self._find_safe = find_safe
        self._typed: dict[Account, str] = {}

    @cached_property
    def known(self) -> Passwords:
        """What carriers ask; nobody is asked in the middle of a connection."""
        return Passwords(ask=self._typed.get, safe=self._find_safe())

    @property
    def are_kept(self) -> bool:
        """Whether this computer has a safe; if not, the person is asked once in each run."""
        return self.known.are_kept

    def learn(self, accounts: tuple[Account, ...], password: str) -> None:
        """Keeps a password that was typed, in the safe or until the program ends."""
        for account in accounts:
            if self.known.keep(account, password):
                self._typed.pop(account, None)
            else:
                self.known.forget(account)  # an older one must not stand before it
                self._typed[account] = password

    def forget(self, accounts: tuple[Account, ...]) -> None:
        """Keeps it no longer."""
        for account in accounts:
            self.known.forget(account)
            self._typed.pop(account, None)

    def has(self, account: Account) -> bool:
        """Whether a password is known."""
        try:
            return bool(self.known.of(account))
        except Problem:
            return False
