"""From rows to views: the one place where kept rows of public information become what is shown."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.outreach.views import (
    AiringView,
    DisplayView,
    MeetingView,
    OnlinePostView,
    PlanCell,
    PraiseView,
    ProgrammeView,
)
from db.models import Airing, Display, Evidence, Meeting, OnlinePost, Praise, Programme, ThemePlan
from db.vocabulary import EvidenceKind


def with_file(session: Session, noun: str, uids: Sequence[str], kinds: Sequence[EvidenceKind]) -> set[str]:
    """Those of the records that have evidence of one of these kinds."""
    if not uids:
        return set()
    query = select(Evidence.about).where(
        Evidence.deleted_at.is_(None), Evidence.about_noun == noun, Evidence.kind.in_(kinds)
    )
    if len(uids) <= 500:
        query = query.where(Evidence.about.in_(uids))
    return set(session.scalars(query)) & set(uids)


def programme_view(row: Programme, *, has_file: bool) -> ProgrammeView:
    """A programme as it is shown."""
    return ProgrammeView(
        uid=row.uid,
        title=row.title,
        month=row.month,
        themes=tuple(row.themes),
        forces=tuple(row.forces),
        model=row.model,
        origin=row.origin,
        seconds=row.seconds,
        script=row.script,
        editor=row.editor,
        presenter=row.presenter,
        approved_by=row.approved_by,
        approved_on=row.approved_on,
        letter=row.letter,
        note=row.note,
        has_file=has_file,
    )


def airing_view(row: Airing) -> AiringView:
    """An airing as it is shown."""
    return AiringView(
        uid=row.uid,
        programme=row.programme,
        aired_on=row.aired_on,
        aired_at=row.aired_at,
        kind=row.kind,
        loudspeaker=row.loudspeaker,
        hamlet=row.hamlet,
        minutes=row.minutes,
        note=row.note,
    )


def post_view(row: OnlinePost, *, has_capture: bool) -> OnlinePostView:
    """A post as it is shown."""
    return OnlinePostView(
        uid=row.uid,
        channel=row.channel,
        title=row.title,
        url=row.url,
        posted_on=row.posted_on,
        genre=row.genre,
        themes=tuple(row.themes),
        forces=tuple(row.forces),
        model=row.model,
        reach=row.reach,
        handbook=row.handbook,
        rechecked_on=row.rechecked_on,
        note=row.note,
        has_capture=has_capture,
    )


def display_view(row: Display, *, has_photo: bool) -> DisplayView:
    """A display as it is shown."""
    return DisplayView(
        uid=row.uid,
        title=row.title,
        form=row.form,
        place=row.place,
        size=row.size,
        count=row.count,
        hamlet=row.hamlet,
        put_up_on=row.put_up_on,
        taken_down_on=row.taken_down_on,
        themes=tuple(row.themes),
        note=row.note,
        has_photo=has_photo,
    )


def meeting_view(row: Meeting, *, has_file: bool) -> MeetingView:
    """A meeting as it is shown."""
    return MeetingView(
        uid=row.uid,
        kind=row.kind,
        title=row.title,
        held_on=row.held_on,
        held_at=row.held_at,
        place=row.place,
        hamlet=row.hamlet,
        digital=row.digital,
        themes=tuple(row.themes),
        forces=tuple(row.forces),
        model=row.model,
        invited=row.invited,
        attended=row.attended,
        speaker=row.speaker,
        minutes=row.minutes,
        note=row.note,
        has_file=has_file,
    )


def praise_view(row: Praise) -> PraiseView:
    """Praise as it is shown."""
    return PraiseView(
        uid=row.uid,
        whom=row.whom,
        collective=row.collective,
        act=row.act,
        acted_on=row.acted_on,
        praised_on=row.praised_on,
        form=row.form,
        about_noun=row.about_noun,
        about=row.about,
    )


def plan_cell(row: ThemePlan) -> PlanCell:
    """A cell of the plan as it is shown."""
    return PlanCell(theme=row.theme, form=row.form, month=row.month, text=row.text, planned=row.planned)
