"""Two offices and an unreliable road: files are lost, doubled and late, programs die, old backups come back."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from unittest.mock import patch

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.backup import restore
from app.exchange.clearing import KEEP
from app.exchange.content import content_for
from app.exchange.outbox import (
    COPY_LOST,
    NOTHING_TO_SEND,
    BeginHandOver,
    MarkHandedOver,
    NoteAttempt,
    PrepareBundle,
    copy_out,
)
from app.exchange.queries import to_hand_over
from app.exchange.ring import writer
from app.exchange.state import State
from app.exchange.tidying import tidy
from app.intake.applying import counted_anew, state_of
from app.kernel.clock import FixedClock
from app.kernel.problems import Problem
from app.people.commands import AddPerson, ChangePerson, PersonInput, RemovePerson
from app.workspace import Workspace
from db.models import IncomingBundle, OutgoingBundle, Person
from db.vocabulary import OutboxState
from tests.support.stores import CHEAP, PASSWORD, START
from tests.support.two_offices import Office, enrol, set_up_commune, set_up_superior

MEMORY = Path("/dev/shm")
_ROUNDS = 12
_MINUTE = timedelta(minutes=1)


class Killed(BaseException):
    """The program ended here; nothing catches it."""


def cheap_folder() -> tempfile.TemporaryDirectory[str]:
    """A folder for stores that nobody keeps."""
    return tempfile.TemporaryDirectory(prefix="xaso-road-", dir=MEMORY if MEMORY.is_dir() else None)


def lay_out(folder: Path) -> Path:
    """A commune and the office above, enrolled and closed, ready to be copied."""
    offices = []
    for name, set_up in (("xa", set_up_commune), ("huyen", set_up_superior)):
        Workspace.create(folder / name, PASSWORD, clock=FixedClock(START), cost=CHEAP).close()
        office = Office(folder / name, FixedClock(START))
        set_up(office)
        offices.append(office)
    enrol(*offices)
    for office in offices:
        office.desk.close()
    return folder


class Road:
    """The two offices, what is under way between them, and everything that may happen."""

    def __init__(self, laid_out: Path, folder: Path) -> None:
        self.folder = Path(shutil.copytree(laid_out, folder / "offices"))
        self.clock = FixedClock(START)
        self.commune = Office(self.folder / "xa", self.clock)
        self.superior = Office(self.folder / "huyen", self.clock)
        self.up: list[Path] = []
        self.down: list[Path] = []
        self.taken_in: set[str] = set()
        """SHA-256 of every bundle that the office above ever took in."""
        self._made = 0

    def close(self) -> None:
        self.commune.desk.close()
        self.superior.desk.close()

    # ------------------------------------------------------------ work at the commune

    def add(self) -> None:
        self._made += 1
        self.commune.desk.do(AddPerson(person=PersonInput(full_name=f"Vi Văn Thử {self._made}")))

    def change(self, place: int) -> None:
        if (uid := self._person(place)) is not None:
            self._made += 1
            self.commune.desk.do(ChangePerson(uid=uid, person=PersonInput(full_name=f"Lý Thị Sửa {self._made}")))

    def remove(self, place: int) -> None:
        if (uid := self._person(place)) is not None:
            self.commune.desk.do(RemovePerson(uid=uid))

    def _person(self, place: int) -> str | None:
        query = select(Person.uid).where(Person.deleted_at.is_(None)).order_by(Person.full_name)
        found = self.commune.desk.read(lambda session: session.scalars(query).all())
        return found[place % len(found)] if found else None

    def prepare(self) -> bool:
        """Whether there was anything to send."""
        self.clock.move(_MINUTE)
        try:
            self.commune.desk.do(PrepareBundle())
        except Problem as problem:
            assert problem.kind is NOTHING_TO_SEND
            return False
        return True

    # ------------------------------------------------------------ the road

    def begin(self, office: Office) -> None:
        """What should leave is noted as leaving, and the program dies before a byte is copied."""
        for view in office.desk.read(to_hand_over):
            with suppress(Problem):  # its copy stayed behind on the old computer
                office.desk.do(BeginHandOver(bundle=view.uid, carrier="usb"))

    def send(self, office: Office, *, told: bool = True) -> int:
        """Everything that should leave goes; ``told=False``: the program died before it was marked as handed over."""
        road, count = self._from(office), 0
        for view in office.desk.read(to_hand_over):
            place = self._fresh_place()
            try:
                office.desk.do(BeginHandOver(bundle=view.uid, carrier="usb"))
                copied = office.desk.read(copy_out, office.desk.files, view.uid, place)
            except Problem as problem:
                assert problem.kind is COPY_LOST  # made before a restore: the outbox of the old computer is gone
                office.desk.do(NoteAttempt(bundle=view.uid, carrier="usb", problem=problem.code, minutes=0))
                continue
            if told:
                office.desk.do(MarkHandedOver(bundle=view.uid, carrier="usb"))
            road.append(copied)
            count += 1
        return count

    def deliver(self, office: Office, place: int, *, keep: bool = False) -> None:
        """One file arrives at the office; ``keep``: a copy of it stays under way."""
        road = self.up if office is self.superior else self.down
        if not road:
            return
        path = road[place % len(road)] if keep else road.pop(place % len(road))
        came = office.take_in(path)
        if office is self.superior:
            self.taken_in |= {each.file_sha256 for each in came if each.is_taken_in}

    def lose(self, office: Office, place: int) -> None:
        road = self._from(office)
        if road:
            road.pop(place % len(road))

    def _from(self, office: Office) -> list[Path]:
        return self.up if office is self.commune else self.down

    def _fresh_place(self) -> Path:
        self._made += 1
        place = self.folder / f"road-{self._made}"
        place.mkdir()
        return place

    # ------------------------------------------------------------ time

    def season(self) -> None:
        """Months go by, in which both offices let go what nobody should ask for any more."""
        self.clock.move(KEEP + timedelta(days=1))
        for office in (self.commune, self.superior):
            tidy(office.desk)

    # ------------------------------------------------------------ mishaps

    def killed(self, office: Office, step: Callable[[], object]) -> None:
        """The step is done up to its commit; there the program ends and is started again."""

        def die(_session: Session) -> None:
            raise Killed

        with patch.object(Session, "commit", die), suppress(Killed):
            step()
        office.desk.close()
        office.open()

    def backup(self, office: Office) -> Path:
        self._made += 1
        return office.desk.backup(self.folder / f"{self._made}.backup").path

    def restore(self, office: Office, backup: Path) -> None:
        """The old computer is gone with its inbox and outbox; the backup goes into a new folder."""
        self._made += 1
        office.desk.close()
        office.folder = restore(backup, self.folder / f"may-{self._made}", PASSWORD, clock=self.clock)
        office.open()

    # ------------------------------------------------------------ the end

    def settle(self) -> int:
        """Both offices do what the program tells them until nothing is under way; gives the rounds that took."""
        self.add()  # an office above that lost rows learns of it from the next bundle
        for done in range(1, _ROUNDS + 1):
            self.trip()
            if self.is_settled():
                return done
        raise AssertionError(f"not settled after {_ROUNDS} rounds: {self.told()}")

    def trip(self) -> None:
        """Everything goes up, everything is answered, every answer comes down."""
        self.prepare()
        self.send(self.commune)
        while self.up:
            self.deliver(self.superior, 0)
        self.send(self.superior)
        while self.down:
            self.deliver(self.commune, 0)

    def is_settled(self) -> bool:
        """Everything sent is confirmed, and nothing is left to send."""
        epoch = self.commune.desk.read(writer).epoch
        waiting = [view for view in self.commune.desk.read(to_hand_over) if view.epoch == epoch]
        return not waiting and not self.prepare()

    def bundles(self) -> list[OutgoingBundle]:
        query = select(OutgoingBundle).where(OutgoingBundle.kind == "bundle").order_by(OutgoingBundle.made_at)
        return self.commune.desk.read(lambda session: list(session.scalars(query)))

    def states(self) -> tuple[State, State, State]:
        """Of the commune's rows: as the commune has them, as the office above keeps count, and counted there anew."""
        own = self.commune.desk.read(lambda session: content_for(session, None).state)
        above = self.superior.desk
        return own, above.read(state_of, self.commune.uid), above.read(counted_anew, self.commune.uid)

    def unproven(self) -> set[str]:
        """Files called confirmed that the office above never took in."""
        return {row.file_sha256 for row in self.bundles() if row.state is OutboxState.CONFIRMED} - self.taken_in

    def told(self) -> str:
        """Where things stand, for a failing test."""
        inbox = self.superior.desk.read(
            lambda session: [
                (row.epoch, row.first_sequence, row.last_sequence, str(row.state), row.problem)
                for row in session.scalars(select(IncomingBundle).order_by(IncomingBundle.came_at))
            ]
        )
        out = [
            (row.epoch, row.first_sequence, row.last_sequence, str(row.state), row.problem) for row in self.bundles()
        ]
        return f"outbox {out}, inbox above {inbox}, states {self.states()}"
