"""What lies on the clipboard when the program goes."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication

_WITHOUT_DESKTOP = frozenset({"offscreen", "minimal", "minimalegl", "vnc", "eglfs", "linuxfb"})


def leave_clipboard() -> None:
    """Empties the clipboard where it is the program's own; a desktop keeps what was copied, for Excel to paste.

    Without a desktop Qt keeps the clipboard until the process ends, which is later than Python: a table that was made
    here and lies there would be taken apart without Python, and the process would end with a crash.
    """
    if QGuiApplication.platformName() in _WITHOUT_DESKTOP:
        QGuiApplication.clipboard().clear()
