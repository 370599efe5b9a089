"""Everything the tab of keys shows, read in one go."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from app.exchange.directory_kept import directory_number
from app.exchange.issued import REVOCATION, IssuedFile, issued
from app.exchange.queries import KeyView, keys
from app.exchange.recovering import EVERY_SEQUENCE
from app.exchange.ring import BELOW, OURS, own_card, superior_office, writer
from app.exchange.sealing_note import is_sheet_open
from app.keys.enrolment import SUPERIOR
from app.offices.queries import office_versions
from app.vocabulary import KeyState


@dataclass(frozen=True, kw_only=True)
class KeyLine:
    """One key of the directory."""

    view: KeyView
    is_mine: bool
    """Whether it is a key of this very installation."""

    @property
    def uid(self) -> str:
        """The key."""
        return self.view.key_id

    @property
    def counts_for_all(self) -> bool:
        """Whether a key that ended still counts for everything it signed."""
        return self.view.valid_through == EVERY_SEQUENCE


@dataclass(frozen=True, kw_only=True)
class KeysSeen:
    """The keys at one moment."""

    is_superior: bool
    epoch: int
    number: int
    """Version of the key directory; 0 before there is one."""
    lines: tuple[KeyLine, ...]
    issued: tuple[IssuedFile, ...]
    is_sheet_open: bool
    """Whether the newest sealed sheet was never proved to be on paper."""

    def older_of(self, line: KeyLine) -> tuple[KeyView, ...]:
        """Trusted keys of the office of a key that waits: the ones it may take the place of."""
        return tuple(
            each.view
            for each in self.lines
            if each.view.office_uid == line.view.office_uid
            and each.view.relation == BELOW
            and each.view.state is KeyState.TRUSTED
        )


def keys_seen(session: Any, own_office_uid: str, day: date) -> KeysSeen:
    """Reads the directory and what was signed about keys."""
    files = tuple(issued(session))
    ended = {each.key_id for each in files if each.kind == REVOCATION}
    is_superior = bool(office_versions(session)) and own_card(session, own_office_uid, day).role == SUPERIOR
    return KeysSeen(
        is_superior=is_superior,
        epoch=writer(session).epoch,
        number=directory_number(session, "" if is_superior else superior_office(session)),
        lines=tuple(_line(view, ended) for view in keys(session, own_office_uid)),
        issued=files,
        is_sheet_open=is_sheet_open(session),
    )


def _line(view: KeyView, ended: set[str]) -> KeyLine:
    is_mine = view.relation == OURS and not view.office_code
    if is_mine and view.key_id in ended:
        view = replace(view, state=KeyState.REVOKED)
    return KeyLine(view=view, is_mine=is_mine)
