"""What holds for every test of the window: it leaves nothing of Python's to Qt, which lives longer."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication


@pytest.fixture(autouse=True)
def everything_goes() -> Iterator[None]:
    """Windows given up are taken apart at once, not in a later test; the clipboard is empty for the next one.

    Without a screen Qt keeps the clipboard until the process ends: a table that Python put there would crash that end.
    """
    yield
    if QApplication.instance() is not None:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.clipboard().clear()
