"""What the window remembers on this machine (sizes, widths, theme, language), in one small file outside the store."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer

from app.kernel.problems import Problem

_LARGEST = 256 * 1024


class Remembered(QObject):
    """Settings of the window, kept a moment after each change; a lost or damaged file only means first sizes again."""

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.path = path
        self._values = _read(path)
        self._later = QTimer(self, singleShot=True, interval=1500)
        self._later.timeout.connect(self.save)

    def get(self, key: str, default: Any = None) -> Any:
        """The value kept under a dotted key."""
        return self._values.get(key, default)

    def set(self, key: str, value: Any) -> None:
        """Keeps a value that JSON can hold."""
        if self._values.get(key) != value:
            self._values[key] = value
            self._later.start()

    def save(self) -> None:
        """Writes at once; the program calls it when it ends."""
        from app.kernel.files import atomic_write  # nothing is written before the first window

        self._later.stop()
        with suppress(Problem, OSError):  # widths are not worth a word to the person
            self.path.parent.mkdir(parents=True, exist_ok=True)
            atomic_write(self.path, json.dumps(self._values, ensure_ascii=False).encode())


def _read(path: Path) -> dict[str, Any]:
    with suppress(OSError, ValueError, RecursionError):
        if path.stat().st_size <= _LARGEST:
            found = json.loads(path.read_text(encoding="utf-8"))
            return found if isinstance(found, dict) else {}
    return {}
