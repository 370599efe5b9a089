"""Real stores for tests: an empty workspace made once and copied, a fixed clock, invented people."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.demo import MOMENT, run_demo
from app.kernel.clock import FixedClock
from app.keys.wrapping import Cost
from app.offices.commands import SetUpOffice
from app.practice import open_practice
from app.workspace import Workspace
from db.vocabulary import OfficeKind, OfficeRelation

PASSWORD = "mau-son-thu-nghiem"
START = datetime(2022, 4, 5, 2, 0, tzinfo=UTC)
"""Five days before the Hà Trung letter's deadline, nine in the morning in Vietnam."""
LOGGED = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
CHEAP = Cost(memory_kib=64, time_cost=1, parallelism=1)


def day(text: str) -> datetime:
    """A moment at nine in the morning, Vietnam, of a day written yyyy-mm-dd."""
    return datetime.fromisoformat(f"{text}T02:00:00+00:00")


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(START)


@pytest.fixture(scope="session")
def empty_workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a workspace with nothing in it but its password slot and schema."""
    folder = tmp_path_factory.mktemp("empty") / "workspace"
    Workspace.create(folder, PASSWORD, clock=FixedClock(START), cost=CHEAP).close()
    return folder


@pytest.fixture
def workspace_folder(empty_workspace: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(empty_workspace, tmp_path / "workspace"))


@pytest.fixture
def empty(workspace_folder: Path, clock: FixedClock) -> Iterator[Workspace]:
    """An open workspace in which not even the office is set up."""
    with Workspace.open(workspace_folder, PASSWORD, clock=clock) as opened:
        yield opened


@pytest.fixture(scope="session")
def office_data(empty_workspace: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of xã Mẫu Sơn, huyện Hà Trung above it until 30/6/2025, the province since."""
    folder = Path(shutil.copytree(empty_workspace, tmp_path_factory.mktemp("office") / "workspace"))
    with Workspace.open(folder, PASSWORD, clock=FixedClock(START)) as opened:
        opened.do(
            SetUpOffice(
                relation=OfficeRelation.OWN,
                kind=OfficeKind.XA,
                name="Mẫu Sơn",
                province="Thanh Hóa",
                district="Hà Trung",
                drafting_unit="Công chức Văn hóa - Xã hội",
                drafting_abbreviation="VHXH",
                valid_from=datetime(2010, 1, 1).date(),
            )
        )
        opened.do(
            SetUpOffice(
                relation=OfficeRelation.SUPERIOR,
                kind=OfficeKind.HUYEN,
                name="Hà Trung",
                province="Thanh Hóa",
                route="Phòng Văn hóa và Thông tin",
                valid_from=datetime(2010, 1, 1).date(),
            )
        )
        opened.do(
            SetUpOffice(
                relation=OfficeRelation.SUPERIOR,
                kind=OfficeKind.TINH,
                name="Thanh Hóa",
                route="Sở Khoa học và Công nghệ",
                valid_from=datetime(2025, 7, 1).date(),
            )
        )
    return folder


@pytest.fixture
def workspace(office_data: Path, workspace_folder: Path, clock: FixedClock) -> Iterator[Workspace]:
    """An open workspace in which the office and those above it are set up, and nothing else."""
    shutil.copytree(office_data, workspace_folder, dirs_exist_ok=True)
    with Workspace.open(workspace_folder, PASSWORD, clock=clock) as opened:
        yield opened


@pytest.fixture(scope="session")
def practice_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the practice commune on the day of the letter: one committee and twelve teams, all planned."""
    folder = tmp_path_factory.mktemp("practice") / "data"
    open_practice(folder, clock=FixedClock(MOMENT)).close()
    return folder


@pytest.fixture(scope="session")
def logged_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the practice commune with its two years of log, on the morning of 22/11/2026."""
    folder = tmp_path_factory.mktemp("logged") / "data"
    open_practice(folder, clock=FixedClock(LOGGED), with_log=True).close()
    return folder


@pytest.fixture(scope="session")
def demo_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the practice commune after the whole Hà Trung letter was done: everything signed on 8/4/2022."""
    folder = tmp_path_factory.mktemp("demo")
    run_demo(folder)
    return folder / "du-lieu"


@pytest.fixture
def demo_workspace(demo_data: Path, tmp_path: Path, clock: FixedClock) -> Iterator[Workspace]:
    """The practice commune with its committee and twelve teams in force; the clock stands at that moment."""
    clock.set(MOMENT)
    with open_practice(Path(shutil.copytree(demo_data, tmp_path / "du-lieu")), clock=clock) as opened:
        yield opened
