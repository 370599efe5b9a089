"""``changes.jsonl``: one line of canonical JSON per changed row, in the order of the writer's journal.

A row that changed several times may stand once, in its latest form; sequences rise and stay within the header's span.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from typing import NamedTuple, cast

from app.exchange.header import Core
from app.exchange.refusals import CHANGES_WRONG, NOT_OWNER
from app.kernel.words import _
from app.keys.strict_json import MOMENT, UID, Fields, WrongForm, moment_text, read_canonical

Columns = Mapping[str, object]
_BEFORE, _BEHIND = b'"payload":', b',"revision":'
"""What stands around the payload in a canonical line; no field before or behind it can hold these."""
_NOUN = re.compile(r"[a-z][a-z_]{0,59}")
_NUMBER = r"([1-9][0-9]{0,14})"
_USUAL = re.compile(
    rf'\{{"at":"({MOMENT.pattern})","epoch":{_NUMBER},"noun":"({_NOUN.pattern})","payload":(\{{.*\}}),'
    rf'"revision":{_NUMBER},"row_uid":"({UID.pattern})","sequence":{_NUMBER}\}}'.encode()
)
"""A line as the program writes it: canonical where its payload is, for numbers, names and moments have one spelling."""


class Change(NamedTuple):
    """One row as it stood after one command of its writer; made by naming the fields."""

    sequence: int
    epoch: int
    noun: str
    row_uid: str
    revision: int
    at: str
    """The moment as text."""
    payload: str
    """Every column as canonical JSON, uid and office_uid included, as the journal wrote it."""

    def __repr__(self) -> str:
        """Without the payload: names and phones belong in no message."""
        return f"Change({self.sequence}: {self.noun} {self.row_uid}, revision {self.revision})"


def change_line(change: Change) -> bytes:
    """One line, its line feed included: canonical JSON, put together from its parts in the order of their names."""
    # Names, numbers, uids and moments need no escapes.
    sequence, epoch, noun, row_uid, revision, at, payload = change
    line = (
        f'{{"at":"{at}","epoch":{epoch},"noun":"{noun}","payload":{payload},'
        f'"revision":{revision},"row_uid":"{row_uid}","sequence":{sequence}}}\n'
    )
    return line.encode()


def write_changes(changes: Iterable[Change]) -> bytes:
    """The whole entry."""
    return b"".join(map(change_line, changes))


def read_changes(content: bytes, core: Core, nouns: Collection[str] | None = None) -> Iterator[Change]:
    """The changes one by one; raises EXC-23 (form, order, unknown noun) or EXC-24 (a row of another office).

    Take the iterator to its end before anything is kept: the last line may be the wrong one.
    """
    return (change for change, _columns in read_with_columns(content, core, nouns))


def read_with_columns(
    content: bytes, core: Core, nouns: Collection[str] | None = None
) -> Iterator[tuple[Change, Columns]]:
    """The same, each with the columns its payload tells."""
    last, number, start = core.first_sequence - 1, 0, 0
    while start < len(content):
        number += 1
        end = content.find(b"\n", start)
        try:
            if end < 0:
                raise WrongForm(_("dòng cuối bị cắt cụt"))
            change, columns = _read(content[start:end])
            _check_place(change, core, last, nouns)
        except WrongForm as error:
            raise CHANGES_WRONG(line=number, reason=error.reason) from error
        if columns["office_uid"] != core.sender.office_uid:
            raise NOT_OWNER(line=number, noun=change.noun, row_uid=change.row_uid)
        yield change, columns
        last, start = change.sequence, end + 1


def _read(line: bytes) -> tuple[Change, Columns]:
    usual = _USUAL.fullmatch(line)
    if usual is None:
        return _read_unusual(line)
    at, epoch, noun, payload, revision, row_uid, sequence = usual.groups()
    columns = read_canonical(payload)
    change = Change(
        sequence=int(sequence),
        epoch=int(epoch),
        noun=noun.decode(),
        row_uid=row_uid.decode(),
        revision=int(revision),
        at=at.decode(),
        payload=payload.decode(),
    )
    try:
        datetime.fromisoformat(change.at)
    except ValueError:
        return _read_unusual(line)
    return change, _checked(change, columns)


def _read_unusual(line: bytes) -> tuple[Change, Columns]:
    """The long way, which finds the word for what is wrong."""
    fields = Fields(read_canonical(line))
    columns = fields.take("payload")
    if not isinstance(columns, dict):
        raise fields.wrong("payload")
    change = Change(
        sequence=fields.number("sequence", least=1),
        epoch=fields.number("epoch", least=1),
        noun=fields.match("noun", _NOUN),
        row_uid=fields.match("row_uid", UID),
        revision=fields.number("revision", least=1),
        at=moment_text(fields.moment("at")),
        payload=line[line.index(_BEFORE) + len(_BEFORE) : line.rindex(_BEHIND)].decode(),
    )
    fields.finish()
    return change, _checked(change, columns)


def _checked(change: Change, columns: object) -> Columns:
    """The columns, where they tell of an owner and of the same row as the line."""
    row = cast(Columns, columns)  # the payload is an object in either way of reading
    office, deleted, revision = row.get("office_uid"), row.get("deleted_at", ""), row.get("revision")
    if (
        type(office) is str
        and UID.fullmatch(office)
        and (deleted is None or (type(deleted) is str and MOMENT.fullmatch(deleted)))
        and row.get("uid") == change.row_uid
        and revision == change.revision
        and type(revision) is int
    ):
        return row
    raise _why_unsound(columns)


def _why_unsound(columns: object) -> WrongForm:
    inside = Fields(columns, "payload")
    try:
        inside.match("office_uid", UID)
        if inside.take("deleted_at") is not None:
            Fields(columns, "payload").match("deleted_at", MOMENT)
        inside.take("uid"), inside.take("revision")
    except WrongForm as error:
        return error
    return inside.wrong("uid", _("không khớp với dòng"))


def _check_place(change: Change, core: Core, last: int, nouns: Collection[str] | None) -> None:
    if not last < change.sequence <= core.last_sequence or change.epoch > core.epoch:
        raise WrongForm(_("số thứ tự {sequence} không nằm đúng chỗ").format(sequence=change.sequence))
    if nouns is not None and change.noun not in nouns:
        raise WrongForm(_("loại bản ghi “{noun}” máy này chưa biết").format(noun=change.noun))
