"""Starts the window: ``xaso-desktop [--workspace FOLDER] [--practice]``."""

from __future__ import annotations

import argparse
import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from app.folders import default_workspace_folder

if TYPE_CHECKING:
    from ui.shell.startup import Startup


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
    from PySide6.QtWidgets import QApplication

    from app.kernel.clock import SystemClock
    from ui.core import icons
    from ui.shell.remembered import Remembered
    from ui.shell.single import Single
    from ui.shell.startup import Startup

    app = QApplication(sys.argv[:1])
    app.setApplicationName("xaso")
    app.setDesktopFileName("xaso")
    app.setQuitOnLastWindowClosed(False)  # one window goes before the next one comes
    app.setWindowIcon(icons.icon("register", "accent"))
    single = Single(folder, app)
    if single.knock():
        return None
    single.listen()
    startup = Startup(app, folder, SystemClock(), Remembered(_memory(folder)), practice=practice)
    single.knocked.connect(startup.raise_window)
    startup.begin()
    return startup


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
