"""Steps about keys that are thought over: each says what happens, what is asked, and nothing is done before."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QWidget

from app.exchange.key_changes import RevokeKey, SignHandOver
from app.exchange.queries import KeyView
from app.exchange.recovering import KIT_SUFFIX, RecoverKeys
from app.kernel.files import file_problems
from app.kernel.problems import refused
from app.kernel.words import N_, _
from ui.core.dialogs import FormDialog
from ui.core.theme import named
from ui.widgets.exchange_words import moment
from ui.widgets.fields import ChoiceField, TextField
from ui.widgets.search_combo import Choice
from ui.widgets.words_form import words_in

SO_FAR, NEVER, UP_TO = "so_far", "never", "up_to"
_NARROW_PX = 500
"""Width for which the words of a step get their height: a little less than any form here has."""
NO_NUMBER = refused("WIN-61", N_("Chưa ghi số thứ tự của gói cuối còn tính."), next_step=N_("Ghi một số, ví dụ 120."))
NO_KIT = refused("WIN-62", N_("Chưa chọn tệp giữ khóa."), next_step=N_("Chọn tệp có đuôi .xaso-giu."))


def _tell(form: FormDialog, words: str) -> None:
    label = named(QLabel(words, wordWrap=True), "stepTold")
    label.ensurePolished()
    label.setMinimumHeight(label.heightForWidth(_NARROW_PX))
    form.form.addWidget(label)


class KeyStep(FormDialog):
    """A step that asks nothing but whether it is meant."""

    def __init__(self, title: str, told: str, yes: str, command: Any, parent: QWidget | None = None) -> None:
        self.title, self.save_words = title, yes
        super().__init__(parent)
        self._command = command
        _tell(self, told)
        self.form.addStretch(1)
        self.resize(600, 260)

    def command(self) -> Any:
        return self._command


class RevokeForm(FormDialog):
    """Up to where a key still counts, and why it ends."""

    def __init__(self, key: KeyView, taken_in: int, *, is_mine: bool, parent: QWidget | None = None) -> None:
        self.key, self.taken_in = key, taken_in
        self.title = _("Thu hồi khóa")
        self.save_words = _("Thu &hồi")
        super().__init__(parent)
        told = (
            _(
                "Dùng khi nghi khóa của máy này bị lộ, ví dụ mất máy hay mất bản sao lưu cùng mật khẩu. Máy có ngay "
                "khóa mới. Cấp trên phải nhận tệp thu hồi, rồi nhận tệp khóa mới và so tám từ lại. Không hoàn tác "
                "được."
            )
            if is_mine
            else _(
                "Khóa {key} của {office}. Gói sau số được tính sẽ bị giữ riêng cho tới khi có khóa mới. Những gì đã "
                "nhận không bị xóa. Không hoàn tác được."
            ).format(key=key.key_id, office=key.office_name)
        )
        _tell(self, told)
        choices = [
            Choice(SO_FAR, _("Tính mọi gói đến nay (đến số {number})").format(number=taken_in)),
            Choice(NEVER, _("Không tính gói nào (khóa giả mạo)")),
            Choice(UP_TO, _("Tính đến số ghi dưới đây")),
        ]
        self.how = ChoiceField(_("&Gói nào còn tính"), choices, name="how")
        self.number = TextField(_("Đến &số"), name="number")
        self.reason = TextField(
            _("&Lý do"), name="reason", hint=_("Một dòng, không ghi tên người; cơ quan kia đọc được.")
        )
        for name, field in (("how", self.how), ("number", self.number), ("reason", self.reason)):
            self.add_field(name, field)
        self.form.addStretch(1)
        self.how.changed.connect(self._show_number)
        self.how.set_value(SO_FAR)
        self._show_number()
        self.resize(560, 400)

    def command(self) -> RevokeKey:
        how, typed = self.how.value(), self.number.value()
        if how == UP_TO and not typed.isdecimal():
            raise NO_NUMBER(field="number")
        last = {SO_FAR: None, NEVER: 0}.get(how, int(typed) if typed.isdecimal() else None)
        return RevokeKey(key_id=self.key.key_id, last_sequence=last, reason=self.reason.value())

    def _show_number(self) -> None:
        self.number.setVisible(self.how.value() == UP_TO)


class SignHandOverForm(FormDialog):
    """The office above vouches for the key of a successor whose predecessor cannot sign any more."""

    def __init__(self, key: KeyView, enrolment: bytes, older: Sequence[KeyView], parent: QWidget | None = None) -> None:
        self.key, self.enrolment = key, enrolment
        self.title = _("Ký bàn giao thay")
        self.save_words = _("&Ký bàn giao")
        super().__init__(parent)
        told = _(
            "Dùng khi người giữ khóa cũ của {office} đã nghỉ hoặc máy cũ đã mất, nên khóa cũ không ký được. Gọi điện "
            "cho xã theo số anh chị đã biết, nghe người kế nhiệm đọc tám từ của khóa mới. Khóa cũ chỉ còn tính cho "
            "các gói đã nhận."
        )
        _tell(self, told.format(office=key.office_name))
        choices = [
            Choice(each.key_id, each.key_id[:12], _("biết từ {moment}").format(moment=moment(each.came_at)))
            for each in older
        ]
        self.old = ChoiceField(_("Thay cho khóa &nào"), choices, name="old_key_id")
        self.words = TextField(
            _("Tám từ của khóa &mới"), name="words", hint=_("Ví dụ: ao sen, bà con, … Không cần đúng dấu, chữ hoa.")
        )
        self.add_field("old_key_id", self.old)
        self.add_field("words", self.words)
        self.form.addStretch(1)
        if choices:
            self.old.set_value(choices[0].value)
        self.resize(560, 360)

    def command(self) -> SignHandOver:
        old = self.old.value() or ""
        return SignHandOver(enrolment=self.enrolment, old_key_id=old, words=words_in(self.words.value()))


class RecoverForm(FormDialog):
    """The kit and the code of the sheet, where this store lost or outlived its keys."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.title = _("Khôi phục khóa từ tệp giữ khóa")
        self.save_words = _("&Khôi phục")
        super().__init__(parent)
        told = _(
            "Dùng sau khi khôi phục từ một bản sao lưu cũ hơn lần thay khóa gần nhất. Máy có khóa mới, được khóa trong "
            "tệp giữ khóa ký xác nhận; đưa tệp báo thay khóa cho cấp trên là gửi tiếp được."
        )
        _tell(self, told)
        self.file = TextField(_("Tệp &giữ khóa"), name="kit", hint=_("Tệp có đuôi .xaso-giu."))
        self.code = TextField(
            _("&Mã trên phiếu khôi phục"),
            name="recovery_code",
            placeholder="123456 123456 …",
            hint=_("8 nhóm, mỗi nhóm 6 chữ số."),
        )
        self.add_field("kit", self.file)
        choose = named(QPushButton(_("&Chọn tệp…")), "chooseKit")
        choose.setAutoDefault(False)
        choose.clicked.connect(lambda _checked=False: self._choose())
        line = QHBoxLayout()
        line.addWidget(choose)
        line.addStretch(1)
        self.form.addLayout(line)
        self.add_field("recovery_code", self.code)
        self.form.addStretch(1)
        self.resize(560, 360)

    def command(self) -> RecoverKeys:
        if not self.file.value():
            raise NO_KIT(field="kit")
        path = Path(self.file.value())
        with file_problems(path):
            content = path.read_bytes()
        return RecoverKeys(kit=content, code=self.code.value())

    def _choose(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(
            self, _("Chọn tệp giữ khóa"), "", _("Tệp giữ khóa") + f" (*{KIT_SUFFIX})"
        )
        if name:
            self.file.set_value(name)
