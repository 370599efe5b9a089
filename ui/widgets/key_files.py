"""Small files about keys leave on a stick: asked where, written whole, read back, said only then."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from app.kernel.files import atomic_write
from app.kernel.words import _
from ui.core.context import Context
from ui.widgets.carrying import FOLDER, usual_folder


class KeyFiles:
    """Saves for one pane."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        self._context, self._parent = context, parent

    def ask(self, title: str, name: str, kind: str) -> Path | None:
        """Where the person wants the file; ``name`` has its ending, which is added where it was left out."""
        ending = Path(name).suffix
        chosen, _filter = QFileDialog.getSaveFileName(
            self._parent, title, str(usual_folder(self._context) / name), f"{kind} (*{ending})"
        )
        if not chosen:
            return None
        return Path(chosen if chosen.endswith(ending) else chosen + ending)

    def write(self, make: Callable[[], bytes], target: Path, then: Callable[[], object] | None = None) -> None:
        """Makes the content in the lane of files and writes it; a full or missing stick is told, with another try."""
        self._context.settings.set(FOLDER, str(target.parent))

        def done(_nothing: object) -> None:
            self._context.notices.info(_("Đã lưu {name} và đọc lại đúng.").format(name=target.name))
            if then is not None:
                then()

        self._context.tasks.run(
            lambda _progress: atomic_write(target, make(), verify=True), _("Đang lưu tệp"), then=done
        )

    def save(
        self, make: Callable[[], bytes], title: str, name: str, kind: str, then: Callable[[], object] | None = None
    ) -> None:
        """Asks where and writes."""
        target = self.ask(title, name, kind)
        if target is not None:
            self.write(make, target, then)
