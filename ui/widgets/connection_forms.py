"""The forms by which a mailbox, a WebDAV folder and the addresses of other offices are entered."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QWidget

from app.carriers.passwords import Passwords
from app.carriers.security import Security
from app.connections.accounts import DavAccount, MailAccount, Partner, Place, Way
from app.connections.commands import SaveDavAccount, SaveMailAccount, SavePlace
from app.connections.rules import BAD_PORT, BAD_SIZE, MOST_MB, usual_port, usual_security, usual_servers
from app.connections.trying import Tried, try_dav, try_mail
from app.kernel.clock import Clock
from app.kernel.problems import Problem, Refused
from app.kernel.progress import Progress
from app.kernel.words import _
from ui.core import tokens
from ui.core.dialogs import FormDialog
from ui.core.theme import named
from ui.widgets.courier import Courier
from ui.widgets.fields import ChoiceField, Field, TextField
from ui.widgets.password_form import where_kept
from ui.widgets.search_combo import Choice
from ui.widgets.trial_label import TrialLabel


class _AccountForm(FormDialog):
    """What forms of an account share: a password that is kept apart, a certificate, and trying before saving."""

    def __init__(self, courier: Courier, way: Way, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._courier, self._way = courier, way
        self.tried = TrialLabel("connectionTried")
        self.try_button = named(QPushButton(_("Thử kết nối (&x)")), "tryConnection")
        self.try_button.setAutoDefault(False)
        self.try_button.clicked.connect(lambda _checked=False: self.try_())

    def _add_secret(self) -> None:
        self.password = TextField(_("&Mật khẩu"), name="password", secret=True)
        self.add_field("password", self.password)
        self._courier.whether_kept(self._say_where)

    def _add_certificate(self) -> None:
        self.authority = TextField(
            _("Chứng thư riêng của má&y chủ (.pem)"),
            name="authority",
            hint=_("Chỉ khi người quản trị máy chủ đưa một tệp chứng thư; thường để trống."),
        )
        choose = named(QPushButton(_("Chọn tệp…")), "chooseAuthority")
        choose.setAutoDefault(False)
        choose.clicked.connect(lambda _checked=False: self._choose_authority())
        self._add_row((self.authority, 1), (choose, 0))
        self.fields["authority"] = self.authority

    def _add_trial(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(tokens.SPACE_M)
        line.addWidget(self.try_button, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.tried, 1)
        self.form.addLayout(line)

    def _add_row(self, *parts: tuple[QWidget, int]) -> None:
        line = QHBoxLayout()
        line.setSpacing(tokens.SPACE_M)
        for part, stretch in parts:
            line.addWidget(part, stretch)
        self.form.addLayout(line)

    def keep_password(self, then: Callable[[], object]) -> None:
        """Puts what was typed where passwords lie, once the account is saved."""
        typed = self.password.value()
        if typed:
            self._courier.learn(self._way, typed, then)
        else:
            then()

    def try_(self) -> None:
        """Logs in with what stands in the form, saved or not."""
        self.clear_errors()
        self.tried.hide()
        try:
            work = self.trial()
        except Refused as problem:
            self.show_problem(problem)
            return
        typed = self.password.value()
        own = Passwords(ask=lambda _account: typed, safe=None) if typed else None
        self._courier.try_(
            lambda known, progress: work(own or known, progress),
            self.tried.show_tried,
            self.try_button,
            self.show_problem,
        )

    def trial(self) -> Callable[[Passwords, Progress], list[Tried]]:
        """What tries the account of the form; raises Refused naming a field that cannot be read."""
        raise NotImplementedError

    def _say_where(self, kept: bool) -> None:
        self.password.set_hint(_("Để trống nếu không đổi.") + " " + where_kept(kept))

    def _choose_authority(self) -> None:
        chosen, _kind = QFileDialog.getOpenFileName(self, _("Chọn chứng thư"), "", _("Chứng thư") + " (*.pem *.crt)")
        if chosen:
            self.authority.set_value(chosen)


class MailForm(_AccountForm):
    """A mailbox: its address first, for most of the rest follows from it."""

    def __init__(
        self, courier: Courier, account: MailAccount, clock: Clock, *, sends_up: bool, parent: QWidget | None = None
    ) -> None:
        self.title = _("Hộp thư để gửi và nhận")
        super().__init__(courier, Way.MAIL, parent)
        self._clock = clock
        self.address = self._text(_("Địa chỉ thư của cơ &quan"), "address", account.address)
        self.receiver = self._text(_("Địa chỉ thư của cấp t&rên"), "receiver", account.receiver)
        self.receiver.setVisible(sends_up)
        self._add_secret()
        self.smtp = _Server(
            self, "smtp", (_("Máy chủ &gửi (SMTP)"), _("Cổng gử&i"), _("Mã hó&a khi gửi")), sending=True
        )
        self.imap = _Server(
            self, "imap", (_("Máy chủ &nhận (IMAP)"), _("Cổng n&hận"), _("Mã hóa &khi nhận")), sending=False
        )
        self.smtp.show(account.smtp_host, account.smtp_port, account.smtp_security)
        self.imap.show(account.imap_host, account.imap_port, account.imap_security)
        self._add_trial()
        self.user = self._text(
            _("Tên đăng nhậ&p"), "user", account.user, _("Để trống nếu đăng nhập bằng chính địa chỉ thư.")
        )
        self.folder = self._text(_("Thư mục tr&ong hộp thư"), "folder", account.folder)
        self.most = self._text(
            _("Thư lớn nhất (M&B)"),
            "most_mb",
            str(account.most_mb),
            _("Gói lớn hơn được chia thành nhiều thư, nơi nhận tự ghép lại."),
        )
        self._add_certificate()
        self.authority.set_value(account.authority)
        self.form.addStretch(1)
        self.address.edit.editingFinished.connect(self._propose)
        self.resize(640, 560)

    def account(self) -> MailAccount:
        """The account as it stands in the form; raises Refused ACC-03 or ACC-06."""
        return MailAccount(
            address=self.address.value(),
            user=self.user.value(),
            smtp_host=self.smtp.host.value(),
            smtp_port=self.smtp.port_number(),
            smtp_security=self.smtp.chosen(),
            imap_host=self.imap.host.value(),
            imap_port=self.imap.port_number(),
            imap_security=self.imap.chosen(),
            folder=self.folder.value(),
            receiver=self.receiver.value(),
            most_mb=_number(self.most, BAD_SIZE(field="most_mb", most=MOST_MB)),
            authority=self.authority.value(),
        )

    def command(self) -> SaveMailAccount:
        return SaveMailAccount(account=self.account())

    def trial(self) -> Callable[[Passwords, Progress], list[Tried]]:
        account = self.account()
        return lambda passwords, progress: try_mail(account, passwords, self._clock, progress)

    def _propose(self) -> None:
        """Servers usual for the address, where none were entered yet."""
        sending, collecting = usual_servers(self.address.value())
        if not (self.smtp.host.value() or self.imap.host.value()):
            self.smtp.host.set_value(sending)
            self.imap.host.set_value(collecting)

    def _text(self, label: str, name: str, value: str, hint: str = "") -> TextField:
        field = TextField(label, name=name, hint=hint)
        field.set_value(value)
        self.add_field(name, field)
        return field


class _Server:
    """Host, port and encryption in one row; port and encryption follow each other as is usual."""

    def __init__(self, form: _AccountForm, kind: str, labels: tuple[str, str, str], *, sending: bool) -> None:
        self._sending = sending
        self.host = TextField(labels[0], name=f"{kind}_host")
        self.port = TextField(labels[1], name=f"{kind}_port")
        self.port.edit.setMaximumWidth(110)
        self.security = ChoiceField(
            labels[2], [Choice(Security.TLS, "TLS"), Choice(Security.STARTTLS, "STARTTLS")], name=f"{kind}_security"
        )
        parts: tuple[tuple[Field, int], ...] = ((self.host, 3), (self.port, 1), (self.security, 2))
        form._add_row(*parts)
        for field, _stretch in parts:
            form.fields[field.editor.objectName()] = field
        self.port.edit.editingFinished.connect(self._follow_port)
        self.security.combo.chosen.connect(self._follow_security)

    def show(self, host: str, port: int, security: Security) -> None:
        """Shows what is kept."""
        self.host.set_value(host)
        self.port.set_value(str(port))
        self._kept = security
        self.security.set_value(security)

    def port_number(self) -> int:
        """The port; raises Refused ACC-03."""
        return _number(self.port, BAD_PORT(field=self.port.editor.objectName()))

    def chosen(self) -> Security:
        """The encryption; what was entered without a window, such as none at all on this computer, stays."""
        return self.security.value() or self._kept

    def _follow_port(self) -> None:
        text = self.port.value()
        usual = usual_security(int(text), sending=self._sending) if text.isascii() and text.isdigit() else None
        if usual is not None:
            self.security.set_value(usual)

    def _follow_security(self, security: Any) -> None:
        others = [str(usual_port(each, sending=self._sending)) for each in (Security.TLS, Security.STARTTLS)]
        if isinstance(security, Security) and self.port.value() in ("", *others):
            self.port.set_value(str(usual_port(security, sending=self._sending)))


class DavForm(_AccountForm):
    """A folder on a WebDAV server."""

    def __init__(self, courier: Courier, account: DavAccount, parent: QWidget | None = None) -> None:
        self.title = _("Thư mục WebDAV")
        super().__init__(courier, Way.WEBDAV, parent)
        self.address = TextField(
            _("Đị&a chỉ thư mục"),
            name="address",
            hint=_("Bắt đầu bằng https://, do người quản trị đưa. Xã và cấp trên dùng chung thư mục này."),
        )
        self.user = TextField(_("Tên đăng nhậ&p"), name="user", hint=_("Để trống nếu máy chủ không hỏi tên."))
        self.address.set_value(account.address)
        self.user.set_value(account.user)
        self.add_field("address", self.address)
        self.add_field("user", self.user)
        self._add_secret()
        self._add_certificate()
        self.authority.set_value(account.authority)
        self._add_trial()
        self.form.addStretch(1)
        self.resize(600, 400)

    def account(self) -> DavAccount:
        """The account as it stands in the form."""
        return DavAccount(address=self.address.value(), user=self.user.value(), authority=self.authority.value())

    def command(self) -> SaveDavAccount:
        return SaveDavAccount(account=self.account())

    def trial(self) -> Callable[[Passwords, Progress], list[Tried]]:
        account = self.account()
        return lambda passwords, progress: try_dav(account, passwords, progress)


class PlaceForm(FormDialog):
    """Where one commune is reached."""

    def __init__(self, partner: Partner, parent: QWidget | None = None) -> None:
        self.title = _("Địa chỉ của nơi nhận")
        super().__init__(parent)
        self.partner = partner
        self.form.addWidget(named(QLabel(partner.name, wordWrap=True), "placeOffice", "heading"))
        self.mail = TextField(_("Địa chỉ thư của &xã"), name="mail")
        self.folder = TextField(
            _("Thư mục &WebDAV riêng của xã"), name="folder", hint=_("Để trống nếu mọi xã dùng chung một thư mục.")
        )
        self.mail.set_value(partner.place.mail)
        self.folder.set_value(partner.place.folder)
        self.add_field("mail", self.mail)
        self.add_field("folder", self.folder)
        self.form.addStretch(1)
        self.resize(520, 260)

    def command(self) -> SavePlace:
        return SavePlace(
            office_uid=self.partner.office_uid, place=Place(mail=self.mail.value(), folder=self.folder.value())
        )


def _number(field: TextField, otherwise: Problem) -> int:
    text = field.value()
    if not (text.isascii() and text.isdigit() and len(text) < 7):
        raise otherwise
    return int(text)
