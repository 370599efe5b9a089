"""The worksheet of a superior's form: its rows, and room made in it for a list of any length."""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.form_book import DAMAGED, PROTECTED, WORKBOOK, FormBook, tag
from app.form_references import RowMove
from app.form_styles import FormStyles
from app.importing.grid import column_letter

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
_RISKY = ("=", "+", "-", "@", "\t", "\r")
_BEFORE_MERGES = (
    "sheetData",
    "sheetCalcPr",
    "sheetProtection",
    "protectedRanges",
    "scenarios",
    "autoFilter",
    "sortState",
    "dataConsolidate",
    "customSheetViews",
)
_SPANS = {
    "mergeCell": "ref",
    "hyperlink": "ref",
    "autoFilter": "ref",
    "conditionalFormatting": "sqref",
    "dataValidation": "sqref",
    "ignoredError": "sqref",
    "protectedRange": "sqref",
}
_FORMULAS = ("f", "formula", "formula1", "formula2")
_SPAN = re.compile(r"([A-Z]{1,3})(\d+)(?::([A-Z]{1,3})(\d+))?")
_EPOCH = date(1899, 12, 30)


@dataclass(frozen=True, kw_only=True)
class FormCell:
    """What is written into one cell: text, a number or a day; ``is_phone`` keeps the leading zero in any program."""

    value: str | int | date | None
    is_phone: bool = False


@dataclass(frozen=True, kw_only=True)
class FormLine:
    """One row of the list: cells by column counted from 0, or the heading of a group across all columns."""

    cells: dict[int, FormCell]
    group: str = ""


