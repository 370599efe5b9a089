"""Tables as text: what Excel puts on the clipboard, CSV files, and our own tables copied back to Excel."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from app.kernel.days import show_day
from app.kernel.phones import parse_phone, show_phone
from app.kernel.problems import Refused

_LINE = re.compile(r"\r\n|\n|\r")
_FORMULA = "=+-@'"
_GUARDED = re.compile(r"'(?=\s*[=+\-@'0-9])")
_LONG_NUMBER = re.compile(r"0\d+|\d{12,}")


def split_table(text: str, delimiter: str = "\t") -> list[list[str]]:
    """Rows of cells; a quoted cell may hold delimiters, line breaks and doubled quotes, a stray quote stays text."""
    plain = '"' not in text
    rows = [line.split(delimiter) for line in _LINE.split(text)] if plain else _split_quoted(text, delimiter)
    while rows and rows[-1] == [""]:
        rows.pop()
    return [[_unguarded(cell) for cell in row] for row in rows]


def _split_quoted(text: str, delimiter: str) -> list[list[str]]:
    sign = re.escape(delimiter)
    cell = re.compile(rf'(?:"((?:[^"]++|"")*+)"(?=[{sign}\r\n]|\Z)|([^{sign}\r\n]*))({sign}|\r\n|\n|\r|\Z)')
    rows: list[list[str]] = [[]]
    for found in cell.finditer(text):
        quoted, plain, end = found.groups()
        rows[-1].append(plain if quoted is None else quoted.replace('""', '"'))
        if end == "":
            break
        if end != delimiter:
            rows.append([])
    return rows


def delimiter_of(text: str) -> str:
    """Tab, semicolon or comma: the one found in most of the first lines."""
    lines = [line for line in _LINE.split(text[:20_000])[:20] if line.strip()]
    return max("\t;,", key=lambda sign: (sum(sign in line for line in lines), sum(line.count(sign) for line in lines)))


def to_tsv(headers: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table for the clipboard that Excel takes as text: no cell becomes a formula, no phone loses its zero.

    Phones are written in groups, which a spreadsheet leaves alone; other cells that it would compute or shorten get a
    leading apostrophe, which ``split_table`` takes away again. Days are dd/MM/yyyy, missing values empty.
    """
    lines = ["\t".join(_quoted(_as_text(cell)) for cell in row) for row in (headers, *rows)]
    return "".join(line + "\r\n" for line in lines)


def _as_text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, date):
        return show_day(cell)
    text = str(cell)
    if not isinstance(cell, str):
        return text
    if _LONG_NUMBER.fullmatch(text):
        return _shown_phone(text) or "'" + text
    return "'" + text if text.lstrip().startswith(tuple(_FORMULA)) else text


def _shown_phone(text: str) -> str:
    try:
        return show_phone(parse_phone(text))
    except Refused:
        return ""


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if re.search('[\t\r\n"]', text) else text


def _unguarded(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _GUARDED.match(cell) else cell
