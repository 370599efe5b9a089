"""What may be loaded while the person types the password, so that Enter does not have to wait for it."""

from __future__ import annotations


def load_ahead() -> None:
    """Loads the store's libraries and everything the first page asks; opens nothing and reads no data."""
    import sqlalchemy.dialects.sqlite  # noqa: F401  # otherwise loaded by its name when the store is opened
    from sqlalchemy.orm import configure_mappers

    import app.agenda
    import app.search
    import app.workspace  # noqa: F401
    from app.keys import wrapping

    wrapping.load_ahead()
    configure_mappers()
