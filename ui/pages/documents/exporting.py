"""Papers leaving the program: saved as files in the folder of last time, printed on a real printer."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any, TypeAlias, cast

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QWidget

from app.documents import printing
from app.kernel.files import FileStore, atomic_write
from app.kernel.words import N_, _
from ui.core.context import Context, Settings
from ui.widgets.pdf_pages import PdfPages
from ui.widgets.printing import ask_printer, print_steps

Make: TypeAlias = Callable[[Any], bytes]
"""Makes a file from a reading session."""

KINDS: dict[str, tuple[str, Callable[..., bytes]]] = {
    "pdf": (N_("Tệp PDF"), printing.pdf_of),
    "docx": (N_("Tệp Word"), printing.docx_of),
    "xlsx": (N_("Bảng tính Excel"), printing.xlsx_of),
}


def files_of(context: Context) -> FileStore:
    """The file store of the open workspace."""
    return cast(FileStore, cast(Any, context.workspace).files)


def folder_of_last_time(settings: Settings, what: str) -> Path:
    """The folder used last for this, else the documents of the person."""
    kept = str(settings.get(f"folder.{what}") or "")
    if kept and Path(kept).is_dir():
        return Path(kept)
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))


def remember_folder(settings: Settings, what: str, folder: Path) -> None:
    """Begins there next time."""
    settings.set(f"folder.{what}", str(folder))


class Exporter:
    """Saves and prints what is made from the store: papers, and the register."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        self._context, self._parent = context, parent

    def save(self, uid: str, ending: str, button: QAbstractButton | None = None, *, for_signing: bool = False) -> None:
        """Asks where, makes the file in the read lane, writes it whole or not at all in the files lane."""
        options: dict[str, Any] = {"for_signing": True} if for_signing and ending != "xlsx" else {}
        make = partial(KINDS[ending][1], uid=uid, **options)

        def ask(name: str) -> None:
            self.save_made(lambda session: make(session, files_of(self._context)), name, ending, button)

        self._context.tasks.read(printing.file_name, uid, ending, then=ask)

    def save_made(self, make: Make, name: str, ending: str, button: QAbstractButton | None = None) -> None:
        """Saves what ``make`` makes from the store under the name and in the folder that the person chooses."""
        target = self._target(name, ending)
        if target is None:
            return
        tasks = self._context.tasks

        def told(_result: object) -> None:
            self._context.notices.info(_("Đã lưu {name}").format(name=target.name))

        def keep(data: bytes) -> None:
            tasks.run(lambda _progress: atomic_write(target, data), _("Đang lưu tệp"), then=told, button=button)

        tasks.read(make, then=keep)

    def print_(self, uid: str, title: str, then: Callable[[], object], *, for_signing: bool = False) -> None:
        """Prints a paper; ``then`` is called only after the printer took every page."""
        files = files_of(self._context)
        self.print_made(lambda session: printing.pdf_of(session, files, uid, for_signing=for_signing), title, then)

    def print_made(self, make: Make, title: str, then: Callable[[], object] = lambda: None) -> None:
        """Asks for a printer and prints the PDF that ``make`` makes, band by band while the window lives."""

        def ready(data: bytes) -> None:
            with closing(PdfPages(data)) as pages:
                count = len(pages)
            printer = ask_printer(self._parent, count, title=title)
            if printer is not None:
                self._send(data, printer, then)

        self._context.tasks.read(make, then=ready)

    def _send(self, data: bytes, printer: Any, then: Callable[[], object]) -> None:
        def stopped() -> None:
            self._context.notices.info(_("Đã dừng in. Những trang đã gửi tới máy in có thể vẫn được in ra."))

        self._context.tasks.step_through(
            lambda: print_steps(data, printer), _("Đang in"), then=lambda _sheets: then(), cancelled=stopped
        )

    def _target(self, name: str, ending: str) -> Path | None:
        folder = folder_of_last_time(self._context.settings, "papers")
        kind = _(KINDS[ending][0])
        chosen, _filter = QFileDialog.getSaveFileName(
            self._parent, _("Lưu văn bản"), str(folder / name), f"{kind} (*.{ending})"
        )
        if not chosen:
            return None
        target = Path(chosen)
        remember_folder(self._context.settings, "papers", target.parent)
        return target if target.suffix.lower() == f".{ending}" else target.with_name(f"{target.name}.{ending}")
