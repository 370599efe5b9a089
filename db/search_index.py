"""The full-text index: which rows hold which folded words; derived, never journaled, rebuilt at any time.

FTS5 without content and without positions: a query of prefixes walks the index from the newest row and stops early,
which the ranked query of the textbook cannot.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

SHELVES = ("people", "places", "papers", "work")
"""Apart from each other, so that many namesakes do not hide the paper."""

_ID = {shelf: f"SELECT id FROM search_{shelf} WHERE row_uid = ?" for shelf in SHELVES}  # noqa: S608 - our own names
_ADD = {shelf: f"INSERT INTO search_{shelf} (noun, row_uid) VALUES (?, ?)" for shelf in SHELVES}  # noqa: S608 - as above
_DROP = {shelf: f"DELETE FROM search_{shelf} WHERE id = ?" for shelf in SHELVES}  # noqa: S608 - as above
_ADD_WORDS = {
    shelf: f"INSERT INTO search_{shelf}_words (rowid, folded) VALUES (?, ?)"  # noqa: S608 - as above
    for shelf in SHELVES
}
_DROP_WORDS = {shelf: f"DELETE FROM search_{shelf}_words WHERE rowid = ?" for shelf in SHELVES}  # noqa: S608 - as above
_FIND = {
    shelf: f"SELECT kept.id, kept.noun, kept.row_uid FROM search_{shelf}_words AS held "  # noqa: S608 - as above
    f"JOIN search_{shelf} AS kept ON kept.id = held.rowid "
    f"WHERE search_{shelf}_words MATCH ? AND held.rowid < ? ORDER BY held.rowid DESC LIMIT ?"
    for shelf in SHELVES
}
_CLEAR = tuple(
    statement
    for shelf in SHELVES
    for statement in (
        f"INSERT INTO search_{shelf}_words (search_{shelf}_words) VALUES ('delete-all')",  # noqa: S608 - as above
        f"DELETE FROM search_{shelf}",  # noqa: S608 - as above
    )
)
_BEYOND = 2**62


def put(connection: Connection, shelf: str, noun: str, uid: str, folded: str) -> None:
    """Makes these the words of a row; an empty text takes the row out."""
    place = connection.exec_driver_sql(_ID[shelf], (uid,)).scalar()
    if place is not None:
        connection.exec_driver_sql(_DROP_WORDS[shelf], (place,))
    if folded:
        if place is None:
            place = connection.exec_driver_sql(_ADD[shelf], (noun, uid)).lastrowid
        connection.exec_driver_sql(_ADD_WORDS[shelf], (place, folded))
    elif place is not None:
        connection.exec_driver_sql(_DROP[shelf], (place,))


def find(
    connection: Connection, shelf: str, words: Sequence[str], *, limit: int, after: int = 0
) -> list[tuple[int, str, str]]:
    """Rows that hold a word beginning with each of ``words``: (place, noun, uid), the newest first.

    ``after`` is the place of the last row already seen, 0 at first.
    """
    match = " AND ".join(f'"{word}"*' for word in words if '"' not in word)
    if not match:
        return []
    rows = connection.exec_driver_sql(_FIND[shelf], (match, after or _BEYOND, limit))
    return [(place, noun, uid) for place, noun, uid in rows]


def clear(connection: Connection) -> None:
    """Empties the index before it is made anew."""
    for statement in _CLEAR:
        connection.exec_driver_sql(statement)
