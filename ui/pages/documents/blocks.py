"""The text of a paper as blocks that are typed, added, moved, turned and taken away; numbers are counted by rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QMenu, QPushButton, QVBoxLayout, QWidget

from app.documents.content import (
    FIGURES,
    Article,
    Block,
    ChartBlock,
    Clause,
    Heading,
    HeadingLevel,
    Paragraph,
    Point,
    TableBlock,
)
from app.kernel.words import _
from ui.core import icons, tokens
from ui.core.theme import named
from ui.pages.documents.block_kinds import INDENT, KINDS, LEVEL_WORDS, headings_of, made, turned
from ui.pages.documents.block_table import TableEditor
from ui.pages.documents.figure_text import FigureText
from ui.pages.documents.loading import Source
from ui.pages.documents.row_tools import Extra, RowTools
from ui.pages.documents.spot import Spot

_TITLED = (Article, Clause)


class BlockRow(QWidget):
    """One block: its name with number, its text, its tools."""

    changed = Signal()
    figure_asked = Signal(str)
    add_asked = Signal(str)
    """A block of this kind is wanted below."""
    turn_asked = Signal(object)
    """This block is to become another (a Block)."""

    def __init__(self, block: Block, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.block = block
        self.label = named(QLabel(), f"{name}Label", "quiet")
        self.tools = RowTools("", self._extras, name=name)
        self.title = self._title_line(name)
        self.box = self._box(name)
        self.label.setBuddy(self.box)
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.addWidget(self.label, 1)
        head.addWidget(self.tools)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(INDENT[block.kind], 0, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(head)
        if self.title is not None:
            layout.addWidget(self.title)
        self.spot = Spot(self.box, marks=self.box)
        layout.addWidget(self.spot)
        self.figures_line = named(QPushButton(), f"{name}Figures", "link")
        self.figures_line.clicked.connect(lambda _checked=False: self._ask_figure())
        self.figures_line.hide()
        layout.addWidget(self.figures_line, 0, Qt.AlignmentFlag.AlignLeft)
        self.setFocusProxy(self.box)

    def value(self) -> Block:
        """The block as typed."""
        if isinstance(self.box, TableEditor):
            return self.box.value()
        text = _tidy(self.box.source())
        if isinstance(self.block, Heading | ChartBlock):
            return replace(self.block, title=" ".join(text.split()))
        if isinstance(self.block, _TITLED):
            return replace(self.block, text=text, title=self.title.text().strip() if self.title else "")
        assert isinstance(self.block, Point | Paragraph)
        return replace(self.block, text=text)

    def say(self, heading: str) -> None:
        """Names the block, with its number."""
        self.label.setText(heading)
        self.tools.say(heading)
        self.box.setAccessibleName(heading)

    def show_figures(self, sources: Sequence[Source]) -> None:
        """Shows the derived figures in the text, and that they come from the lists."""
        if not isinstance(self.box, FigureText):
            return
        self.box.set_figures({source.name: source.figure for source in sources})
        self._tell_figures()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.key() in (
            Qt.Key.Key_Return,
            Qt.Key.Key_Enter,
        ):
            self.add_asked.emit(self.block.kind if self.block.kind in KINDS else "paragraph")
        else:
            super().keyPressEvent(event)

    def _title_line(self, name: str) -> QLineEdit | None:
        if not isinstance(self.block, _TITLED):
            return None
        line = named(QLineEdit(self.block.title), f"{name}Title")
        line.setPlaceholderText(_("Tên của Điều, khoản (nếu có)"))
        line.setAccessibleName(line.placeholderText())
        line.setVisible(bool(self.block.title))
        line.textEdited.connect(lambda _text: self.changed.emit())
        return line

    def _box(self, name: str) -> FigureText | TableEditor:
        if isinstance(self.block, TableBlock):
            table = TableEditor(self.block)
            table.changed.connect(self.changed)
            return table
        box = named(FigureText(), name)
        box.set_source(self.block.title if isinstance(self.block, Heading | ChartBlock) else self.block.text)
        box.textChanged.connect(self._on_typed)
        box.figure_asked.connect(self.figure_asked)
        return box

    def _on_typed(self) -> None:
        self._tell_figures()
        self.changed.emit()

    def _tell_figures(self) -> None:
        names = self.box.figure_names() if isinstance(self.box, FigureText) else ()
        told = [_(FIGURES[name]) for name in names]
        self.figures_line.setText(_("Số lấy từ danh sách – xem"))
        self.figures_line.setToolTip("; ".join(told) + " (Ctrl+.)")
        self.figures_line.setAccessibleDescription("; ".join(told))
        self.figures_line.setVisible(bool(told))

    def _ask_figure(self) -> None:
        names = self.box.figure_names() if isinstance(self.box, FigureText) else ()
        if names:
            self.figure_asked.emit(names[0])

    def _extras(self) -> Sequence[Extra]:
        below = _("Thêm {kind} bên dưới")
        found: list[Extra] = [
            (below.format(kind=_(words)), "add", partial(self.add_asked.emit, kind)) for kind, words in KINDS.items()
        ]
        if isinstance(self.block, TableBlock | ChartBlock):
            return found
        found += [
            (_("Đổi thành {kind}").format(kind=_(words)), "edit", partial(self._turn, kind))
            for kind, words in KINDS.items()
            if kind != self.block.kind
        ]
        if isinstance(self.block, Heading):
            found += [
                (_("Đánh số kiểu {level}").format(level=_(words)), "edit", partial(self._level, level))
                for level, words in LEVEL_WORDS.items()
                if level is not self.block.level
            ]
            return found
        if self.title is not None and self.title.isHidden():
            found.append((_("Thêm tên"), "edit", self._show_title))
        if isinstance(self.block, Paragraph):
            words = _("Căn đều hai bên") if self.block.centered else _("Căn giữa")
            found.append((words, "edit", self._centre))
        found += [
            (_("Chèn {figure}").format(figure=_(FIGURES[name])), "register", partial(self._insert, name))
            for name in ("teams", "members", "hamlets", "committee_members")
        ]
        return found

    def _turn(self, kind: str) -> None:
        self.turn_asked.emit(turned(self.value(), kind))

    def _level(self, level: HeadingLevel) -> None:
        value = self.value()
        if isinstance(value, Heading):
            self.turn_asked.emit(replace(value, level=level))

    def _centre(self) -> None:
        value = self.value()
        if isinstance(value, Paragraph):
            self.turn_asked.emit(replace(value, centered=not value.centered))

    def _show_title(self) -> None:
        if self.title is not None:
            self.title.show()
            self.title.setFocus()

    def _insert(self, name: str) -> None:
        if isinstance(self.box, FigureText):
            self.box.insert_figure(name)
            self.box.setFocus()


class BlockList(QWidget):
    """All blocks of one text, with what adds a first or last one."""

    changed = Signal()
    reordered = Signal()
    """Rows came, went or moved: the tab order is to be made anew."""
    figure_asked = Signal(str)
    removed = Signal(str, object)
    """The name of a block taken away, and what puts it back."""

    def __init__(self, path: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._path, self._name = path, name
        self.rows: list[BlockRow] = []
        self._sources: Sequence[Source] = ()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(tokens.SPACE_S)
        self.add_button = named(QPushButton(_("+ Thêm đoạn")), f"{name}Add", "link")
        menu = QMenu(self.add_button)
        for kind, words in KINDS.items():
            action = menu.addAction(_(words))
            icons.set_icon(action, "add", "quiet")
            action.triggered.connect(lambda _checked=False, kind=kind: self._add_below(len(self.rows) - 1, kind))
        self.add_button.setMenu(menu)
        self._layout.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        for keys, by in (("Alt+Up", -1), ("Alt+Down", 1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(partial(self._move_focused, by))

    def set_blocks(self, blocks: Sequence[Block]) -> None:
        """Shows these blocks."""
        while self.rows:
            self._drop(0)
        for place, block in enumerate(blocks):
            self._put(place, block)
        self._count()

    def blocks(self) -> tuple[Block, ...]:
        """The blocks as typed."""
        return tuple(row.value() for row in self.rows)

    def spots(self) -> dict[str, Spot]:
        """Where findings about these blocks are shown."""
        return {f"{self._path}[{place}]": row.spot for place, row in enumerate(self.rows)}

    def show_figures(self, sources: Sequence[Source]) -> None:
        """Shows derived figures anew."""
        self._sources = sources
        for row in self.rows:
            row.show_figures(sources)

    def _put(self, place: int, block: Block) -> BlockRow:
        row = BlockRow(block, f"{self._name}{place}")
        row.changed.connect(self.changed)
        row.figure_asked.connect(self.figure_asked)
        row.add_asked.connect(lambda kind: self._add_below(self.rows.index(row), kind))
        row.turn_asked.connect(lambda new: self._turn(self.rows.index(row), new))
        row.tools.moved.connect(lambda by: self._move(self.rows.index(row), by))
        row.tools.removed.connect(lambda: self._remove(self.rows.index(row)))
        self.rows.insert(place, row)
        self._layout.insertWidget(place, row)
        row.show_figures(self._sources)
        return row

    def _drop(self, place: int) -> None:
        row = self.rows.pop(place)
        self._layout.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _add_below(self, place: int, kind: str) -> None:
        row = self._put(place + 1, made(kind))
        self._settle(row)

    def _turn(self, place: int, block: Block) -> None:
        self._drop(place)
        self._settle(self._put(place, block))

    def _move(self, place: int, by: int) -> None:
        target = place + by
        if not 0 <= target < len(self.rows):
            return
        row = self.rows.pop(place)
        self.rows.insert(target, row)
        self._layout.removeWidget(row)
        self._layout.insertWidget(target, row)
        self._settle(row)

    def _move_focused(self, by: int) -> None:
        place = next((place for place, row in enumerate(self.rows) if row.isAncestorOf(self.focusWidget() or self)), -1)
        if place >= 0:
            self._move(place, by)

    def _remove(self, place: int) -> None:
        row = self.rows[place]
        block, heading = row.value(), row.label.text()
        self._drop(place)
        self._settle(self.rows[min(place, len(self.rows) - 1)] if self.rows else None)
        self.removed.emit(heading, partial(self._put_back, place, block))

    def _put_back(self, place: int, block: Block) -> None:
        self._settle(self._put(min(place, len(self.rows)), block))

    def _settle(self, row: BlockRow | None) -> None:
        self._count()
        if row is not None:
            row.box.setFocus()
        self.changed.emit()

    def _count(self) -> None:
        """Names and numbers anew."""
        for place, (row, heading) in enumerate(zip(self.rows, headings_of(self.blocks()), strict=True)):
            row.say(heading)
            row.box.setObjectName(f"{self._name}{place}")
        self.reordered.emit()


def _tidy(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.strip().splitlines())
