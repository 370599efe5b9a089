"""What minutes and invitations say around their text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from app.kernel.words import N_, _
from ui.pages.documents.head import spot_of
from ui.pages.documents.loading import Opened
from ui.pages.documents.part import Draft, Part
from ui.pages.documents.recipients import lines_of
from ui.pages.documents.spot import Spot
from ui.widgets.fields import LongTextField

_MINUTES = {
    "began": N_("Bắt đầu lúc"),
    "place": N_("Địa điểm"),
    "attendees": N_("Thành phần tham dự (mỗi người một dòng)"),
    "absent": N_("Vắng mặt, lý do"),
    "chair": N_("Chủ tọa"),
    "secretary": N_("Thư ký"),
    "ended": N_("Kết thúc lúc"),
}
_INVITATION = {
    "invitees": N_("Kính mời (mỗi người, cơ quan một dòng)"),
    "purpose": N_("Tới dự"),
    "chair": N_("Chủ trì"),
    "time": N_("Thời gian"),
    "place": N_("Địa điểm"),
}
_LISTS = ("attendees", "invitees")


class _MeetingPart(Part):
    """Fields of one record, shown only for papers that have it."""

    record = ""
    words: Mapping[str, str] = {}

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields: dict[str, LongTextField] = {}
        self._spots: dict[str, Spot] = {}
        self._is_used = False
        for key, label in self.words.items():
            field = LongTextField(_(label), name=f"{self.record}_{key}", lines=2 if key in _LISTS else 1)
            field.changed.connect(self.changed)
            self.fields[key] = field
            self._spots[f"{self.record}.{key}"] = spot_of(field)
            self.layout_.addWidget(self._spots[f"{self.record}.{key}"])
        self._spots[self.record] = next(iter(self._spots.values()))

    def show_paper(self, paper: Opened) -> None:
        record = getattr(paper.view.content, self.record)
        self._is_used = record is not None
        self.setVisible(self._is_used)
        for key, field in self.fields.items():
            value = getattr(record, key) if record is not None else ""
            field.set_value("\n".join(value) if key in _LISTS and record is not None else value)

    def written(self, draft: Draft) -> Draft:
        if not self._is_used:
            return draft
        values = {
            key: tuple(lines_of(field.value())) if key in _LISTS else field.value()
            for key, field in self.fields.items()
        }
        record = replace(getattr(draft.content, self.record), **values)
        return replace(draft, content=replace(draft.content, **{self.record: record}))

    def spots(self) -> Mapping[str, Spot]:
        return self._spots


class MinutesPart(_MeetingPart):
    """Biên bản (decree 30/2020, template 1.9)."""

    record = "minutes"
    words = _MINUTES


class InvitationPart(_MeetingPart):
    """Giấy mời (decree 30/2020, template 1.7)."""

    record = "invitation"
    words = _INVITATION
