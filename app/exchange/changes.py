"""``changes.jsonl``: one line of canonical JSON per changed row, in the order of the writer's journal.

A row that changed several times may stand once, in its latest form; sequences rise and stay within the header's span.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from app.exchange.header import Core
from app.exchange.refusals import CHANGES_WRONG, NOT_OWNER
from app.kernel.words import _
from app.keys.strict_json import MOMENT, UID, Fields, WrongForm, canonical, moment_text, read_canonical

_BEFORE, _BEHIND = b'"payload":', b',"revision":'
"""What stands around the payload in a canonical line; no field before or behind it can hold these."""
_NOUN = re.compile(r"[a-z][a-z_]{0,59}")


@dataclass(frozen=True, kw_only=True)
class Change:
    """One row as it stood after one command of its writer."""

    sequence: int
    epoch: int
    noun: str
    row_uid: str
    revision: int
    at: datetime
    payload: Mapping[str, object] = field(repr=False)
    """Every column, uid and office_uid included."""
    text: str = field(default="", init=False, repr=False, compare=False)
    """The payload as canonical JSON, where it is known already (``knowing``); a changed copy does not have it."""

    def knowing(self, text: str) -> Change:
        """The same with the text of its payload, which spares writing it anew."""
        object.__setattr__(self, "text", text)
        return self


def change_line(change: Change) -> bytes:
    """One line, its line feed included: canonical JSON, put together from its parts in the order of their names."""
    # Names, numbers, uids and moments need no escapes.
    head = f'{{"at":"{moment_text(change.at)}","epoch":{change.epoch},"noun":"{change.noun}","payload":'
    tail = f',"revision":{change.revision},"row_uid":"{change.row_uid}","sequence":{change.sequence}}}\n'
    return f"{head}{payload_text(change)}{tail}".encode()


def payload_text(change: Change) -> str:
    """The payload as canonical JSON, as the journal wrote it."""
    return change.text or canonical(change.payload).decode()


def write_changes(changes: Iterable[Change]) -> bytes:
    """The whole entry."""
    return b"".join(map(change_line, changes))


def read_changes(content: bytes, core: Core, nouns: Collection[str] | None = None) -> Iterator[Change]:
    """The changes one by one; raises EXC-23 (form, order, unknown noun) or EXC-24 (a row of another office).

    Take the iterator to its end before anything is kept: the last line may be the wrong one.
    """
    last, number, start = core.first_sequence - 1, 0, 0
    while start < len(content):
        number += 1
        end = content.find(b"\n", start)
        try:
            if end < 0:
                raise WrongForm(_("dòng cuối bị cắt cụt"))
            change = _change(content[start:end])
            _check_place(change, core, last, nouns)
        except WrongForm as error:
            raise CHANGES_WRONG(line=number, reason=error.reason) from error
        if change.payload["office_uid"] != core.sender.office_uid:
            raise NOT_OWNER(line=number, noun=change.noun, row_uid=change.row_uid)
        yield change
        last, start = change.sequence, end + 1


def _change(line: bytes) -> Change:
    fields = Fields(read_canonical(line))
    payload = fields.take("payload")
    if not isinstance(payload, dict):
        raise fields.wrong("payload")
    change = Change(
        sequence=fields.number("sequence", least=1),
        epoch=fields.number("epoch", least=1),
        noun=fields.match("noun", _NOUN),
        row_uid=fields.match("row_uid", UID),
        revision=fields.number("revision", least=1),
        at=fields.moment("at"),
        payload=payload,
    )
    fields.finish()
    inside = Fields(payload, "payload")
    inside.match("office_uid", UID)
    if inside.take("deleted_at") is not None:
        Fields(payload, "payload").match("deleted_at", MOMENT)
    if (inside.take("uid"), inside.take("revision")) != (change.row_uid, change.revision):
        raise inside.wrong("uid", _("không khớp với dòng"))
    return change.knowing(line[line.index(_BEFORE) + len(_BEFORE) : line.rindex(_BEHIND)].decode())


def _check_place(change: Change, core: Core, last: int, nouns: Collection[str] | None) -> None:
    if not last < change.sequence <= core.last_sequence or change.epoch > core.epoch:
        raise WrongForm(_("số thứ tự {sequence} không nằm đúng chỗ").format(sequence=change.sequence))
    if nouns is not None and change.noun not in nouns:
        raise WrongForm(_("loại bản ghi “{noun}” máy này chưa biết").format(noun=change.noun))
