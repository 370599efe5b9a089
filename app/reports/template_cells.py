"""Single cells of a superior's worksheet: what must not be written into, and a number put in with every format kept."""

from __future__ import annotations

import re
from typing import Any

from app.form_book import WORKBOOK, FormBook, tag
from app.form_sheet import FormSheet
from app.importing.grid import column_letter

_ADDRESS = re.compile(r"([A-Z]{1,3})(\d+)")
_TRUE = ("1", "true")
_BEFORE_CALC = ("sheets", "functionGroups", "externalReferences", "definedNames")


class TemplateCells:
    """The cells of one worksheet by row and column, both counted from 1; Refused FRM-03 when it is locked."""

    def __init__(self, book: FormBook, title: str) -> None:
        self._book = book
        self._sheet = FormSheet(book, title)  # numbers rows and cells that a program left without their address
        self._root = book.part(book.sheet_part(title))
        self._rows = {int(row.get("r")): row for row in self._root.iter(tag("row"))}
        self._merged = self._sheet.merged()
        self._hidden_columns = self._columns_hidden()

    def has_formula(self, row: int, column: int) -> bool:
        """Whether a cell computes itself; such a cell is never overwritten."""
        cell = self._cell(row, column)
        return cell is not None and cell.find(tag("f")) is not None

    def is_hidden(self, row: int, column: int) -> bool:
        """Whether a person who opens the sheet would not see the cell."""
        element = self._rows.get(row)
        hidden = element is not None and (element.get("hidden") in _TRUE or element.get("ht") == "0")
        return hidden or column in self._hidden_columns

    def is_covered(self, row: int, column: int) -> bool:
        """Whether another cell of a merged block lies over it."""
        return any(
            top <= row <= bottom and left <= column <= right and (row, column) != (top, left)
            for top, left, bottom, right in self._merged
        )

    def put(self, row: int, column: int, value: int) -> None:
        """Writes a number; look, width and everything else of the cell stay."""
        cell = self._cell(row, column)
        if cell is None:
            cell = self._make(row, column)
        for inner in list(cell):
            cell.remove(inner)
        cell.attrib.pop("t", None)
        number = cell.makeelement(tag("v"))
        number.text = str(value)
        cell.append(number)

    def recalculate(self) -> None:
        """Sums of the sheet are counted anew as soon as it is opened."""
        workbook = self._book.part(WORKBOOK)
        found = workbook.find(tag("calcPr"))
        if found is None:
            found = workbook.makeelement(tag("calcPr"))
            before = [place for place, each in enumerate(workbook) if each.tag in {tag(name) for name in _BEFORE_CALC}]
            workbook.insert(max(before, default=len(workbook) - 1) + 1, found)
        found.set("fullCalcOnLoad", "1")

    def _cell(self, row: int, column: int) -> Any:
        element = self._rows.get(row)
        if element is None:
            return None
        address = f"{column_letter(column - 1)}{row}"
        return next((cell for cell in element if cell.get("r") == address), None)

    def _make(self, row: int, column: int) -> Any:
        element = self._rows.get(row)
        if element is None:
            element = self._make_row(row)
        cell = element.makeelement(tag("c"), {"r": f"{column_letter(column - 1)}{row}"})
        before = sum(_column_of(each) < column for each in element)
        element.insert(before, cell)
        return cell

    def _make_row(self, row: int) -> Any:
        data = self._root.find(tag("sheetData"))
        element = data.makeelement(tag("row"), {"r": str(row)})
        data.insert(sum(number < row for number in self._rows), element)
        self._rows[row] = element
        return element

    def _columns_hidden(self) -> set[int]:
        return {
            column
            for each in self._root.iter(tag("col"))
            if each.get("hidden") in _TRUE or each.get("width") == "0"
            for column in range(int(each.get("min")), min(int(each.get("max")), 200) + 1)
        }


def _column_of(cell: Any) -> int:
    found = _ADDRESS.fullmatch(cell.get("r", ""))
    place = 0
    for letter in found[1] if found else "":
        place = place * 26 + ord(letter) - ord("A") + 1
    return place
