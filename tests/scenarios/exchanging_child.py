"""A program of two offices that exchange in a loop and tell what is done, started once and split off for every kill.

It first does one round for itself, so that a child need load nothing, and tells how many seconds a second one took.
Then it reads lines ``folder number``: for each it splits off a child and tells its id; the child works until it is
killed, naming what is done: ``added <name>``; ``handed``, ``taken``, ``confirmed <file>`` (SHA-256 of bundles); and
``round <number> <turn>`` when all of it was.
"""

from __future__ import annotations

import itertools
import os
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from sqlalchemy import select

from app.exchange import clearing, compacting
from app.exchange.outbox import NOTHING_TO_SEND, PrepareBundle
from app.exchange.queries import to_hand_over
from app.exchange.tidying import tidy
from app.intake.collecting import collect
from app.kernel.clock import FixedClock
from app.kernel.files import sha256_of
from app.kernel.problems import Problem
from app.people.commands import AddPerson, PersonInput
from db.models import OutgoingBundle
from db.vocabulary import OutboxState
from tests.support.road import cheap_folder, lay_out
from tests.support.stores import START
from tests.support.two_offices import Office

UP, DOWN = "len", "xuong"


def tell(words: str) -> None:
    """One line, at once and whole."""
    os.write(1, f"{words}\n".encode())


def opened(folder: Path, number: int) -> tuple[Office, Office]:
    """Both offices, days after the last time."""
    clock = FixedClock(START + timedelta(days=number))
    return Office(folder / "xa", clock), Office(folder / "huyen", clock)


def one_round(commune: Office, superior: Office, folder: Path, name: str) -> None:
    """Work, bundle up, receipt down."""
    commune.clock.move(timedelta(minutes=1))
    commune.desk.do(AddPerson(person=PersonInput(full_name=name)))
    tell(f"added {name}")
    try:
        commune.desk.do(PrepareBundle())
    except Problem as problem:
        assert problem.kind is NOTHING_TO_SEND
    carry(commune, superior, folder)


def carry(commune: Office, superior: Office, folder: Path) -> None:
    """What lies ready goes up, what comes is answered, the answers come down, and both let go what nobody asks for."""
    for place in (UP, DOWN):
        (folder / place).mkdir(exist_ok=True)
    for path in _hand_over(commune, folder / UP):
        tell(f"handed {sha256_of(path)}")
    for path in sorted((folder / UP).glob("*.xaso")):
        for came in collect(superior.desk, [path]):
            if came.is_taken_in:
                tell(f"taken {came.file_sha256}")
        path.unlink()
    list(_hand_over(superior, folder / DOWN))
    for path in sorted((folder / DOWN).glob("*.xaso")):
        collect(commune.desk, [path])
        path.unlink()
    for office in (commune, superior):
        tidy(office.desk)
    for row in bundles(commune):
        if row.state is OutboxState.CONFIRMED:
            tell(f"confirmed {row.file_sha256}")


def bundles(commune: Office) -> list[OutgoingBundle]:
    """Every bundle of the commune, the last one made last."""
    query = select(OutgoingBundle).where(OutgoingBundle.kind == "bundle").order_by(OutgoingBundle.made_at)
    return commune.desk.read(lambda session: list(session.scalars(query)))


def _hand_over(office: Office, place: Path) -> Iterator[Path]:
    for view in office.desk.read(to_hand_over):
        yield office.put(view.uid, place)


def exchange(folder: Path, number: int) -> None:
    """Rounds without end."""
    commune, superior = opened(folder, number)
    for turn in itertools.count():
        one_round(commune, superior, folder, f"Vi Văn Thử {number} {turn}")
        tell(f"round {number} {turn}")


def warmed_up() -> float:
    """Seconds of opening both stores and one round, once everything is loaded."""
    with cheap_folder() as place:
        folder = lay_out(Path(place))
        for turn in range(2):
            start = time.monotonic()
            commune, superior = opened(folder, turn)
            one_round(commune, superior, folder, f"Vi Văn Đầu {turn}")
            commune.desk.close()
            superior.desk.close()
        return time.monotonic() - start


def keep_little() -> None:
    """Copies and forms go after days, not seasons, so that programs are ended while they let them go, too."""
    clearing.KEEP, clearing.KEEP_LAST = timedelta(days=3), 1
    compacting.WORTH_IT, compacting.UNDO_STEPS = 1, 5


def main() -> None:
    """One child after the other."""
    keep_little()
    tell(f"ready {warmed_up():.3f}")
    for line in sys.stdin:
        folder, number = line.split()
        child = os.fork()
        if child == 0:
            try:
                exchange(Path(folder), int(number))
            finally:
                os._exit(1)
        tell(f"child {child}")
        os.waitpid(child, 0)
        tell("end")


if __name__ == "__main__":
    main()
