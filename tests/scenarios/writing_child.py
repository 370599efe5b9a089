"""A child that carries commands out and confirms each on standard output, until it is killed."""

from __future__ import annotations

import sys
from pathlib import Path

from app.kernel.clock import FixedClock
from app.offices.commands import AddHamlet
from app.workspace import Workspace
from db.vocabulary import HamletKind
from tests.support.stores import PASSWORD, START


def main() -> None:
    """Arguments: folder, first number, how many."""
    folder, first, count = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    workspace = Workspace.open(folder, PASSWORD, clock=FixedClock(START))
    for number in range(first, first + count):
        workspace.do(AddHamlet(kind=HamletKind.THON, name=f"Thôn {number}"))
        print(number, flush=True)


if __name__ == "__main__":
    main()
