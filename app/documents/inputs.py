"""Everything that making a paper needs, gathered from the store in one place and for one day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from app.bodies.queries import bodies, bodies_by_uid, committee
from app.bodies.views import BodyView
from app.documents.deciding import Decides, decides
from app.documents.queries import citations, document
from app.documents.texts import TEAM_KINDS
from app.documents.views import CitationView, DocumentView
from app.kernel.clock import VIETNAM
from app.kernel.problems import refused
from app.kernel.settings import read_setting
from app.kernel.words import N_
from app.kernel.work import NOT_FOUND
from app.offices.queries import hamlets, standing
from app.offices.views import HamletView, Standing
from app.people.queries import person
from app.people.views import PersonView
from app.settings import LAW_NUMBERS
from db.vocabulary import BodyKind

NO_DAY = refused(
    "REG-41",
    N_("Văn bản chưa có ngày dự kiến nên chưa chọn được tên cơ quan và cấp trên của ngày đó."),
    next_step=N_("Ghi ngày dự kiến của văn bản."),
)


@dataclass(frozen=True, kw_only=True)
class DraftInputs:
    """A paper and what its words rest on, as of a day."""

    day: date
    document: DocumentView
    standing: Standing
    bodies: tuple[BodyView, ...]
    """Those the paper is about and those its lists name, in printing order."""
    context: tuple[BodyView, ...]
    """The same, with the committee and the teams of the day where the paper names none: its figures count them."""
    committee: BodyView | None
    hamlets: tuple[HamletView, ...]
    citations: tuple[CitationView, ...]
    signer: PersonView | None
    former: DocumentView | None
    law_numbers: bool = False
    """Whether the office cites laws with their numbers."""

    @property
    def decides(self) -> Decides:
        """What signing the paper does to its bodies."""
        return decides(self.document.type, self.document.template, self.document.content)


def draft_inputs(session: Session, uid: str, day: date) -> DraftInputs:
    """What a paper of that day is made from; refuses KER-01 (unknown paper) and OFF-01 (no office yet)."""
    view = document(session, uid)
    content = view.content
    listed = {body for annex in content.annexes for body in annex.bodies}
    own = tuple(bodies_by_uid(session, {*view.bodies, *listed}, on=day))
    leading = committee(session, on=day)
    return DraftInputs(
        day=day,
        document=view,
        standing=standing(session, day),
        bodies=own,
        committee=leading,
        context=_context(session, own, leading, day),
        hamlets=tuple(hamlets(session, on=day)),
        citations=tuple(citations(session)),
        signer=person(session, content.signing.person) if content.signing.person else None,
        former=_former(session, view),
        law_numbers=read_setting(session, LAW_NUMBERS),
    )


def draft_day(view: DocumentView) -> date:
    """The day a paper is written for: that of issue, its own, or that of printing; Refused REG-41 without any."""
    printed = view.printed_at.astimezone(VIETNAM).date() if view.printed_at else None
    day = view.issued_on or view.paper_date or printed
    if day is None:
        raise NO_DAY(field="paper_date")
    return day


def _context(session: Session, own: tuple[BodyView, ...], leading: BodyView | None, day: date) -> tuple[BodyView, ...]:
    kinds = {body.kind for body in own}
    teams = [] if kinds & set(TEAM_KINDS) else [body for body in bodies(session, on=day) if body.kind in TEAM_KINDS]
    committees = [leading] if leading and BodyKind.COMMITTEE not in kinds else []
    return (*committees, *own, *teams)


def _former(session: Session, view: DocumentView) -> DocumentView | None:
    if view.replaces is None:
        return None
    try:
        return document(session, view.replaces)
    except NOT_FOUND.family as problem:
        if problem.kind is not NOT_FOUND:
            raise
        return None
