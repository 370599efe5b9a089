"""The annexes of a paper: lists made from bodies with the personal data they print, and attached texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.bodies.views import BodyView
from app.documents.content import AnnexPart, RosterMode
from app.kernel.words import N_, _
from app.vocabulary import BodyKind
from ui.core import tokens
from ui.core.theme import named
from ui.pages.documents.blocks import BlockList
from ui.pages.documents.head import from_start, side_by_side
from ui.pages.documents.loading import Opened, Source
from ui.pages.documents.part import Draft, Part
from ui.pages.documents.spot import Spot
from ui.widgets.card import Card
from ui.widgets.fields import CheckField, ChoiceField, Field, TextField
from ui.widgets.search_combo import Choice

_KINDS = {
    "roster": N_("Danh sách các Tổ"),
    "assignment": N_("Bảng phân công nhiệm vụ"),
    "committee_list": N_("Danh sách Ban Chỉ đạo"),
    "text": N_("Văn bản kèm theo"),
}
_MODES = {
    RosterMode.PUBLIC: N_("Niêm yết công khai: chỉ họ tên, chức danh"),
    RosterMode.DECISION: N_("Kèm quyết định: họ tên, chức vụ, chức danh"),
    RosterMode.SUPERIOR: N_("Gửi cấp trên: thêm năm sinh, giới tính"),
    RosterMode.INTERNAL: N_("Nội bộ: đủ cột, có số điện thoại nếu chọn"),
}


def _choices() -> list[Choice]:
    return [Choice(mode, _(words)) for mode, words in _MODES.items()]


class AnnexEditor(Card):
    """One annex."""

    changed = Signal()
    reordered = Signal()
    figure_asked = Signal(str)
    removed = Signal(str, object)

    def __init__(self, annex: AnnexPart, place: int, parent: QWidget | None = None) -> None:
        super().__init__(_(_KINDS[annex.kind]), parent)
        self.annex, name = annex, f"annex{place}"
        self.title = TextField(_("Tiêu đề"), name=f"{name}Title")
        self.subtitle = TextField(_("Dòng dưới tiêu đề"), name=f"{name}Subtitle")
        for field, text in ((self.title, annex.title), (self.subtitle, annex.subtitle)):
            field.set_value(text)
            field.edit.setCursorPosition(0)
        self.mode = ChoiceField(
            _("Dữ liệu cá nhân được in"), _choices(), name=f"{name}Mode", hint=_("Chỉ in những cột mà nơi nhận cần.")
        )
        self.mode.set_value(annex.mode)
        from_start(self.mode)
        self.phones = CheckField(_("In số điện thoại"), name=f"{name}Phones")
        self.phones.set_value(annex.with_phones)
        self.landscape = CheckField(_("In ngang khổ giấy"), name=f"{name}Landscape")
        self.landscape.set_value(annex.landscape)
        self.blocks = BlockList(f"annexes[{place}].blocks", f"{name}Block") if annex.kind == "text" else None
        self._build()

    def value(self) -> AnnexPart:
        """The annex as it stands."""
        return replace(
            self.annex,
            title=self.title.value(),
            subtitle=self.subtitle.value(),
            mode=self.mode.value() or self.annex.mode,
            with_phones=self.phones.value(),
            landscape=self.landscape.value(),
            blocks=self.blocks.blocks() if self.blocks else self.annex.blocks,
        )

    def _build(self) -> None:
        self.title_spot = Spot(side_by_side(self.title, self.subtitle, weights=(1, 2)), marks=self.subtitle.editor)
        self.body.addWidget(self.title_spot)
        fields: list[Field] = [self.title, self.subtitle, self.landscape]
        if self.annex.kind != "text":
            self.body.addWidget(self.mode)
            self.body.addWidget(side_by_side(self.phones, self.landscape))
            fields += [self.mode, self.phones]
        else:
            self.body.addWidget(self.landscape)
            for unasked in (self.mode, self.phones):  # a text has no people; they keep what the annex says
                unasked.setParent(self)
                unasked.hide()
        for field in fields:
            field.changed.connect(self.changed)
        if self.blocks is not None:
            self.blocks.set_blocks(self.annex.blocks)
            self.blocks.changed.connect(self.changed)
            self.blocks.reordered.connect(self.reordered)
            self.blocks.figure_asked.connect(self.figure_asked)
            self.blocks.removed.connect(self.removed)
            self.body.addWidget(self.blocks)


class AnnexesPart(Part):
    """All annexes."""

    reordered = Signal()
    figure_asked = Signal(str)
    removed = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editors: list[AnnexEditor] = []
        holder = QWidget()
        self._holder = QVBoxLayout(holder)
        self._holder.setContentsMargins(0, 0, 0, 0)
        self._holder.setSpacing(tokens.SPACE_S)
        self._spot = Spot(holder)
        self.layout_.addWidget(self._spot)

    def show_paper(self, paper: Opened) -> None:
        for editor in self.editors:
            self._holder.removeWidget(editor)
            editor.hide()
            editor.deleteLater()
        self.editors = []
        for place, annex in enumerate(paper.view.content.annexes):
            editor = AnnexEditor(annex, place)
            editor.changed.connect(self.changed)
            editor.reordered.connect(self.reordered)
            editor.figure_asked.connect(self.figure_asked)
            editor.removed.connect(self.removed)
            self.editors.append(editor)
            self._holder.addWidget(editor)
        self.setVisible(bool(self.editors))

    def written(self, draft: Draft) -> Draft:
        return replace(draft, content=replace(draft.content, annexes=tuple(each.value() for each in self.editors)))

    def spots(self) -> Mapping[str, Spot]:
        found: dict[str, Spot] = {"annexes": self._spot}
        for place, editor in enumerate(self.editors):
            found[f"annexes[{place}]"] = editor.title_spot
            found |= editor.blocks.spots() if editor.blocks else {}
        return found

    def show_figures(self, sources: Sequence[Source]) -> None:
        for editor in self.editors:
            if editor.blocks is not None:
                editor.blocks.show_figures(sources)


class BodiesPart(Part):
    """The committee and teams that a decision is about: what it lists, and what its signing begins or changes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bodies: dict[str, BodyView] = {}
        self.list = named(QListWidget(), "bodiesList")
        self.field = Field(
            _("Ban, Tổ mà văn bản quyết định"),
            self.list,
            name="bodiesList",
            hint=_("Bỏ dấu những tổ không thuộc văn bản này (phím cách để chọn, bỏ chọn)."),
        )
        self.list.itemChanged.connect(lambda _item: self.changed.emit())
        self._spot = Spot(self.field, marks=self.list)
        self.layout_.addWidget(self._spot)

    def show_paper(self, paper: Opened) -> None:
        self._bodies = {body.uid: body for body in paper.bodies}
        self.list.blockSignals(True)
        self.list.clear()
        for body in paper.bodies:
            item = QListWidgetItem(
                body.name if not body.hamlet or body.hamlet.label in body.name else f"{body.name} {body.hamlet.label}"
            )
            item.setData(Qt.ItemDataRole.UserRole, body.uid)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            chosen = body.uid in paper.view.bodies
            item.setCheckState(Qt.CheckState.Checked if chosen else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.blockSignals(False)
        self.list.setFixedHeight(min(max(self.list.count(), 1), 6) * tokens.ROW_PX + 4)
        self.setVisible(bool(paper.view.bodies))

    def written(self, draft: Draft) -> Draft:
        items = [self.list.item(row) for row in range(self.list.count())]
        chosen = [
            str(item.data(Qt.ItemDataRole.UserRole)) for item in items if item.checkState() == Qt.CheckState.Checked
        ]
        gone = [uid for uid in draft.bodies if uid not in self._bodies]
        kept = [uid for uid in draft.bodies if uid in chosen]
        bodies = (*gone, *kept, *(uid for uid in chosen if uid not in kept))
        if set(bodies) == set(draft.bodies):
            return draft
        content = replace(draft.content, annexes=tuple(self._listed(annex, bodies) for annex in draft.content.annexes))
        return replace(draft, bodies=bodies, content=content)

    def spots(self) -> Mapping[str, Spot]:
        return {"bodies": self._spot, "members": self._spot}

    def _listed(self, annex: AnnexPart, bodies: Sequence[str]) -> AnnexPart:
        """A list of teams follows the teams of the paper."""
        if annex.kind != "roster" or not annex.bodies:
            return annex
        return replace(
            annex,
            bodies=tuple(
                uid for uid in bodies if uid not in self._bodies or self._bodies[uid].kind is not BodyKind.COMMITTEE
            ),
        )
