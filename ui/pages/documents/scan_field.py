"""A field that takes the scan of a signed paper: by button, or dropped on it; the file goes to the store at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from app.importing import scans
from app.kernel.problems import Problem, Refused, refused
from app.kernel.words import N_, _
from ui.core import icons, tokens
from ui.core.context import Context
from ui.core.theme import named
from ui.pages.documents.exporting import files_of, folder_of_last_time, remember_folder
from ui.widgets.fields import Field

ENDINGS = (".pdf", *scans.ENDINGS)
NOT_A_SCAN = refused(
    "WIN-43",
    N_("Tệp “{name}” không phải bản quét dạng PDF hoặc ảnh."),
    next_step=N_("Chọn tệp PDF, JPG, PNG hoặc TIF."),
)


class ScanField(Field):
    """The scan: none yet, or the name of the file that was taken in."""

    taken = Signal(str)
    """SHA-256 of the file now in the store."""

    def __init__(
        self, context: Context, label: str, *, hint: str = "", name: str = "scan", parent: QWidget | None = None
    ) -> None:
        self._context = context
        self._digest = ""
        self.frame = named(QFrame(), look="card")
        self.words = QLabel(_("Kéo tệp quét thả vào đây, hoặc"), wordWrap=True)
        self.choose = named(QPushButton(_("Chọn tệp &quét…")), "chooseScan")
        self.choose.setAutoDefault(False)
        self.choose.clicked.connect(lambda _checked=False: self._ask())
        sign = QLabel()
        icons.set_icon(sign, "pdf", "quiet")
        line = QHBoxLayout(self.frame)
        line.setContentsMargins(tokens.SPACE_M, tokens.SPACE_S, tokens.SPACE_S, tokens.SPACE_S)
        line.addWidget(sign)
        line.addWidget(self.words, 1)
        line.addWidget(self.choose)
        super().__init__(label, self.frame, hint=hint, name=name, parent=parent)
        self.setFocusProxy(self.choose)
        self.label.setBuddy(self.choose)
        self.setAcceptDrops(True)

    def value(self) -> str | None:
        """SHA-256 of the scan, None while there is none."""
        return self._digest or None

    def typed(self) -> object:
        return self._digest

    def take(self, path: Path) -> None:
        """Puts a file into the store in the files lane; refuses what is no scan."""
        self.clear_error()
        if path.suffix.lower() not in ENDINGS:
            problem = NOT_A_SCAN(field="scan", name=path.name)
            self.set_error(f"{problem.sentence} {problem.next_step}")
            return
        files = files_of(self._context)

        def done(digest: str) -> None:
            self._digest = digest
            self.words.setText(_("Đã nhận tệp: {name}").format(name=path.name))
            self.changed.emit()
            self.taken.emit(digest)

        def work(_progress: Any) -> str:
            if scans.is_picture(path):
                scans.pages_of(path)
            return files.put(path)

        self._context.tasks.run(work, _("Đang cất bản quét"), then=done, failed=self._not_taken, button=self.choose)

    def _not_taken(self, problem: Problem) -> bool:
        if isinstance(problem, Refused):
            self.set_error(f"{problem.sentence} {problem.next_step}")
        return isinstance(problem, Refused)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.take(paths[0])

    def _ask(self) -> None:
        settings = self._context.settings
        chosen, _kind = QFileDialog.getOpenFileName(
            self,
            _("Chọn bản quét của văn bản đã ký"),
            str(folder_of_last_time(settings, "scans")),
            _("Bản quét") + " (" + " ".join(f"*{ending}" for ending in ENDINGS) + ")",
        )
        if chosen:
            remember_folder(settings, "scans", Path(chosen).parent)
            self.take(Path(chosen))
