"""What every secret field has: a word where Caps Lock is on, and the refusal of two entries that differ."""

from __future__ import annotations

from PySide6 import QtCore
from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from app.kernel.problems import refused
from app.kernel.words import N_, _
from ui.widgets.fields import Field

NOT_THE_SAME = refused(
    "WIN-01", N_("Hai lần nhập mật khẩu không giống nhau."), next_step=N_("Nhập lại mật khẩu lần thứ hai.")
)


class CapsLockWatch(QObject):
    """Tells from the letters typed into a secret field whether Caps Lock is on: Qt has no other way on every system."""

    noticed = Signal(bool)

    def __init__(self, edit: QLineEdit) -> None:
        super().__init__(edit)
        edit.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            letter = event.text()
            if len(letter) == 1 and letter.isalpha():
                shift = bool(event.modifiers() & QtCore.Qt.KeyboardModifier.ShiftModifier)
                self.noticed.emit(letter.isupper() != shift)
        return False


def warn_of_caps_lock(field: Field, edit: QLineEdit, hint: str = "") -> None:
    """Says below a secret field that Caps Lock seems to be on."""
    words = _("Phím Caps Lock đang bật.")
    CapsLockWatch(edit).noticed.connect(lambda on: field.set_hint(words if on else hint))