class FormSheet:
    """One worksheet of a form; refuses FRM-03 when it is locked."""

    def __init__(self, book: FormBook, title: str) -> None:
        self._book, self._title = book, title
        self._part = book.sheet_part(title)
        self._root = book.part(self._part)
        self._data = self._root.find(tag("sheetData"))
        if self._data is None:
            raise DAMAGED(name=book.name)
        protection = self._root.find(tag("sheetProtection"))
        if protection is not None and protection.get("sheet") in ("1", "true"):
            raise PROTECTED(sheet=title)
        self.styles = FormStyles(book)
        self._rows = self._numbered()

    def merged(self) -> list[tuple[int, int, int, int]]:
        """Top row, left column, bottom row and right column of merged cells, all counted from 1."""
        found = (_SPAN.fullmatch(each.get("ref", "")) for each in self._root.iter(tag("mergeCell")))
        return [
            (int(span[2]), _column(span[1]), int(span[4] or span[2]), _column(span[3] or span[1]))
            for span in found
            if span
        ]

    def is_merged(self, row: int) -> bool:
        """Whether any merged cell touches the row."""
        return any(top <= row <= bottom for top, _left, bottom, _right in self.merged())

    def is_drawn(self, row: int) -> bool:
        """Whether any cell of the row is drawn with lines."""
        element = self._rows.get(row)
        return element is not None and any(self.styles.has_lines(int(cell.get("s", "0"))) for cell in element)

    def write(self, lines: list[FormLine], *, first: int, blank: int, width: int) -> None:
        """Puts the lines in place of the blank rows; what stands below moves, and what refers to it follows."""
        pattern = self._pattern(first, blank, width)
        move = RowMove(first=first, below=first + blank, change=len(lines) - blank)
        for row in range(first, move.below):
            if row in self._rows:
                self._data.remove(self._rows.pop(row))
        self._move(move)
        made = [self._row(pattern, line, first + place, width) for place, line in enumerate(lines)]
        above = sum(number < first for number in self._rows)
        self._data[above:above] = made
        self._book.drop("xl/calcChain.xml")

    def _numbered(self) -> dict[int, Any]:
        """Rows by number; a sheet may leave out numbers that follow from one another."""
        rows: dict[int, Any] = {}
        for element in self._data.findall(tag("row")):
            number = int(element.get("r") or max(rows, default=0) + 1)
            element.set("r", str(number))
            for place, cell in enumerate(element.findall(tag("c"))):
                if cell.get("r") is None:
                    cell.set("r", f"{column_letter(place)}{number}")
            rows[number] = element
        return rows

    def _pattern(self, first: int, blank: int, width: int) -> Any:
        """The form's first row of data without its contents; where it has none, its headings made light."""
        source = self._rows.get(first if blank else first - 1)
        pattern = self._data.makeelement(tag("row")) if source is None else deepcopy(source)
        if not blank:
            pattern.attrib.pop("ht", None)
        known = {_place(cell): cell for cell in pattern}
        for cell in list(pattern):
            pattern.remove(cell)
        for place in sorted({*known, *range(width)}):
            style = int(known[place].get("s", "0")) if place in known else 0
            cell = pattern.makeelement(tag("c"))
            cell.set("s", str(style if blank else self.styles.light(style)))
            cell.set("r", column_letter(place))
            pattern.append(cell)
        return pattern

    def _row(self, pattern: Any, line: FormLine, number: int, width: int) -> Any:
        row = deepcopy(pattern)
        row.set("r", str(number))
        for cell in row:
            place = _column(cell.get("r")) - 1
            cell.set("r", f"{cell.get('r')}{number}")
            if line.group:
                cell.set("s", str(self.styles.bold(int(cell.get("s")))))
            elif place in line.cells:
                self._fill(cell, line.cells[place])
        if line.group:
            self._fill_text(row[0], line.group)
            self._merge(f"A{number}:{column_letter(width - 1)}{number}", width)
        return row

    def _fill(self, cell: Any, content: FormCell) -> None:
        style, value = int(cell.get("s")), content.value
        if value is None:
            return
        if isinstance(value, str):
            risky = value.startswith(_RISKY)
            look = self.styles.quoted if risky else self.styles.text if content.is_phone else self.styles.plain
            cell.set("s", str(look(style)))
            self._fill_text(cell, value)
            return
        is_day = isinstance(value, date)
        cell.set("s", str(self.styles.day(style) if is_day else self.styles.plain(style)))
        number = cell.makeelement(tag("v"))
        number.text = str((value - _EPOCH).days if isinstance(value, date) else value)
        cell.append(number)

    def _fill_text(self, cell: Any, text: str) -> None:
        """Text within the cell itself, which no program takes for a formula."""
        cell.set("t", "inlineStr")
        holder = cell.makeelement(tag("is"))
        words = cell.makeelement(tag("t"))
        words.text = text
        words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        holder.append(words)
        cell.append(holder)

    def _merge(self, span: str, width: int) -> None:
        if width < 2:
            return
        merges = self._root.find(tag("mergeCells"))
        if merges is None:
            merges = self._root.makeelement(tag("mergeCells"))
            before = [
                place for place, each in enumerate(self._root) if each.tag in {tag(name) for name in _BEFORE_MERGES}
            ]
            self._root.insert(max(before) + 1, merges)
        merges.append(merges.makeelement(tag("mergeCell"), {"ref": span}))
        merges.set("count", str(len(merges)))

    def _move(self, move: RowMove) -> None:
        rows: dict[int, Any] = {}
        for number, element in self._rows.items():
            moved = move.row(number)
            element.set("r", str(moved))
            for cell in element:
                cell.set("r", f"{column_letter(_place(cell))}{moved}")
            rows[moved] = element
        self._rows = rows
        for dimension in self._root.findall(tag("dimension")):
            self._root.remove(dimension)
        self._move_references(self._root, move, at_home=True)
        for line in self._root.iterfind(f"{tag('rowBreaks')}/{tag('brk')}"):
            line.set("id", str(move.row(int(line.get("id")) + 1) - 1))
        for _identity, kind, target in self._book.relations(self._part):
            self._move_companion(kind, target, move)
        self._move_elsewhere(move)

    def _move_references(self, root: Any, move: RowMove, *, at_home: bool) -> None:
        for element in root.iter():
            if not isinstance(element.tag, str):
                continue
            name = element.tag.rpartition("}")[2]
            if at_home and name in _SPANS and element.get(_SPANS[name]):
                element.set(_SPANS[name], move.span(element.get(_SPANS[name])))
            if name in _FORMULAS and element.text:
                element.text = move.formula(element.text, self._title, at_home=at_home)
            if at_home and name == "f" and element.get("ref"):
                element.set("ref", move.span(element.get("ref")))

    def _move_companion(self, kind: str, target: str, move: RowMove) -> None:
        """Drawings, comments and tables keep beside the rows they belong to."""
        if kind == "drawing":
            for row in self._book.part(target).iter(tag("row", _DRAWING)):
                row.text = str(move.row(int(row.text) + 1) - 1)
        elif kind in ("comments", "table"):
            for element in self._book.part(target).iter(tag("comment"), tag("table"), tag("autoFilter")):
                if element.get("ref"):
                    element.set("ref", move.span(element.get("ref")))

    def _move_elsewhere(self, move: RowMove) -> None:
        """Names such as the print area, and formulas of other sheets that look at this one."""
        workbook = self._book.part(WORKBOOK)
        for name in workbook.iter(tag("definedName")):
            name.text = move.formula(name.text or "", self._title, at_home=False)
        for _identity, kind, target in self._book.relations(WORKBOOK):
            if kind == "worksheet" and target != self._part:
                self._move_references(self._book.part(target), move, at_home=False)
        for calculation in workbook.iter(tag("calcPr")):
            calculation.set("fullCalcOnLoad", "1")


def _column(letters: str) -> int:
    """Column counted from 1."""
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - ord("A") + 1
    return place


def _place(cell: Any) -> int:
    return _column(re.sub(r"\d+", "", cell.get("r"))) - 1
