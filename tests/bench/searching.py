"""The search box while a person types: every letter is a query, against the textbook's ranked full-text search."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from app.indexing import text_of
from app.search import search
from app.workspace import Workspace
from db.models import Activity, Person
from tests.bench.big_store import raw_store
from tests.bench.password import PASSWORD
from tests.bench.sizes import Sizes
from tests.bench.table import Figure, milliseconds

TYPED = (
    "hướng dẫn bà con",
    "ma qr ho kinh doanh",
    "nguyễn thị",
    "lan 42",
    "người cao tuổi",
    "to cong nghe so",
    "sổ sức khỏe điện tử",
    "tran van hoa",
    "mot cua",
    "bà con hỏi",
    "phoi hop doan thanh nien",
    "hoàng văn minh",
    "tuyên truyền họp thôn",
)
QUERIES = 150
_SHOWN = 8
_TEXTBOOK = "CREATE VIRTUAL TABLE textbook USING fts5(words, tokenize='unicode61 remove_diacritics 2')"
_RANKED = "SELECT rowid FROM textbook WHERE textbook MATCH ? ORDER BY rank LIMIT ?"


def measure(folder: Path, _sizes: Sizes) -> list[Figure]:
    """Both search the same words of the same people and entries; ours gives what the window shows."""
    queries = list(_as_typed())[:QUERIES]
    store = raw_store(folder)
    try:
        with store.writer.connect() as connection:
            _write_textbook(connection)
            connection.commit()
            baseline = _times(queries, lambda text: connection.exec_driver_sql(_RANKED, (_match(text), _SHOWN)).all())
    finally:
        store.dispose()
    with Workspace.open(folder, PASSWORD) as workspace:
        ours = _times(queries, lambda text: workspace.read(search, text, _SHOWN))
    return [
        Figure(
            measure=f"search as typed, {len(queries)} queries, p{share}",
            ours=_percentile(ours, share),
            show=milliseconds,
            against="textbook FTS5 by rank",
            baseline=_percentile(baseline, share),
            faster=True,
            aim=20 if share == 95 else None,
        )
        for share in (50, 95, 99)
    ]


def _as_typed() -> Iterator[str]:
    for words in TYPED:
        for length in range(1, len(words) + 1):
            if words[length - 1] != " ":
                yield words[:length]


def _match(text: str) -> str:
    return " ".join(f'"{word}"*' for word in text.split())


def _write_textbook(connection: Connection) -> None:
    connection.exec_driver_sql(_TEXTBOOK)
    with Session(connection) as session:
        for kind in (Person, Activity):
            rows = session.query(kind).yield_per(5_000)
            for row in rows:
                connection.exec_driver_sql("INSERT INTO textbook (words) VALUES (?)", (text_of(row),))
                session.expunge(row)


def _times(queries: list[str], ask: Callable[[str], object]) -> list[float]:
    ask(queries[0])
    found = []
    for text in queries:
        start = time.perf_counter()
        ask(text)
        found.append(time.perf_counter() - start)
    return sorted(found)


def _percentile(times: list[float], share: int) -> float:
    return times[min(len(times) - 1, len(times) * share // 100)]
