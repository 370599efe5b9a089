"""Rows given back to their own office: what it sent before a restore lost it, or from another of its installations.

A receipt carries every row of the sender's office that came by another chain than the one it answers, in the form held
here. The commune takes over what it lacks. A lost receipt loses nothing, and both sides end with the same rows.
"""

from __future__ import annotations

import json

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.exchange.content import files_of, form_of
from app.exchange.contents import Item
from app.exchange.merge import rank
from app.exchange.ring import writer
from app.exchange.state import Form
from app.intake.applying import form_kept
from app.intake.clashes import Clashes
from app.kernel.journal import RESTORED_EPOCH, payload_of, restore_payload
from app.kernel.problems import refused
from app.kernel.settings import read_setting
from app.kernel.words import N_
from app.kernel.work import UnitOfWork
from app.keys.strict_json import UID, Fields, WrongForm, canonical, read_canonical
from app.offices.settling import settle_offices
from db.base import SharedRow, shared_rows
from db.models import ChangeEntry, IncomingBundle, IncomingChain, ReceivedRow

ROWS = "package/tra-lai.json"
MOST = 200_000

ROWS_WRONG = refused(
    "INT-04",
    N_("Phần bản ghi trả lại trong biên nhận không đúng dạng: {reason}."),
    next_step=N_("Đề nghị cấp trên gửi lại biên nhận. Tệp được giữ riêng, không bị xóa."),
)


def rows_to_return(work: UnitOfWork, row: IncomingBundle) -> tuple[Item, ...]:
    """The entries of a receipt that give rows back, with the files they name; nothing where all came by this chain."""
    chains = work.session.scalars(select(IncomingChain).where(IncomingChain.office_uid == row.office_uid)).all()
    others = [chain for chain in chains if (chain.writer_uid, chain.epoch) != (row.writer_uid, row.epoch)]
    held: list[ReceivedRow] = []
    for chain in others:
        held += work.session.scalars(
            select(ReceivedRow)
            .where(
                ReceivedRow.office_uid == row.office_uid,
                ReceivedRow.writer_uid == chain.writer_uid,
                ReceivedRow.epoch == chain.epoch,
                ReceivedRow.problem == "",
            )
            .order_by(ReceivedRow.noun, ReceivedRow.row_uid)
        )
    if not held:
        return ()
    digests = sorted({digest for each in held for digest in files_of(json.loads(each.payload))})
    missing = work.files.missing(digests)
    files = [Item(path=f"files/{d}", content=work.files.path_of(d)) for d in digests if d not in missing]
    return (Item(path=ROWS, content=_written(held)), *files)


def _written(held: list[ReceivedRow]) -> bytes:
    rows = [{"writer": row.writer_uid, **_form_json(form_kept(row))} for row in held]
    return canonical({"format": "xaso-rows", "version": 1, "rows": rows})


def _form_json(form: Form) -> dict[str, object]:
    return {"noun": form.noun, "uid": form.uid, "revision": form.revision, "payload": form.payload}


def read_rows(content: bytes) -> tuple[tuple[str, Form], ...]:
    """(writer, form) of each row given back; Refused INT-04."""
    try:
        fields = Fields(read_canonical(content))
        fields.word("format", "xaso-rows")
        fields.number("version", least=1, most=1)
        rows = tuple(_row(each) for each in fields.every("rows", most=MOST))
        fields.finish()
    except WrongForm as error:
        raise ROWS_WRONG(reason=error.reason) from error
    return rows


def _row(fields: Fields) -> tuple[str, Form]:
    payload = fields.take("payload")
    if not isinstance(payload, str):
        raise fields.wrong("payload")
    form = Form(
        noun=fields.text("noun", most=60),
        uid=fields.match("uid", UID),
        revision=fields.number("revision", least=1),
        payload=payload,
    )
    writer_uid = fields.match("writer", UID)
    fields.finish()
    return writer_uid, form


def take_back(work: UnitOfWork, rows: tuple[tuple[str, Form], ...]) -> int:
    """Takes over what the own store lacks or has in an older form; gives how many rows that were.

    A row that another one already stands for (one number given on two computers) is left above, and the own one is
    marked. A row worked on since the restore keeps the newer work: it gets a revision beyond the one given back and
    goes up again. All that is taken over stands in the own journal like any other change.
    """
    kinds = {kind.__tablename__: kind for kind in shared_rows()}
    work.session.flush()
    work.session.connection().exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    taken, clashes = 0, Clashes(work)
    with work.session.no_autoflush:
        for writer_uid, form in rows:
            kind = kinds.get(form.noun)
            payload = json.loads(form.payload)
            if kind is None or payload.get("office_uid") != work.own_office_uid or payload.get("uid") != form.uid:
                continue
            taken += _take_one(work, kind, writer_uid, form, clashes)
        taken -= clashes.leave_dependants()
    work.session.flush()
    if any(form.noun in ("office", "office_version") for _writer, form in rows):
        settle_offices(work)
        work.session.flush()
    return taken


def _take_one(work: UnitOfWork, kind: type[SharedRow], writer_uid: str, form: Form, clashes: Clashes) -> bool:
    row = work.session.get(kind, form.uid)
    if row is None:
        row = kind(uid=form.uid, office_uid=work.own_office_uid, revision=form.revision - 1)
        restore_payload(row, json.loads(form.payload))
        if clashes.meets(row):
            return False
        work.session.add(row)
        return True
    own = Form(noun=form.noun, uid=form.uid, revision=row.revision, payload=payload_of(row))
    if rank(own) >= rank(form):
        return False
    if writer_uid == writer(work.session).uid and _changed_since_restore(work.session, form):
        row.revision = max(form.revision, row.revision + 1)  # the same number once more would be no change
        return True
    restore_payload(row, json.loads(form.payload))
    row.revision = form.revision - 1
    return True


def _changed_since_restore(session: Session, form: Form) -> bool:
    """Epochs begun since, after a fork or by hand, do not make work done since the restore any older."""
    epoch = read_setting(session, RESTORED_EPOCH) or writer(session).epoch
    newest = session.scalars(
        select(ChangeEntry).where(ChangeEntry.row_uid == form.uid).order_by(ChangeEntry.id.desc()).limit(1)
    ).first()
    return newest is not None and newest.epoch >= epoch and rank(form_of(newest)) < rank(form)
