"""The cards of the own office and the one above: today's name, what papers take from it, and its names over time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLabel, QPushButton

from app import labels
from app.kernel.days import show_day
from app.kernel.words import _
from app.offices.views import OfficeView
from app.vocabulary import OfficeRelation
from ui.core import tokens
from ui.core.theme import named
from ui.widgets.card import Card
from ui.widgets.remark_place import RemarkPlace


class OfficeCard(Card):
    """One office; asks to be corrected or renamed."""

    correct_asked = Signal(object)
    """The version to be corrected."""
    rename_asked = Signal(object)
    """The version in force, None where there is none yet."""

    def __init__(self, relation: OfficeRelation) -> None:
        own = relation is OfficeRelation.OWN
        super().__init__(_("Cơ quan của mình") if own else _("Cơ quan cấp trên"))
        prefix = "own" if own else "superior"
        named(self, f"{prefix}Card")
        self.relation = relation
        self.version: OfficeView | None = None
        self.office_name = named(QLabel(wordWrap=True), f"{prefix}Name", "title")
        self.details = named(QLabel(wordWrap=True), f"{prefix}Details")
        self.history = named(QLabel(wordWrap=True), f"{prefix}History", "small")
        self.remarks = RemarkPlace()
        for part in (self.office_name, self.remarks, self.details, self.history):
            self.body.addWidget(part)
        self.correct = named(QPushButton(_("Sửa tên &và địa chỉ…") if own else _("Sử&a cấp trên…")), f"{prefix}Correct")
        self.rename = named(QPushButton(), f"{prefix}Rename")
        self.correct.clicked.connect(lambda _checked=False: self.correct_asked.emit(self.version))
        self.rename.clicked.connect(lambda _checked=False: self.rename_asked.emit(self.version))
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._line.setSpacing(tokens.SPACE_S)
        self._line.addWidget(self.correct)
        self._line.addWidget(self.rename)
        self._line.addStretch(1)
        self.body.addLayout(self._line)
        self.show_versions([], date.max)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turn_line()

    def _turn_line(self) -> None:
        """Both buttons in one line where their words fit, else one below the other."""
        wanted = self.correct.sizeHint().width() + tokens.SPACE_S + self.rename.sizeHint().width()
        fits = wanted <= self.contentsRect().width() - 2 * tokens.SPACE_M
        directions = QBoxLayout.Direction
        self._line.setDirection(directions.LeftToRight if fits else directions.TopToBottom)

    def show_versions(self, versions: Sequence[OfficeView], today: date) -> None:
        """Shows the version of today and all others as history, newest first."""
        self.version = next((one for one in versions if one.valid_from <= today), versions[-1] if versions else None)
        self.correct.setVisible(self.version is not None)
        own = self.relation is OfficeRelation.OWN
        if self.version is None:
            self.office_name.setText(_("Chưa nhập"))
            self.details.setText(
                _("Tên cơ quan được in ở đầu mọi văn bản.")
                if own
                else _("Cấp trên được ghi ở nơi nhận, công văn và báo cáo.")
            )
            self.rename.setText(_("&Nhập cơ quan…") if own else _("Nhậ&p cấp trên…"))
        else:
            self.office_name.setText(_capital(f"{labels.office_kind(self.version.kind)} {self.version.name}"))
            self.details.setText("\n".join(_details(self.version)))
            self.rename.setText(_("Đổi tê&n từ ngày…") if own else _("Đổi &cấp trên từ ngày…"))
        self.remarks.about(self.version.version_uid if self.version else "")
        others = [one for one in versions if one is not self.version]
        self.history.setText("\n".join(_span(one) for one in others))
        self.history.setVisible(bool(others))
        self._turn_line()


def _details(office: OfficeView) -> list[str]:
    own = office.relation is OfficeRelation.OWN
    facts = [_("Từ ngày {day}").format(day=show_day(office.valid_from))]
    where = ", ".join(part for part in (office.district if own else "", office.province) if part)
    if where and where != office.name:
        facts.append(_("Thuộc {where}").format(where=where))
    if office.route:
        facts.append(_("Gửi qua {route}").format(route=office.route))
    if office.drafting_unit:
        short = f" ({office.drafting_abbreviation})" if office.drafting_abbreviation else ""
        facts.append(_("Soạn thảo: {unit}").format(unit=office.drafting_unit + short))
    return facts


def _span(office: OfficeView) -> str:
    name = f"{labels.office_kind(office.kind)} {office.name}"
    if office.valid_to is None:
        return _("Từ {begin}: {name}").format(begin=show_day(office.valid_from), name=name)
    return _("{begin} – {end}: {name}").format(
        begin=show_day(office.valid_from), end=show_day(office.valid_to), name=name
    )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
