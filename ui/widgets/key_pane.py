"""The own key as both offices manage it: made, told in words, put on paper and into a file, replaced."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from app.exchange.enrolling import MakeOwnKeys, enrolment_file
from app.exchange.key_changes import RotateKeys
from app.exchange.key_sheet import key_sheet
from app.exchange.queries import KeyView
from app.intake.arriving import KEY
from app.kernel.words import _
from app.keys.enrolment import read_enrolment
from ui.core import tokens
from ui.core.context import Context
from ui.widgets.carrying import NOUNS, usual_folder
from ui.widgets.key_card import KeyCard
from ui.widgets.made_files import MadeFiles
from ui.widgets.question_line import QuestionLine


class KeyPane(QWidget):
    """The card of the own key and what its buttons do."""

    given = Signal()
    """The key file was saved."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context, self.tasks = context, context.tasks
        self.made = MadeFiles(context, self)
        self.key: KeyView | None = None
        self.question, self.card = QuestionLine(), KeyCard()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, tokens.SPACE_S, 0, 0)
        layout.addWidget(self.question)
        layout.addWidget(self.card)
        layout.addStretch(1)
        self.card.make_asked.connect(self.make)
        self.card.sheet_asked.connect(self.save_sheet)
        self.card.file_asked.connect(self.give)
        self.card.rotate_asked.connect(self.rotate)

    def show_key(self, key: KeyView | None, *, is_set_up: bool) -> None:
        """Shows the key in use."""
        self.key = key
        self.card.show_key(key, is_set_up=is_set_up)

    def make(self) -> None:
        """Makes the first keys."""
        self.tasks.do(MakeOwnKeys(), then=lambda _done: self.context.changes.announce(NOUNS))

    def give(self) -> None:
        """Asks where and saves the key file; the key is made first where there is none."""
        if self.key is not None:
            self._ask_place(self.key.key_id)
        else:
            self.tasks.do(MakeOwnKeys(), then=lambda done: self._made(done.value))

    def save_to(self, target: Path) -> None:
        """Saves the key file under that name."""
        self.made.save_to(self._own(enrolment_file), target, KEY.removeprefix("."))
        self.given.emit()

    def save_sheet(self) -> None:
        """Saves the sheet to be printed and stamped."""
        self.made.save(self._own(_sheet), "phieu-khoa.pdf", _("Tệp PDF"))

    def rotate(self) -> None:
        """Asks, then makes new keys; the file that tells the other offices is saved at once."""
        self.question.ask(
            _("Thay khóa mới cho máy này? Khóa cũ ký xác nhận khóa mới; nơi kia phải nhận tệp báo thay khóa."),
            _("Thay khóa"),
            lambda: self.tasks.do(RotateKeys(), then=lambda done: self._rotated(done.value)),
        )

    def _made(self, key_id: str) -> None:
        self.context.changes.announce(NOUNS)
        self._ask_place(key_id)

    def _rotated(self, content: bytes) -> None:
        self.context.changes.announce(NOUNS)
        self.made.save(lambda _session: content, f"thay-khoa{KEY}", _("Tệp báo thay khóa"))

    def _ask_place(self, key_id: str) -> None:
        name = str(usual_folder(self.context) / f"khoa-{key_id[:8]}{KEY}")
        chosen, _filter = QFileDialog.getSaveFileName(self, _("Lưu tệp khóa"), name, _("Tệp khóa") + f" (*{KEY})")
        if chosen:
            self.save_to(Path(chosen))

    def _own(self, make: Callable[..., bytes]) -> Callable[[Any], bytes]:
        workspace: Any = self.context.workspace
        uid, clock = workspace.own_office_uid, self.context.clock
        return lambda session: make(session, uid, clock.now(), clock.today())


def _sheet(session: Any, own_office_uid: str, now: Any, day: Any) -> bytes:
    return key_sheet(read_enrolment(enrolment_file(session, own_office_uid, now, day)))
