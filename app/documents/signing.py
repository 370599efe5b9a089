"""Who signs a paper and in which form, chosen from the signer's posts on the day of the paper.

Source: Nghị định 30/2020/NĐ-CP, Điều 13 and Phụ lục I, phần II, mục 7.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from app.bodies.views import BodyView
from app.documents.content import Signing
from app.documents.texts import formula, holds, short_committee
from app.offices.views import Standing
from app.people.views import PersonView
from db.vocabulary import BodyRole, PostKind, SigningForm

_FORMS = {
    ("head", True): SigningForm.HEAD,
    ("head", False): SigningForm.FOR_HEAD,
    ("collective", True): SigningForm.COLLECTIVE,
    ("collective", False): SigningForm.COLLECTIVE_FOR_HEAD,
}


def signing_for(
    sign: Literal["head", "collective", "committee", "minutes"],
    *,
    signer: PersonView | None,
    committee: BodyView | None,
    standing: Standing,
    day: date,
    typed: str = "",
) -> Signing:
    """The signature block: the Chairman (or the committee's head) where nobody is named, a vice-chairman with KT."""
    if sign == "minutes":
        return Signing(form=SigningForm.MINUTES, titles=formula(SigningForm.MINUTES), name=typed)
    if sign == "committee":
        return _committee_signing(signer, committee, standing, day)
    signer = signer or _chairman(committee, day)
    as_vice = holds(signer, PostKind.VICE_CHAIRMAN, day) and not holds(signer, PostKind.CHAIRMAN, day)
    form = _FORMS[sign, not as_vice]
    return _signed(form, formula(form), signer)


def second_office(signer: PersonView, standing: Standing, day: date) -> str:
    """The office held beside the committee's, printed above the name when the committee uses the office's seal."""
    for kind, title in ((PostKind.CHAIRMAN, "Chủ tịch"), (PostKind.VICE_CHAIRMAN, "Phó Chủ tịch")):
        if holds(signer, kind, day):
            return f"{title} {short_committee(standing.own)}"
    return signer.title_on(day)


def _committee_signing(signer: PersonView | None, committee: BodyView | None, standing: Standing, day: date) -> Signing:
    members = committee.planned if committee else ()
    heads = [member.person for member in members if member.role is BodyRole.HEAD]
    signer = signer or (heads[0] if heads else None)
    role = next((member.role for member in members if signer and member.person.uid == signer.uid), BodyRole.HEAD)
    titles = formula(SigningForm.COMMITTEE)
    if role in (BodyRole.STANDING_DEPUTY, BodyRole.DEPUTY):
        titles = ("KT. TRƯỞNG BAN", "PHÓ TRƯỞNG BAN")
    return _signed(SigningForm.COMMITTEE, titles, signer, second=second_office(signer, standing, day) if signer else "")


def _chairman(committee: BodyView | None, day: date) -> PersonView | None:
    members = committee.planned if committee else ()
    return next((each.person for each in members if holds(each.person, PostKind.CHAIRMAN, day)), None)


def _signed(form: SigningForm, titles: tuple[str, ...], signer: PersonView | None, second: str = "") -> Signing:
    return Signing(
        form=form,
        titles=titles,
        person=signer.uid if signer else None,
        name=signer.full_name if signer else "",
        second_office=second,
    )
