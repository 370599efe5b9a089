"""Tables on the clipboard as Excel understands them: tab-separated text, and HTML in which every cell is text."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

Cells = Sequence[Sequence[str]]


def copy_table(cells: Cells) -> None:
    """Puts a table on the clipboard; leading zeros of phone numbers survive in Excel, and no cell becomes a formula."""
    mime = QMimeData()
    mime.setText(as_text(cells))
    mime.setHtml(as_html(cells))
    QGuiApplication.clipboard().setMimeData(mime)


def as_text(cells: Cells) -> str:
    """Tab-separated lines; cells holding tabs, quotes or line ends are quoted as Excel does."""
    return "".join("\t".join(_quoted(cell) for cell in row) + "\n" for row in cells)


def as_html(cells: Cells) -> str:
    """The same table for Excel and Word, each cell marked as text."""
    rows = "".join("<tr>" + "".join(_cell(cell) for cell in row) + "</tr>" for row in cells)
    return f'<html><head><meta charset="utf-8"></head><body><table>{rows}</table></body></html>'


def _cell(text: str) -> str:
    return "<td style=\"mso-number-format:'\\@'\">" + escape(text).replace("\n", "<br>") + "</td>"


def _quoted(cell: str) -> str:
    if any(char in cell for char in '\t\n\r"'):
        return '"' + cell.replace('"', '""') + '"'
    return cell
