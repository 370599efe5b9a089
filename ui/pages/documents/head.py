"""What stands at the head of a paper: subject, day, symbol and series, who decides, and the decision before it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.documents.content import Authority, Circulation, Issuer, Urgency
from app.documents.numbering import with_number
from app.documents.views import DocumentView
from app.kernel.days import show_day
from app.kernel.words import N_, _
from app.vocabulary import DocumentType, ReplaceMode
from ui.core import tokens
from ui.pages.documents.loading import Opened
from ui.pages.documents.part import Draft, Part
from ui.pages.documents.spot import Spot
from ui.widgets.fields import ChoiceField, DateField, Field, LongTextField, TextField
from ui.widgets.search_combo import Choice

AUTHORITIES = {
    Authority.NONE: N_("Không ghi"),
    Authority.HEAD: N_("Chủ tịch Ủy ban nhân dân quyết định"),
    Authority.COLLECTIVE: N_("Ủy ban nhân dân quyết định"),
    Authority.COMMITTEE: N_("Ban Chỉ đạo quyết định"),
    Authority.COMMITTEE_HEAD: N_("Trưởng Ban Chỉ đạo quyết định"),
}
ISSUERS = {
    Issuer.OFFICE: N_("Ủy ban nhân dân"),
    Issuer.COMMITTEE: N_("Ban Chỉ đạo"),
    Issuer.UNIT: N_("Đơn vị thuộc Ủy ban nhân dân"),
}
MODES = {ReplaceMode.REPLACE: N_("Thay thế"), ReplaceMode.AMEND: N_("Sửa đổi, bổ sung")}
URGENCIES = {
    Urgency.NONE: N_("Không"),
    Urgency.URGENT: N_("Khẩn"),
    Urgency.VERY_URGENT: N_("Thượng khẩn"),
    Urgency.IMMEDIATE: N_("Hỏa tốc"),
}
CIRCULATIONS = {
    Circulation.NONE: N_("Không"),
    Circulation.RETURN: N_("Xem xong trả lại"),
    Circulation.INTERNAL: N_("Lưu hành nội bộ"),
}


def side_by_side(*fields: QWidget, weights: tuple[int, ...] = ()) -> QWidget:
    """Fields in one line, as wide as each other or by weight, their labels level."""
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(tokens.SPACE_S)
    for column, field in enumerate(fields):
        column_of_field = QVBoxLayout()
        column_of_field.addWidget(field)
        column_of_field.addStretch(1)
        grid.addLayout(column_of_field, 0, column)
        grid.setColumnStretch(column, weights[column] if weights else 1)
    return holder


def from_start(field: ChoiceField) -> None:
    """Shows a long choice from its first word, and whole as a tool tip."""
    field.combo.setCursorPosition(0)
    field.combo.setToolTip(field.combo.text())


def spot_of(field: Field) -> Spot:
    """A labelled field as a place for findings."""
    return Spot(field, marks=field.editor)


class HeadPart(Part):
    """Trích yếu, ngày dự kiến, ký hiệu, sổ số, thẩm quyền ban hành, văn bản trước."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.subject = LongTextField(_("&Trích yếu"), name="subject", lines=2)
        self.paper_date = DateField(_("Ngày dự kiến"), name="paper_date")
        self.symbol = TextField(_("Ký hiệu"), name="symbol")
        self.series = ChoiceField(_("Sổ số"), name="series")
        self.authority = ChoiceField(_("Thẩm quyền ban hành"), _choices(AUTHORITIES), name="authority")
        self.issuer = ChoiceField(_("Cơ quan ban hành"), _choices(ISSUERS), name="issuer")
        self.replaces = ChoiceField(_("Văn bản trước"), name="replaces", placeholder=_("Không có"))
        self.mode = ChoiceField(_("Quan hệ với văn bản trước"), _choices(MODES), name="replace_mode")
        self._spots: dict[str, Spot] = {}
        for field in (
            self.subject,
            self.paper_date,
            self.symbol,
            self.series,
            self.authority,
            self.issuer,
            self.replaces,
            self.mode,
        ):
            field.changed.connect(self.changed)
            self._spots[field.editor.objectName()] = spot_of(field)
        self._spots["issued_on"] = self._spots["paper_date"]
        self.layout_.addWidget(self._spots["subject"])
        self.layout_.addWidget(
            side_by_side(*(self._spots[name] for name in ("paper_date", "symbol", "series")), weights=(9, 9, 16))
        )
        self._decision = side_by_side(self._spots["authority"], self._spots["issuer"], weights=(5, 3))
        self._former = side_by_side(self._spots["replaces"], self._spots["replace_mode"], weights=(4, 3))
        self.layout_.addWidget(self._decision)
        self.layout_.addWidget(self._former)

    def show_paper(self, paper: Opened) -> None:
        view = paper.view
        self.subject.set_value(view.subject)
        self.paper_date.set_value(view.paper_date)
        self.symbol.set_value(view.symbol.removeprefix("/"))
        self.series.set_choices([Choice(each.code, _(each.title)) for each in paper.series])
        self.series.set_value(view.series)
        self.authority.set_value(view.content.authority)
        self.issuer.set_value(view.content.issuer)
        self.replaces.set_choices([Choice(each.uid, name_of(each), each.subject) for each in paper.decisions])
        self.replaces.set_value(view.replaces)
        self.mode.set_value(view.replace_mode)
        for choice in (self.series, self.authority, self.issuer, self.replaces, self.mode):
            from_start(choice)
        decides = view.type is DocumentType.QD
        self._decision.setVisible(decides)
        self._former.setVisible(decides and bool(paper.decisions))

    def written(self, draft: Draft) -> Draft:
        former = self.replaces.value()
        content = replace(
            draft.content,
            authority=_kept(self.authority, draft.content.authority),
            issuer=_kept(self.issuer, draft.content.issuer),
        )
        return replace(
            draft,
            subject=" ".join(self.subject.value().split()),
            paper_date=self.paper_date.value(),
            symbol="/" + self.symbol.value().removeprefix("/"),
            series=self.series.value() or draft.series,
            content=content,
            replaces=former,
            replace_mode=(self.mode.value() or ReplaceMode.REPLACE) if former else None,
        )

    def spots(self) -> Mapping[str, Spot]:
        return self._spots


