"""What proves a record, as a strip of pictures and files: dropped, pasted, chosen, or taken from the camera's folder.

Of a record that is stored, everything is attached at once; of one that is just being entered, it is collected here and
``pending()`` goes into the command that saves the record.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeAlias, cast

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QSize, Qt, QUrl, Signal
from PySide6.QtGui import (
    QDesktopServices,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QIcon,
    QImage,
    QImageReader,
    QPixmap,
)
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QHBoxLayout,
    QInputDialog,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.evidence.commands import AttachFiles, AttachLink, DescribeEvidence, RemoveEvidence
from app.evidence.taking_in import take_in
from app.evidence.views import EvidenceView, StoredFile
from app.kernel.files import FileStore
from app.kernel.problems import Problem, Refused
from app.kernel.progress import Progress
from app.kernel.words import _
from app.vocabulary import EvidenceKind
from ui.core import icons, tokens
from ui.core.context import Context
from ui.core.theme import named
from ui.widgets.card import Card
from ui.widgets.evidence_strip import EvidenceStrip, Tile
from ui.widgets.opening import open_copy
from ui.widgets.question_line import QuestionLine

Source: TypeAlias = Path | bytes
SAME_PHOTO_CODE = "EVI-05"
THUMBNAIL = QSize(96, 72)


class EvidencePanel(Card):
    """Evidence about the records of one noun; call ``show_record`` or ``begin_new``."""

    changed = Signal()
    """Something was attached, collected or taken away; of a stored record the page is told by its noun as well."""

    def __init__(self, context: Context, about_noun: str, parent: QWidget | None = None) -> None:
        super().__init__(_("Minh chứng"), parent)
        self.setObjectName(f"{about_noun}Evidence")
        self.context, self.about_noun = context, about_noun
        self.uid = ""
        self._views: tuple[EvidenceView, ...] = ()
        self._pending: list[StoredFile] = []
        self.same_photo_ok = False
        """Whether the person confirmed that a file collected here proves another record as well."""
        self.strip = named(EvidenceStrip(THUMBNAIL), f"{about_noun}EvidenceStrip")
        self.strip.setAccessibleName(_("Minh chứng"))
        self.strip.opened.connect(self._open)
        self.strip.remove_asked.connect(self._remove)
        self.strip.paste_asked.connect(self.paste)
        self.strip.menu_asked.connect(self._menu)
        self.question = QuestionLine()
        self.keep_position = named(QCheckBox(_("Giữ vị trí chụp trong ảnh")), "keepPosition")
        self.keep_position.setToolTip(_("Bình thường vị trí chụp được bỏ khỏi ảnh khi lưu; chỉ giữ khi thật cần."))
        for part in (self.strip, self.question):
            self.body.addWidget(part)
        self.body.addLayout(self._buttons())
        self.setAcceptDrops(True)
        self._show()

    def show_record(self, uid: str, views: Sequence[EvidenceView]) -> None:
        """Shows the evidence of a stored record; what comes next is attached to it at once."""
        if uid != self.uid or self._pending:
            self.question.put_away()
            self._pending, self.same_photo_ok = [], False
        self.uid, self._views = uid, tuple(views)
        self._show()

    def begin_new(self) -> None:
        """Nothing yet; what comes next is collected for a record that is about to be saved."""
        self.question.put_away()
        self.uid, self._views, self._pending, self.same_photo_ok = "", (), [], False
        self._show()

    def pending(self) -> tuple[StoredFile, ...]:
        """Files collected for the record that is about to be saved."""
        return tuple(self._pending)

    def take(self, sources: Sequence[Source], *, name: str = "", kind: EvidenceKind | None = None) -> None:
        """Takes files or pasted bytes in: checked, made smaller, stored, then attached or collected."""
        files, keep = self._files(), self.keep_position.isChecked()
        self.question.put_away()

        def work(progress: Progress) -> tuple[list[StoredFile], list[Refused]]:
            stored, refusals = [], []
            for place, source in enumerate(sources):
                progress.check_cancelled()
                called = source.name if isinstance(source, Path) else name
                progress.step(place, len(sources), called)
                try:
                    stored.append(take_in(files, source, name=called, kind=kind, keep_position=keep))
                except Refused as refusal:
                    refusals.append(refusal)
            return stored, refusals

        self.context.tasks.run(work, _("Đang nhận minh chứng"), then=self._on_taken)

    def paste(self) -> bool:
        """Takes files, a picture or an address from the clipboard; False where there is none of them."""
        return self.take_mime(QGuiApplication.clipboard().mimeData())

    def take_mime(self, mime: QMimeData) -> bool:
        """Takes what was dropped or pasted; False where it is neither file, picture nor address."""
        paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
        text = mime.text().strip()
        if paths:
            self.take([path for path in paths if path.is_file()])
        elif mime.hasImage():
            self.take([_png(QImage(mime.imageData()))], name=_("Ảnh dán.png"))
        elif text.startswith(("http://", "https://")) and self.uid:
            self._attach_link(text)
        else:
            return False
        return True

    def ask_same(self, problem: Problem, again: Callable[[], object]) -> bool:
        """For the page: where a save was refused because a photo proves another record, asks and saves again.

        False when the problem is another one.
        """
        if problem.code != SAME_PHOTO_CODE:
            return False

        def agreed() -> None:
            self.same_photo_ok = True
            again()

        self.question.ask(problem.sentence, _("Vẫn gắn"), agreed)
        return True

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() or event.mimeData().hasImage():
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if event.mimeData().hasUrls() or event.mimeData().hasImage():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if self.take_mime(event.mimeData()):
            event.acceptProposedAction()

    def _on_taken(self, taken: tuple[list[StoredFile], list[Refused]]) -> None:
        stored, refusals = taken
        if refusals:
            self.question.say(" ".join(f"{refusal.sentence} {refusal.next_step}" for refusal in refusals))
        if not stored:
            return
        if self.uid:
            self._attach(stored)
            return
        known = {file.source_sha256 for file in self._pending}
        self._pending += [file for file in stored if file.source_sha256 not in known]
        self._show()
        self.changed.emit()

    def _attach(self, stored: Sequence[StoredFile], *, sure: bool = False) -> None:
        command = AttachFiles(about_noun=self.about_noun, about=self.uid, files=tuple(stored), same_photo_ok=sure)
        about = self.uid

        def failed(problem: Problem) -> bool:
            if problem.code != SAME_PHOTO_CODE or self.uid != about:
                return False
            self.question.ask(problem.sentence, _("Vẫn gắn"), functools.partial(self._attach, stored, sure=True))
            return True

        self.context.tasks.do(command, then=lambda _outcome: self.changed.emit(), failed=failed)

    def _attach_link(self, url: str) -> None:
        command = AttachLink(about_noun=self.about_noun, about=self.uid, url=url)

        def failed(problem: Problem) -> bool:
            self.question.say(f"{problem.sentence} {problem.next_step}")
            return True

        self.context.tasks.do(command, then=lambda _outcome: self.changed.emit(), failed=failed)

    def _show(self) -> None:
        tiles = [Tile(view.uid, view.caption or view.url or view.name, _icon(view), view) for view in self._views]
        tiles += [Tile(file.source_sha256, file.caption or file.name, _icon(file), file) for file in self._pending]
        count = len(tiles)
        self.heading.setText(_("Minh chứng ({count})").format(count=count) if count else _("Minh chứng"))
        self.strip.set_tiles(tiles)
        self.link_button.setEnabled(bool(self.uid))
        self._draw_pictures([tile for tile in tiles if _is_picture(tile.record)])

    def _draw_pictures(self, tiles: Sequence[Tile]) -> None:
        if not tiles:
            return
        files = self._files()
        wanted = [(tile.key, str(files.path_of(tile.record.sha256))) for tile in tiles]
        ratio = self.devicePixelRatioF()

        def work(_progress: Progress) -> list[tuple[str, QImage]]:
            return [(key, _read_small(path, ratio)) for key, path in wanted]

        self.context.tasks.run(work, _("Đang mở ảnh"), then=self._dress)

    def _dress(self, pictures: Sequence[tuple[str, QImage]]) -> None:
        for key, picture in pictures:
            if not picture.isNull():
                self.strip.set_icon(key, QIcon(QPixmap.fromImage(picture)))

    def _choose(self) -> None:
        start = str(self.context.settings.get("folder.evidence") or "")
        chosen, _kind = QFileDialog.getOpenFileNames(self, _("Chọn ảnh, tệp ghi âm, bản quét"), start)
        if chosen:
            self.context.settings.set("folder.evidence", str(Path(chosen[0]).parent))
            self.take([Path(name) for name in chosen])

    def _from_camera(self) -> None:
        from ui.widgets.camera_dialog import CameraDialog

        dialog = CameraDialog(self.context, parent=self)
        dialog.taken.connect(self.take)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _ask_link(self) -> None:
        text, agreed = QInputDialog.getText(self, _("Gắn địa chỉ"), _("Địa chỉ trang, tin bài (https://…):"))
        if agreed and text.strip():
            self._attach_link(text)

    def _open(self, tile: Tile) -> None:
        record = tile.record
        if isinstance(record, EvidenceView) and record.url:
            QDesktopServices.openUrl(QUrl(record.url))
        else:
            open_copy(self.context.tasks, self._files(), record.sha256, record.name, record.media_type)

    def _remove(self, tile: Tile) -> None:
        if isinstance(tile.record, EvidenceView):
            self.context.tasks.do(RemoveEvidence(uid=tile.key), then=lambda _outcome: self.changed.emit())
            return
        self._pending = [file for file in self._pending if file.source_sha256 != tile.key]
        self._show()
        self.changed.emit()

    def _describe(self, tile: Tile) -> None:
        text, agreed = QInputDialog.getText(
            self, _("Chú thích"), _("Chú thích dưới ảnh, tệp:"), text=tile.record.caption
        )
        if agreed:
            self.context.tasks.do(
                DescribeEvidence(uid=tile.key, caption=text), then=lambda _outcome: self.changed.emit()
            )

    def _menu(self, tile: Tile, at: Any) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        entries: list[tuple[str, str, Callable[[Tile], object]]] = [(_("&Mở"), "open", self._open)]
        if isinstance(tile.record, EvidenceView):
            entries.append((_("Ghi &chú thích…"), "edit", self._describe))
        entries.append((_("&Gỡ") + "\tDelete", "remove", self._remove))
        for words, icon, slot in entries:
            action = menu.addAction(words)
            icons.set_icon(action, icon, "quiet")
            action.triggered.connect(lambda _checked=False, do=slot: do(tile))
        menu.popup(at)

    def _buttons(self) -> QVBoxLayout:
        self.choose_button = self._button(_("Chọn tệp…"), "open", "chooseEvidence", self._choose)
        self.paste_button = self._button(_("Dán ảnh"), "paste", "pasteEvidence", self._paste_or_say)
        self.camera_button = self._button(_("Ảnh mới chụp…"), "folder", "cameraEvidence", self._from_camera)
        self.link_button = self._button(_("Địa chỉ…"), "send", "linkEvidence", self._ask_link)
        column = QVBoxLayout()
        column.setSpacing(tokens.SPACE_S)
        above = (self.choose_button, self.paste_button, self.camera_button)
        for parts in (above, (self.link_button, self.keep_position)):  # two lines: an editor beside a list is narrow
            line = QHBoxLayout()
            line.setSpacing(tokens.SPACE_S)
            for part in parts:
                line.addWidget(part)
            line.addStretch(1)
            column.addLayout(line)
        return column

    def _button(self, words: str, icon: str, name: str, slot: Callable[[], object]) -> QPushButton:
        button = named(QPushButton(words), name)
        icons.set_icon(button, icon, "accent")
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked=False: slot())
        return button

    def _paste_or_say(self) -> None:
        if not self.paste():
            self.question.say(_("Chưa có ảnh hoặc tệp nào được sao chép. Sao chép ảnh (Ctrl+C) rồi dán lại."))

    def _files(self) -> FileStore:
        return cast(FileStore, cast(Any, self.context.workspace).files)


def _is_picture(record: Any) -> bool:
    return record.width is not None and bool(record.sha256)


def _icon(record: Any) -> str:
    if getattr(record, "url", ""):
        return "send"
    return {"application/pdf": "pdf"}.get(record.media_type, "paper")


def _read_small(path: str, ratio: float) -> QImage:
    """Our own picture, read no larger than it is shown."""
    reader = QImageReader(path)
    reader.setAutoDetectImageFormat(True)
    reader.setDecideFormatFromContent(True)
    whole = reader.size()
    if whole.isValid():
        reader.setScaledSize(whole.scaled(THUMBNAIL * ratio, Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read()


def _png(image: QImage) -> bytes:
    content = QByteArray()  # kept here: the buffer only points to it
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs want bytes where Qt takes a name
    buffer.close()
    return bytes(content.data())
