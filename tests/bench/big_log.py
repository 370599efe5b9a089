"""A log of hundreds of thousands of entries over two years, for measuring lists, search and reports."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from app.activities.kinds import usual_kinds
from app.indexing import make_index
from db.models import Activity, Evidence, Hamlet
from db.uids import new_uid
from db.vocabulary import EvidenceKind
from tests.bench.big_store import raw_store

FIRST, LAST = date(2020, 4, 1), date(2022, 3, 31)
"""The days the log tells of: two whole years."""
_START = datetime(2020, 4, 1, 2, 0, tzinfo=UTC)
_BATCH = 5_000
_WORDS = (
    "Hướng dẫn bà con tại nhà văn hóa",
    "Đến từng hộ hỗ trợ người cao tuổi",
    "Tổ công nghệ số phối hợp Đoàn Thanh niên",
    "Tuyên truyền sau giờ họp thôn",
    "Hỗ trợ tại bộ phận một cửa",
    "Bà con hỏi nhiều về sổ sức khỏe điện tử",
    "Dán mã QR cho hộ kinh doanh ở chợ",
)
_FORCES = (["teams"], ["teams", "youth"], ["youth"], ["front", "women"], [])


def add_log(folder: Path, *, entries: int, office: str, photos_every: int = 10) -> None:
    """Puts ``entries`` entries straight into the store of a workspace that nobody has open."""
    store = raw_store(folder)
    try:
        with Session(store.writer) as session:
            hamlets = list(session.scalars(select(Hamlet.uid).order_by(Hamlet.ordinal)))
            for batch in _batches(_rows(entries, office, hamlets)):
                session.execute(insert(Activity), batch)
                proofs = [_photo(row, number, office) for number, row in enumerate(batch) if number % photos_every == 0]
                session.execute(insert(Evidence), proofs)
            make_index(session)
            session.commit()
    finally:
        store.dispose()


def _rows(entries: int, office: str, hamlets: list[str]) -> Iterator[dict[str, Any]]:
    kinds, days = usual_kinds(), (LAST - FIRST).days + 1
    for number in range(entries):
        kind = kinds[number % len(kinds)]
        yield {
            "uid": new_uid(_START + timedelta(minutes=5 * number)),
            "office_uid": office,
            "revision": 1,
            "kind": kind.code,
            "held_on": FIRST + timedelta(days=number * days // entries),
            "title": "",
            "place": "",
            "hamlet": hamlets[number % len(hamlets)] if hamlets and number % 7 else None,
            "presenter": "",
            "figures": {
                one.code: _amount(number + place)
                for place, one in enumerate(kind.indicators)
                if not one.optional or (number + place) % 3 == 0
            },
            "forces": _FORCES[number % len(_FORCES)],
            "partners": [],
            "themes": [],
            "criteria": [],
            "note": f"{_WORDS[number % len(_WORDS)]}, lần {number % 97}",
        }


def _amount(number: int) -> int | str | None:
    return None if number % 11 == 0 else "na" if number % 13 == 0 else number % 60


def _photo(row: dict[str, Any], number: int, office: str) -> dict[str, Any]:
    digest = f"{int(row['uid'].replace('-', ''), 16):064x}"
    return {
        "uid": new_uid(_START + timedelta(seconds=number)),
        "office_uid": office,
        "revision": 1,
        "about_noun": "activity",
        "about": row["uid"],
        "kind": EvidenceKind.PHOTO,
        "sha256": digest,
        "source_sha256": digest,
        "name": f"IMG_{number}.jpg",
        "media_type": "image/jpeg",
        "url": "",
        "caption": "",
        "with_position": False,
    }


def _batches(rows: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    batch: list[dict[str, Any]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
