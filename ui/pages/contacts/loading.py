"""Everything the page of channels and contacts shows, read in one go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from app.bodies.queries import bodies
from app.contacts import queries
from app.contacts.views import ChannelView, ContactView, TeamTouch
from app.kernel.days import show_day
from app.partners.queries import partners, partners_by_uid
from app.people.queries import people, people_by_uid
from app.vocabulary import BodyKind
from ui.widgets.search_combo import Choice


@dataclass(frozen=True, kw_only=True)
class TeamLine:
    """A team with its silence and the committee member who supports it."""

    uid: str
    touch: TeamTouch
    supporter: str | None
    supporter_name: str


@dataclass(frozen=True, kw_only=True)
class ContactLine:
    """One contact with the names it shows."""

    uid: str
    contact: ContactView
    about_name: str
    by_name: str


@dataclass(frozen=True, kw_only=True)
class ContactsSeen:
    """The page at one moment."""

    day: date
    teams: tuple[TeamLine, ...]
    """Teams in force, the longest silent first."""
    channels: tuple[ChannelView, ...]
    contacts: tuple[ContactLine, ...]
    all_teams: tuple[Choice, ...]
    """Teams that there are, those that no decision has set up yet too."""
    partners: tuple[Choice, ...]

    def offered(self, noun: str) -> tuple[Choice, ...]:
        """Those of a noun with whom an exchange can be logged today."""
        if noun == "channel":
            return tuple(Choice(view.uid, view.name) for view in self.channels if view.in_use(self.day))
        return self.all_teams if noun == "body" else self.partners

    def supporter_of(self, teams: tuple[str, ...]) -> str | None:
        """Who supports all of these teams; None where it is not one and the same person."""
        found = {line.supporter for line in self.teams if line.uid in teams}
        return found.pop() if len(found) == 1 else None


def contacts_seen(session: Any, day: date) -> ContactsSeen:
    """Reads teams, channels and the latest contacts."""
    views = {view.uid: view for view in bodies(session, kind=BodyKind.TEAM, on=day)}
    channels = tuple(queries.channels(session))
    logged = queries.contacts(session)
    return ContactsSeen(
        day=day,
        teams=tuple(_line(touch, views[touch.team]) for touch in queries.team_touches(session, day)),
        channels=channels,
        contacts=tuple(_logged(session, logged, channels)),
        all_teams=tuple(Choice(uid, view.name) for uid, view in views.items()),
        partners=tuple(Choice(view.uid, view.name) for view in partners(session, on=day)),
    )


def speakers(session: Any, day: date) -> list[Choice]:
    """People who may have spoken, each with the post held now."""
    return [Choice(person.uid, person.full_name, person.title_on(day)) for person in people(session)]


def contact_when(line: ContactLine) -> str:
    """The day of a contact."""
    return show_day(line.contact.held_on)


def _line(touch: TeamTouch, view: Any) -> TeamLine:
    person = view.supporter
    return TeamLine(
        uid=touch.team,
        touch=touch,
        supporter=person.uid if person else None,
        supporter_name=person.full_name if person else "",
    )


def _logged(session: Any, logged: list[ContactView], channels: tuple[ChannelView, ...]) -> list[ContactLine]:
    names = {view.uid: view.name for view in bodies(session, kind=BodyKind.TEAM)}
    names |= {view.uid: view.name for view in channels}
    names |= {
        uid: view.name
        for uid, view in partners_by_uid(session, {one.about for one in logged if one.about_noun == "partner"}).items()
    }
    said = people_by_uid(session, {one.by for one in logged if one.by})
    return [
        ContactLine(
            uid=one.uid,
            contact=one,
            about_name=names.get(one.about, ""),
            by_name=said[one.by].full_name if one.by in said else "",
        )
        for one in logged
    ]
