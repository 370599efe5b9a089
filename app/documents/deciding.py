"""Which papers decide something about bodies: what they state is judged before issue and takes effect at issue."""

from __future__ import annotations

from collections.abc import Set
from enum import StrEnum

from app.documents.content import Content
from app.documents.templates import Template, templates
from db.vocabulary import DocumentType


class Decides(StrEnum):
    """What a paper decides about the bodies it names."""

    NOTHING = "nothing"
    """It reports, proposes, invites, or enacts an attached text."""
    COMPOSITION = "composition"
    """Its signing begins and ends memberships."""
    DUTIES = "duties"
    """It assigns duties to members whose places rest on another decision."""


def decides(kind: DocumentType, template_code: str, content: Content) -> Decides:
    """Judged by type, template and lists, so that a paper made without a template counts by its lists alone."""
    template = templates().get(template_code)
    lists = {annex.kind for annex in content.annexes}
    if (template and template.about == "assignment") or (not template and "assignment" in lists):
        return Decides.DUTIES
    if kind is not DocumentType.QD or lists == {"text"}:
        return Decides.NOTHING
    return Decides.COMPOSITION if _is_about_bodies(template, lists) else Decides.NOTHING


def _is_about_bodies(template: Template | None, lists: Set[str]) -> bool:
    return template.about != "none" if template else bool(lists & {"roster", "committee_list"})
