"""The bases of a paper: citations from the table, lines typed by hand, and the proposal that comes last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.documents.citing import cite
from app.documents.content import BasisLine
from app.documents.views import CitationView
from app.kernel.words import _
from app.vocabulary import DocumentType
from ui.core import tokens
from ui.core.theme import named
from ui.pages.documents.loading import Opened
from ui.pages.documents.part import Draft, Part
from ui.pages.documents.row_tools import RowTools
from ui.pages.documents.spot import Spot
from ui.widgets.fields import TextField
from ui.widgets.growing_text import GrowingText

_WITHOUT_BASES = (DocumentType.BB, DocumentType.GM, DocumentType.DS, DocumentType.CV, DocumentType.TB)


class BasisRow(QWidget):
    """One basis: cited from the table (read only here), or typed."""

    changed = Signal()

    def __init__(
        self,
        line: BasisLine,
        entry: CitationView | None,
        name: str,
        *,
        law_numbers: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.line = line
        self.typed = line.citation is None or bool(line.text)
        cited = cite(entry, line.full, law_numbers=law_numbers) if entry else _("(không còn trong bảng văn bản)")
        shown = line.text if self.typed else cited
        self.box: QWidget
        if self.typed:
            box = named(GrowingText(lines=1), name)
            box.setPlainText(shown)
            box.textChanged.connect(self.changed)
            self._edit: GrowingText | None = box
            self.box = box
        else:
            self.box = named(QLabel(shown, wordWrap=True), name)
            self.box.setContentsMargins(0, 5, 0, 0)  # level with the tools beside it
            self.box.setToolTip(_("Lấy từ bảng văn bản"))
            self._edit = None
        self.number = QLabel()
        self.number.setContentsMargins(0, 5, 0, 0)
        self.number.setBuddy(self.box)
        self.tools = RowTools("", name=name)
        self.spot = Spot(self.box, marks=self.box if self.typed else None)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.SPACE_S)
        layout.addWidget(self.number, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.addWidget(self.spot)
        words.addStretch(1)
        layout.addLayout(words, 1)
        layout.addWidget(self.tools, 0, Qt.AlignmentFlag.AlignTop)

    def value(self) -> BasisLine:
        """The basis as it stands."""
        if self._edit is None:
            return self.line
        return replace(self.line, text=" ".join(self._edit.toPlainText().split()))

    def say(self, number: int) -> None:
        """Its place among the bases."""
        self.number.setText(f"{number}.")
        self.tools.say(_("căn cứ {number}").format(number=number))
        self.box.setAccessibleName(_("Căn cứ {number}").format(number=number))


class BasesPart(Part):
    """Căn cứ, each line without "Căn cứ" and final mark: those are printed by rule."""

    pick_asked = Signal()
    """Bases are to be chosen from the table of citations."""
    reordered = Signal()
    removed = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[BasisRow] = []
        self._table: Mapping[str, CitationView] = {}
        self._law_numbers = False
        self.heading = named(QLabel(), "basesLabel", "quiet")
        self._holder = QVBoxLayout()
        self._holder.setSpacing(tokens.SPACE_XS)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_XS)
        column.addWidget(self.heading)
        column.addLayout(self._holder)
        column.addLayout(self._buttons())
        self._whole = Spot(content)
        self.proposal = TextField(_("Theo đề nghị (căn cứ cuối cùng)"), name="proposal")
        self.proposal.changed.connect(self.changed)
        self._proposal = Spot(self.proposal, marks=self.proposal.editor)
        self.layout_.addWidget(self._whole)
        self.layout_.addWidget(self._proposal)

    def show_paper(self, paper: Opened) -> None:
        self._table = {entry.uid: entry for entry in paper.citations}
        self._law_numbers = paper.law_numbers
        self._replace(paper.view.content.bases)
        self.proposal.set_value(paper.view.content.proposal)
        kind, content = paper.view.type, paper.view.content
        with_bases = kind not in _WITHOUT_BASES or bool(content.bases)
        with_proposal = kind is DocumentType.QD or bool(content.proposal)
        self._whole.setVisible(with_bases)
        self._proposal.setVisible(with_proposal)
        self.setVisible(with_bases or with_proposal)

    def written(self, draft: Draft) -> Draft:
        content = replace(draft.content, bases=tuple(row.value() for row in self.rows), proposal=self.proposal.value())
        return replace(draft, content=content)

    def spots(self) -> Mapping[str, Spot]:
        rows = {f"bases[{place}]": row.spot for place, row in enumerate(self.rows)}
        return rows | {"bases": self._whole, "proposal": self._proposal}

    def set_table(self, citations: Sequence[CitationView]) -> None:
        """The table of citations, when it changed meanwhile."""
        self._table = {entry.uid: entry for entry in citations}

    def add_citations(self, uids: Sequence[str]) -> None:
        """Adds bases from the table; one that is there already is not added twice."""
        present = {row.line.citation for row in self.rows}
        for uid in uids:
            if uid not in present:
                self._put(len(self.rows), BasisLine(citation=uid))
        self._settle()

    def _buttons(self) -> QHBoxLayout:
        line = QHBoxLayout()
        self.pick = named(QPushButton(_("+ Thêm từ &bảng văn bản")), "pickCitation", "link")
        self.pick.clicked.connect(lambda _checked=False: self.pick_asked.emit())
        self.type_own = named(QPushButton(_("+ Ghi căn cứ khác")), "typeBasis", "link")
        self.type_own.clicked.connect(lambda _checked=False: self._add_typed())
        line.addWidget(self.pick)
        line.addWidget(self.type_own)
        line.addStretch(1)
        return line

    def _replace(self, lines: Sequence[BasisLine]) -> None:
        while self.rows:
            self._drop(0)
        for place, line in enumerate(lines):
            self._put(place, line)
        self._count()

    def _put(self, place: int, line: BasisLine) -> BasisRow:
        entry = self._table.get(line.citation or "")
        row = BasisRow(line, entry, f"basis{place}", law_numbers=self._law_numbers)
        row.changed.connect(self.changed)
        row.tools.moved.connect(lambda by: self._move(self.rows.index(row), by))
        row.tools.removed.connect(lambda: self._remove(self.rows.index(row)))
        self.rows.insert(place, row)
        self._holder.insertWidget(place, row)
        return row

    def _drop(self, place: int) -> None:
        row = self.rows.pop(place)
        self._holder.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _add_typed(self) -> None:
        row = self._put(len(self.rows), BasisLine())
        self._settle()
        row.box.setFocus()

    def _move(self, place: int, by: int) -> None:
        if 0 <= place + by < len(self.rows):
            row = self.rows.pop(place)
            self.rows.insert(place + by, row)
            self._holder.removeWidget(row)
            self._holder.insertWidget(place + by, row)
            self._settle()

    def _remove(self, place: int) -> None:
        line = self.rows[place].value()
        self._drop(place)
        self._settle()
        self.removed.emit(_("căn cứ {number}").format(number=place + 1), partial(self._put_back, place, line))

    def _put_back(self, place: int, line: BasisLine) -> None:
        self._put(min(place, len(self.rows)), line)
        self._settle()

    def _settle(self) -> None:
        self._count()
        self.changed.emit()

    def _count(self) -> None:
        self.heading.setText(_("Căn cứ · {count}").format(count=len(self.rows)))
        for place, row in enumerate(self.rows):
            row.say(place + 1)
        self.reordered.emit()
