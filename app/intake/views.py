"""What is shown of files that came in."""

from __future__ import annotations

from dataclasses import dataclass

from db.vocabulary import InboxState


@dataclass(frozen=True, kw_only=True)
class CameIn:
    """What became of one file; ``code`` and ``sentence`` say why it was not taken in."""

    file_sha256: str
    kind: str
    office_uid: str
    office_code: str
    state: InboxState
    code: str = ""
    sentence: str = ""
    next_step: str = ""
    first: int = 0
    last: int = 0
    rows: int = 0
    answer: str = ""
    """Uid of the receipt in the outbox; empty where the sender cannot be answered."""
    note: str = ""
    """Of a receipt: what it says of the state of both sides."""

    @property
    def is_taken_in(self) -> bool:
        """Whether it stands in the store now, from this time or an earlier one."""
        return self.state in (InboxState.TAKEN_IN, InboxState.DUPLICATE)
