"""Questions about channels and contacts: who was last in touch, which teams have been left alone."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.bodies.queries import bodies
from app.contacts.views import ChannelView, ContactView, TeamTouch
from app.kernel.figures import Figure, FigureKind, Source, counted, summed
from app.kernel.words import _
from db.models import Activity, Channel, Contact
from db.vocabulary import BodyKind, ContactKind

CHANNELS, MEMBERS, HOUSEHOLDS = "channel.count", "channel.members", "channel.households"
INSTRUCTIONS, EXCHANGES = "contact.instructions", "contact.exchanges"


def channels(session: Session, *, on: date | None = None) -> list[ChannelView]:
    """Channels by name; ``on`` leaves out those not in use that day."""
    exchanged = select(Contact.about, func.max(Contact.held_on)).where(
        Contact.about_noun == "channel", Contact.deleted_at.is_(None)
    )
    last = dict(session.execute(exchanged.group_by(Contact.about)).all())
    rows = session.scalars(select(Channel).where(Channel.deleted_at.is_(None)).order_by(Channel.name, Channel.uid))
    names = [name for name in ChannelView.__dataclass_fields__ if name != "last_exchange"]
    found = [
        ChannelView(**{name: getattr(row, name) for name in names}, last_exchange=last.get(row.uid)) for row in rows
    ]
    return [view for view in found if on is None or view.in_use(on)]


def contacts(session: Session, *, about: str | None = None, limit: int = 500) -> list[ContactView]:
    """Contacts, the newest first; of one body, channel or partner where ``about`` is given."""
    query = select(Contact).where(Contact.deleted_at.is_(None))
    if about is not None:
        query = query.where(Contact.about == about)
    rows = session.scalars(query.order_by(Contact.held_on.desc(), Contact.uid.desc()).limit(limit))
    return [_view(row) for row in rows]


def team_touches(session: Session, day: date) -> list[TeamTouch]:
    """Every team in force with its last contact (its channel too) or activity up to a day, longest silent first."""
    told = select(Contact.about, func.max(Contact.held_on)).where(
        Contact.about_noun == "body", Contact.deleted_at.is_(None), Contact.held_on <= day
    )
    did = select(Activity.body, func.max(Activity.held_on)).where(
        Activity.body.is_not(None), Activity.deleted_at.is_(None), Activity.held_on <= day
    )
    heard = (
        select(Channel.body, func.max(Contact.held_on))
        .join(Contact, (Contact.about_noun == "channel") & (Contact.about == Channel.uid))
        .where(Channel.body.is_not(None), Contact.deleted_at.is_(None), Contact.held_on <= day)
    )
    by_contact = dict(session.execute(told.group_by(Contact.about)).all())
    by_channel = dict(session.execute(heard.group_by(Channel.body)).all())
    by_activity = dict(session.execute(did.group_by(Activity.body)).all())
    found = []
    for team in bodies(session, kind=BodyKind.TEAM, on=day):
        days = [known[team.uid] for known in (by_contact, by_channel, by_activity) if team.uid in known]
        begun = team.valid_from
        if begun is not None and begun <= day:
            last = max(days) if days else None
            found.append(TeamTouch(team=team.uid, name=team.name, last=last, since=max([begun, *days])))
    return sorted(found, key=lambda touch: touch.since)


def figure_kinds(_session: Session) -> list[FigureKind]:
    """What can be counted of channels and contacts."""
    rows = (
        (CHANNELS, _("Kênh trao đổi đang dùng"), _("kênh")),
        (MEMBERS, _("Thành viên các kênh"), _("người")),
        (HOUSEHOLDS, _("Hộ tham gia các kênh"), _("hộ")),
        (INSTRUCTIONS, _("Lượt chỉ đạo, hướng dẫn các Tổ"), _("lượt")),
        (EXCHANGES, _("Ngày có trao đổi trên kênh"), _("ngày")),
    )
    return [FigureKind(key=key, name=name, unit=unit, group="organisation") for key, name, unit in rows]


def figures(session: Session, first: date, last: date) -> dict[str, Figure]:
    """Channels as they are on the last day; instructions and days with an exchange within the days, both included."""
    kept = channels(session, on=last)
    sources = [Source(noun="channel", uid=view.uid) for view in kept]
    query = select(Contact).where(Contact.deleted_at.is_(None), Contact.held_on >= first, Contact.held_on <= last)
    within = [_view(row) for row in session.scalars(query)]
    told = [view for view in within if view.about_noun == "body" and view.kind is ContactKind.INSTRUCTION]
    days = {(view.about, view.held_on): view.uid for view in within if view.about_noun == "channel"}
    return {
        CHANNELS: counted(CHANNELS, sources),
        MEMBERS: summed(MEMBERS, zip(sources, (view.members for view in kept), strict=True)),
        HOUSEHOLDS: summed(HOUSEHOLDS, zip(sources, (view.households for view in kept), strict=True)),
        INSTRUCTIONS: counted(INSTRUCTIONS, (Source(noun="contact", uid=view.uid) for view in told)),
        EXCHANGES: counted(EXCHANGES, (Source(noun="contact", uid=uid) for uid in days.values())),
    }


def _view(row: Contact) -> ContactView:
    return ContactView(**{name: getattr(row, name) for name in ContactView.__dataclass_fields__})
