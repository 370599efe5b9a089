"""Hamlets taken in from a pasted list or a file: what is new is added and what differs is corrected, all or nothing."""

from __future__ import annotations

from dataclasses import dataclass

from app.kernel.commands import Permission, handles
from app.kernel.words import N_
from app.kernel.work import UnitOfWork
from app.offices.commands import AddHamlet, ChangeHamlet, add_hamlet, change_hamlet


@dataclass(frozen=True, kw_only=True)
class TakeInHamlets:
    """The rows of a preview the person agreed to."""

    added: tuple[AddHamlet, ...] = ()
    changed: tuple[ChangeHamlet, ...] = ()


@handles(
    TakeInHamlets, action="hamlet.take_in", needs=Permission.WRITE, sentence=N_("Đã đưa vào danh sách {result} thôn")
)
def take_in_hamlets(work: UnitOfWork, command: TakeInHamlets) -> int:
    """Corrects first, so that a new hamlet may bear a name just set free; Refused OFF-05, OFF-06."""
    for change in command.changed:
        change_hamlet(work, change)
    for hamlet in command.added:
        add_hamlet(work, hamlet)
    return len(command.changed) + len(command.added)
