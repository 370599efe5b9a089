"""The roster of all teams on a day, as the superior asks for it: on paper, and as a worksheet."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from app.bodies.queries import bodies, committee
from app.bodies.views import BodyView
from app.documents.compose import compose
from app.documents.content import RosterMode
from app.documents.office_style import style_of
from app.documents.paper import PaperInputs, paper_of
from app.documents.queries import citations
from app.documents.roster import roster_sheet
from app.documents.templates import template
from app.documents.texts import TEAM_KINDS
from app.kernel.problems import refused
from app.kernel.words import N_
from app.offices.queries import hamlets, standing

TEMPLATE = "ds-to"

NO_TEAMS = refused(
    "REG-42",
    N_("Chưa có Tổ công nghệ số nào để lập danh sách."),
    next_step=N_("Vào trang Tổ công nghệ số, lập tổ cho từng thôn trước."),
)


def roster_pdf(session: Session, *, day: date, with_phones: bool = False) -> bytes:
    """The list of all teams as a paper without number; refuses REG-42, OFF-01."""
    from app.typesetting.render_pdf import render_pdf

    teams, place, villages = _teams(session, day), standing(session, day), hamlets(session, on=day)
    composed = compose(
        template(TEMPLATE),
        standing=place,
        committee=committee(session, on=day),
        teams=teams,
        hamlets=villages,
        citations=citations(session),
        day=day,
    )
    content = composed.content
    if with_phones:
        content = replace(content, annexes=tuple(replace(annex, with_phones=True) for annex in content.annexes))
    return render_pdf(
        paper_of(
            PaperInputs(
                type=template(TEMPLATE).type,
                subject=composed.subject,
                content=content,
                standing=place,
                symbol=composed.symbol,
                bodies=teams,
                hamlets=villages,
                as_of=_as_of(teams, day),
            )
        ),
        style=style_of(session),
    )


def roster_xlsx(
    session: Session,
    *,
    day: date,
    mode: RosterMode = RosterMode.SUPERIOR,
    with_phones: bool = False,
    grouped: bool = True,
) -> bytes:
    """The same list as a worksheet; ungrouped, each row names its hamlet so that it can be read in again."""
    from app.typesetting.render_xlsx import render_xlsx

    teams = _teams(session, day)
    return render_xlsx(
        roster_sheet(
            teams,
            standing(session, day),
            day=day,
            mode=mode,
            with_phones=with_phones,
            grouped=grouped,
            as_of=_as_of(teams, day),
        )
    )


def _teams(session: Session, day: date) -> tuple[BodyView, ...]:
    teams = tuple(body for body in bodies(session, on=day) if body.kind in TEAM_KINDS)
    if not teams:
        raise NO_TEAMS()
    return teams


def _as_of(teams: tuple[BodyView, ...], day: date) -> date | None:
    """Who is in force on the day where every team is; what is planned while one is not."""
    return day if all(team.valid_from is not None and team.valid_from <= day for team in teams) else None
