"""Settings of this installation; they stay local."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base
from db.types import CanonicalJson


class Setting(Base):
    """One setting by key; its default is declared in the program, not here."""

    __tablename__ = "setting"

    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[Any] = mapped_column(CanonicalJson())
