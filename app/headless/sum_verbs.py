"""The verb of the office above: communes' reports of a period added up, told, and written out."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.documents.printing import docx_of, pdf_of
from app.headless.answer import Answers, Exit
from app.headless.opening import opened
from app.kernel.files import atomic_write
from app.kernel.periods import Period
from app.kernel.problems import refused
from app.kernel.words import N_, _
from app.overview.commands import PrepareSummary
from app.overview.gathering import overview
from app.overview.periods import best_offer, period_offers
from app.overview.views import Overview
from app.overview.wording import coverage, coverage_sentence, remark, sent_words, total
from app.overview.workbook import overview_xlsx
from app.reports.commands import period_of_key
from app.reports.definitions import definition
from app.reports.owing import titled
from app.workspace import Workspace

NO_PERIOD = refused(
    "TOO-16",
    N_("Chưa nói cộng “{name}” của kỳ nào."),
    next_step=N_("Ghi kỳ (2026-03, 2026-Q1, 2026-H1, 2026) hoặc hai ngày 2026-03-01/2026-03-16."),
)


def sums_verb(arguments: Namespace, answers: Answers) -> Exit:
    """Adds up; FINDINGS while a commune is lacking. ``--pdf`` and ``--docx`` make the paper as a draft."""
    with opened(arguments) as workspace:
        period = _period(workspace, arguments)
        seen = workspace.read(overview, arguments.kind, period)
        paper = _paper(workspace, seen, arguments)
        files = _written(workspace, seen, paper, arguments)
    name = titled(definition(seen.definition), seen.period)
    answers.say(
        "\n".join([name, coverage_sentence(seen), *_communes(seen), *_figures(seen), *map(str, files)]),
        kind=seen.definition,
        period=seen.period.key,
        first=seen.period.first,
        last=seen.period.last,
        counted=len(seen.counted),
        communes=seen.communes,
        figures=seen.lines,
        document=paper,
        files=files,
    )
    return Exit.FINDINGS if seen.lacking or not seen.communes else Exit.DONE


def _period(workspace: Workspace, arguments: Namespace) -> Period:
    kind = definition(arguments.kind)
    offers = workspace.read(period_offers, kind.code, workspace.clock.today())
    if not arguments.period:
        best = best_offer(offers)
        if best is None:
            raise NO_PERIOD(name=_(kind.name))
        return best.period
    named = [offer for offer in offers if offer.period.key == arguments.period]
    if named:
        return max(named, key=lambda offer: offer.reports).period
    return period_of_key(kind, arguments.period)


def _paper(workspace: Workspace, seen: Overview, arguments: Namespace) -> str:
    """The draft paper, where one is asked for."""
    if arguments.pdf is None and arguments.docx is None:
        return ""
    command = PrepareSummary(
        definition=seen.definition,
        period=seen.period.key,
        first_day=seen.period.first,
        last_day=seen.period.last,
    )
    return str(workspace.do(command).value)


def _written(workspace: Workspace, seen: Overview, paper: str, arguments: Namespace) -> list[Path]:
    files = workspace.files
    makers: tuple[tuple[Path | None, Callable[[Any], bytes]], ...] = (
        (arguments.pdf, lambda session: pdf_of(session, files, paper)),
        (arguments.docx, lambda session: docx_of(session, files, paper)),
        (arguments.xlsx, lambda _session: overview_xlsx(seen)),
    )
    found = [(target, make) for target, make in makers if target is not None]
    for target, make in found:
        atomic_write(target, workspace.read(make), verify=True)
    return [target for target, _make in found]


def _communes(seen: Overview) -> list[str]:
    return [
        f"  {each.office_name:28}{'; '.join(part for part in (sent_words(each.sent), remark(each)) if part)}"
        for each in seen.communes
    ]


def _figures(seen: Overview) -> list[str]:
    return [f"  {line.name}: {total(line)} {line.unit} ({coverage(line)})" for line in seen.lines if line.covered]
