"""The form of the send page: a receipt read out over the phone."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget

from app.exchange.queries import OutgoingView
from app.intake.phoning import EnterPhoneCode
from app.kernel.problems import Problem
from app.kernel.words import _
from ui.core.dialogs import FormDialog
from ui.core.theme import named
from ui.widgets.exchange_words import moment
from ui.widgets.fields import TextField


class PhoneCodeForm(FormDialog):
    """Twelve characters as the office above reads them out."""

    def __init__(self, bundle: OutgoingView, parent: QWidget | None = None) -> None:
        self.bundle = bundle
        self.title = _("Nhập mã biên nhận qua điện thoại")
        self.save_words = _("&Nhận mã")
        super().__init__(parent)
        told = _("Gói lập lúc {moment}. Gõ 12 ký tự cấp trên đọc; gõ nhầm một ký tự máy sẽ báo.")
        self.form.addWidget(named(QLabel(told.format(moment=moment(bundle.made_at)), wordWrap=True), "phoneTold"))
        self.code = TextField(
            _("&Mã 12 ký tự"), name="code", hint=_("Chữ hoa hay thường, có dấu cách hay không đều được.")
        )
        self.add_field("code", self.code)
        self.form.addStretch(1)

    def command(self) -> EnterPhoneCode:
        return EnterPhoneCode(bundle=self.bundle.uid, code=self.code.value())

    def show_problem(self, problem: Problem) -> bool:
        """Whatever is wrong with a code is said beside it."""
        self.code.set_error(f"{problem.sentence} {problem.next_step}".strip())
        self.code.setFocus()
        return True
