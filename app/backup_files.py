"""The files of backups: their names, which generations to keep, and removing the others.

Pure file work: the copy itself is made and verified by whoever owns the store.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Hashable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from app.kernel.clock import VIETNAM
from app.kernel.files import file_problems

RECENT, DAILY, WEEKLY, MONTHLY = 12, 14, 8, 12
"""How many are kept of the last 24 hours, and of days, weeks and months that have a backup; of years all."""

_NAME = re.compile(r"xaso-([0-9]{8})-([0-9]{6})\.backup")


@dataclass(frozen=True)
class BackupFile:
    """One backup: where it lies and when it was made (whole seconds, Vietnam time)."""

    path: Path
    made_at: datetime


def backup_name(moment: datetime) -> str:
    """``xaso-YYYYMMDD-HHMMSS.backup`` in Vietnam time; ``moment`` must be aware."""
    return f"xaso-{moment.astimezone(VIETNAM):%Y%m%d-%H%M%S}.backup"


def new_backup_path(folder: Path, moment: datetime) -> Path:
    """A path for a backup made now; seconds already taken are passed over, so nothing is overwritten."""
    while (path := folder / backup_name(moment)).exists():
        moment += timedelta(seconds=1)
    return path


def made_at(path: Path) -> datetime | None:
    """When a backup was made, told by its name; None for every other file."""
    found = _NAME.fullmatch(path.name)
    if found is None:
        return None
    try:
        return datetime.strptime("".join(found.groups()), "%Y%m%d%H%M%S").replace(tzinfo=VIETNAM)
    except ValueError:
        return None


def backups_in(folder: Path) -> list[BackupFile]:
    """The backups of a folder, newest first; a folder that is not there yet has none."""
    with file_problems(folder):
        paths = list(folder.iterdir()) if folder.is_dir() else []
    found = [BackupFile(path, moment) for path in paths if (moment := made_at(path)) is not None and path.is_file()]
    return sorted(found, key=lambda backup: backup.made_at, reverse=True)


def generations(folder: Path) -> list[datetime]:
    """When the backups of a folder were made, newest first."""
    return [backup.made_at for backup in backups_in(folder)]


def choose_to_keep(moments: Iterable[datetime]) -> set[datetime]:
    """The moments whose backups stay; the newest always does, and the last 24 hours count back from it."""
    newest_first = sorted(set(moments), reverse=True)
    if not newest_first:
        return set()
    kept = {moment for moment in newest_first[:RECENT] if newest_first[0] - moment <= timedelta(hours=24)}
    for period, count in _PERIODS:
        kept |= set(_newest_of_each(newest_first, period)[:count])
    return kept


_PERIODS: tuple[tuple[Callable[[datetime], Hashable], int | None], ...] = (
    (lambda moment: moment.date(), DAILY),
    (lambda moment: moment.isocalendar()[:2], WEEKLY),
    (lambda moment: (moment.year, moment.month), MONTHLY),
    (lambda moment: moment.year, None),
)


def _newest_of_each(newest_first: list[datetime], period: Callable[[datetime], Hashable]) -> list[datetime]:
    newest: dict[Hashable, datetime] = {}
    for moment in newest_first:
        newest.setdefault(period(moment.astimezone(VIETNAM)), moment)
    return list(newest.values())


def prune(folder: Path, verified: Collection[Path]) -> list[Path]:
    """Removes backups of generations no longer kept and returns which; the newest verified one always stays.

    ``verified`` are the backups known to open. Where none of those is left, nothing is removed: an unverified backup
    may be no backup.
    """
    backups = backups_in(folder)
    proven = next((backup for backup in backups if backup.path in verified), None)
    if proven is None:
        return []
    kept = choose_to_keep(backup.made_at for backup in backups)
    removed = []
    for backup in backups:
        if backup.made_at not in kept and backup != proven:
            with suppress(OSError):  # held by another program: the next pruning finds it again
                backup.path.unlink()
                removed.append(backup.path)
    return removed
