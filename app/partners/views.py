"""What is shown of partners: frozen values, never mapped rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from db.vocabulary import PartnerKind


@dataclass(frozen=True, kw_only=True)
class PartnerView:
    """A firm or body that takes part."""

    uid: str
    kind: PartnerKind
    name: str
    contact: str
    contact_post: str
    phone: str
    note: str
    valid_from: date | None
    valid_to: date | None

    def takes_part_on(self, day: date) -> bool:
        """Whether it takes part on that day; an unknown bound is open."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)
