"""How this office reaches others: mailbox, WebDAV folder, and where each commune is reached; USB needs none of it."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.connections.accounts import Connections, Partner, Way
from app.connections.commands import DropAccount
from app.connections.queries import connections
from app.kernel.words import _
from ui.core import tokens
from ui.core.context import Context
from ui.core.row_model import Column, RowModel
from ui.core.theme import named, selectable
from ui.widgets.card import Card, CardFlow
from ui.widgets.courier import ASKS_FOR_PASSWORD, CONNECTION, Courier
from ui.widgets.grid import Grid
from ui.widgets.question_line import QuestionLine
from ui.widgets.trial_label import TrialLabel, Tried

_LEAST_PX = 420
_ROWS_PX = 170


class ConnectionPane(QWidget):
    """The tab of both pages; ``above`` is that of a commune, which sends up."""

    shown = Signal(object)
    """What is entered now."""

    def __init__(self, context: Context, courier: Courier, *, above: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context, self.courier, self._above = context, courier, above
        self.known: Connections | None = None
        self.question = QuestionLine()
        self.told = named(QLabel(wordWrap=True), "connectionTold", "quiet")
        self.told.setText(
            _(
                "Không bắt buộc: USB luôn dùng được. Máy chỉ kết nối khi anh chị bấm gửi, lấy về hoặc thử kết nối; "
                "lần gửi chưa được thì tự gửi lại sau."
            )
        )
        self.mail = _AccountCard(
            _("Thư điện tử"), "mail", (_("Cài đặt hộ&p thư…"), _("&Thử hộp thư"), _("Bỏ hộp thư (&k)"))
        )
        self.dav = _AccountCard(_("WebDAV"), "dav", (_("&Cài đặt WebDAV…"), _("Thử &WebDAV"), _("Bỏ WebDAV (&v)")))
        self._build()
        for card, way in ((self.mail, Way.MAIL), (self.dav, Way.WEBDAV)):
            card.edit_button.clicked.connect(lambda _checked=False, way=way: self.edit(way))
            card.try_button.clicked.connect(lambda _checked=False, way=way: self.try_(way))
            card.drop_button.clicked.connect(lambda _checked=False, way=way: self.drop(way))
        context.changes.changed.connect(self._on_changed)

    def refresh(self) -> None:
        """Reads what is entered."""
        workspace: Any = self.context.workspace
        self.context.tasks.read(connections, workspace.own_office_uid, then=self._show)

    def edit(self, way: Way) -> None:
        """Opens the form of a way."""
        if self.known is None:
            return
        from ui.widgets.connection_forms import DavForm, MailForm  # with all that speaks to servers

        form: MailForm | DavForm
        if way is Way.MAIL:
            form = MailForm(self.courier, self.known.mail, self.context.clock, sends_up=self._above, parent=self)
        else:
            form = DavForm(self.courier, self.known.dav, self)
        former = self.known
        keep = functools.partial(form.keep_password, self._changed)
        form.send_with(self.context.tasks, lambda _done: self.courier.forget_former(way, former, keep))

    def edit_place(self) -> None:
        """Opens the form of the commune under the cursor."""
        partner: Partner | None = self.grid.current()
        if partner is not None:
            from ui.widgets.connection_forms import PlaceForm

            PlaceForm(partner, self).send_with(self.context.tasks, lambda _done: self._changed())

    def try_(self, way: Way) -> None:
        """Logs in with what is saved."""
        known = self.known
        if known is None:
            return
        from app.connections.trying import try_dav, try_mail

        clock, card = self.context.clock, self.mail if way is Way.MAIL else self.dav
        work: Callable[[Any, Any], Any] = (
            (lambda passwords, progress: try_mail(known.mail, passwords, clock, progress))
            if way is Way.MAIL
            else (lambda passwords, progress: try_dav(known.dav, passwords, progress))
        )
        self.courier.try_(work, functools.partial(self._tried, way), card.try_button)

    def _tried(self, way: Way, tried: Sequence[Tried]) -> None:
        """Where a password is missing or wrong it is asked for, and it goes on."""
        (self.mail if way is Way.MAIL else self.dav).tried.show_tried(tried)
        asks = next((each.problem for each in tried if each.problem and each.problem.code in ASKS_FOR_PASSWORD), None)
        if asks is not None:
            self.courier.ask_password(asks, way, lambda: self.try_(way), self)

    def drop(self, way: Way) -> None:
        """Asks, then forgets account and password."""
        words = _("Bỏ kết nối này? Máy sẽ không gửi và lấy tệp qua đó nữa; mật khẩu đã cất cũng được xóa.")
        self.question.ask(words, _("Bỏ kết nối"), lambda: self.courier.forget(way, lambda: self._drop(way)))

    def _drop(self, way: Way) -> None:
        self.context.tasks.do(DropAccount(way=way), then=lambda _done: self._changed())

    def _changed(self) -> None:
        self.context.changes.announce(CONNECTION)

    def _on_changed(self, nouns: frozenset[str]) -> None:
        if nouns & (CONNECTION | {"office_key"}):
            self.refresh()

    def _show(self, known: Connections) -> None:
        self.known = known
        self.mail.show_told(_mail_told(known, above=self._above), there=bool(known.mail.address))
        self.dav.show_told(_dav_told(known), there=known.dav.is_set_up)
        below = [each for each in known.partners if not each.is_above]
        self.places.setVisible(not self._above and bool(below))
        self.grid.rows.set_rows(below)
        if self.grid.current() is None and below:
            self.grid.selectRow(0)
        self.shown.emit(known)

    def _build(self) -> None:
        self.grid = Grid(RowModel[Partner](_columns()), name="placeGrid")
        self.grid.setAccessibleName(_("Địa chỉ các xã"))
        self.grid.remember(self.context.settings, "places")
        self.grid.setMinimumHeight(_ROWS_PX)
        self.grid.opened.connect(lambda _partner: self.edit_place())
        self.places = Card(_("Địa chỉ các xã"))
        self.place_button = named(QPushButton(_("Sửa đị&a chỉ…")), "editPlace")
        self.place_button.clicked.connect(lambda _checked=False: self.edit_place())
        self.places.body.addWidget(self.grid)
        line = QHBoxLayout()
        line.addWidget(self.place_button)
        line.addStretch(1)
        self.places.body.addLayout(line)
        flow = CardFlow(_LEAST_PX)
        flow.set_cards([self.mail, self.dav])
        inner = named(QWidget(), "formContent")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, tokens.SPACE_S, 0, 0)
        column.setSpacing(tokens.SPACE_S)
        for part in (self.told, self.question, flow, self.places):
            column.addWidget(part)
        column.addStretch(1)
        frame = QScrollArea(widgetResizable=True)
        frame.setFrameShape(QFrame.Shape.NoFrame)
        frame.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        frame.setWidget(inner)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(frame)


class _AccountCard(Card):
    """What is entered of one way, and what can be done with it."""

    def __init__(self, heading: str, name: str, words: tuple[str, str, str]) -> None:
        super().__init__(heading)
        self.told = selectable(named(QLabel(wordWrap=True), f"{name}Told"))
        self.tried = TrialLabel(f"{name}Tried")
        self.edit_button = named(QPushButton(words[0]), f"{name}Edit")
        self.try_button = named(QPushButton(words[1]), f"{name}Try")
        self.drop_button = named(QPushButton(words[2]), f"{name}Drop", "link")
        self.body.addWidget(self.told)
        self.body.addWidget(self.tried)
        line = QHBoxLayout()
        line.setSpacing(tokens.SPACE_S)
        for button in (self.edit_button, self.try_button, self.drop_button):
            line.addWidget(button)
        line.addStretch(1)
        self.body.addLayout(line)
        self.body.addStretch(1)

    def show_told(self, told: str, *, there: bool) -> None:
        """Shows what is entered; what was tried before may hold no longer."""
        if told != self.told.text():
            self.tried.hide()
        self.told.setText(told)
        self.try_button.setVisible(there)
        self.drop_button.setVisible(there)


def _mail_told(known: Connections, *, above: bool) -> str:
    mail = known.mail
    if not mail.address:
        return _("Chưa nhập. Cần địa chỉ thư, máy chủ gửi và nhận do nơi cấp hộp thư cho biết.")
    lines = [_("Hộp thư: {address}").format(address=mail.address)]
    if mail.sends:
        lines.append(_("Gửi qua {server}").format(server=f"{mail.smtp_host}:{mail.smtp_port}"))
    if mail.collects:
        lines.append(_("Lấy từ {server}").format(server=f"{mail.imap_host}:{mail.imap_port}"))
    if above:
        lines.append(_("Cấp trên: {address}").format(address=mail.receiver or _("chưa nhập")))
    return "\n".join(lines)


def _dav_told(known: Connections) -> str:
    if not known.dav.is_set_up:
        return _("Chưa nhập. Cần địa chỉ một thư mục chung do người quản trị đưa.")
    return _("Thư mục: {address}").format(address=known.dav.address)


def _columns() -> list[Column[Partner]]:
    return [
        Column(_("Xã"), lambda row: row.name, width=250, tip=lambda row: row.name),
        Column(
            _("Thư điện tử"),
            lambda row: row.place.mail or _("chưa nhập"),
            tint=lambda row: "" if row.place.mail else "warn",
            width=230,
        ),
        Column(_("Thư mục WebDAV"), lambda row: row.place.folder or _("chung"), width=220),
    ]
