"""Writes everything the office keeps into the JSON form."""

from __future__ import annotations

import base64
from collections import defaultdict
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.interchange.form import FORMAT, SECTIONS, VERSION, Section
from app.kernel.files import FileStore
from db.base import SharedRow
from db.models import Document, Evidence, IncomingLetter
from db.types import moment_to_text


def dump(session: Session, files: FileStore) -> dict[str, Any]:
    """The whole data as JSON values; frozen papers travel along in ``files`` by their SHA-256."""
    data: dict[str, Any] = {"format": FORMAT, "version": VERSION}
    for section in SECTIONS:
        data[section.key] = [row for _parent, row in _rows(session, section)]
    data["files"] = {digest: base64.b64encode(files.get(digest)).decode() for digest in _digests(session)}
    return data


def _rows(session: Session, section: Section) -> list[tuple[str, dict[str, Any]]]:
    children: dict[str, dict[str, list[dict[str, Any]]]] = {}
    for child in section.children:
        children[child.key] = defaultdict(list)
        for parent, row in _rows(session, child):
            children[child.key][parent].append(row)
    query = select(section.kind).where(section.kind.deleted_at.is_(None)).order_by(section.kind.uid)
    return [
        (
            _parent(row, section),
            _record(row, section) | {key: found.get(row.uid, []) for key, found in children.items()},
        )
        for row in session.scalars(query)
    ]


def _parent(row: SharedRow, section: Section) -> str:
    return str(getattr(row, section.parent_column)) if section.parent_column else ""


def _record(row: SharedRow, section: Section) -> dict[str, Any]:
    return {name: _plain(getattr(row, name)) for name in section.fields}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return moment_to_text(value)
    return value.isoformat() if isinstance(value, date) else getattr(value, "value", value)


def _digests(session: Session) -> list[str]:
    """Files that rows name: frozen papers and scans, letters as they came, evidence."""
    found: set[str] = set()
    for columns in (
        (Document.pdf_sha256, Document.scan_sha256),
        (IncomingLetter.file_sha256,),
        (Evidence.sha256,),
    ):
        living = select(*columns).where(columns[0].class_.deleted_at.is_(None))
        found.update(digest for row in session.execute(living) for digest in row if digest)
    return sorted(found)