class MarksPart(Part):
    """What few papers need: urgency, circulation, drafter and copies (decree 30/2020, boxes 10b, 11 and 12)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.urgency = ChoiceField(_("Độ khẩn"), _choices(URGENCIES), name="urgency")
        self.circulation = ChoiceField(_("Phạm vi lưu hành"), _choices(CIRCULATIONS), name="circulation")
        self.draftsman = TextField(_("Ký hiệu người soạn thảo"), name="draftsman")
        self.copies = TextField(_("Số lượng bản phát hành"), name="copies")
        for field in (self.urgency, self.circulation, self.draftsman, self.copies):
            field.changed.connect(self.changed)
        self.layout_.addWidget(side_by_side(self.urgency, self.circulation))
        self.layout_.addWidget(side_by_side(self.draftsman, self.copies))

    def show_paper(self, paper: Opened) -> None:
        content = paper.view.content
        self.urgency.set_value(content.urgency)
        self.circulation.set_value(content.circulation)
        self.draftsman.set_value(content.draftsman)
        self.copies.set_value(str(content.copies or ""))

    def written(self, draft: Draft) -> Draft:
        typed = self.copies.value()
        copies = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 5 else 0
        self.copies.set_error(_("Ghi số bản bằng chữ số, ví dụ 10.")) if typed and not copies else (
            self.copies.clear_error()
        )
        return replace(
            draft,
            content=replace(
                draft.content,
                urgency=_kept(self.urgency, draft.content.urgency),
                copies=copies,
                circulation=_kept(self.circulation, draft.content.circulation),
                draftsman=self.draftsman.value(),
            ),
        )


def name_of(view: DocumentView) -> str:
    """A paper in one line: number and symbol with its day, or what it is while it has none."""
    if view.number is None:
        return view.subject
    return _("{symbol} ngày {day}").format(symbol=with_number(view.number, view.symbol), day=show_day(view.issued_on))


def _choices(words: Mapping[Any, str]) -> list[Choice]:
    return [Choice(value, _(text)) for value, text in words.items()]


def _kept(field: ChoiceField, before: Any) -> Any:
    """A choice half typed changes nothing."""
    return before if field.value() is None else field.value()
