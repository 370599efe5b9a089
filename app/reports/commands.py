"""What can be done with reports: made from the log, counted anew, written into, thrown away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from app.documents.from_blocks import draft_from_blocks, put_blocks
from app.documents.queries import document
from app.documents.values import values_for
from app.kernel.commands import Permission, handles
from app.kernel.days import show_day
from app.kernel.periods import Period, Scheme, period_from_key, scheme_of
from app.kernel.text import clean_block
from app.kernel.words import N_, _, on_paper
from app.kernel.work import UnitOfWork
from app.offices.queries import standing
from app.reports.asked import match
from app.reports.definitions import Definition, definition
from app.reports.facts import all_kinds
from app.reports.making import Made, make, text_hash
from app.reports.narrative import own_fields
from app.reports.owing import duty_for, titled
from app.reports.queries import period_kept
from app.reports.rules import (
    ALREADY_THERE,
    BAD_PERIOD,
    EDITED_BY_HAND,
    ISSUED,
    NO_SUCH_SECTION,
    NOT_YET,
    TEXT_LIMIT,
    WRONG_WAY_ROUND,
)
from app.reports.views import AskedField
from db.models import Document, Duty, Report


@dataclass(frozen=True, kw_only=True)
class PrepareReport:
    """A report of a period is counted, written and kept as a draft paper."""

    definition: str
    period: str
    """Key of the period, or two days ``yyyy-mm-dd/yyyy-mm-dd``."""
    duty: str | None = None
    """Uid of the duty it answers; where not given, the one in force that asks for reports of this kind."""
    letter: str | None = None
    asked: tuple[str, ...] = ()
    """Fields an ad hoc request names."""
    request: str = ""
    """Uid of the request from above that it answers."""

    @property
    def title(self) -> str:
        """The report's name with its period, as it stands within a sentence."""
        kind = definition(self.definition)
        words = titled(kind, period_of_key(kind, self.period, scheme_of(kind.scheme)))
        return words[:1].lower() + words[1:]


@dataclass(frozen=True, kw_only=True)
class RecountReport:
    """Figures are counted anew and the text is written again; the officer's own words stay."""

    report: str
    overwrite: bool = False
    """Agreed to lose what was changed by hand in the paper's text."""


@dataclass(frozen=True, kw_only=True)
class WriteOwnText:
    """The officer's words of one section; they go into the paper at once."""

    report: str
    section: str
    text: str
    overwrite: bool = False


@dataclass(frozen=True, kw_only=True)
class RemoveReport:
    """A report that was never signed is thrown away with its draft."""

    report: str


@handles(PrepareReport, action="report.prepare", needs=Permission.WRITE, sentence=N_("Đã lập {command.title}"))
def prepare_report(work: UnitOfWork, command: PrepareReport) -> str:
    """Refuses REP-01 to REP-05 and REP-09; nothing is kept then."""
    kind = definition(command.definition)
    duty = command.duty or _duty(work, kind, command.period)
    period = period_of_key(kind, command.period, _scheme(work, kind, duty))
    if period.first > work.today:
        raise NOT_YET(field="period", period=period.label, first=show_day(period.first))
    _refuse_second(work, kind, period, command.request)
    with on_paper():  # the office above asks in the words of papers
        asked = match(command.asked, all_kinds(work.session))
    former = _former(work, kind, period)
    made = make(work.session, kind, period, work.today, own_texts={}, asked=asked)
    paper = draft_from_blocks(
        work, template=kind.template, day=work.today, subject=made.subject, blocks=made.blocks, annexes=made.annexes
    )
    with on_paper():
        above = values_for(standing(work.session, work.today), committee=None, teams=(), hamlets=(), day=work.today)
    row = work.new(
        Report,
        definition=kind.code,
        period=period.key,
        first_day=period.first,
        last_day=period.last,
        count_mode=kind.count_mode,
        receiver=above.get("superior", ""),
        duty=duty,
        letter=command.letter,
        request=command.request,
        document=paper,
        previous=former,
        facts=_kept(work, made, paper, asked),
        own_texts={},
        counted_at=work.now,
    )
    return row.uid


@handles(RecountReport, action="report.recount", needs=Permission.WRITE, sentence=N_("Đã tính lại số liệu báo cáo"))
def recount_report(work: UnitOfWork, command: RecountReport) -> str:
    """Refuses REP-06 when the text was changed by hand and that was not agreed to be lost, REP-07 once signed."""
    row = _open(work, command.report)
    _write(work, row, dict(row.own_texts), overwrite=command.overwrite)
    return row.uid


