"""Photos of the camera's folder that prove nothing yet, newest first; several can be chosen."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QPixmap
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QListView,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.evidence.camera import CameraPhoto, unused_photos
from app.evidence.queries import used_sources
from app.kernel.progress import Progress
from app.kernel.words import _
from ui.core import icons, tokens
from ui.core.context import Context
from ui.core.theme import named

FOLDER_KEY = "folder.camera"


class CameraDialog(QDialog):
    """Asks which of the new photos; the folder is remembered."""

    taken = Signal(object)
    """The chosen paths."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.setObjectName("CameraDialog")
        self.setWindowTitle(_("Ảnh mới chụp, chưa dùng"))
        self.resize(900, 560)
        self.words = named(QLabel(wordWrap=True), "cameraWords", "quiet")
        self.photos = named(QListWidget(), "cameraPhotos")
        self.photos.setViewMode(QListView.ViewMode.IconMode)
        self.photos.setMovement(QListView.Movement.Static)
        self.photos.setResizeMode(QListView.ResizeMode.Adjust)
        self.photos.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
        self.photos.setIconSize(QSize(150, 112))
        self.photos.setGridSize(QSize(170, 146))
        self.photos.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.photos.setAccessibleName(self.windowTitle())
        self.photos.itemSelectionChanged.connect(self._count)
        self.photos.itemActivated.connect(lambda _item: self._take())
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.SPACE_L, tokens.SPACE_L, tokens.SPACE_L, tokens.SPACE_M)
        column.addWidget(self.words)
        column.addWidget(self.photos, 1)
        column.addLayout(self._buttons())
        self._look()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take()
        else:
            super().keyPressEvent(event)

    def _look(self) -> None:
        folder = str(self.context.settings.get(FOLDER_KEY) or "")
        self.photos.clear()
        self._count()
        if not folder:
            self.words.setText(_("Chọn thư mục chứa ảnh của điện thoại, máy ảnh hoặc ảnh tải về từ Zalo."))
            return
        self.words.setText(_("Đang xem thư mục {folder}…").format(folder=folder))
        workspace: Any = self.context.workspace

        def work(progress: Progress) -> list[CameraPhoto]:
            return unused_photos(Path(folder), lambda hashes: workspace.read(used_sources, hashes), progress)

        self.context.tasks.run(work, _("Đang xem thư mục ảnh"), then=self._show, button=self.folder_button)

    def _show(self, photos: Sequence[CameraPhoto]) -> None:
        folder = str(self.context.settings.get(FOLDER_KEY) or "")
        words = _("{count} ảnh chưa dùng, mới nhất trước, trong {folder}.")
        none = _("Trong {folder} không có ảnh nào chưa dùng.")
        self.words.setText((words if photos else none).format(count=len(photos), folder=folder))
        for photo in photos:
            picture = QPixmap()
            drawn = bool(photo.thumbnail) and picture.loadFromData(photo.thumbnail)
            item = QListWidgetItem(QIcon(picture) if drawn else icons.icon("error", "bad"), photo.path.name)
            item.setData(Qt.ItemDataRole.UserRole, photo.path)
            self.photos.addItem(item)
        if photos:
            self.photos.setCurrentRow(0)
            self.photos.setFocus()

    def _take(self) -> None:
        chosen = [item.data(Qt.ItemDataRole.UserRole) for item in self.photos.selectedItems()]
        if chosen:
            self.accept()
            self.taken.emit(chosen)

    def _count(self) -> None:
        count = len(self.photos.selectedItems())
        self.take_button.setText(_("&Lấy {count} ảnh").format(count=count) if count else _("&Lấy ảnh"))
        self.take_button.setEnabled(count > 0)

    def _choose_folder(self) -> None:
        start = str(self.context.settings.get(FOLDER_KEY) or "")
        chosen = QFileDialog.getExistingDirectory(self, _("Chọn thư mục ảnh"), start)
        if chosen:
            self.context.settings.set(FOLDER_KEY, chosen)
            self._look()

    def _buttons(self) -> QHBoxLayout:
        self.folder_button = named(QPushButton(_("&Chọn thư mục…")), "cameraFolder")
        self.take_button = named(QPushButton(), "cameraTake", "primary")
        self.leave_button = named(QPushButton(_("&Thôi")), "cameraLeave")
        self.folder_button.clicked.connect(lambda _checked=False: self._choose_folder())
        self.take_button.clicked.connect(lambda _checked=False: self._take())
        self.leave_button.clicked.connect(self.reject)
        line = QHBoxLayout()
        line.addWidget(self.folder_button)
        line.addStretch(1)
        for button in (self.take_button, self.leave_button):
            line.addWidget(button)
        for button in (self.folder_button, self.take_button, self.leave_button):
            button.setAutoDefault(False)
        return line
