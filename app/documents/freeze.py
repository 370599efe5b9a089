"""What a signed paper is, for ever: its resolved text, the roster as it stood, and the very bytes of its PDF.

The frozen form is canonical JSON; its SHA-256 stands beside it. A reprint takes the kept PDF and renders nothing anew,
so neither a renamed office, a new template nor a newer program can change a letter of it.
"""

from __future__ import annotations

import hashlib
import types
import typing
from collections.abc import Iterable, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.bodies.views import BodyView, MemberView
from app.documents.numbering import with_number
from app.kernel.files import CONTENT_DAMAGED, CONTENT_MISSING, FileStore
from app.kernel.findings import Finding, Severity
from app.kernel.problems import Unavailable, unavailable
from app.kernel.words import N_, _
from app.offices.views import Standing
from app.typesetting import model
from db.models import Document
from db.types import canonical_json

FORM = 1
"""Version of the frozen form; older forms are read for ever."""

NEWER_FORM = unavailable(
    "DOC-20",
    N_("Văn bản này được lưu bởi phiên bản phần mềm mới hơn."),
    next_step=N_("Cập nhật phần mềm rồi mở lại. Bản PDF đã lưu vẫn in được."),
)

_KIND = "_"


def frozen_form(
    paper: model.Document,
    *,
    standing: Standing,
    bodies: Sequence[BodyView],
    day: date,
    confirmed: Sequence[dict[str, str]] = (),
) -> dict[str, Any]:
    """The whole paper with the office and the rosters of the day it was signed on, and the warnings then accepted."""
    return {
        "form": FORM,
        "paper": to_json(paper),
        "office": {"uid": standing.own.uid, "version": standing.own.version_uid, "regime": standing.regime.value},
        "bodies": [_body(body, day) for body in bodies],
        "confirmed": list(confirmed),
    }


def _body(body: BodyView, day: date) -> dict[str, Any]:
    """A body as the decision states it; phones and birth years only as far as the paper itself prints them."""
    return {
        "uid": body.uid,
        "kind": body.kind.value,
        "name": body.name,
        "hamlet": body.hamlet.label if body.hamlet else "",
        "members": [_member(member, day) for member in body.planned],
    }


def _member(member: MemberView, day: date) -> dict[str, Any]:
    return {
        "person": member.person.uid,
        "name": member.person.full_name,
        "role": member.role.value,
        "seat": member.seat.value if member.seat else "",
        "title": member.person.title_on(day),
        "duty": member.duty,
    }


def form_sha256(form: object) -> str:
    """Hash of the canonical text of a frozen form."""
    return hashlib.sha256(canonical_json(form).encode()).hexdigest()


def paper_of(form: dict[str, Any]) -> model.Document:
    """The paper of a frozen form, for renderers other than the kept PDF; DOC-20 when the form is newer than we know."""
    if form.get("form") != FORM:
        raise NEWER_FORM()
    paper = from_json(form["paper"])
    assert isinstance(paper, model.Document)
    return paper


def to_json(value: Any) -> Any:
    """A block of the paper model as JSON values: every field is written, so that later defaults change nothing."""
    if is_dataclass(value) and not isinstance(value, type):
        return {_KIND: type(value).__name__} | {each.name: to_json(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, tuple):
        return [to_json(part) for part in value]
    if isinstance(value, StrEnum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def from_json(value: Any, hint: Any = None) -> Any:
    """The block that ``to_json`` wrote; fields that a later version dropped are passed over."""
    if isinstance(value, dict):
        kind = getattr(model, value[_KIND])
        hints = _hints(kind)
        return kind(**{name: from_json(part, hints[name]) for name, part in value.items() if name in hints})
    if isinstance(value, list):
        return tuple(from_json(part) for part in value)
    if isinstance(value, str):
        for kind in _choices(hint):
            if kind is date:
                return date.fromisoformat(value)
            if isinstance(kind, type) and issubclass(kind, StrEnum):
                return kind(value)
    return value


@cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _choices(hint: Any) -> Iterable[Any]:
    return typing.get_args(hint) if isinstance(hint, types.UnionType) else (hint,)


def reprint(document: Document, files: FileStore) -> bytes:
    """The PDF of a signed paper, byte for byte as it was frozen; FIL-09 when damaged, FIL-10 when missing."""
    return files.get(document.pdf_sha256)


def verify_frozen(session: Session, files: FileStore) -> list[Finding]:
    """Signed papers whose frozen text, PDF or scan is missing or no longer what its hash says."""
    rows = session.scalars(
        select(Document)
        .where(Document.deleted_at.is_(None), Document.frozen.is_not(None))
        .order_by(Document.issued_on, Document.uid)
    )
    return [finding for row in rows for finding in _verify(row, files)]


def _verify(row: Document, files: FileStore) -> list[Finding]:
    name = with_number(row.number, row.symbol)
    findings = []
    if form_sha256(row.frozen) != row.frozen_sha256:
        findings.append(
            _broken("FRZ-TEXT", row, _("Nội dung đã lưu của văn bản {name} không còn nguyên vẹn.").format(name=name))
        )
    wanted = [(row.pdf_sha256, _("Bản PDF"))]
    if row.scan_sha256:
        wanted.append((row.scan_sha256, _("Bản quét đã ký")))
    for digest, what in wanted:
        try:
            files.get(digest)
        except Unavailable as problem:
            if problem.kind is CONTENT_MISSING:
                findings.append(
                    _broken(
                        "FRZ-MISSING",
                        row,
                        _("{what} của văn bản {name} không còn trong kho tệp.").format(what=what, name=name),
                    )
                )
            elif problem.kind is CONTENT_DAMAGED:
                findings.append(
                    _broken(
                        "FRZ-DAMAGED",
                        row,
                        _("{what} của văn bản {name} đã bị sửa hoặc hỏng.").format(what=what, name=name),
                    )
                )
            else:
                raise
    return findings


def _broken(code: str, row: Document, message: str) -> Finding:
    return Finding(
        code=code,
        severity=Severity.ERROR,
        message=message,
        noun="document",
        uid=row.uid,
        rule=_("Văn bản đã ký được lưu nguyên vẹn; nếu hỏng, khôi phục từ bản sao lưu."),
    )
