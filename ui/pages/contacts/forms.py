"""Forms of the page: an exchange with one or several, and a channel."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.contacts.commands import KeepChannel, LogContacts
from app.contacts.views import ChannelView
from app.contacts.wording import NETWORKS, contact_kind, noun, nouns
from app.kernel.figures import NOT_APPLICABLE, parse_amount
from app.kernel.problems import refused
from app.kernel.words import N_, _
from app.vocabulary import ContactKind
from ui.core import tokens
from ui.core.dialogs import FormDialog
from ui.pages.contacts.loading import ContactsSeen
from ui.widgets.fields import CheckField, ChoiceField, DateField, Field, LongTextField, TextField
from ui.widgets.search_combo import Choice
from ui.widgets.ticks_field import TicksField

NO_DAY = refused("CON-71", N_("Chưa ghi ngày."), next_step=N_("Ghi ngày theo dạng ngày/tháng/năm."))


class LogForm(FormDialog):
    """One exchange with one or several teams, channels or partners."""

    def __init__(
        self,
        seen: ContactsSeen,
        people: Sequence[Choice],
        about_noun: str = "body",
        about: tuple[str, ...] = (),
        text: str = "",
        parent: QWidget | None = None,
    ) -> None:
        self.seen, self._about = seen, about
        self.title = _("Ghi trao đổi")
        super().__init__(parent)
        self.noun = ChoiceField(_("Trao đổi &với"), [Choice(each, noun(each)) for each in nouns()], name="about_noun")
        self.about = TicksField(_("Tổ, &kênh hoặc đối tác"), _("Chọn &hết"), name="about")
        self.kind = ChoiceField(
            _("Hình thứ&c"), [Choice(each, contact_kind(each)) for each in ContactKind], name="kind"
        )
        self.day = DateField(_("Ngà&y"), name="held_on")
        self.text = LongTextField(_("&Nội dung"), name="text", lines=3, most_lines=8)
        self.by = ChoiceField(_("N&gười trao đổi"), people, name="by", placeholder=_("không bắt buộc"))
        _beside(self, self.noun, self.kind)
        for field in (self.about, self.text):
            self.add_field(field.editor.objectName(), field)
        _beside(self, self.day, self.by)
        self.form.addStretch(1)
        self.noun.set_value(about_noun)
        self.day.set_value(seen.day)
        self.text.set_value(text)
        self.noun.changed.connect(self._offer)
        self._offer()
        self.resize(580, 520)
        if self.about.value():
            self.text.setFocus()

    def command(self) -> LogContacts:
        day = self.day.value()
        if day is None:
            raise NO_DAY(field="held_on")
        return LogContacts(
            kind=self.kind.value() or ContactKind.EXCHANGE,
            about_noun=self.noun.value() or "body",
            about=self.about.value(),
            held_on=day,
            text=self.text.value(),
            by=self.by.value(),
        )

    def _offer(self) -> None:
        """Offers those of the noun chosen, and what such an exchange usually is."""
        kind = self.noun.value() or "body"
        offered = self.seen.offered(kind)
        only = (offered[0].value,) if len(offered) == 1 else ()
        self.about.offer(offered, self._about or only)
        usual = {"body": ContactKind.INSTRUCTION, "channel": ContactKind.EXCHANGE, "partner": ContactKind.CONSULT}
        self.kind.set_value(usual[kind])
        self.by.set_value(self.seen.supporter_of(self.about.value()) if kind == "body" else None)


class ChannelForm(FormDialog):
    """A group or page; a number that is not known stays empty."""

    def __init__(
        self, seen: ContactsSeen, day: date, view: ChannelView | None = None, parent: QWidget | None = None
    ) -> None:
        self.view = view
        self.title = _("Sửa kênh trao đổi") if view else _("Thêm kênh trao đổi")
        super().__init__(parent)
        self.record_uid = view.uid if view else ""
        self.name = TextField(_("Tê&n nhóm, trang"), name="name")
        self.network = ChoiceField(
            _("&Mạng"), [Choice(code, name) for code, name in NETWORKS.items()], name="network", free=True
        )
        self.daily = CheckField(_("Kênh điều &hành, trao đổi hằng ngày"), name="daily")
        self.purpose = TextField(_("&Dùng để"), name="purpose")
        self.body = ChoiceField(
            _("Của Tổ &công nghệ số"), seen.all_teams, name="body", placeholder=_("để trống nếu là kênh chung của xã")
        )
        self.members = TextField(_("Số thành &viên"), name="members", hint=_("Để trống nếu chưa biết."))
        self.households = TextField(_("Số hộ tham &gia"), name="households", hint=_("Để trống nếu chưa biết."))
        self.address = TextField(_("Đường dẫn (&w)"), name="address")
        self.valid_from = DateField(_("Dùng từ ngà&y"), name="valid_from")
        self.valid_to = DateField(_("Thô&i dùng từ sau ngày"), name="valid_to", hint=_("Để trống nếu còn dùng."))
        for fields in (
            (self.name,),
            (self.network, self.valid_from),
            (self.daily,),
            (self.members, self.households),
            (self.purpose,),
            (self.body,),
            (self.address,),
            (self.valid_to,),
        ):
            _beside(self, *fields)
        self.form.addStretch(1)
        self._fill(view, day)
        self.resize(560, 600)

    def command(self) -> KeepChannel:
        begun = self.valid_from.value()
        if begun is None:
            raise NO_DAY(field="valid_from")
        return KeepChannel(
            uid=self.view.uid if self.view else "",
            network=self.network.value() or str(self.network.typed()).strip(),
            name=self.name.value(),
            valid_from=begun,
            valid_to=self.valid_to.value(),
            address=self.address.value(),
            purpose=self.purpose.value(),
            body=self.body.value(),
            members=_number(self.members),
            households=_number(self.households),
            daily=self.daily.value(),
        )

    def _fill(self, view: ChannelView | None, day: date) -> None:
        self.network.set_value(view.network if view else "zalo")
        self.valid_from.set_value(view.valid_from if view else day)
        if view is None:
            return
        if self.network.value() is None:
            self.network.combo.setText(view.network)
        self.name.set_value(view.name)
        self.daily.set_value(view.daily)
        self.purpose.set_value(view.purpose)
        self.body.set_value(view.body)
        self.members.set_value("" if view.members is None else str(view.members))
        self.households.set_value("" if view.households is None else str(view.households))
        self.address.set_value(view.address)
        self.valid_to.set_value(view.valid_to)


def _beside(form: FormDialog, *fields: Field) -> None:
    """Adds fields to a form, in one line."""
    line = QHBoxLayout()
    line.setSpacing(tokens.SPACE_M)
    for field in fields:
        form.fields[field.editor.objectName()] = field
        line.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
    form.form.addLayout(line)


def _number(field: TextField) -> int | None:
    """A whole number, None for an empty field; raises Refused naming this field."""
    label = field.label.text().replace("&", "")
    amount = parse_amount(field.value(), field=field.editor.objectName(), label=label)
    return None if amount is None or amount == NOT_APPLICABLE else int(amount)
