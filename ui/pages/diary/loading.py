"""What the page of the log needs beside its entries, read in one go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from app.activities import queries
from app.activities.queries import LogFilter
from app.activities.views import ActivityView, Force, KindView
from app.activities.wording import unit
from app.bodies.queries import bodies
from app.documents.numbering import with_number
from app.documents.queries import documents
from app.evidence.queries import evidence_of
from app.evidence.views import EvidenceView
from app.incoming.queries import letters
from app.kernel.figures import show_amount
from app.kernel.numerals import grouped
from app.kernel.periods import Month, month_of
from app.kernel.words import _
from app.offices.queries import hamlets
from app.offices.views import HamletView
from app.outreach.themes import themes
from app.partners.queries import partners
from app.partners.views import PartnerView
from app.vocabulary import BodyKind

_MOST_PAPERS = 500


@dataclass(frozen=True, kw_only=True)
class Team:
    """A body that can be named as the doer."""

    uid: str
    name: str
    hamlet: str | None


@dataclass(frozen=True, kw_only=True)
class LogSeen:
    """Kinds, places and doers, and how many entries there are."""

    today: date
    kinds: tuple[KindView, ...]
    hamlets: tuple[HamletView, ...]
    teams: tuple[Team, ...]
    partners: tuple[PartnerView, ...]
    forces: tuple[Force, ...]
    themes: tuple[tuple[str, str], ...]
    """Code and name."""
    total: int
    letters: tuple[tuple[str, str], ...] = ()
    """Letters that came, the latest first: uid and words."""
    papers: tuple[tuple[str, str], ...] = ()
    """Own papers, the latest first."""

    def kind(self, code: str) -> KindView | None:
        """The kind of this code, over or not."""
        return next((kind for kind in self.kinds if kind.code == code), None)

    def offered(self) -> list[KindView]:
        """Kinds offered for entries of today."""
        return [kind for kind in self.kinds if kind.offered_on(self.today)]

    def places(self) -> list[HamletView]:
        """Hamlets of today."""
        return [one for one in self.hamlets if one.valid_to is None or one.valid_to >= self.today]

    def place(self, uid: str | None) -> str:
        """Label of a hamlet, first letter capital; empty for the whole commune."""
        label = next((one.label for one in self.hamlets if one.uid == uid), "")
        return label[:1].upper() + label[1:]

    def team_of(self, hamlet: str | None) -> Team | None:
        """The team of a hamlet."""
        return next((team for team in self.teams if hamlet and team.hamlet == hamlet), None)


def log_seen(session: Any, today: date) -> LogSeen:
    """Reads everything but the entries."""
    found = [body for body in bodies(session, on=today) if body.valid_to is None or body.valid_to >= today]
    return LogSeen(
        today=today,
        kinds=tuple(queries.kinds(session)),
        hamlets=tuple(hamlets(session)),
        teams=tuple(
            Team(uid=body.uid, name=body.name, hamlet=body.hamlet.uid if body.hamlet else None)
            for body in sorted(found, key=lambda body: body.kind is BodyKind.COMMITTEE)
        ),
        partners=tuple(partners(session)),
        forces=queries.forces(),
        themes=tuple((theme.code, theme.name) for theme in themes()),
        total=queries.how_many(session),
        letters=tuple(
            (one.uid, " ".join(part for part in (one.symbol, one.named) if part))
            for one in letters(session)[:_MOST_PAPERS]
        ),
        papers=tuple(
            (one.uid, f"{with_number(one.number, one.symbol)} {one.subject}".strip())
            for one in documents(session, year=today.year)[:_MOST_PAPERS]
        ),
    )


@dataclass(frozen=True, kw_only=True)
class Opened:
    """One entry with what proves it."""

    view: ActivityView | None
    evidence: tuple[EvidenceView, ...]


def opened(session: Any, uid: str) -> Opened:
    """Reads one entry; its view is none where it is gone."""
    return Opened(view=queries.activity(session, uid), evidence=evidence_of(session, "activity", [uid]).get(uid, ()))


def told_figures(view: ActivityView, kind: KindView | None) -> str:
    """``25 người · 12 hộ``: the first amount of each unit; what is missing is left out."""
    if kind is None:
        return " · ".join(show_amount(amount) for amount in view.figures.values() if isinstance(amount, int))
    told: dict[str, str] = {}
    for one in kind.indicators:
        amount = view.figures.get(one.code)
        if isinstance(amount, int):
            told.setdefault(one.unit, f"{show_amount(amount)} {unit(one.unit)}")
    return " · ".join(told.values())


def counted(shown: int, whole: bool, wanted: LogFilter, total: int) -> str:
    """``60+ trong 1.234 hoạt động``."""
    if not total:
        return ""
    here = grouped(shown) + ("" if whole else "+")
    if wanted != LogFilter():
        return _("{shown} trong {total} hoạt động").format(shown=here, total=grouped(total))
    return _("{total} hoạt động").format(total=grouped(total))


def spans(today: date) -> list[tuple[str, date, date]]:
    """Words, first and last day of the stretches of time that are looked at most."""
    month, quarter = month_of(today), Month(today.year, (today.month - 1) // 3 * 3 + 1)
    before = month.plus(-1)
    year = date(today.year, 1, 1), date(today.year, 12, 31)
    return [
        (_("tháng này"), month.day(1), month.day(31)),
        (_("tháng trước"), before.day(1), before.day(31)),
        (_("quý này"), quarter.day(1), quarter.plus(2).day(31)),
        (_("năm nay"), *year),
        (_("năm trước"), year[0].replace(year=today.year - 1), year[1].replace(year=today.year - 1)),
    ]
