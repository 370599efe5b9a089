"""The readable summary inside a bundle: a page, tables and papers that open with nothing installed."""

from __future__ import annotations

import csv
import html
import io
import json
from collections.abc import Mapping, Sequence

from app.exchange.changes import Change
from app.exchange.content import Content
from app.exchange.contents import Item
from app.kernel.days import show_day
from app.keys.enrolment import OfficeCard
from app.keys.strict_json import canonical

_TITLES = {
    "office": "Cơ quan",
    "office_version": "Tên cơ quan theo thời gian",
    "hamlet": "Thôn, tổ dân phố",
    "person": "Người",
    "post": "Chức danh",
    "body": "Ban chỉ đạo và tổ",
    "membership": "Thành viên",
    "team_support": "Người hỗ trợ tổ",
    "document": "Văn bản",
    "register_entry": "Sổ văn bản đi",
    "incoming_letter": "Văn bản đến",
    "duty": "Nghĩa vụ",
    "fulfilment": "Kết quả thực hiện",
    "task": "Nhiệm vụ",
    "activity": "Nhật ký hoạt động",
    "evidence": "Minh chứng",
    "report": "Báo cáo",
    "difficulty": "Khó khăn, vướng mắc",
    "proposal": "Kiến nghị",
    "partner": "Đơn vị phối hợp",
    "channel": "Kênh thông tin",
}
"""The bundle's words are Vietnamese whatever language the window speaks: the same rows give the same bytes."""


def summary_items(content: Content, office_code: str, card: OfficeCard) -> tuple[Item, ...]:
    """``index.html``, one CSV per kind of row and ``datapackage.json``."""
    tables = _tables(content.changes)
    names = {noun: f"bang/{noun.replace('_', '-')}.csv" for noun in tables}
    page = _page(content, card, {noun: len(rows) for noun, rows in tables.items()}, names)
    package = _package(office_code, content, tables, names)
    return (
        Item(path="index.html", content=page.encode()),
        Item(path="datapackage.json", content=package),
        *(Item(path=names[noun], content=_csv(rows)) for noun, rows in tables.items()),
    )


def _tables(changes: Sequence[Change]) -> dict[str, list[Mapping[str, object]]]:
    tables: dict[str, list[Mapping[str, object]]] = {}
    for change in sorted(changes, key=lambda change: (change.noun, change.row_uid)):
        tables.setdefault(change.noun, []).append(change.payload)
    return tables


_DERIVED = ("folded", "sort_key")
"""Columns the program makes from a name to search and sort; they tell a reader nothing."""


def _columns(rows: Sequence[Mapping[str, object]]) -> list[str]:
    first = ("uid", "office_uid", "revision", "deleted_at")
    others = sorted({name for row in rows for name in row} - {*first, *_DERIVED})
    return [*first, *others]


def _csv(rows: Sequence[Mapping[str, object]]) -> bytes:
    out = io.StringIO()
    columns = _columns(rows)
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([[_cell(row.get(name)) for name in columns] for row in rows])
    return out.getvalue().encode("utf-8-sig")


def _cell(value: object) -> str:
    """Missing is an empty cell, never zero; text that a spreadsheet would run as a formula is defused."""
    if value is None:
        return ""
    if isinstance(value, str):
        return f"'{value}" if value[:1] in ("=", "+", "-", "@", "\t", "\r") else value
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _package(
    office_code: str,
    content: Content,
    tables: Mapping[str, Sequence[Mapping[str, object]]],
    names: Mapping[str, str],
) -> bytes:
    resources = [
        {
            "name": noun.replace("_", "-"),
            "path": names[noun],
            "profile": "tabular-data-resource",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8-sig",
            "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "doubleQuote": True},
            "schema": {
                "fields": [{"name": name, "type": "string"} for name in _columns(rows)],
                "primaryKey": ["uid"],
                "missingValues": [""],
            },
        }
        for noun, rows in tables.items()
    ]
    return canonical(
        {
            "profile": "tabular-data-package",
            "name": f"xaso-{office_code.lower()}-{content.epoch}-{content.last}",
            "resources": resources,
        }
    )


def _page(content: Content, card: OfficeCard, counts: Mapping[str, int], names: Mapping[str, str]) -> str:
    rows = "".join(
        f'<tr><td>{html.escape(_TITLES.get(noun, noun))}</td><td class="n">{count}</td>'
        f'<td><a href="{names[noun]}">{names[noun]}</a></td></tr>'
        for noun, count in counts.items()
    )
    files = "".join(f'<li><a href="files/{digest}">{digest[:16]}…</a></li>' for digest in content.files)
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
        f"{rows}</table><h2>Tệp kèm theo ({len(content.files)})</h2><ul>{files}</ul>"
        f"<p>Mã trạng thái: <code>{content.state.hash}</code></p></body></html>\n"
    )
