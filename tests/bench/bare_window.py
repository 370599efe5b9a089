"""In a fresh process: a QMainWindow with nothing in it, until it is painted."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QApplication, QMainWindow

from tests.bench.fresh import tell
from tests.bench.painted import Painted


def main() -> None:
    """Shows the window, tells the moment, ends."""
    app = QApplication(sys.argv[:1])
    window = QMainWindow()
    window.resize(1366, 768)
    painted = Painted(window)
    painted.seen.connect(lambda at: (tell(painted_at=at), app.quit()))
    window.show()
    app.exec()


if __name__ == "__main__":
    main()
