"""What the rules say of the record in sight, in a card of its own that scrolls."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from app.kernel.findings import Finding
from app.kernel.words import _
from ui.core import tokens
from ui.core.theme import named
from ui.widgets.card import Card
from ui.widgets.finding_list import FindingList


class FindingCard(Card):
    """A heading with the number of findings, and the findings below."""

    fix = Signal(object)
    opened = Signal(object)

    def __init__(self, nothing: str, parent: QWidget | None = None) -> None:
        super().__init__(_("Đối chiếu quy định"), parent)
        self.list = FindingList(nothing=nothing)
        self.list.fix.connect(self.fix)
        self.list.opened.connect(self.opened)
        holder = named(QWidget(), "findingsHolder")
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, tokens.SPACE_XS, 0)
        column.addWidget(self.list)
        column.addStretch(1)
        scroll = named(QScrollArea(widgetResizable=True), "findingsScroll")
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setMinimumHeight(120)
        scroll.setWidget(holder)
        for part in (scroll.viewport(), holder):
            part.setAutoFillBackground(False)  # the white of the card shows through
        self.body.addWidget(scroll, 1)

    def show_findings(self, findings: Sequence[Finding], *, here: Collection[str] = ()) -> None:
        """Shows these findings, errors first; those about the records ``here`` lead nowhere else."""
        self.heading.setText(
            _("Đối chiếu quy định ({count})").format(count=len(findings)) if findings else _("Đối chiếu quy định")
        )
        self.list.set_findings(replace(one, uid="") if one.uid in here else one for one in findings)
