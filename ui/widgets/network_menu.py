"""The menu of both pages for everything over a network: send, collect, letters as files, the connection itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QMenu, QPushButton, QWidget

from app.connections.accounts import EML, Connections, Way
from app.exchange.outbox import MarkHandedOver
from app.intake.arriving import Taken
from app.kernel.words import _
from ui.core.context import Context
from ui.widgets.carrying import NOUNS, usual_folder
from ui.widgets.courier import Courier


class NetworkMenu(QObject):
    """Fills the menu of a button; what is not set up is grey, the connection can always be entered."""

    def __init__(
        self,
        context: Context,
        courier: Courier,
        button: QPushButton,
        parent: QWidget,
        *,
        above: bool,
        taken: Callable[[Taken], object],
        set_up: Callable[[], object],
    ) -> None:
        super().__init__(parent)
        self._context, self._courier, self._button, self._parent = context, courier, button, parent
        self._above, self._taken = above, taken
        self._known: Connections | None = None
        self._has_files = False
        menu = QMenu(button)
        self.send = {
            Way.MAIL: self._add(menu, _("Gửi qua thư điện tử"), lambda: self.send_by(Way.MAIL)),
            Way.WEBDAV: self._add(menu, _("Gửi qua WebDAV"), lambda: self.send_by(Way.WEBDAV)),
        }
        self.letters = self._add(menu, _("Tạo tệp thư (.eml)…"), self.ask_letters)
        menu.addSeparator()
        self.collect = {
            Way.MAIL: self._add(menu, _("Lấy từ hộp thư"), lambda: self.collect_from(Way.MAIL)),
            Way.WEBDAV: self._add(menu, _("Lấy từ WebDAV"), lambda: self.collect_from(Way.WEBDAV)),
        }
        menu.addSeparator()
        self.set_up = self._add(menu, _("Cài đặt kết nối"), set_up)
        button.setMenu(menu)
        self._enable()

    def show_known(self, known: Connections) -> None:
        """Offers the ways that are set up."""
        self._known = known
        self._enable()

    def show_files(self, files: Sequence[object]) -> None:
        """Offers to send only where something is to go."""
        self._has_files = bool(files)
        self._enable()

    def send_by(self, way: Way) -> None:
        """Sends what should go now."""
        self._courier.send(self._parent, way, above=self._above, button=self._button)

    def collect_from(self, way: Way) -> None:
        """Looks for what came."""
        self._courier.collect(self._parent, way, self._taken, self._button)

    def ask_letters(self) -> None:
        """Asks where, then writes the letters as files."""
        chosen = QFileDialog.getExistingDirectory(
            self._parent, _("Chọn thư mục lưu tệp thư"), str(usual_folder(self._context))
        )
        if chosen:
            self.write_letters(Path(chosen))

    def write_letters(self, folder: Path) -> None:
        """Writes the letters as files; they count as handed over once the person says so."""
        self._courier.write_letters(folder, above=self._above, then=self._went, button=self._button)

    def _went(self, uids: list[str]) -> None:
        for uid in uids:
            self._context.tasks.do(MarkHandedOver(bundle=uid, carrier=EML), quiet=True)
        self._context.changes.announce(NOUNS)

    def _enable(self) -> None:
        known = self._known
        for way, action in self.send.items():
            action.setEnabled(known is not None and way in known.ways and self._has_files)
        for way, action in self.collect.items():
            action.setEnabled(known is not None and way in known.sources)
        self.letters.setEnabled(known is not None and bool(known.mail.address) and self._has_files)

    def _add(self, menu: QMenu, words: str, do: Callable[[], object]) -> QAction:
        action = menu.addAction(words)
        action.triggered.connect(lambda _checked=False: do())
        return action
