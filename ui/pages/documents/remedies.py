"""What "Sửa giúp tôi" does: mends the words of the paper, or the record elsewhere that the rule speaks of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from app.bodies.rule_sets import RuleCode
from app.documents.content import Signing
from app.documents.mending import mend
from app.documents.texts import formula
from app.kernel.findings import Finding, Fix
from app.kernel.words import _
from app.people.views import PersonView
from app.vocabulary import PostKind, SigningForm
from ui.pages.documents.loading import Opened
from ui.pages.documents.part import Draft

SIGN_BY_HEAD = "document.sign_by_head"
"""Code of the fix that lets the Chairman sign as head."""


def with_signer_fix(findings: Iterable[Finding], paper: Opened) -> tuple[Finding, ...]:
    """Offers the Chairman of the day where the rule wants the head's own signature."""
    chairman = _chairman(paper)
    if chairman is None:
        return tuple(findings)
    fix = Fix(code=SIGN_BY_HEAD, label=_("Sửa giúp tôi"), values={"person": chairman.uid, "name": chairman.full_name})
    return tuple(
        replace(each, fix=fix) if each.code == RuleCode.SIGNER.value and each.fix is None else each for each in findings
    )


def mended(draft: Draft, fix: Fix) -> Draft:
    """The draft with one fix carried out; unchanged where the fix is not about its words."""
    if fix.code == SIGN_BY_HEAD:
        signing = Signing(
            form=SigningForm.HEAD,
            titles=formula(SigningForm.HEAD),
            person=fix.values["person"],
            name=fix.values["name"],
        )
        return replace(draft, content=replace(draft.content, signing=signing))
    subject, content = mend(draft.subject, draft.content, fix)
    return replace(draft, subject=subject, content=content)


def _chairman(paper: Opened) -> PersonView | None:
    day = paper.view.paper_date
    if day is None:
        return None
    return next(
        (person for person in paper.people if any(post.kind is PostKind.CHAIRMAN for post in person.posts_on(day))),
        None,
    )
