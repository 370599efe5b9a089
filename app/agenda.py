"""What to do next: deadlines, findings gathered into a few lines, papers that wait, figures, latest steps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.agenda_due import Coming, Dues, dues
from app.agenda_item import AgendaItem
from app.bodies.queries import bodies, committee
from app.bodies.views import BodyView
from app.checking import everything_missing
from app.documents.queries import documents
from app.documents.views import DocumentView
from app.kernel.findings import Finding, Severity
from app.kernel.undoing import told
from app.kernel.words import N_, _
from app.offices.queries import hamlets
from db.models import AuditEntry, OfficeKey
from db.vocabulary import ABOVE, BELOW, BodyKind, DocumentState

__all__ = ["Agenda", "AgendaItem", "Coming", "Dues", "Share", "agenda"]

_BADGES = {Severity.ERROR: N_("thiếu"), Severity.WARNING: N_("nên xem"), Severity.HINT: N_("gợi ý")}
_SHOWN_MESSAGES = 2
_RECENT = 8
_PAGES = {"office": "offices", "hamlet": "teams", "person": "people", "citation": "documents", "document": "documents"}
_TEAM_CODES = frozenset({"BOD-COVERAGE", "BOD-TWO-TEAMS", "BOD-MINIMUM", "BOD-MAXIMUM", "BOD-REQUIRED", "BOD-SUPPORT"})


@dataclass(frozen=True, kw_only=True)
class Share:
    """A figure of the organisation: so many of so many."""

    label: str
    done: int
    total: int


@dataclass(frozen=True, kw_only=True)
class Agenda:
    """Everything the first page shows."""

    items: tuple[AgendaItem, ...]
    shares: tuple[Share, ...]
    recent: tuple[tuple[datetime, str], ...]
    dues: Dues
    """What time asks for; its items stand among the first of ``items``."""
    urgent: int
    """Lines that block issuing; what is late is told apart."""
    late: int
    """Periods, tasks and requests from above whose last day has passed."""
    waiting: Mapping[str, int]
    """Page -> how many things wait there."""


def agenda(session: Session, day: date) -> Agenda:
    """The to-do list of a day: what is late or due, then what binds most, papers that wait, the next useful step."""
    teams = bodies(session, kind=BodyKind.TEAM, on=day)
    board = committee(session)
    papers = documents(session)
    items = [_gathered(list(group)) for _key, group in groupby(_sorted(everything_missing(session, day)), key=_kind)]
    items += _waiting(papers)
    if not any(item.severity is Severity.ERROR for item in items):
        items += _next_steps(board, teams, papers)
    due = dues(session, day)
    late, others, waiting = _exchange(session, day)
    return Agenda(
        items=(*late, *due.items, *others, *items),
        shares=_shares(session, board, teams, day),
        recent=_recent(session),
        dues=due,
        urgent=sum(item.severity is Severity.ERROR for item in items),
        late=due.late + len(late),
        waiting=waiting,
    )


def _exchange(session: Session, day: date) -> tuple[tuple[AgendaItem, ...], tuple[AgendaItem, ...], Mapping[str, int]]:
    """Late lines, other lines, counts by page; where no other office is known there is nothing to ask or to load."""
    roles = set(session.scalars(select(OfficeKey.role).distinct()))
    late: tuple[AgendaItem, ...] = ()
    items: tuple[AgendaItem, ...] = ()
    waiting: dict[str, int] = {}
    if ABOVE in roles:
        from app.agenda_exchange import exchange_agenda

        found = exchange_agenda(session, day)
        late, items, waiting = found.late, found.items, {"send": found.to_mend, "reports": found.asked}
    if BELOW in roles:
        from app.agenda_below import below_agenda

        below = below_agenda(session, day)
        late, items = (*late, *below.late), (*items, *below.items)
        waiting["intake"] = below.waiting
    return late, items, waiting


def _kind(finding: Finding) -> tuple[int, bool, str]:
    """Most binding first; the office and its hamlets before what is built on them."""
    order = (Severity.ERROR, Severity.WARNING, Severity.HINT)
    return order.index(finding.severity), not finding.code.startswith("OFF-"), finding.code


def _sorted(findings: Iterable[Finding]) -> list[Finding]:
    return sorted(findings, key=_kind)


def _gathered(findings: Sequence[Finding]) -> AgendaItem:
    """Findings of one rule in one line; a single one offers its own remedy."""
    first = findings[0]
    shown = " ".join(finding.message for finding in findings[:_SHOWN_MESSAGES])
    more = len(findings) - _SHOWN_MESSAGES
    title = shown + (" " + _("(và {count} điều nữa)").format(count=more) if more > 0 else "")
    fix = first.fix if len(findings) == 1 else None
    page = "teams" if first.code in _TEAM_CODES else _PAGES.get(first.noun, "committee")
    if first.fix is not None and first.fix.code == "page.open":
        page = first.fix.values["page"]
    return AgendaItem(
        code=first.code,
        severity=first.severity,
        badge=_(_BADGES[first.severity]),
        title=title,
        why=f"{first.rule} ({first.source})" if first.rule and first.source else first.rule,
        button=fix.label if fix else _("Xem và sửa"),
        page=page,
        target=first.uid,
        fix=fix,
    )


def _waiting(papers: Sequence[DocumentView]) -> list[AgendaItem]:
    return [
        AgendaItem(
            code="DOC-WAITING",
            severity=Severity.HINT,
            badge=_("chờ ký") if _printed(paper) else _("nháp"),
            title=paper.subject[:1].upper() + paper.subject[1:],
            why=_("Đã in, chờ ghi số và ngày sau khi ký.") if _printed(paper) else _("Bản nháp chưa in trình ký."),
            button=_("Ghi số, ngày") if _printed(paper) else _("Mở bản nháp"),
            page="documents",
            target=paper.uid,
        )
        for paper in papers
        if paper.state in (DocumentState.DRAFT, DocumentState.PRINTED)
    ]


def _printed(paper: DocumentView) -> bool:
    return paper.state is DocumentState.PRINTED


def _next_steps(board: BodyView | None, teams: Sequence[BodyView], papers: Sequence[DocumentView]) -> list[AgendaItem]:
    drafted = {paper.template for paper in papers if paper.state is not DocumentState.ENDED}
    steps = []
    if board is not None and "qd-ban-chi-dao" not in drafted:
        steps.append(_compose("qd-ban-chi-dao", _("Ban hành quyết định thành lập Ban Chỉ đạo")))
    elif board is not None and "qd-phan-cong" not in drafted:
        steps.append(_compose("qd-phan-cong", _("Phân công nhiệm vụ thành viên Ban Chỉ đạo")))
    if teams and not drafted & {"qd-to-cnsc", "qd-to-cnsc-mot"}:
        steps.append(_compose("qd-to-cnsc", _("Ban hành quyết định thành lập các Tổ công nghệ số")))
    changed = [
        body
        for body in ([board] if board else []) + list(teams)
        if body.valid_from is not None and body.has_unsigned_changes
    ]
    if changed and not any(paper.template == "qd-kien-toan" and not paper.is_frozen for paper in papers):
        steps.append(
            _compose(
                "qd-kien-toan",
                _("Kiện toàn: có {count} ban, tổ thay đổi thành viên chưa có quyết định").format(count=len(changed)),
            )
        )
    return steps


def _compose(template: str, title: str) -> AgendaItem:
    return AgendaItem(
        code="NEXT",
        severity=Severity.HINT,
        badge=_("tiếp theo"),
        title=title,
        why=_("Đủ thành phần theo quy định, có thể soạn văn bản."),
        button=_("Soạn văn bản"),
        page="documents",
        target=f"compose:{template}",
    )


def _shares(session: Session, board: BodyView | None, teams: Sequence[BodyView], day: date) -> tuple[Share, ...]:
    places = hamlets(session, on=day)
    covered = {team.hamlet.uid for team in teams if team.hamlet}
    members = board.planned if board else ()
    return (
        Share(
            label=_("Thôn đã có Tổ công nghệ số"), done=sum(place.uid in covered for place in places), total=len(places)
        ),
        Share(
            label=_("Tổ có quyết định còn hiệu lực"),
            done=sum(team.valid_from is not None for team in teams),
            total=len(teams),
        ),
        Share(
            label=_("Thành viên Ban Chỉ đạo đã phân công"),
            done=sum(bool(member.duty) for member in members),
            total=len(members),
        ),
    )


def _recent(session: Session) -> tuple[tuple[datetime, str], ...]:
    import app.actions  # noqa: F401  # steps are told in the words of their commands, of which there are many

    entries = session.scalars(
        select(AuditEntry).where(AuditEntry.nouns != "").order_by(AuditEntry.id.desc()).limit(_RECENT)
    )
    return tuple((entry.at, told(entry)) for entry in entries)
