"""The quiet moment in which what nobody asks for any more is let go: right after a verified backup."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from sqlalchemy.orm import Session

from app.exchange.clearing import ClearOutbox, to_clear
from app.exchange.compacting import CompactJournal, may_forget
from app.kernel.clock import Clock
from app.kernel.files import FileStore

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Tidied:
    """How many copies and how many forms of rows went."""

    copies: int
    forms: int


class Desk(Protocol):
    """What of a workspace is needed here."""

    files: FileStore
    clock: Clock

    def do(self, command: object) -> Any: ...

    def read(self, function: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T: ...


def tidy(desk: Desk) -> Tidied:
    """Lets go what may go; where there is nothing, nothing is written, not even to the audit log."""
    copies = forms = 0
    if desk.read(to_clear, desk.files, desk.clock.now()):
        copies = desk.do(ClearOutbox()).value
    if desk.read(may_forget):
        forms = desk.do(CompactJournal()).value
    return Tidied(copies=copies, forms=forms)
