"""Generations of backups: bounded in number, and what proves to open is never thrown away."""

from __future__ import annotations

import errno
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.backup_files import backup_name, backups_in, choose_to_keep, generations, made_at, new_backup_path, prune
from app.kernel.clock import VIETNAM

NOON = datetime(2025, 8, 1, 12, 0, tzinfo=VIETNAM)

moments = st.datetimes(min_value=datetime(2022, 1, 1), max_value=datetime(2027, 12, 31)).map(
    lambda moment: moment.replace(microsecond=0, tzinfo=VIETNAM)
)


def backups(folder: Path, made: Iterable[datetime]) -> list[Path]:
    paths = [folder / backup_name(moment) for moment in made]
    for path in paths:
        path.write_bytes(b"copy")
    return paths


def test_the_name_tells_the_time_in_vietnam_and_is_read_back():
    name = backup_name(datetime(2025, 7, 31, 18, 30, 5, tzinfo=UTC))
    assert name == "xaso-20250801-013005.backup"
    assert made_at(Path(name)) == datetime(2025, 8, 1, 1, 30, 5, tzinfo=VIETNAM)


@pytest.mark.parametrize(
    "name",
    [
        "xaso-20250231-120000.backup",
        "xaso-20250801-250000.backup",
        "xaso-20250801-120000.backup.0a1b2c3d.part",
        "copy of xaso-20250801-120000.backup",
        "xaso-20250801.backup",
        "slot.json",
    ],
)
def test_other_files_are_no_backups_and_are_never_removed(tmp_path, name):
    (tmp_path / name).write_bytes(b"mine")
    kept = backups(tmp_path, [NOON])
    assert [backup.path for backup in backups_in(tmp_path)] == kept
    prune(tmp_path, kept)
    assert (tmp_path / name).read_bytes() == b"mine"


def test_backups_are_listed_newest_first_and_a_missing_folder_has_none(tmp_path):
    backups(tmp_path, [NOON - timedelta(days=3), NOON, NOON - timedelta(days=400)])
    assert generations(tmp_path) == [NOON, NOON - timedelta(days=3), NOON - timedelta(days=400)]
    assert backups_in(tmp_path / "khong-co") == []


def test_two_backups_of_one_second_get_two_names(tmp_path):
    first = new_backup_path(tmp_path, NOON)
    first.write_bytes(b"copy")
    assert first.name == "xaso-20250801-120000.backup"
    assert new_backup_path(tmp_path, NOON).name == "xaso-20250801-120001.backup"


def test_of_one_busy_day_twelve_stay():
    made = [NOON - timedelta(minutes=30 * number) for number in range(20)]  # all of one day
    assert choose_to_keep(made) == set(made[:12])


def test_of_each_day_week_month_and_year_the_newest_stays():
    made = [NOON - timedelta(hours=12 * number) for number in range(2 * 365 * 4)]
    kept = choose_to_keep(made)
    days = {moment.date() for moment in kept}
    assert {NOON.date() - timedelta(days=number) for number in range(14)} <= days
    last_of_month = {moment for moment in kept if (moment + timedelta(days=1)).month != moment.month}
    assert len(last_of_month) >= 11
    # half-day steps end at noon on every day, so the year's last is noon of New Year's Eve
    assert {datetime(year, 12, 31, 12, tzinfo=VIETNAM) for year in (2022, 2023, 2024)} <= kept
    assert len(kept) <= 12 + 14 + 8 + 12 + 5


def test_a_day_is_a_day_in_vietnam():
    late, early = datetime(2025, 7, 20, 16, 59, tzinfo=UTC), datetime(2025, 7, 20, 17, 1, tzinfo=UTC)
    assert {late, early} <= choose_to_keep([late, early, NOON])  # before and after midnight there


@given(st.sets(moments, max_size=150))
def test_the_newest_is_always_kept_and_the_number_is_bounded(made):
    kept = choose_to_keep(made)
    years = {moment.year for moment in made}
    assert kept <= made
    assert len(kept) <= 12 + 14 + 8 + 12 + len(years)
    assert {moment.year for moment in kept} == years
    if made:
        assert max(made) in kept
    assert choose_to_keep(kept) == kept


def test_pruning_removes_the_others_and_tells_which(tmp_path):
    made = backups(tmp_path, [NOON - timedelta(minutes=30 * number) for number in range(15)])
    assert sorted(prune(tmp_path, {made[0]})) == sorted(made[12:])
    assert sorted(tmp_path.iterdir()) == sorted(made[:12])
    assert prune(tmp_path, {made[0]}) == []


def test_the_newest_verified_backup_stays_whatever_its_generation(tmp_path):
    made = backups(tmp_path, [NOON - timedelta(minutes=30 * number) for number in range(16)])
    removed = prune(tmp_path, [made[15], made[14]])
    assert made[14].exists()
    assert sorted(removed) == sorted([made[12], made[13], made[15]])


def test_nothing_is_removed_while_no_backup_is_known_to_open(tmp_path):
    made = backups(tmp_path, [NOON - timedelta(minutes=30 * number) for number in range(20)])
    assert prune(tmp_path, []) == []
    assert prune(tmp_path, {tmp_path / "xaso-20200101-000000.backup"}) == []
    assert sorted(tmp_path.iterdir()) == sorted(made)


def test_a_backup_that_cannot_be_removed_waits_for_the_next_time(tmp_path, monkeypatch):
    made = backups(tmp_path, [NOON - timedelta(minutes=30 * number) for number in range(14)])
    honest = Path.unlink

    def held(path: Path, missing_ok: bool = False) -> None:
        if path == made[12]:
            raise PermissionError(errno.EACCES, "held")
        honest(path, missing_ok)

    with monkeypatch.context() as broken:
        broken.setattr(Path, "unlink", held)
        assert prune(tmp_path, made) == [made[13]]
    assert prune(tmp_path, made) == [made[12]]
