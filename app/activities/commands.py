"""What can be done with entries of the log."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import func, select

from app.activities.queries import kind_by_code, latest_day
from app.activities.rules import (
    ASKED,
    CLOCK_SET_BACK,
    IN_THE_FUTURE,
    NOTHING,
    UNKNOWN_KIND,
    ActivityInput,
    Surroundings,
    activity_fields,
    questions,
)
from app.activities.views import KindView
from app.bodies.queries import body, team_of_hamlet
from app.evidence.attaching import attach_files, attach_link, remove_all
from app.evidence.views import StoredFile
from app.kernel.commands import Permission, handles
from app.kernel.days import show_day
from app.kernel.findings import Finding
from app.kernel.words import N_
from app.kernel.work import UnitOfWork
from app.offices.queries import hamlet
from db.models import Activity, Document

_MOST_TOLD = 5

__all__ = [
    "ActivityInput",
    "ChangeActivity",
    "LogActivities",
    "LogActivity",
    "RemoveActivities",
    "RemoveActivity",
]


@dataclass(frozen=True, kw_only=True)
class LogActivity:
    """Something that was done goes into the log, with what proves it, in one step."""

    entry: ActivityInput
    files: tuple[StoredFile, ...] = ()
    """What ``app.evidence.taking_in.take_in`` answered."""
    links: tuple[str, ...] = ()
    sure: bool = False
    """The person confirmed what was asked (ACT-06)."""
    same_photo_ok: bool = False
    """The person confirmed that a photo proves another record as well (EVI-05)."""


@dataclass(frozen=True, kw_only=True)
class LogActivities:
    """Several entries at once: a paper form typed in, or rows pasted from Excel."""

    entries: tuple[ActivityInput, ...]
    sure: bool = False


@dataclass(frozen=True, kw_only=True)
class ChangeActivity:
    """An entry is corrected; its evidence stays."""

    uid: str
    entry: ActivityInput
    sure: bool = False


@dataclass(frozen=True, kw_only=True)
class RemoveActivity:
    """An entry made by mistake is taken out, its evidence with it."""

    uid: str


@dataclass(frozen=True, kw_only=True)
class RemoveActivities:
    """Several entries are taken out in one step."""

    uids: tuple[str, ...]


@handles(LogActivity, action="activity.log", needs=Permission.WRITE, sentence=N_("Đã ghi một hoạt động vào sổ"))
def log_activity(work: UnitOfWork, command: LogActivity) -> str:
    """Gives the uid. Refused ACT-01 to ACT-06 with the field, FIG-*, EVI-*."""
    row = _logged(work, command.entry, sure=command.sure)
    attach_files(work, "activity", row.uid, command.files, same_photo_ok=command.same_photo_ok)
    for url in command.links:
        attach_link(work, "activity", row.uid, url, "")
    return row.uid


@handles(
    LogActivities,
    action="activity.log_many",
    needs=Permission.WRITE,
    sentence=N_("Đã ghi {result} hoạt động vào sổ"),
)
def log_activities(work: UnitOfWork, command: LogActivities) -> int:
    """All or none; gives how many. Refused as for one, ACT-11 for none."""
    if not command.entries:
        raise NOTHING()
    kinds: dict[str, KindView] = {}
    found: list[Finding] = []
    for entry in command.entries:
        _logged(work, entry, sure=command.sure, known=kinds, found=found)
    _ask(found)
    return len(command.entries)


@handles(ChangeActivity, action="activity.change", needs=Permission.WRITE, sentence=N_("Đã sửa một hoạt động"))
def change_activity(work: UnitOfWork, command: ChangeActivity) -> str:
    """Corrects the fields; figures of indicators that the kind had once are kept."""
    row = work.get(Activity, command.uid)
    kind = _kind(work, command.entry.kind)
    _check_day(work, command.entry.held_on)
    entry = _completed(work, command.entry)
    if not command.sure:
        _ask(_questions(work, entry, kind, but=row.uid))
    fields = activity_fields(entry, kind)
    if kind.code == row.kind:
        former = {code: amount for code, amount in row.figures.items() if kind.indicator(code) is None}
        fields["figures"] = former | fields["figures"]
    for name, value in fields.items():
        setattr(row, name, value)
    return row.uid


@handles(RemoveActivity, action="activity.remove", needs=Permission.WRITE, sentence=N_("Đã bỏ một hoạt động khỏi sổ"))
def remove_activity(work: UnitOfWork, command: RemoveActivity) -> str:
    """Marks the entry and its evidence as deleted; undo brings both back."""
    row = work.get(Activity, command.uid)
    remove_all(work, "activity", row.uid)
    work.remove(row)
    return row.uid


@handles(
    RemoveActivities,
    action="activity.remove_many",
    needs=Permission.WRITE,
    sentence=N_("Đã bỏ {result} hoạt động khỏi sổ"),
)
def remove_activities(work: UnitOfWork, command: RemoveActivities) -> int:
    """All or none."""
    for uid in command.uids:
        remove_activity(work, RemoveActivity(uid=uid))
    return len(command.uids)


def _logged(
    work: UnitOfWork,
    given: ActivityInput,
    *,
    sure: bool,
    known: dict[str, KindView] | None = None,
    found: list[Finding] | None = None,
) -> Activity:
    """Adds the entry; what is to be asked is collected in ``found``, or asked at once where nobody collects."""
    kinds = known if known is not None else {}
    kind = kinds.get(given.kind) or kinds.setdefault(given.kind, _kind(work, given.kind))
    _check_day(work, given.held_on)
    entry = _completed(work, given)
    asked = [] if sure else _questions(work, entry, kind)
    if found is None:
        _ask(asked)
    else:
        found += asked
    row = work.new(Activity, **activity_fields(entry, kind))
    work.session.flush()
    return row


def _kind(work: UnitOfWork, code: str) -> KindView:
    kind = kind_by_code(work.session, code)
    if kind is None:
        raise UNKNOWN_KIND(field="kind", kind=code)
    return kind


def _check_day(work: UnitOfWork, held_on: date) -> None:
    if held_on <= work.today:
        return
    latest = latest_day(work.session)
    if latest is not None and latest > work.today:
        raise CLOCK_SET_BACK(field="held_on", today=show_day(work.today), latest=show_day(latest))
    raise IN_THE_FUTURE(field="held_on", day=show_day(held_on), today=show_day(work.today))


def _completed(work: UnitOfWork, entry: ActivityInput) -> ActivityInput:
    """Hamlet and team give each other where one is left out."""
    if entry.hamlet and not entry.body:
        team = team_of_hamlet(work.session, entry.hamlet, on=entry.held_on)
        return replace(entry, body=team.uid) if team else entry
    if entry.body and not entry.hamlet:
        found = body(work.session, entry.body)
        return replace(entry, hamlet=found.hamlet.uid) if found and found.hamlet else entry
    return entry


def _questions(work: UnitOfWork, entry: ActivityInput, kind: KindView, *, but: str = "") -> list[Finding]:
    place = hamlet(work.session, entry.hamlet) if entry.hamlet else None
    around = Surroundings(
        households=place.households if place else None,
        hamlet=place.label if place else "",
        same=_same(work, entry, kind, but),
        report_signed_on=_signed_on(work, entry.document),
    )
    return questions(entry, kind, around, work.today)


def _same(work: UnitOfWork, entry: ActivityInput, kind: KindView, but: str) -> int:
    wanted = activity_fields(entry, kind)["figures"]
    if not any(isinstance(amount, int) for amount in wanted.values()):
        return 0
    query = select(Activity.figures).where(
        Activity.held_on == entry.held_on,
        Activity.kind == kind.code,
        Activity.hamlet == entry.hamlet,
        Activity.uid != but,
        Activity.deleted_at.is_(None),
    )
    found: Sequence[Any] = work.session.scalars(query).all()
    return sum(figures == wanted for figures in found)


def _signed_on(work: UnitOfWork, document: str | None) -> date | None:
    if document is None:
        return None
    return work.session.scalar(select(func.max(Document.issued_on)).where(Document.uid == document))


def _ask(found: Sequence[Finding]) -> None:
    if found:
        first = " ".join(dict.fromkeys(finding.message for finding in found[:_MOST_TOLD]))
        raise ASKED(field=found[0].field, findings=found, first=first)
