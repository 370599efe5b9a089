"""A package that came down: requests of the office above, kept as they were sent, beside the records they speak of."""

from __future__ import annotations

from app.exchange.changes import read_changes
from app.exchange.content import form_in
from app.exchange.contents import CHANGES, DIRECTORY
from app.intake.answering import answer_package
from app.intake.applying import apply_forms
from app.intake.checking import Checked, keep_files, opened
from app.intake.receipts import follow_directory
from app.kernel.work import UnitOfWork
from db.models import IncomingBundle


def take_in_package(work: UnitOfWork, checked: Checked, row: IncomingBundle) -> tuple[int, str, str]:
    """Rows changed, the receipt for the office above, a remark on keys; a package is data and changes no own row."""
    body = opened(checked)
    forms = [form_in(change) for change in read_changes(body.parts[CHANGES], checked.core)]
    keep_files(checked, body, work.files)
    merged = apply_forms(
        work,
        forms,
        office_uid=checked.core.sender.office_uid,
        writer_uid=checked.core.writer,
        epoch=checked.core.epoch,
        header_hash=checked.header.hash,
    )
    note = follow_directory(work, body.parts.get(DIRECTORY, b""), checked)
    return len(merged.rows), answer_package(work, row), note
