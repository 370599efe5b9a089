"""Carrying out the fixes that findings about papers offer ("Sửa giúp tôi")."""

from __future__ import annotations

import re
from typing import Any

from app.documents.citing import REPLACE_TEXT
from app.documents.content import Content, content_from_json, content_to_json
from app.documents.texts import formula
from app.kernel.findings import Fix
from db.vocabulary import SigningForm

SET_SIGNING = "signing.form"
"""Code of the fix that sets the signing form ``form`` with its usual lines."""
SET_ARCHIVE = "archive.set"
"""Code of the fix that writes ``text`` behind Lưu."""
ADD_RECIPIENT = "recipients.first"
"""Code of the fix that puts ``text`` first among the recipients."""
TO_ARCHIVE = "recipients.archive"
"""Code of the fix that moves the recipient at ``place`` behind Lưu."""

ARCHIVE_LINE = re.compile(r"^-?\s*Lưu\b\s*:?\s*", re.IGNORECASE)
"""What a typed line of recipients begins with that belongs behind the printed Lưu."""


def mend(subject: str, content: Content, fix: Fix) -> tuple[str, Content]:
    """Subject and content with one fix carried out; unchanged where what it would mend is no longer there."""
    values = fix.values
    if fix.code == SET_SIGNING:
        form = SigningForm(values["form"])
        return subject, _with(
            content, signing={**content_to_json(content)["signing"], "form": form.value, "titles": list(formula(form))}
        )
    if fix.code == SET_ARCHIVE:
        return subject, _with(content, archive=values["text"])
    if fix.code == ADD_RECIPIENT:
        first = {"text": values["text"], "purpose": ""}
        return subject, _with(content, recipients=[first, *content_to_json(content)["recipients"]])
    if fix.code == TO_ARCHIVE:
        return subject, _archived(content, int(values["place"]))
    if fix.code == REPLACE_TEXT:
        return _replaced(subject, content, values["path"], values["old"], values["new"])
    return subject, content


def _with(content: Content, **changes: object) -> Content:
    return content_from_json(content_to_json(content) | changes)


def _archived(content: Content, place: int) -> Content:
    if not 0 <= place < len(content.recipients):
        return content
    kept = ARCHIVE_LINE.sub("", content.recipients[place].text).strip().rstrip(".;")
    rest = [each for at, each in enumerate(content_to_json(content)["recipients"]) if at != place]
    return _with(content, recipients=rest, archive=content.archive or kept)


def _replaced(subject: str, content: Content, path: str, old: str, new: str) -> tuple[str, Content]:
    if path == "subject":
        return subject.replace(old, new, 1), content
    form = content_to_json(content)
    keys = [int(key) if key.isdigit() else key for key in re.findall(r"\w+", path)]
    holder: Any = form
    try:
        for key in keys[:-1]:
            holder = holder[key]
        text = holder[keys[-1]]
    except (KeyError, IndexError, TypeError):
        return subject, content
    if not isinstance(text, str) or old not in text:
        return subject, content
    holder[keys[-1]] = text.replace(old, new, 1)
    return subject, content_from_json(form)