@handles(WriteOwnText, action="report.write", needs=Permission.WRITE, sentence=N_("Đã ghi nhận xét vào báo cáo"))
def write_own_text(work: UnitOfWork, command: WriteOwnText) -> str:
    """Refuses REP-06, REP-07, REP-08 and TXT-01 with the field."""
    row = _open(work, command.report)
    if command.section not in own_fields(definition(row.definition)):
        raise NO_SUCH_SECTION(field="section", section=command.section)
    text = clean_block(command.text, field="text", limit=TEXT_LIMIT)
    _write(work, row, {**row.own_texts, command.section: text}, overwrite=command.overwrite)
    return row.uid


@handles(RemoveReport, action="report.remove", needs=Permission.WRITE, sentence=N_("Đã bỏ một báo cáo chưa ký"))
def remove_report(work: UnitOfWork, command: RemoveReport) -> str:
    """Refuses REP-07 once signed."""
    row = _open(work, command.report)
    if row.document is not None:
        work.remove(work.get(Document, row.document))
    work.remove(row)
    return row.uid


def period_of_key(kind: Definition, key: str, scheme: Scheme | None = None) -> Period:
    """The period of a key in the definition's own scheme, or in that of its duty; Refused REP-05, REP-09."""
    try:
        period = period_from_key(key, scheme or scheme_of(kind.scheme))
    except ValueError as error:
        raise BAD_PERIOD(field="period", period=key) from error
    if period.last < period.first:
        raise WRONG_WAY_ROUND(field="period", first=show_day(period.first), last=show_day(period.last))
    return period


def _write(work: UnitOfWork, row: Report, own_texts: dict[str, str], *, overwrite: bool) -> None:
    kind = definition(row.definition)
    paper = row.document or ""
    if not overwrite and text_hash(document(work.session, paper).content) != row.facts.get("text"):
        raise EDITED_BY_HAND()
    asked = tuple(AskedField(**each) for each in row.facts.get("asked", ()))
    period = period_kept(row)
    made = make(work.session, kind, period, work.today, own_texts=own_texts, asked=asked)
    put_blocks(work, paper, subject=made.subject, blocks=made.blocks, annexes=made.annexes)
    row.own_texts = own_texts
    row.facts = _kept(work, made, paper, asked)
    row.counted_at = work.now


def _duty(work: UnitOfWork, kind: Definition, key: str) -> str | None:
    found = duty_for(work.session, kind, period_of_key(kind, key).last)
    return found.uid if found is not None else None


def _scheme(work: UnitOfWork, kind: Definition, duty: str | None) -> Scheme | None:
    """Months are cut as the duty's superior cuts them, where the duty comes round as often as the report."""
    row = work.get(Duty, duty) if duty else None
    return scheme_of(row.scheme, row.cut_off_day) if row is not None and row.cadence is kind.cadence else None


def _kept(work: UnitOfWork, made: Made, paper: str, asked: tuple[AskedField, ...]) -> dict[str, Any]:
    return {
        "figures": made.facts,
        "text": text_hash(document(work.session, paper).content),
        "asked": [{"label": each.label, "key": each.key} for each in asked],
    }


def _open(work: UnitOfWork, uid: str) -> Report:
    row = work.get(Report, uid)
    if row.document is not None and document(work.session, row.document).issued_on is not None:
        raise ISSUED()
    return row


def _living(work: UnitOfWork, kind: Definition) -> list[Report]:
    """Reports of a kind whose paper still stands; a draft thrown away takes its report's place away."""
    query = select(Report).join(Document, Document.uid == Report.document)
    query = query.where(Report.definition == kind.code, Report.deleted_at.is_(None), Document.deleted_at.is_(None))
    return list(work.session.scalars(query))


def _refuse_second(work: UnitOfWork, kind: Definition, period: Period, request: str) -> None:
    """Two requests may ask about the same days: each has a report of its own."""
    for row in _living(work, kind):
        unsigned = row.document is not None and document(work.session, row.document).issued_on is None
        if row.period == period.key and row.request == request and unsigned:
            raise ALREADY_THERE(field="period", name=_(kind.name), period=period.label)


def _former(work: UnitOfWork, kind: Definition, period: Period) -> str | None:
    earlier = [row for row in _living(work, kind) if row.last_day < period.last]
    return max(earlier, key=lambda row: (row.last_day, row.uid)).uid if earlier else None
