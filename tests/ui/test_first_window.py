"""What the first window must not wait for, and how a second start finds the first."""

from __future__ import annotations

import json
import os
import subprocess
import sys

from ui.shell.single import Single

_START = """
import json, sys
from pathlib import Path
from ui.__main__ import begin

startup = begin(Path(sys.argv[1]))
from PySide6 import QtCore, QtGui, QtWidgets
startup.app.processEvents()
edit = startup.start_window.password.edit
made = [name for module in (QtCore, QtGui, QtWidgets) for name in ("Qt", "QStyle", "QPainter") if name in vars(module)]
late = [name for name in ("PySide6.QtNetwork", "PySide6.QtSvg", "hashlib") if name in sys.modules]
print(json.dumps({"made": made, "late": late, "ready": edit.isVisible() and edit.hasFocus() and edit.isEnabled()}))
startup.start_window.reject()
"""


def test_the_first_window_takes_the_password_before_anything_slow_is_loaded(tmp_path):
    """Each of these costs as long as a good part of the window: 20 ms for Qt's enumerations, 8 for the network."""
    (tmp_path / "xaso.db").touch()
    (tmp_path / "slot.json").touch()

    done = subprocess.run(
        [sys.executable, "-c", _START, str(tmp_path)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )

    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {"made": [], "late": [], "ready": True}


def test_a_second_start_goes_on_where_the_first_holds_its_place_but_never_answers(qapp, tmp_path):
    first, second = Single(tmp_path), Single(tmp_path)

    assert not first.knock()
    assert not second.knock()


def test_the_place_of_a_program_that_is_gone_is_free_at_once(qapp, tmp_path):
    first = Single(tmp_path)
    assert not first.knock()
    del first

    assert not Single(tmp_path).knock()
