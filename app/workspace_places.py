"""Where a workspace lies by default, and where things lie within its folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Places:
    """The paths of one workspace."""

    folder: Path

    @property
    def store(self) -> Path:
        """The encrypted database."""
        return self.folder / "xaso.db"

    @property
    def slot(self) -> Path:
        """The password slot that wraps the store key."""
        return self.folder / "slot.json"

    @property
    def files(self) -> Path:
        """Photos, scans and frozen papers by SHA-256."""
        return self.folder / "files"

    @property
    def backups(self) -> Path:
        """Generations of verified copies."""
        return self.folder / "backups"

    @property
    def outbox(self) -> Path:
        """Bundles, receipts and packages as they were made, until they are confirmed."""
        return self.folder / "outbox"

    @property
    def inbox(self) -> Path:
        """Files that came in, by SHA-256, whatever became of them."""
        return self.folder / "inbox"


def exists(folder: Path) -> bool:
    """Whether a workspace lies in the folder."""
    return Places(folder).store.is_file() and Places(folder).slot.is_file()


def default_workspace_folder(*, practice: bool = False) -> Path:
    """The folder suggested for real or for practice data, below the person's local data; practice has its own."""
    import platformdirs

    return platformdirs.user_data_path("xaso", appauthor=False) / ("thuc-hanh" if practice else "du-lieu")
