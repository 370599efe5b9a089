"""What may be loaded while the person types the password, so that Enter does not have to wait for it."""

from __future__ import annotations


def load_ahead() -> None:
    """Loads the store's libraries and everything the first page asks; opens nothing and reads no data."""
    import argon2.low_level  # noqa: F401
    import cryptography.hazmat.primitives.ciphers.aead  # noqa: F401
    from sqlalchemy.orm import configure_mappers

    import app.agenda
    import app.workspace  # noqa: F401

    configure_mappers()
