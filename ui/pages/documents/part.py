"""A part of the editor: shows its share of a paper, writes it back, and knows where findings belong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.documents.commands import EditDocument, edit_of
from app.documents.content import Content
from app.documents.views import DocumentView
from app.vocabulary import ReplaceMode
from ui.core import tokens
from ui.pages.documents.loading import Opened, Source
from ui.pages.documents.spot import Spot


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What the editor holds: everything of a paper that may be edited."""

    subject: str
    content: Content
    paper_date: date | None
    series: str
    symbol: str
    bodies: tuple[str, ...]
    replaces: str | None
    replace_mode: ReplaceMode | None


def draft_of(view: DocumentView) -> Draft:
    """The editable share of a stored paper."""
    return Draft(
        subject=view.subject,
        content=view.content,
        paper_date=view.paper_date,
        series=view.series,
        symbol=view.symbol,
        bodies=view.bodies,
        replaces=view.replaces,
        replace_mode=view.replace_mode,
    )


def command_of(view: DocumentView, draft: Draft) -> EditDocument:
    """The command that stores a draft."""
    return edit_of(view, **vars(draft))


class Part(QWidget):
    """One part of the editor, from top to bottom as the paper prints."""

    changed = Signal()
    """The person changed something."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.layout_ = QVBoxLayout(self)
        self.layout_.setContentsMargins(0, 0, 0, 0)
        self.layout_.setSpacing(tokens.SPACE_S)

    def show_paper(self, paper: Opened) -> None:
        """Shows its share of the paper; a part of no use for it hides itself."""
        raise NotImplementedError

    def written(self, draft: Draft) -> Draft:
        """The draft with this part's share as it stands; raises Refused naming a field that cannot be read."""
        raise NotImplementedError

    def spots(self) -> Mapping[str, Spot]:
        """Where findings are shown, by the path of the field they name."""
        return {}

    def show_figures(self, sources: Sequence[Source]) -> None:
        """Shows derived figures anew."""
