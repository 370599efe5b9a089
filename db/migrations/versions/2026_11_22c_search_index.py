"""The index of the search box: people, places, papers and work apart; words without content and positions."""

from __future__ import annotations

from alembic import op

revision = "2026_11_22c"
down_revision = "2026_11_22b"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the empty index; the program fills it when it opens the store."""
    for shelf in ("people", "places", "papers", "work"):
        op.execute(
            f"CREATE TABLE search_{shelf} (id INTEGER PRIMARY KEY, noun TEXT NOT NULL, row_uid TEXT NOT NULL UNIQUE)"
        )
        op.execute(
            f"CREATE VIRTUAL TABLE search_{shelf}_words USING fts5(folded, content='', contentless_delete=1, "
            "detail=none, prefix='1 2 3 4', tokenize=\"unicode61 remove_diacritics 0\")"
        )
