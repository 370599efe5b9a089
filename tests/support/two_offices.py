"""A commune and the office above it: two real stores that know each other's keys, and a folder as a stick between."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from app.exchange.enrolling import ConfirmKey, MakeOwnKeys, TakeInKeyFile, enrolment_file
from app.exchange.outbox import BeginHandOver, MarkHandedOver, PrepareBundle, copy_out
from app.exchange.ring import own_secret
from app.intake.collecting import collect
from app.intake.views import CameIn
from app.kernel.clock import FixedClock
from app.keys.words import words_of
from app.offices.commands import SetUpOffice
from app.workspace import Workspace
from db.vocabulary import OfficeKind, OfficeRelation
from tests.support.stores import CHEAP, PASSWORD


@dataclass
class Office:
    """One office with its store and its clock."""

    folder: Path
    clock: FixedClock
    password: str = PASSWORD
    desk: Workspace = field(init=False)

    def __post_init__(self) -> None:
        self.open()

    def open(self) -> None:
        """Opens the store (again)."""
        self.desk = Workspace.open(self.folder, self.password, clock=self.clock)

    @property
    def uid(self) -> str:
        return self.desk.own_office_uid

    def enrolment(self) -> bytes:
        return self.desk.read(enrolment_file, self.uid, self.clock.now(), self.clock.today())

    def words(self) -> tuple[str, ...]:
        return words_of(self.desk.read(own_secret).public)

    def bundle(self, stick: Path) -> Path:
        """Makes a bundle and puts it on the stick."""
        self.clock.move(timedelta(minutes=1))
        uid = self.desk.do(PrepareBundle()).value
        return self.put(uid, stick)

    def put(self, uid: str, stick: Path) -> Path:
        """Puts a file of the outbox on the stick, and says so."""
        self.desk.do(BeginHandOver(bundle=uid, carrier="usb"))
        path = self.desk.read(copy_out, self.desk.files, uid, stick)
        self.desk.do(MarkHandedOver(bundle=uid, carrier="usb"))
        return path

    def take_in(self, *paths: Path) -> list[CameIn]:
        self.clock.move(timedelta(minutes=1))
        return collect(self.desk, paths)

    def answer(self, came: CameIn, stick: Path) -> Path:
        """Puts the receipt for what came on the stick."""
        assert came.answer
        return self.put(came.answer, stick)


def set_up_commune(office: Office, name: str = "Mẫu Sơn") -> None:
    office.desk.do(
        SetUpOffice(
            relation=OfficeRelation.OWN,
            kind=OfficeKind.XA,
            name=name,
            province="Thanh Hóa",
            district="Hà Trung",
            valid_from=date(2010, 1, 1),
        )
    )
    office.desk.do(MakeOwnKeys())


def set_up_superior(office: Office) -> None:
    office.desk.do(
        SetUpOffice(
            relation=OfficeRelation.OWN,
            kind=OfficeKind.HUYEN,
            name="Hà Trung",
            province="Thanh Hóa",
            valid_from=date(2010, 1, 1),
            as_superior=True,
        )
    )
    office.desk.do(MakeOwnKeys())


def enrol(one: Office, other: Office) -> None:
    """Each takes in the other's enrolment and compares the words."""
    for here, there in ((one, other), (other, one)):
        key_id = here.desk.do(TakeInKeyFile(content=there.enrolment())).value
        here.desk.do(ConfirmKey(key_id=key_id, words=there.words()))


def practice_superior(folder: Path, clock: FixedClock) -> Office:
    """An office above that practises."""
    Workspace.create(folder, PASSWORD, clock=clock, cost=CHEAP, practice=True).close()
    office = Office(folder, clock)
    set_up_superior(office)
    return office


@contextmanager
def two_offices(empty: Path, place: Path, clock: FixedClock) -> Iterator[tuple[Office, Office, Path]]:
    """(commune, office above, stick): enrolled with one another."""
    commune = Office(Path(shutil.copytree(empty, place / "xa")), clock)
    superior = Office(_another(empty, place / "huyen", clock), clock)
    stick = place / "stick"
    stick.mkdir()
    try:
        set_up_commune(commune)
        set_up_superior(superior)
        enrol(commune, superior)
        yield commune, superior, stick
    finally:
        commune.desk.close()
        superior.desk.close()


def _another(empty: Path, folder: Path, clock: FixedClock) -> Path:
    """A store of another office; made once beside the first empty one, and copied."""
    made = empty.parent / "another"
    if not made.exists():
        Workspace.create(made, PASSWORD, clock=clock, cost=CHEAP).close()
    return Path(shutil.copytree(made, folder))
