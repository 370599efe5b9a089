"""The structured editor: the parts of a paper from top to bottom, what they hold, and what the rules say of each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.kernel.findings import Finding
from app.kernel.words import _
from ui.core import tokens
from ui.core.theme import named
from ui.pages.documents.annexes import AnnexesPart, BodiesPart
from ui.pages.documents.bases import BasesPart
from ui.pages.documents.blocks import BlockList
from ui.pages.documents.head import HeadPart, MarksPart
from ui.pages.documents.loading import Opened, Source
from ui.pages.documents.meeting import InvitationPart, MinutesPart
from ui.pages.documents.part import Draft, Part, draft_of
from ui.pages.documents.recipients import AddresseesPart, RecipientsPart
from ui.pages.documents.signing import SigningPart
from ui.pages.documents.spot import Spot
from ui.widgets.fields import Field


class BlocksPart(Part):
    """The text itself."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = BlockList("blocks", "block")
        self.list.changed.connect(self.changed)
        self._spot = Spot(self.list)
        self.layout_.addWidget(self._spot)

    def show_paper(self, paper: Opened) -> None:
        self.list.set_blocks(paper.view.content.blocks)

    def written(self, draft: Draft) -> Draft:
        return replace(draft, content=replace(draft.content, blocks=self.list.blocks()))

    def spots(self) -> dict[str, Spot]:
        return {"blocks": self._spot} | self.list.spots()

    def show_figures(self, sources: Sequence[Source]) -> None:
        self.list.show_figures(sources)


class DraftEditor(QScrollArea):
    """Edits one paper; tells when something changed, and is asked for the draft when it is to be stored."""

    changed = Signal()
    pick_asked = Signal()
    figure_asked = Signal(str)
    fix = Signal(object)
    removed = Signal(str, object)
    reordered = Signal()
    """The tab order of the page is to be made anew."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "formScroll")
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._loading = False
        self._paper: Opened | None = None
        self.head, self.bases, self.blocks = HeadPart(), BasesPart(), BlocksPart()
        self.addressees, self.recipients, self.signing = AddresseesPart(), RecipientsPart(), SigningPart()
        self.annexes, self.bodies, self.marks = AnnexesPart(), BodiesPart(), MarksPart()
        self.minutes, self.invitation = MinutesPart(), InvitationPart()
        self.parts: tuple[Part, ...] = (
            self.head,
            self.addressees,
            self.bases,
            self.minutes,
            self.invitation,
            self.blocks,
            self.signing,
            self.recipients,
            self.annexes,
            self.bodies,
            self.marks,
        )
        self._build()

    def show_paper(self, paper: Opened) -> None:
        """Shows a paper from its beginning to its end."""
        self._loading = True
        same = self._paper is not None and self._paper.view.uid == paper.view.uid
        place = self.verticalScrollBar().value() if same else 0
        self._paper = paper
        for part in self.parts:
            part.show_paper(paper)
        self.show_figures(paper.sources)
        self._loading = False
        self.verticalScrollBar().setValue(place)
        self.reordered.emit()

    def begin(self) -> None:
        """Puts the cursor where one begins to type."""
        self.verticalScrollBar().setValue(0)
        self.head.subject.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def draft(self) -> Draft:
        """Everything as it is typed now; raises Refused naming a field that cannot be read."""
        assert self._paper is not None
        draft = draft_of(self._paper.view)
        for part in self.parts:
            draft = part.written(draft)
        return draft

    def show_figures(self, sources: Sequence[Source]) -> None:
        """Shows derived figures anew without touching what is typed."""
        was, self._loading = self._loading, True
        for part in self.parts:
            part.show_figures(sources)
        self._loading = was

    def show_findings(self, findings: Iterable[Finding], uid: str) -> list[Finding]:
        """Shows each finding beside its field, and gives back those that belong to no field of this paper."""
        spots = self.spots()
        shared: dict[int, list[Finding]] = {id(spot): [] for spot in spots.values()}
        left = []
        for finding in findings:
            spot = spot_for(spots, finding.field) if finding.uid in ("", uid) else None
            if finding.noun == "body" or finding.field == "members":
                spot = spots.get("bodies")
            if spot is None:
                left.append(finding)
            else:
                shared[id(spot)].append(finding)
        for spot in spots.values():
            spot.set_findings(shared[id(spot)])
        return left

    def spots(self) -> dict[str, Spot]:
        """Every place for findings by its path, each wired to the remedy it may offer."""
        found = {path: spot for part in self.parts for path, spot in part.spots().items()}
        for spot in found.values():
            if not spot.is_wired:
                spot.is_wired = True
                spot.fix.connect(self.fix)
        return found

    def focus_finding(self, finding: Finding) -> bool:
        """Goes to the field a finding is about."""
        spot = spot_for(self.spots(), finding.field)
        if spot is None:
            return False
        self.ensureWidgetVisible(spot, 0, tokens.SPACE_L)
        spot.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def show_problem(self, path: str, words: str) -> bool:
        """Shows a refusal beside the field it names; answers whether there is one."""
        spot = spot_for(self.spots(), path)
        field = spot.content if spot is not None else None
        if not isinstance(field, Field):
            return False
        field.set_error(words)
        return True

    def _on_reordered(self) -> None:
        if not self._loading:
            self.reordered.emit()

    def _on_changed(self) -> None:
        if not self._loading:
            self.changed.emit()

    def _build(self) -> None:
        content = named(QWidget(), "formContent")
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, tokens.SPACE_S, tokens.SPACE_M)
        column.setSpacing(tokens.SPACE_M)
        titles = {
            self.signing: _("Ký"),
            self.annexes: _("Phụ lục, danh sách kèm theo"),
            self.marks: _("Dấu chỉ và bản phát hành"),
        }
        for part in self.parts:
            if part in titles:
                part.layout_.insertWidget(0, named(QLabel(titles[part]), look="heading"))
            part.changed.connect(self._on_changed)
            column.addWidget(part)
        column.addStretch(1)
        self.setWidget(content)
        for lists in (self.bases, self.annexes, self.blocks.list):
            lists.reordered.connect(self._on_reordered)
        self.bases.pick_asked.connect(self.pick_asked)
        self.bases.removed.connect(self.removed)
        self.annexes.removed.connect(self.removed)
        self.annexes.figure_asked.connect(self.figure_asked)
        self.blocks.list.removed.connect(self.removed)
        self.blocks.list.figure_asked.connect(self.figure_asked)


def spot_for(spots: dict[str, Spot], path: str) -> Spot | None:
    """The place of a path, else of what holds it: ``bases[0].text``, ``bases[0]``, ``bases``."""
    while path:
        if path in spots:
            return spots[path]
        path = re.sub(r"(\.\w+|\[\d+\]|^\w+)$", "", path)
    return None
