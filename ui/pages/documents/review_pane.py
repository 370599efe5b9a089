"""At the right: the paper exactly as it prints, and everything the rules say of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QTabWidget, QVBoxLayout, QWidget

from app.kernel.findings import Finding, errors, warnings
from app.kernel.words import _
from ui.core import tokens
from ui.core.theme import named
from ui.widgets.finding_list import FindingList
from ui.widgets.pdf_pane import PdfPane


class ReviewPane(QTabWidget):
    """Two tabs: Bản in, and Cần xem lại with their number."""

    fix = Signal(object)
    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "reviewTabs")
        self.setDocumentMode(True)
        self.tabBar().setDrawBase(False)
        self.paper = PdfPane()
        self.findings = FindingList(nothing=_("Không còn gì phải sửa. Văn bản sẵn sàng trình ký."))
        self.findings.fix.connect(self.fix)
        self.findings.opened.connect(self.opened)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(tokens.SPACE_S, 0, tokens.SPACE_S, 0)
        column.addWidget(self.findings)
        column.addStretch(1)
        scroll = named(QScrollArea(widgetResizable=True), "findingsScroll")
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(holder)
        self.addTab(self.paper, _("Bản in"))
        self.addTab(scroll, _("Cần xem lại"))

    def show_pdf(self, data: bytes | None) -> None:
        """Shows the print of a paper; None empties the desk."""
        self.paper.set_pdf(data)

    def show_findings(self, findings: Sequence[Finding], *, is_open: bool) -> None:
        """Lists what was found, errors first; a signed paper has nothing left to review."""
        self.findings.set_findings(findings)
        self.setTabVisible(1, is_open)
        self.setTabText(1, _("Cần xem lại ({count})").format(count=len(findings)) if findings else _("Cần xem lại"))
        self.setTabToolTip(1, summary(findings))


def summary(findings: Sequence[Finding]) -> str:
    """How many of each, in words; nothing for none."""
    parts = []
    if wrong := len(errors(findings)):
        parts.append(_("{count} lỗi").format(count=wrong))
    if doubtful := len(warnings(findings)):
        parts.append(_("{count} cảnh báo").format(count=doubtful))
    return ", ".join(parts)
