"""Long work as the person sees it: what is done, how far, and Cancel."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from app.kernel.words import _
from ui.core import tokens
from ui.core.tasks import Running, Tasks
from ui.core.theme import named


class ProgressStrip(QWidget):
    """One line for each work that lasts; hidden while there is none."""

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count = 0
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(tokens.SPACE_L, tokens.SPACE_S, tokens.SPACE_L, 0)
        tasks.long_work.connect(self._add)
        self.hide()

    def _add(self, running: Running) -> None:
        line = _Line(running, self)
        self._layout.addWidget(line)
        self._count += 1
        self.show()
        running.ended.connect(lambda: self._end(line))

    def _end(self, line: QWidget) -> None:
        line.hide()
        line.deleteLater()
        self._count -= 1
        self.setVisible(self._count > 0)


class _Line(QFrame):
    def __init__(self, running: Running, parent: QWidget) -> None:
        super().__init__(parent)
        named(self, "progressLine", "progress")
        self._title = running.title
        self._words = QLabel(running.title)
        self._bar = QProgressBar(maximum=0, textVisible=False)
        self._bar.setFixedWidth(220)
        self._cancel = named(QPushButton(_("Dừng lại")), "cancelButton", "link")
        self._cancel.clicked.connect(lambda: self._stop(running))
        line = QHBoxLayout(self)
        line.setContentsMargins(tokens.SPACE_M, tokens.SPACE_XS, tokens.SPACE_S, tokens.SPACE_XS)
        line.addWidget(self._words, 1)
        line.addWidget(self._bar)
        line.addWidget(self._cancel)
        running.stepped.connect(self._step)

    def _step(self, done: int, total: int, what: str) -> None:
        self._bar.setMaximum(total)
        self._bar.setValue(done)
        count = f" {done}/{total}" if total else ""
        self._words.setText(f"{self._title}{count} · {what}" if what else self._title + count)

    def _stop(self, running: Running) -> None:
        self._cancel.setEnabled(False)
        self._words.setText(_("Đang dừng: {title}").format(title=self._title))
        running.cancel()
