"""Starts the window: ``xaso-desktop [--workspace FOLDER] [--practice]``."""

from __future__ import annotations

import argparse
import builtins
import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from app.kernel.clock import SystemClock
from app.workspace_places import default_workspace_folder

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from ui.shell.single import Single
    from ui.shell.startup import Startup


_AFTER_PAINTING_MS = 50


def main(arguments: list[str] | None = None) -> int:
    """Runs the program until its window is closed; 0, also where another window was brought to the front."""
    chosen = _parser().parse_args(sys.argv[1:] if arguments is None else arguments)
    folder = (chosen.workspace or default_workspace_folder(practice=chosen.practice)).absolute()
    startup = begin(folder, practice=chosen.practice)
    return 0 if startup is None else startup.app.exec()


def begin(folder: Path, *, practice: bool = False) -> Startup | None:
    """Shows the first window; none where another window of the same folder came to the front instead."""
    gc.disable()  # nothing made by now is rubbish, and looking for some is a tenth of the time to the first window
    try:
        return _begin(folder, practice=practice)
    finally:
        gc.freeze()  # nor will modules ever be
        gc.enable()


def _begin(folder: Path, *, practice: bool) -> Startup | None:
    from PySide6.QtCore import QTimer

    _import_plainly()
    from ui.core import theme
    from ui.shell.remembered import Remembered
    from ui.shell.single import Single
    from ui.shell.startup import Startup

    app = theme.new_app(sys.argv[0])
    app.setApplicationName("xaso")
    app.setDesktopFileName("xaso")
    app.setQuitOnLastWindowClosed(False)  # one window goes before the next one comes
    single = Single(folder, app)
    if single.knock():
        return None
    startup = Startup(app, folder, SystemClock(), Remembered(_memory(folder)), practice=practice)
    single.knocked.connect(startup.raise_window)
    startup.begin()
    QTimer.singleShot(_AFTER_PAINTING_MS, app, lambda: _finish(app, single))
    return startup


def _import_plainly() -> None:
    """Gives Python its own import back.

    PySide6 puts another in its place that reads the source of every module, to see whether the module chose one of its
    ways to spell names; none of ours does, and hundreds of sources are read and kept for nothing.
    """
    own = getattr(builtins, "__orig_import__", None)
    if own is not None:
        builtins.__import__ = own


def _finish(app: QApplication, single: Single) -> None:
    """What nobody waits for: the picture in the task bar, the ear for a second start."""
    from ui.core import icons

    app.setWindowIcon(icons.icon("register", "accent"))
    single.listen()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="xaso-desktop", description="Xã Số")
    parser.add_argument("--workspace", type=Path, metavar="FOLDER", help="folder of the data")
    parser.add_argument("--practice", action="store_true", help="the practice commune with invented people")
    return parser


def _memory(folder: Path) -> Path:
    """Beside the workspace, not in it: a backup or a restore must not change the sizes of windows."""
    return folder.with_name(f"{folder.name}-cua-so.json")


if __name__ == "__main__":
    sys.exit(main())
