"""A program that does nothing but export to a folder, started once and split off for every try, to be killed.

It reads lines ``folder file name kill_at``: for each it splits off a child that sends; it tells the child's id first,
then ``done <sha256>`` only when the carrier said so, then ``end`` when the child is gone.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from app.carriers.folder import FolderCarrier
from app.kernel.progress import Progress
from tests.carriers.failing_medium import DyingMedium


def tell(words: str) -> None:
    """One line, at once and whole."""
    os.write(1, f"{words}\n".encode())


def export(folder: str, file: str, name: str, kill_at: str) -> None:
    """One try in this process."""
    carrier = FolderCarrier(Path(folder), medium=DyingMedium(at=int(kill_at)))
    tell(f"done {carrier.send(Path(file), name, Progress()).sha256}")


def main() -> None:
    """One child after the other."""
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            try:
                export(*line.split())
            finally:
                os._exit(0)
        tell(f"child {child}")
        os.waitpid(child, 0)
        tell("end")


if __name__ == "__main__":
    main()
