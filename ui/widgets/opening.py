"""A file of the store opened in the program of the computer: a copy with an ending that program knows."""

from __future__ import annotations

import atexit
import mimetypes
import shutil
import tempfile
from functools import cache
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from app.kernel.files import FileStore, atomic_write, safe_name
from app.kernel.progress import Progress
from app.kernel.words import _
from ui.core.tasks import Tasks


def open_copy(tasks: Tasks, files: FileStore, sha256: str, name: str, media_type: str) -> None:
    """Writes a copy out to be read, never to be changed, and opens it; it goes when the program ends."""

    def work(_progress: Progress) -> Path:
        target = _folder() / sha256[:8] / _called(name, media_type)
        target.parent.mkdir(exist_ok=True)
        if not target.exists():
            atomic_write(target, files.get(sha256))
        return target

    tasks.run(work, _("Đang mở tệp"), then=lambda path: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))))


def _called(name: str, media_type: str) -> str:
    """The name under which it came, with the ending of what it is now: a photo was made anew as JPEG."""
    ending = {"image/jpeg": ".jpg"}.get(media_type) or mimetypes.guess_extension(media_type) or ""
    stem = Path(safe_name(name))
    return str(stem.with_suffix(ending)) if ending and media_type != "application/octet-stream" else str(stem)


@cache
def _folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="xaso-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
