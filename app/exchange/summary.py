"""The readable summary inside a bundle: a page, tables and papers that open with nothing installed."""

from __future__ import annotations

import csv
import html
import io
import json
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

from app.exchange.content import Content
from app.exchange.contents import Item
from app.exchange.papers import Attached
from app.kernel.days import show_day
from app.keys.enrolment import OfficeCard
from app.keys.strict_json import UID, canonical
from app.record_words import FIELDS, NOUNS

_OF_EVERY_ROW = {
    "sequence": "Số thứ tự",
    "uid": "Mã bản ghi",
    "office_uid": "Mã cơ quan",
    "revision": "Lần sửa",
    "deleted_at": "Xóa lúc",
}


def _column_words(name: str) -> str:
    """What a column holds, in Vietnamese whatever language the window speaks: the same rows give the same bytes."""
    return _OF_EVERY_ROW.get(name) or FIELDS.get(name, "")


def summary_items(
    content: Content, office_code: str, card: OfficeCard, files: Sequence[Attached] = ()
) -> tuple[Item, ...]:
    """``index.html``, which leads to the files that go, one CSV per kind of row and ``datapackage.json``."""
    tables = _tables(content)
    page = _page(content, card, tables, files)
    package = _package(office_code, content, tables)
    return (
        Item(path="index.html", content=page.encode()),
        Item(path="datapackage.json", content=package),
        *(Item(path=table.path, content=table.csv()) for table in tables),
    )


_FIRST = ("sequence", "uid", "office_uid", "revision", "deleted_at")
_UID, _UID_LENGTH = 1, 36
"""Place of the uid in a line, and its letters."""
_DERIVED = frozenset({"folded", "sort_key"})
"""Columns the program makes from a name to search and sort; they tell a reader nothing."""
_RUN = frozenset("=+-@\t\r")
"""A spreadsheet runs a text that begins with one of these."""


class _Table:
    """The rows of one kind, in the order of the journal; a line is found again by its sequence in changes.jsonl."""

    def __init__(self, noun: str) -> None:
        self.noun = noun
        self.path = f"bang/{noun.replace('_', '-')}.csv"
        self.columns = list(_FIRST)
        self.lines: list[list[object]] = []
        self._known = {*_FIRST, *_DERIVED}

    def add(self, sequence: int, row: Mapping[str, object]) -> list[object]:
        """Adds a row and gives its line; columns that only later rows have stand last."""
        if not row.keys() <= self._known:
            self.columns += sorted(row.keys() - self._known)
            self._known |= row.keys()
        line: list[object] = [
            value
            if value is None or type(value) is int or (type(value) is str and value[:1] not in _RUN)
            else _cell(value)
            for value in map(row.get, self.columns)
        ]
        line[0] = sequence
        self.lines.append(line)
        return line

    def csv(self) -> bytes:
        """UTF-8 with BOM, CRLF; missing is an empty cell, never zero."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow(self.columns)
        width = len(self.columns)
        writer.writerows(line if len(line) == width else line + [None] * (width - len(line)) for line in self.lines)
        return out.getvalue().encode("utf-8-sig")


def _cell(value: object) -> str:
    """Text that a spreadsheet would run as a formula is defused; what is no text stands as JSON."""
    return f"'{value}" if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)


def _tables(content: Content) -> list[_Table]:
    tables: dict[str, _Table] = {}
    named: set[object] = set()
    for change in content.changes:
        table = tables.get(change.noun) or tables.setdefault(change.noun, _Table(change.noun))
        line = table.add(change.sequence, json.loads(change.payload))
        named.update(_uids_in(line[len(_FIRST) :]))
    found = [tables[noun] for noun in sorted(tables)]
    if not content.is_full:
        _leave_out_uids(found, named)
    return found


def _uids_in(cells: Iterable[object]) -> Iterator[str]:
    """What may be the uid of another row."""
    for cell in cells:
        if type(cell) is str and len(cell) >= _UID_LENGTH:
            if len(cell) == _UID_LENGTH:
                yield cell
            elif cell[0] in "[{":
                yield from UID.findall(cell)


def _leave_out_uids(tables: Iterable[_Table], named: Container[object]) -> None:
    """A uid takes more room than all else that changed in a line: it stands where another line here speaks of it."""
    for table in tables:
        for line in table.lines:
            if line[_UID] not in named:
                line[_UID] = None


def _package(office_code: str, content: Content, tables: Iterable[_Table]) -> bytes:
    resources = [
        {
            "name": table.noun.replace("_", "-"),
            "path": table.path,
            "profile": "tabular-data-resource",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8-sig",
            "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "doubleQuote": True},
            "schema": {
                "fields": [_field(name) for name in table.columns],
                "primaryKey": ["sequence"],
                "missingValues": [""],
            },
        }
        for table in tables
    ]
    return canonical(
        {
            "profile": "tabular-data-package",
            "name": f"xaso-{office_code.lower()}-{content.epoch}-{content.last}",
            "resources": resources,
        }
    )


def _field(name: str) -> dict[str, str]:
    words = _column_words(name)
    return {"name": name, "type": "string", **({"title": words} if words else {})}


def _legend(tables: Iterable[_Table]) -> str:
    """What the columns of the tables are called."""
    names = sorted({name for table in tables for name in table.columns if _column_words(name)})
    lines = "".join(f"<li><code>{name}</code>: {html.escape(_column_words(name))}</li>" for name in names)
    return f"<details><summary>Tên các cột</summary><ul>{lines}</ul></details>"


def _page(content: Content, card: OfficeCard, tables: Sequence[_Table], files: Sequence[Attached]) -> str:
    rows = "".join(
        f'<tr><td>{html.escape(NOUNS.get(table.noun, table.noun))}</td><td class="n">{len(table.lines)}</td>'
        f'<td><a href="{table.path}">{table.path}</a></td></tr>'
        for table in tables
    )
    lines = "".join(f'<li><a href="{each.path}">{html.escape(each.words)}</a></li>' for each in files)
    lacking = len(content.files) - len(files)
    lack = f"<p>{lacking} tệp khác được nhắc tới trong các bản ghi nhưng không còn ở nơi gửi.</p>" if lacking else ""
    kind = "Gói đầy đủ (mọi bản ghi)" if content.is_full else "Gói thay đổi sau gói trước"
    days = f", thay đổi từ {show_day(content.days[0])} đến {show_day(content.days[1])}" if content.days else ""
    return (
        '<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>Gói gửi cấp trên</title>'
        "<style>body{font:16px/1.5 sans-serif;max-width:50em;margin:2em auto;padding:0 1em}"
        "table{border-collapse:collapse}td,th{border:1px solid #999;padding:.3em .6em}.n{text-align:right}</style>"
        f"</head><body><h1>{html.escape(card.office_name)}</h1>"
        f"<p>{kind}, số thứ tự {content.first} đến {content.last}{days}. "
        f"Sau gói này cơ quan có {content.state.count} bản ghi.</p>"
        "<table><tr><th>Loại bản ghi</th><th>Số dòng</th><th>Bảng</th></tr>"
        f"{rows}</table><p>Cột <code>sequence</code> là số thứ tự của bản ghi trong tệp <code>changes.jsonl</code>, "
        f"nơi có đủ mọi cột của nó.</p>{_legend(tables)}"
        f"<h2>Văn bản và tệp kèm theo ({len(files)})</h2><ul>{lines}</ul>{lack}"
        f"<p>Mã trạng thái: <code>{content.state.hash}</code></p></body></html>\n"
    )
