"""Keeps the index of the search box: the words of each changed row, in the same transaction as the row.

Words of closed lists are found as people read them: "quyết định", "thôn".
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import labels
from app.kernel.days import show_day
from app.kernel.settings import SettingKind, read_setting, write_setting
from app.kernel.text import fold
from app.kernel.words import on_paper
from db import search_index
from db.base import SharedRow, shared_rows
from db.vocabulary import BodyKind, DocumentType, HamletKind

VERSION = 1
"""Raised whenever other columns are searched or words are folded otherwise: the index is then made anew."""
INDEX_VERSION = SettingKind("search_index", 0)
_WORD = re.compile(r"[^\W_]+")
_TOGETHER = 500


def words_of(text: str) -> list[str]:
    """Folded words as the index holds them: letters and digits, signs between them left out."""
    return _WORD.findall(fold(text))


def text_of(row: SharedRow) -> str:
    """What of a row is searched, as it was written; Vietnamese in every language of the window."""
    parts = (getattr(row, name) for name in type(row).searched)
    return " ".join(_spoken(part) for part in parts if part)


def _spoken(part: object) -> str:
    with on_paper():
        if isinstance(part, DocumentType):
            return labels.document_type(part)
        if isinstance(part, HamletKind):
            return labels.hamlet_kind(part)
        if isinstance(part, BodyKind):
            return labels.body_kind(part)
    return show_day(part) if isinstance(part, date) else str(part)


def index(session: Session, rows: Iterable[SharedRow]) -> None:
    """Puts changed rows into the index, and takes deleted ones out."""
    connection = session.connection()
    for row in rows:
        if type(row).searched:
            words = "" if row.deleted_at is not None else " ".join(words_of(text_of(row)))
            search_index.put(connection, type(row).shelf, row.__tablename__, row.uid, words)


def is_index_old(session: Session) -> bool:
    """Whether the index was made by an earlier version of the program."""
    return read_setting(session, INDEX_VERSION) != VERSION


def make_index(session: Session) -> None:
    """Makes the whole index anew; it is derived, so nothing can be lost by it."""
    search_index.clear(session.connection())
    for kind in shared_rows():
        if kind.searched:
            living = select(kind).where(kind.deleted_at.is_(None)).order_by(kind.uid)
            for rows in session.scalars(living.execution_options(yield_per=_TOGETHER)).partitions():
                index(session, rows)
                for row in rows:
                    session.expunge(row)
    write_setting(session, INDEX_VERSION, VERSION)
