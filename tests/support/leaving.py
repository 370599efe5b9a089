"""The end of a program that a test has started: everything it holds goes, whatever the test did."""

from __future__ import annotations

from ui.shell.startup import Startup


def leave(startup: Startup) -> None:
    """Closes the program as it closes itself, but without the last backup."""
    if startup.window is not None:
        startup.backups.stop()
        startup.window.closing.disconnect()
        startup.window.close()
    first = startup.start_window
    startup.end()
    if first is not None:
        first.hide()
        first.deleteLater()
    startup.deleteLater()
