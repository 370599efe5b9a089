"""Everything that is still missing, over all nouns: the office, hamlets, bodies, and every paper not yet signed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.activities import rules as activities
from app.bodies.queries import all_findings
from app.contacts import rules as contacts
from app.difficulties import rules as difficulties
from app.documents.readiness import readiness
from app.duties import rules as duties
from app.incoming import rules as incoming
from app.kernel.findings import Finding, Fix, Severity
from app.kernel.words import _
from app.offices.queries import hamlets, office_on
from app.outreach import rules as outreach
from db.models import Document
from db.vocabulary import DocumentState, OfficeRelation

_ORDER = (Severity.ERROR, Severity.WARNING, Severity.HINT)


def everything_missing(session: Session, day: date) -> list[Finding]:
    """All findings of a day, errors first; before the office is set up, only what sets it up."""
    if office_on(session, OfficeRelation.OWN, day) is None:
        return [_missing("OFF-OWN", Severity.ERROR, _("Chưa nhập thông tin cơ quan."), _("Nhập cơ quan"), "offices")]
    found: list[Finding] = []
    if office_on(session, OfficeRelation.SUPERIOR, day) is None:
        found.append(
            _missing(
                "OFF-SUPERIOR",
                Severity.WARNING,
                _("Chưa nhập cơ quan cấp trên nhận báo cáo."),
                _("Nhập cấp trên"),
                "offices",
            )
        )
    if not hamlets(session, on=day):
        found.append(_missing("OFF-HAMLETS", Severity.ERROR, _("Chưa có danh sách thôn."), _("Nhập thôn"), "offices"))
    found += all_findings(session, day)
    found += contacts.findings(session, day) + difficulties.findings(session, day)
    found += duties.findings(session, day)
    found += incoming.findings(session, day)
    found += outreach.findings(session, day)
    found += activities.findings(session, day)
    found += [finding for uid in _open_papers(session) for finding in _of_paper(session, uid, day)]
    return sorted(_once(found), key=lambda finding: _ORDER.index(finding.severity))


def _open_papers(session: Session) -> list[str]:
    return list(
        session.scalars(
            select(Document.uid)
            .where(Document.deleted_at.is_(None), Document.state.in_((DocumentState.DRAFT, DocumentState.PRINTED)))
            .order_by(Document.uid)
        )
    )


def _of_paper(session: Session, uid: str, day: date) -> list[Finding]:
    """Findings of a paper; what it says of itself points to it, so that one click opens it."""
    return [
        replace(finding, noun="document", uid=uid) if not finding.uid else finding
        for finding in readiness(session, uid, day)
    ]


def _missing(code: str, severity: Severity, message: str, label: str, page: str) -> Finding:
    return Finding(
        code=code,
        severity=severity,
        message=message,
        noun="office",
        fix=Fix(code="page.open", label=label, values={"page": page}),
    )


def _once(findings: list[Finding]) -> list[Finding]:
    return list({(finding.code, finding.uid, finding.message): finding for finding in findings}.values())
