"""In a fresh process: the program from its start over the password to the first page, as a person meets it.

Arguments: folder of the workspace, seconds between seeing the first window and pressing Enter.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from tests.bench.fresh import tell


def main() -> None:
    """The program as ui/__main__.py starts it, with a person who types ``pause`` seconds."""
    folder, pause = Path(sys.argv[1]), float(sys.argv[2])
    from ui.__main__ import begin

    startup = begin(folder)
    if startup is None:
        raise RuntimeError("the workspace is open in another window")

    from PySide6.QtCore import QTimer

    from tests.bench.painted import Painted
    from tests.bench.password import PASSWORD

    moments: dict[str, float] = {}
    unlock = startup.start_window

    def first_seen(at: float) -> None:
        moments["asked_at"] = at
        QTimer.singleShot(round(pause * 1000), enter)

    def enter() -> None:
        moments["entered_at"] = time.perf_counter()
        unlock.password.edit.setText(PASSWORD)
        unlock.unlock()

    def opened() -> None:
        frame = Painted(startup.window)
        frame.seen.connect(lambda at: moments.__setitem__("frame_at", at))
        page = Painted(startup.window, startup.tasks.is_idle)
        page.seen.connect(finished)

    def finished(at: float) -> None:
        shown = startup.window.current_page()
        if not shown.subtitle_label.text():
            raise RuntimeError("the first page shows no records yet")
        tell(**moments, page_at=at)
        startup.window.close()

    Painted(unlock).seen.connect(first_seen)
    unlock.opened.connect(opened)
    startup.app.exec()


if __name__ == "__main__":
    main()
