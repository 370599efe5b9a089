"""What may be loaded while the person types the password, so that Enter does not have to wait for it."""

from __future__ import annotations


def load_ahead() -> None:
    """Loads the store's libraries and what the main window is made with; opens nothing and reads no data."""
    from sqlalchemy import select
    from sqlalchemy.dialects import sqlite  # otherwise loaded by its name when the store is opened
    from sqlalchemy.orm import configure_mappers

    import app.agenda
    import app.search
    import app.workspace  # noqa: F401  # loaded for its imports
    from app.keys import wrapping
    from db.models import Setting

    wrapping.load_ahead()
    configure_mappers()
    select(Setting.key, Setting.value).compile(
        dialect=sqlite.dialect()
    )  # the first statement of all is slow to put into words


def load_more_ahead() -> None:
    """Loads every command: only the first page needs them, when the window already stands."""
    import app.actions  # loaded for what it registers, before somebody undoes a step
    import app.agenda_exchange  # noqa: F401  # the first page asks it where an office above is known
