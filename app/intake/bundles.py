"""A commune's bundle: its rows merged, its files kept, its receipt made, all in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from types import NoneType

from sqlalchemy import inspect as columns_of
from sqlalchemy import select

from app.exchange.changes import Columns, read_with_columns
from app.exchange.content import form_in
from app.exchange.contents import CHANGES
from app.exchange.merge import latest
from app.exchange.receipt import RefusedRow
from app.exchange.state import Form
from app.intake.answering import answer_taken_in
from app.intake.applying import apply_forms
from app.intake.checking import Checked, keep_files, opened
from app.kernel.progress import Progress
from app.kernel.words import _
from app.kernel.work import UnitOfWork
from db.base import shared_rows
from db.models import IncomingBundle, ReceivedRow, Review
from db.types import Words
from db.vocabulary import ReviewState

ROW_WRONG = "INT-03"
_TOGETHER = 2_000
"""Rows between two looks whether the person wants to stop."""


def take_in_bundle(work: UnitOfWork, checked: Checked, row: IncomingBundle) -> tuple[int, str, str]:
    """Rows changed, uid of the receipt, no note; raises EXC-13, EXC-18 to EXC-24 before anything is kept."""
    progress = work.progress
    body = opened(checked, progress.stretch(10, 30))
    forms, wrong = _read(body.parts[CHANGES], checked, progress.stretch(30, 50))
    digests = keep_files(checked, body, work.files, progress.stretch(50, 75))
    progress.check_cancelled()
    progress.step(75, 100, _("Ghi các bản ghi"))
    merged = apply_forms(
        work,
        forms,
        office_uid=checked.core.sender.office_uid,
        writer_uid=checked.core.writer,
        epoch=checked.core.epoch,
        header_hash=checked.header.hash,
    )
    work.session.flush()
    refused = _objections(latest(forms).values(), wrong)
    _mark(work, row.office_uid, refused)
    _see_corrections(work, row.office_uid, merged.rows.values())
    answer = answer_taken_in(work, row, files=digests, refused=refused)
    return len(merged.rows), answer, ""


def _read(content: bytes, checked: Checked, progress: Progress) -> tuple[list[Form], dict[Form, str]]:
    """The rows that came, and of those that do not have the columns we know them by the first that is wrong."""
    forms: list[Form] = []
    wrong: dict[Form, str] = {}
    for change, columns in read_with_columns(content, checked.core):
        if len(forms) % _TOGETHER == 0:
            progress.check_cancelled()
            progress.step(len(forms), checked.core.last_sequence, _("Đọc các thay đổi"))
        forms.append(form_in(change))
        if found := _first_wrong(change.noun, columns):
            wrong[forms[-1]] = found
    return forms, wrong


def _objections(forms: Iterable[Form], wrong: Mapping[Form, str]) -> tuple[RefusedRow, ...]:
    """Rows of kinds we know that do not have the columns we know them by; they are kept as they came."""
    reason = _("cột “{name}” thiếu hoặc sai kiểu")
    return tuple(
        RefusedRow(noun=form.noun, row_uid=form.uid, revision=form.revision, reason=reason.format(name=wrong[form]))
        for form in forms
        if form in wrong
    )


def _first_wrong(noun: str, row: Columns) -> str:
    """The first column that is empty where it may not be, or not of its plain type; enums and JSON pass as they are.

    A column that a row does not have was added by a later version of the program than the sender's.
    """
    return _wrong_among(noun, tuple(row), tuple(map(type, row.values())))


@lru_cache(maxsize=1024)
def _wrong_among(noun: str, names: tuple[str, ...], kinds: tuple[type, ...]) -> str:
    """The same, told by the columns and the types of their values: most rows of a bundle are alike in these."""
    found = dict(zip(names, kinds, strict=True))
    for name, nullable, plain in _columns_of(noun):
        kind = found.get(name)
        if kind is NoneType:
            if not nullable:
                return name
        elif kind is not None and plain not in (None, kind):
            return name
    return ""


@cache
def _columns_of(noun: str) -> tuple[tuple[str, bool, type | None], ...]:
    """(name, may be empty, plain type) of each column; none of a kind that this program does not know."""
    kind = next((kind for kind in shared_rows() if kind.__tablename__ == noun), None)
    if kind is None:
        return ()
    found = []
    for attribute in columns_of(kind).column_attrs:
        column = attribute.columns[0]
        plain = str if isinstance(column.type, Words) else column.type.python_type
        found.append((attribute.key, bool(column.nullable), plain if plain in (str, bool, int) else None))
    return tuple(found)


def _mark(work: UnitOfWork, office_uid: str, refused: Iterable[RefusedRow]) -> None:
    for each in refused:
        held = work.session.get(ReceivedRow, (office_uid, each.noun, each.row_uid))
        if held is not None and held.revision == each.revision:
            held.problem = ROW_WRONG


def _see_corrections(work: UnitOfWork, office_uid: str, forms: Iterable[Form]) -> None:
    """A record that was sent back and comes in a newer form is corrected."""
    revisions = {(form.noun, form.uid): form.revision for form in forms}
    open_ones = work.session.scalars(
        select(Review).where(
            Review.target_office == office_uid, Review.state == ReviewState.RETURNED, Review.deleted_at.is_(None)
        )
    )
    for review in open_ones:
        if revisions.get((review.noun, review.row_uid), 0) > review.row_revision:
            review.state = ReviewState.CORRECTED
