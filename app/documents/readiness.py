"""What still stands against issuing a paper: its own words, its citations, its bodies, its signer, its number.

One list for the window, the headless tool and the act of issuing itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy.orm import Session

from app.bodies import queries as bodies_queries
from app.bodies import rules as body_rules
from app.bodies.rule_sets import RuleSet
from app.bodies.views import BodyView
from app.documents.deciding import Decides
from app.documents.inputs import DraftInputs, draft_inputs
from app.documents.numbering import date_findings, series_findings
from app.documents.printing import changed_since_printed
from app.documents.register import all_series, dated_numbers, next_free
from app.documents.rules import lint
from app.documents.texts import TEAM_KINDS
from app.kernel.days import show_day
from app.kernel.findings import Finding, Severity
from app.kernel.words import _
from db.vocabulary import BodyKind, DocumentState, DocumentType

_WEIGHTS = list(Severity)


def readiness(session: Session, uid: str, day: date) -> list[Finding]:
    """All findings about a paper to be issued on that day, errors first; empty for a signed one."""
    inputs = draft_inputs(session, uid, day)
    if inputs.document.state not in (DocumentState.DRAFT, DocumentState.PRINTED):
        return []
    known = {series.code for series in all_series(session)}
    series = inputs.document.series
    return findings_for_issue(session, inputs, number=next_free(session, series, day.year) if series in known else None)


def findings_for_issue(session: Session, inputs: DraftInputs, *, number: int | None) -> list[Finding]:
    """The same for a paper whose inputs are at hand and whose number is already chosen."""
    found = [
        *_words(inputs),
        *_bodies(session, inputs),
        *_former(inputs),
        *_number(session, inputs, number),
        *_printed(session, inputs),
    ]
    return sorted(_once(found), key=lambda finding: _WEIGHTS.index(finding.severity))


def rule_set_for_paper(session: Session, inputs: DraftInputs) -> RuleSet:
    """The rule set a paper's bodies are judged by: the first body's own, else the one that binds the commune."""
    if inputs.bodies:
        return bodies_queries.rule_set_of_body(session, inputs.bodies[0], inputs.day)
    return bodies_queries.binding_rule_set(session, inputs.day)


def _words(inputs: DraftInputs) -> Iterable[Finding]:
    return lint(
        inputs.document,
        standing=inputs.standing,
        bodies=inputs.context,
        citations=inputs.citations,
        day=inputs.day,
        hamlets=inputs.hamlets,
    )


def _bodies(session: Session, inputs: DraftInputs) -> list[Finding]:
    """Rules about the composition that the paper decides; a paper that decides nothing is not judged by them."""
    if inputs.decides is Decides.NOTHING:
        return []
    rule_set = rule_set_for_paper(session, inputs)
    seats = {member.seat for body in inputs.bodies for member in body.planned if member.seat}
    people = bodies_queries.candidates(session, rule_set, seats)
    all_teams = [body for body in bodies_queries.bodies(session, on=inputs.day) if body.kind in TEAM_KINDS]
    committees = [body for body in inputs.bodies if body.kind is BodyKind.COMMITTEE]
    found: list[Finding] = []
    if inputs.decides is Decides.DUTIES:
        return body_rules.findings_for_issue(
            "assignment",
            rule_set=rule_set,
            day=inputs.day,
            teams=all_teams,
            committee=committees[0] if committees else inputs.committee,
            people=people,
        )
    for committee in committees:
        found += body_rules.findings_for_issue(
            "committee", rule_set=rule_set, day=inputs.day, committee=committee, people=people
        )
    decided = [body for body in inputs.bodies if body.kind in TEAM_KINDS]
    if decided:
        found += body_rules.findings_for_issue(
            "teams",
            rule_set=rule_set,
            day=inputs.day,
            committee=inputs.committee,
            decided=decided,
            teams=all_teams,
            hamlets=inputs.hamlets,
            people=people,
        )
        found += _signer(inputs, rule_set)
    return [*found, *_claimed(inputs, [*committees, *decided])]


def _signer(inputs: DraftInputs, rule_set: RuleSet) -> list[Finding]:
    posts = {post.kind for post in inputs.signer.posts_on(inputs.day)} if inputs.signer else set()
    return body_rules.signer_findings(inputs.document.content.signing.form, posts, rule_set)


def _claimed(inputs: DraftInputs, bodies: Sequence[BodyView]) -> list[Finding]:
    """Changes that another draft marked as its own: this paper would print them and not carry them out."""
    own = inputs.document.uid
    return [
        _finding(
            "DOC-CLAIMED",
            Severity.ERROR,
            inputs,
            "bodies",
            _("{body}: có thay đổi thành viên thuộc một dự thảo quyết định khác.").format(body=body.name),
        )
        for body in bodies
        if any(
            (member.valid_from is None and member.begun_by not in (None, own))
            or (member.leaving and member.ended_by not in (None, own))
            for member in body.members
            if member.valid_to is None
        )
    ]


def _former(inputs: DraftInputs) -> list[Finding]:
    """The decision that is replaced or amended must be signed, in force, and not later than this one."""
    if inputs.document.replaces is None:
        return []
    former = inputs.former
    if former is None or former.state is not DocumentState.SIGNED:
        return [
            _finding(
                "DOC-FORMER-STATE",
                Severity.ERROR,
                inputs,
                "replaces",
                _("Quyết định được thay thế hoặc sửa đổi chưa ký hoặc không còn hiệu lực."),
            )
        ]
    if former.issued_on is not None and former.issued_on > inputs.day:
        return [
            _finding(
                "DOC-FORMER-LATER",
                Severity.ERROR,
                inputs,
                "replaces",
                _("Quyết định được thay thế hoặc sửa đổi ban hành ngày {day}, sau ngày của văn bản này.").format(
                    day=show_day(former.issued_on)
                ),
            )
        ]
    if former.type is not DocumentType.QD:
        return [
            _finding(
                "DOC-FORMER-TYPE",
                Severity.WARNING,
                inputs,
                "replaces",
                _("Văn bản được thay thế hoặc sửa đổi không phải là quyết định."),
            )
        ]
    return []


def _number(session: Session, inputs: DraftInputs, number: int | None) -> list[Finding]:
    view = inputs.document
    series = next((each for each in all_series(session) if each.code == view.series), None)
    found = series_findings(view.symbol, series, uid=view.uid)
    if series is not None and number is not None:
        dated = dated_numbers(session, series.code, inputs.day.year)
        found += date_findings(number, inputs.day, dated, uid=view.uid)
    return found


def _printed(session: Session, inputs: DraftInputs) -> list[Finding]:
    """What was signed is what was printed: words changed after printing are not on the signed sheet."""
    view = inputs.document
    if not changed_since_printed(session, view.uid):
        return []
    return [
        _finding(
            "DOC-CHANGED-SINCE-PRINTED",
            Severity.WARNING,
            inputs,
            "",
            _("Văn bản hoặc danh sách đã thay đổi sau khi in trình ký; bản giấy đã ký có thể khác bản này."),
        )
    ]


def _finding(code: str, severity: Severity, inputs: DraftInputs, field: str, message: str) -> Finding:
    return Finding(code=code, severity=severity, message=message, noun="document", uid=inputs.document.uid, field=field)


def _once(findings: Iterable[Finding]) -> list[Finding]:
    """Two rules that look at the same thing say it once."""
    seen = {(finding.code, finding.uid, finding.field, finding.message): finding for finding in reversed([*findings])}
    return list(seen.values())[::-1]
