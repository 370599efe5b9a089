"""The practice commune: a folder of its own, opened in this window before work or in a second window beside it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from PySide6.QtCore import QProcess
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from app.kernel.problems import Problem
from app.kernel.words import _
from ui.core import tokens
from ui.shell.start_window import StartWindow, button


class OpeningPractice(StartWindow):
    """Stands while the practice commune is made or opened."""

    def __init__(self, folder: Path | None = None, *, inline: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(inline=inline, parent=parent)
        self._folder = folder
        self.heading.setText(_("Mở xã thực hành"))
        self.words = QLabel(
            _("Đang chuẩn bị số liệu giả định để bạn tập. Dữ liệu thật không bị đụng tới."), wordWrap=True
        )
        self.content.addWidget(self.words)
        self.content.addStretch(1)
        self.again = button(_("&Thử lại"), "againButton", "primary", self.begin)
        self.leave = button(_("T&hoát"), "leaveButton", "", self.reject)
        line = QHBoxLayout()
        line.setSpacing(tokens.SPACE_S)
        line.addStretch(1)
        line.addWidget(self.again)
        line.addWidget(self.leave)
        self.foot.addLayout(line)
        self.resize(520, 260)

    def begin(self) -> None:
        """Opens it; what stands in the way is told in a banner."""
        folder = self._folder
        self.work(_("Đang mở xã thực hành…"), lambda: open_practice_workspace(folder), self.finish, self.again)

    def show_refusal(self, problem: Problem) -> bool:
        self.words.setText(_("Chưa mở được xã thực hành."))
        return super().show_refusal(problem)


def open_practice_workspace(folder: Path | None = None) -> Any:
    """The open practice workspace, made at first use; refused where the folder holds real data."""
    from app.practice import open_practice

    return open_practice(folder, with_log=True)


def start_practice_window() -> bool:
    """Starts a second program that shows the practice commune; False where the system refuses."""
    frozen = bool(getattr(sys, "frozen", False))
    arguments = ["--practice"] if frozen else ["-m", "ui", "--practice"]
    place = "" if frozen else str(Path(__file__).parents[2])
    started, _process = QProcess.startDetached(sys.executable, arguments, place)
    return started
