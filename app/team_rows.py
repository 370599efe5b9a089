"""A pasted roster of all teams judged against people and teams, row by row, and the one command that takes it in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from app.bodies.commands import ImportTeamMembers
from app.bodies.queries import bodies
from app.importing.columns import ColumnFate
from app.importing.grid import Grid, cell_text
from app.importing.preview import Existing, ImportPreview, PreviewRow, RowState, preview
from app.importing.settling import Answers, Choice, HamletOffers, answered
from app.importing.targets import members_target
from app.kernel.text import fold
from app.kernel.words import _
from app.member_rows import OPTIONAL, UNKNOWN_COLUMN, RosterBase, RosterPreview, RosterRow, RowJudge, person_values
from app.offices.queries import hamlets
from app.offices.views import HamletView
from app.people.queries import people
from app.superior_form import existing_members
from db.vocabulary import BodyKind

_SHOWN = ("hamlet", "full_name", "birth", "gender", "post", "role", "phone", "note")


def roster_base(session: Session, day: date) -> RosterBase:
    """Everything that a pasted roster is compared with on a day."""
    known = tuple(existing_members(session, day))
    everyone = {person.uid: person for person in people(session)}
    places = tuple(hamlets(session, on=day))
    inside = {record.uid for record in known}
    others = [
        Existing(uid=person.uid, values=person_values(person, places, day))
        for person in everyone.values()
        if person.uid not in inside
    ]
    return RosterBase(
        day=day,
        hamlets=places,
        people=everyone,
        existing=(*known, *others),
        places={
            (team.hamlet.uid, member.person.uid): member
            for team in bodies(session, kind=BodyKind.TEAM, on=day)
            if team.hamlet
            for member in team.planned
        },
    )


def roster_preview(grid: Grid, base: RosterBase, *, own_hamlet: str = "") -> RosterPreview:
    """What a roster would change; one that names no hamlet at all is for ``own_hamlet``. Refuses IMP-01."""
    target = members_target(today=base.day)
    open_target = replace(
        target, fields=tuple(replace(spec, required=False) if spec.key == "hamlet" else spec for spec in target.fields)
    )
    found = preview(grid, open_target, base.existing, optional=OPTIONAL)
    names_hamlets = any("hamlet" in row.values for row in found.rows) or any(
        column.key == "hamlet" for column in found.columns
    )
    headings = {spec.key: spec.heading for spec in target.fields}
    judge = _TeamJudge(
        RowJudge(base, BodyKind.TEAM, _SHOWN, headings), grid, found, "" if names_hamlets else own_hamlet
    )
    by_number = {row.number: row for row in found.rows}
    return RosterPreview(
        headings=[headings[key] for key in _SHOWN],
        rows=[judge.row(row) for row in found.rows],
        unknown_columns=[column.heading for column in found.columns if column.fate is ColumnFate.UNKNOWN],
        remarks=[remark.text for remark in found.findings if remark.code != UNKNOWN_COLUMN],
        judge=lambda number, answers: judge.row(by_number[number], answers),
        make=lambda rows: ImportTeamMembers(rows=rows),
    )


class _TeamJudge:
    """Gives every row its hamlet first."""

    def __init__(self, rows: RowJudge, grid: Grid, found: ImportPreview, own_hamlet: str) -> None:
        self._rows, self._grid, self._own = rows, grid, own_hamlet
        self._hamlets = {hamlet.uid: hamlet for hamlet in rows.base.hamlets}
        self._offers = HamletOffers(((one.uid, one.name, one.label) for one in rows.base.hamlets), may_stay_blank=False)
        self._column = next((column.place for column in found.columns if column.key == "hamlet"), None)

    def row(self, found: PreviewRow, answers: Answers = ()) -> RosterRow:
        """The row with these answers; asks for the hamlet first where it is not known."""
        messages = self._rows.messages(found)
        hamlet, why = self._hamlet(found, answers)
        shown = RosterRow(
            number=found.number,
            state="refused",
            cells=self._rows.cells(found.values, hamlet),
            messages=messages,
            answers=answers,
        )
        if hamlet is None:
            self._rows.tell(messages, "hamlet", why)
        if found.state is RowState.REFUSED:
            return shown
        if answered(answers, Choice.SKIP):
            self._rows.forget(found.number)
            return replace(shown, state="skipped")
        if hamlet is None:
            offers = self._offers.like(str(found.values.get("hamlet", "")))
            return replace(shown, state="doubtful", offers=offers)
        return self._rows.judged(found, answers, messages, hamlet)

    def _hamlet(self, found: PreviewRow, answers: Answers) -> tuple[HamletView | None, str]:
        said = answered(answers, Choice.HAMLET)
        if said is not None:
            return self._hamlets[said.about], ""
        name, kind = str(found.values.get("hamlet", "")), found.values.get("hamlet_kind")
        if not name:
            return self._hamlets.get(self._own), _(
                "Chưa ghi thôn. Thêm cột Thôn rồi dán lại, hoặc chọn thôn cho dòng này."
            )
        fitting = [
            one for one in self._hamlets.values() if fold(one.name) == fold(name) and (kind is None or one.kind is kind)
        ]
        if len(fitting) > 1 and self._column is not None:
            typed = fold(cell_text(self._grid.rows[found.number - 1][self._column]))
            fitting = [one for one in fitting if one.former_commune and fold(one.former_commune) in typed]
        if len(fitting) == 1:
            return fitting[0], ""
        if fitting:
            return None, _(
                "Có nhiều thôn cùng tên {name}. Chọn thôn cho dòng này, hoặc ghi thêm xã cũ trong ngoặc."
            ).format(name=name)
        return None, _(
            "Xã không có thôn {name}. Chọn thôn cho dòng này, hoặc thêm thôn ở trang Cơ quan và thôn."
        ).format(name=name)
