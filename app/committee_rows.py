"""A pasted list of the committee judged against people and members, and the one command that takes it in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from app.bodies.commands import ImportMembers
from app.bodies.queries import body
from app.importing.columns import ColumnFate
from app.importing.grid import Grid
from app.importing.preview import Existing, PreviewRow, RowState, preview
from app.importing.settling import Answers, Choice, answered
from app.importing.targets import committee_target
from app.member_rows import OPTIONAL, UNKNOWN_COLUMN, RosterBase, RosterPreview, RosterRow, RowJudge, person_values
from app.offices.queries import hamlets
from app.people.queries import people
from db.vocabulary import BodyKind

_SHOWN = ("full_name", "birth", "gender", "post", "role", "phone", "duty", "note")


def committee_base(session: Session, committee: str, day: date) -> RosterBase:
    """Everything that a pasted list of this committee is compared with on a day."""
    view = body(session, committee, on=day)
    everyone = {person.uid: person for person in people(session)}
    return RosterBase(
        day=day,
        hamlets=tuple(hamlets(session, on=day)),
        people=everyone,
        existing=tuple(Existing(uid=uid, values=person_values(person, (), day)) for uid, person in everyone.items()),
        places={("", member.person.uid): member for member in (view.planned if view else ())},
    )


def committee_preview(grid: Grid, base: RosterBase, *, committee: str) -> RosterPreview:
    """What a list would change in the committee of that uid. Refuses IMP-01."""
    target = committee_target(today=base.day)
    found = preview(grid, target, base.existing, optional=OPTIONAL)
    headings = {spec.key: spec.heading for spec in target.fields}
    judge = RowJudge(base, BodyKind.COMMITTEE, _SHOWN, headings)
    by_number = {row.number: row for row in found.rows}
    return RosterPreview(
        headings=[headings[key] for key in _SHOWN],
        rows=[_row(judge, row) for row in found.rows],
        unknown_columns=[column.heading for column in found.columns if column.fate is ColumnFate.UNKNOWN],
        remarks=[remark.text for remark in found.findings if remark.code != UNKNOWN_COLUMN],
        judge=lambda number, answers: _row(judge, by_number[number], answers),
        make=lambda rows: ImportMembers(body=committee, rows=rows),
    )


def _row(judge: RowJudge, found: PreviewRow, answers: Answers = ()) -> RosterRow:
    messages = judge.messages(found)
    shown = RosterRow(
        number=found.number,
        state="refused",
        cells=judge.cells(found.values),
        messages=messages,
        answers=answers,
    )
    if found.state is RowState.REFUSED:
        return shown
    if answered(answers, Choice.SKIP):
        judge.forget(found.number)
        return replace(shown, state="skipped")
    return judge.judged(found, answers, messages)
