"""To whom a paper is addressed and where its copies go, one name a line as an officer writes them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from app.documents.content import Recipient
from app.kernel.words import _
from app.vocabulary import DocumentType
from ui.pages.documents.figure_text import FigureText
from ui.pages.documents.head import spot_of
from ui.pages.documents.loading import Opened, Source
from ui.pages.documents.part import Draft, Part
from ui.pages.documents.spot import Spot
from ui.widgets.fields import Field, LongTextField, TextField

_PURPOSE = re.compile(r"^(?P<text>.+?)\s*\((?P<purpose>(?:để |b/c|p/h|t/h)[^()]*)\)$")
_ADDRESSED = (DocumentType.CV, DocumentType.TTR, DocumentType.BC)


class FigureField(Field):
    """Several lines that may hold derived figures."""

    def __init__(self, label: str, *, hint: str = "", name: str = "", parent: QWidget | None = None) -> None:
        self.box = FigureText(lines=2)
        super().__init__(label, self.box, hint=hint, name=name, parent=parent)
        self.box.textChanged.connect(self.changed)

    def typed(self) -> object:
        return self.box.source()


class AddresseesPart(Part):
    """Kính gửi: of letters, and of submissions and reports to the office above."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.addressees = LongTextField(
            _("&Kính gửi"), name="addressees", lines=1, hint=_("Mỗi nơi nhận một dòng, không ghi dấu cuối dòng.")
        )
        self.addressees.changed.connect(self.changed)
        self._spot = spot_of(self.addressees)
        self.layout_.addWidget(self._spot)

    def show_paper(self, paper: Opened) -> None:
        self.addressees.set_value("\n".join(paper.view.content.addressees))
        self.setVisible(paper.view.type in _ADDRESSED or bool(paper.view.content.addressees))

    def written(self, draft: Draft) -> Draft:
        return replace(draft, content=replace(draft.content, addressees=tuple(lines_of(self.addressees.value()))))

    def spots(self) -> Mapping[str, Spot]:
        return {"addressees": self._spot}


class RecipientsPart(Part):
    """Nơi nhận and Lưu; dashes and final marks are printed by rule."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.recipients = FigureField(
            _("Nơi n&hận"),
            name="recipients",
            hint=_("Mỗi nơi một dòng; mục đích ghi trong ngoặc, ví dụ: UBND tỉnh (để b/c)."),
        )
        self.archive = TextField(_("&Lưu"), name="archive", hint=_("Ví dụ: VT, VHXH."))
        for field in (self.recipients, self.archive):
            field.changed.connect(self.changed)
        self._spots = {"recipients": spot_of(self.recipients), "archive": spot_of(self.archive)}
        for spot in self._spots.values():
            self.layout_.addWidget(spot)

    def show_paper(self, paper: Opened) -> None:
        content = paper.view.content
        self.recipients.box.set_source("\n".join(map(line_of, content.recipients)))
        self.archive.set_value(content.archive)

    def written(self, draft: Draft) -> Draft:
        found = tuple(map(recipient_of, lines_of(self.recipients.box.source())))
        return replace(draft, content=replace(draft.content, recipients=found, archive=self.archive.value()))

    def spots(self) -> Mapping[str, Spot]:
        return self._spots

    def show_figures(self, sources: Sequence[Source]) -> None:
        self.recipients.box.set_figures({source.name: source.figure for source in sources})


def lines_of(text: str) -> list[str]:
    """The lines that hold something, each trimmed."""
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def line_of(recipient: Recipient) -> str:
    """A recipient as one line."""
    return f"{recipient.text} ({recipient.purpose})" if recipient.purpose else recipient.text


def recipient_of(line: str) -> Recipient:
    """A typed line as a recipient; brackets that begin with a purpose are its purpose."""
    match = _PURPOSE.match(line)
    return Recipient(text=match["text"], purpose=match["purpose"]) if match else Recipient(text=line)
