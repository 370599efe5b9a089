"""Ready-made duties with their source, offered to be taken; nothing binds until a person takes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QWidget

from app.duties.commands import ConfirmDuties
from app.duties.ready import Offer, offers
from app.duties.wording import cadence
from app.kernel.problems import refused
from app.kernel.words import N_, _
from ui.core.dialogs import FormDialog
from ui.core.theme import named
from ui.pages.duties.duty_form import OwnerField
from ui.pages.duties.loading import owners
from ui.widgets.fields import Field
from ui.widgets.search_combo import Choice

NOTHING_TICKED = refused(
    "DUT-74", N_("Chưa đánh dấu nhiệm vụ nào."), next_step=N_("Dùng phím cách để đánh dấu, rồi chọn Nhận.")
)


def ready_seen(session: Any, day: date) -> tuple[list[Offer], list[Choice]]:
    """What is offered, and who could be in charge."""
    return offers(session, day), owners(session, day)


class _OfferList(Field):
    def __init__(self, found: Sequence[Offer]) -> None:
        self.list = QListWidget()
        self.list.setWordWrap(True)
        super().__init__(_("Nhiệm vụ &có sẵn"), self.list, name="offers")
        self.found = [offer for offer in found if not offer.is_taken]
        for offer in self.found:
            item = QListWidgetItem(_words(offer))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            item.setToolTip(offer.command.sentence)
            self.list.addItem(item)
        self.list.setMinimumHeight(320)
        if self.found:
            self.list.setCurrentRow(0)

    def value(self) -> list[Offer]:
        """The ticked offers."""
        return [
            offer for row, offer in enumerate(self.found) if self.list.item(row).checkState() is Qt.CheckState.Checked
        ]

    def typed(self) -> object:
        return [offer.command.duty.code for offer in self.value()]


class ReadyDialog(FormDialog):
    """Tick what the own superior asks, name who is in charge, take."""

    def __init__(self, found: Sequence[Offer], choices: Sequence[Choice], parent: QWidget | None = None) -> None:
        self.title = _("Nhận nhiệm vụ có sẵn")
        self.save_words = _("&Nhận")
        super().__init__(parent)
        self.offers = _OfferList(found)
        self.owner = OwnerField(choices)
        words = _(
            "Hạn ghi theo các văn bản năm 2022 của ba huyện; chỉ nhận nhiệm vụ mà cấp trên của xã thực sự giao, "
            "rồi sửa lại hạn nếu văn bản của mình khác."
        )
        self.form.addWidget(named(QLabel(words, wordWrap=True), "readyWords", "small"))
        if self.offers.found:
            self.add_field("offers", self.offers)
            self.add_field("owner", self.owner)
        else:
            self.form.addWidget(QLabel(_("Đã nhận tất cả nhiệm vụ có sẵn."), wordWrap=True))
            self.save_button.setEnabled(False)
        self.form.addStretch(1)
        self.resize(720, 560)

    def command(self) -> ConfirmDuties:
        chosen = self.offers.value()
        if not chosen:
            raise NOTHING_TICKED(field="offers")
        owner, words = self.owner.owner()
        return ConfirmDuties(
            duties=tuple(
                replace(offer.command, duty=replace(offer.command.duty, owner=owner, owner_words=words))
                for offer in chosen
            )
        )


def _words(offer: Offer) -> str:
    duty = offer.command.duty
    day = duty.due_on
    rule = cadence(duty.cadence)
    if duty.due_day is not None:
        rule += ", " + _("trước ngày {day}").format(day=duty.due_day)
    elif day is not None:
        rule += ", " + _("trước ngày {day}").format(day=f"{day:%d/%m/%Y}")
    head = f"{duty.title} ({rule})"
    where = _("Gửi {receiver}").format(receiver=duty.receiver) if duty.receiver else ""
    source = _("Căn cứ: {source}").format(source=offer.source)
    return "\n".join(part for part in (head, ". ".join(filter(None, (where, source))), offer.remark) if part)
