"""Keys as both offices manage them: the own one with its papers, the files others must get, the directory."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.exchange.enrolling import MakeOwnKeys, enrolment_file
from app.exchange.issued import IssuedFile
from app.exchange.key_changes import presented
from app.exchange.key_sheet import key_sheet
from app.exchange.queries import KeyView
from app.exchange.recovering import KIT_SUFFIX
from app.intake.collecting import try_again
from app.kernel.words import N_, _
from app.keys.enrolment import read_enrolment
from app.keys.records import SUFFIX as KEY
from app.keys.slot import has_recovery
from ui.core import tokens
from ui.core.context import Context
from ui.widgets.carrying import NOUNS
from ui.widgets.key_card import KIT, PRINT, SAVE_SHEET, KeyCard
from ui.widgets.key_directory import KeyDirectoryCard
from ui.widgets.key_files import KeyFiles
from ui.widgets.key_issued import KINDS, IssuedCard, file_name
from ui.widgets.key_loading import KeyLine, KeysSeen, keys_seen
from ui.widgets.key_steps import KeySteps
from ui.widgets.made_files import MadeFiles
from ui.widgets.question_line import QuestionLine
from ui.widgets.recovery_form import NewRecoveryCode
from ui.widgets.words_form import WordsForm

MADE_ANEW = N_(
    "Khóa trước của máy này đã bị thu hồi nên máy đã có khóa mới. Việc tiếp theo:\n"
    "1. Đưa tệp khóa mới cho cơ quan kia.\n"
    "2. Đọc cho họ tám từ của khóa mới; gói gửi trước đó chờ ở chỗ họ.\n"
    "3. Lưu lại tệp giữ khóa (Việc khác)."
)
_KIT_SAVED = "exchange.kit_saved"
"""Setting: the key whose kit was saved last."""


class KeyPane(QWidget):
    """The cards about keys and what their buttons do."""

    given = Signal()
    """The key file was saved."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context, self.tasks = context, context.tasks
        self.made, self.files = MadeFiles(context, self), KeyFiles(context, self)
        self.key: KeyView | None = None
        self.seen: KeysSeen | None = None
        self._is_set_up = self._made_anew = False
        self.question, self.card, self.issued = QuestionLine(), KeyCard(), IssuedCard()
        self.directory = KeyDirectoryCard(context)
        self.steps = KeySteps(self, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, tokens.SPACE_S, 0, 0)
        layout.setSpacing(tokens.SPACE_S)
        for part in (self.question, self.card, self.directory, self.issued):
            layout.addWidget(part)
        layout.addStretch(1)
        self.card.asked.connect(self._on_asked)
        self.card.file_asked.connect(self.give)
        self.card.sealed_asked.connect(self.seal)
        self.issued.save.connect(self.save_issued)
        self.directory.compare.connect(self.compare)
        self.directory.revoke.connect(self.steps.revoke_other)
        self.directory.hand_over.connect(self.steps.sign_hand_over)
        self.directory.save_file.connect(self.save_other)

    @property
    def workspace(self) -> Any:
        """The open workspace; the tab may have been made before it was open."""
        return self.context.workspace

    def show_key(self, key: KeyView | None, *, is_set_up: bool) -> None:
        """Shows the key in use, and reads what else there is about keys."""
        self.key, self._is_set_up = key, is_set_up
        self.card.show_key(key, is_set_up=is_set_up)
        self.refresh_seen()
        self._make_if_needed()

    def refresh_seen(self) -> None:
        """Reads directory and files anew, and whether sheet and kit are there."""
        self.tasks.read(keys_seen, self.workspace.own_office_uid, self.context.clock.today(), then=self._show)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._make_if_needed()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._keep_height()

    def make(self) -> None:
        """Makes the first keys; nothing is asked."""
        self.tasks.do(MakeOwnKeys(), then=lambda _done: self.announce(), quiet=True)

    def give(self) -> None:
        """Asks where and saves the key file; the key is made first where there is none."""
        self.tasks.do(MakeOwnKeys(), then=lambda done: self._ask_place(done.value), quiet=True)

    def save_to(self, target: Path) -> None:
        """Saves the key file under that name."""
        self.files.write(self._own_file, target, self.given.emit)

    def save_sheet(self) -> None:
        """Saves the sheet to be printed and stamped."""
        self.made.save(self._own(_sheet), "phieu-khoa.pdf", _("Tệp PDF"))

    def print_sheet(self) -> None:
        """Prints the sheet to be stamped."""
        self.made.print_(self._own(_sheet), _("Phiếu khóa"))

    def seal(self) -> None:
        """A new sealed sheet, after the password was asked."""
        form = NewRecoveryCode(self.workspace, self.tasks, self.context.notices, parent=self)
        form.succeeded.connect(self._sealed)
        form.open()

    def save_kit(self) -> None:
        """Asks where and saves what, with the sealed sheet, gives a new computer the keys."""
        if not has_recovery(self.workspace.places.slot):
            self.question.say(
                _("Tệp giữ khóa chỉ mở được bằng mã trên phiếu khôi phục. Hãy lập phiếu khôi phục trước.")
            )
            return
        key = self.key.key_id if self.key else ""
        self.files.save(
            self.workspace.key_kit,
            _("Lưu tệp giữ khóa"),
            f"giu-khoa-{key[:8]}{KIT_SUFFIX}",
            _("Tệp giữ khóa"),
            lambda: self._kit_saved(key),
        )

    def save_issued(self, file: IssuedFile) -> None:
        """Asks where and saves a signed file that others must get."""
        self.save_record(file.content, file_name(file), _(KINDS[file.kind][0]))

    def save_record(self, content: bytes, name: str, title: str) -> None:
        """Asks where and saves a signed file; it stays in the list whatever the person answers."""
        self.files.save(lambda: content, title, f"{name}{KEY}", _("Tệp khóa"))

    def save_other(self, line: KeyLine) -> None:
        """Asks where and saves the enrolment of another installation, such as for a successor on a new computer."""
        self.tasks.read(
            presented,
            line.uid,
            then=lambda content: self.save_record(content, f"khoa-{line.uid[:8]}", _("Lưu tệp khóa")),
        )

    def compare(self, line: KeyLine) -> None:
        """Asks for the eight words of another office."""
        WordsForm(line.view, self).send_with(self.tasks, lambda _done: self.take_in_waiting(line.uid))

    def take_in_waiting(self, key_id: str) -> None:
        """What waited for a key comes in now that it is trusted."""
        self.tasks.run(
            lambda _progress: try_again(self.workspace, key_id),
            _("Đang nhận tệp đã chờ khóa này"),
            then=lambda came: self._came(len(came)),
        )

    def announce(self) -> None:
        """Keys changed: every page that shows them reads anew."""
        self.context.changes.announce(NOUNS)

    def _on_asked(self, what: str) -> None:
        if what in (PRINT, SAVE_SHEET):
            show = self.print_sheet if what == PRINT else self.save_sheet
            self.tasks.do(MakeOwnKeys(), then=lambda _done: show(), quiet=True)
        elif what == KIT:
            self.save_kit()
        else:
            self.steps.begin(what)

    def _show(self, seen: KeysSeen) -> None:
        self.seen = seen
        self.directory.show_seen(seen)
        self.issued.show_files(seen.issued)
        saved = self.key is None or self.context.settings.get(_KIT_SAVED) == self.key.key_id
        has_sheet = has_recovery(self.workspace.places.slot)
        self.card.show_care(
            has_sheet=has_sheet, is_sheet_open=seen.is_sheet_open, kit_saved=saved, is_superior=seen.is_superior
        )
        if self._made_anew and self.key is not None:
            self._made_anew = False
            if any(line.is_mine and line.uid != self.key.key_id for line in seen.lines):
                self.question.say(_(MADE_ANEW))
        self._keep_height()

    def _keep_height(self) -> None:
        """Words that wrap need room on a narrow screen, where the page scrolls rather than to lie one on another."""
        layout = self.layout()
        if layout is not None:
            self.setMinimumHeight(max(0, layout.totalMinimumHeightForWidth(self.width())))

    def _make_if_needed(self) -> None:
        if self._is_set_up and self.key is None and self.isVisible():
            self._made_anew = True
            self.make()

    def _sealed(self) -> None:
        self.context.settings.set(_KIT_SAVED, "")  # a kit of before is opened by the former sheet only
        self.refresh_seen()

    def _kit_saved(self, key_id: str) -> None:
        self.context.settings.set(_KIT_SAVED, key_id)
        self.announce()
        self.question.say(
            _(
                "Cất tệp giữ khóa cùng bản sao lưu, xa máy tính; phiếu khôi phục cất riêng. Thiếu một trong hai thì "
                "vô dụng."
            )
        )

    def _came(self, count: int) -> None:
        self.announce()
        if count:
            self.context.notices.info(_("Đã xét lại {count} tệp chờ khóa này.").format(count=count))

    def _ask_place(self, key_id: str) -> None:
        self.announce()
        target = self.files.ask(_("Lưu tệp khóa"), f"khoa-{key_id[:8]}{KEY}", _("Tệp khóa"))
        if target is not None:
            self.save_to(target)

    def _own_file(self) -> bytes:
        content: bytes = self.workspace.read(self._own(enrolment_file))
        return content

    def _own(self, make: Callable[..., bytes]) -> Callable[[Any], bytes]:
        uid, clock = self.workspace.own_office_uid, self.context.clock
        return lambda session: make(session, uid, clock.now(), clock.today())


def _sheet(session: Any, own_office_uid: str, now: Any, day: Any) -> bytes:
    return key_sheet(read_enrolment(enrolment_file(session, own_office_uid, now, day)))
