"""The verb about reports: what kinds there are and what is due, or one report made from the log and written out."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from app.documents.printing import docx_of, pdf_of
from app.headless.answer import Answers, Exit
from app.headless.opening import opened
from app.kernel.days import show_day
from app.kernel.files import atomic_write, file_problems
from app.kernel.problems import refused
from app.kernel.words import N_, _
from app.reports.asked import asked_lines
from app.reports.commands import PrepareReport, RecountReport, period_of_key
from app.reports.definitions import definition, definitions
from app.reports.owing import heads, owed, titled
from app.reports.queries import period_due, report, reports
from app.reports.views import ReportView
from app.reports.workbook import report_xlsx
from app.workspace import Workspace

LIST = "list"
NO_PERIOD = refused(
    "TOO-11",
    N_("Chưa nói lập “{name}” cho những ngày nào."),
    next_step=N_("Ghi kỳ (2026-03, 2026-Q1, 2026-H1, 2026) hoặc hai ngày 2026-03-01/2026-03-16."),
)
NOT_TEXT = refused(
    "TOO-12",
    N_("Tệp {name} không phải văn bản UTF-8."),
    next_step=N_("Lưu lại tệp dạng văn bản thuần (UTF-8), mỗi dòng một nội dung được hỏi."),
)
_MOST_ASKED_BYTES = 1_000_000


def report_verb(arguments: Namespace, answers: Answers) -> Exit:
    """Lists kinds and what is due, or makes a report; a draft of that period is counted anew, a signed one is kept."""
    if arguments.kind == LIST:
        return _list(arguments, answers)
    asked = _asked(arguments.asked)
    with opened(arguments) as workspace:
        uid = _made(workspace, arguments, asked)
        view = workspace.read(report, uid)
        assert view is not None
        files = _written(workspace, view, arguments)
    name = titled(definition(view.definition), view.period)
    answers.say(
        "\n".join([name, *(str(path) for path in files)]),
        report=view.uid,
        document=view.paper.uid,
        kind=view.definition,
        period=view.period.key,
        first=view.period.first,
        last=view.period.last,
        is_signed=view.is_issued,
        figures=view.facts.get("figures", {}),
        asked=view.facts.get("asked", []),
        files=files,
    )
    return Exit.DONE


def _list(arguments: Namespace, answers: Answers) -> Exit:
    with opened(arguments) as workspace:
        today = workspace.clock.today()
        due, made = workspace.read(owed, today), workspace.read(heads, today)
    kinds = [{"code": kind.code, "name": kind.name, "note": kind.note, "source": kind.source} for kind in definitions()]
    lines = [_("Mẫu báo cáo:")]
    lines += [f"  {kind.code:24}{_(kind.name)}" for kind in definitions()]
    lines += [_("Đến kỳ nộp:")] + [f"  {each.kind.code:24}{each.title}" for each in due] if due else []
    lines += [_("Đã lập:")] if made else []
    lines += [f"  {each.uid}  {titled(each.kind, each.period)} ({each.state_words})" for each in made]
    answers.say(
        "\n".join(lines),
        kinds=kinds,
        due=[
            {"kind": each.kind.code, "period": each.period.key, "last_day": each.last_day, "report": each.report}
            for each in due
        ],
        reports=[
            {
                "report": each.uid,
                "kind": each.kind.code,
                "period": each.period.key,
                "state": each.state_words,
                "last_day": show_day(each.last_day),
            }
            for each in made
        ],
    )
    return Exit.DONE


def _made(workspace: Workspace, arguments: Namespace, asked: tuple[str, ...]) -> str:
    kind = definition(arguments.kind)
    due = period_due(kind, workspace.clock.today())
    key = arguments.period or (due.key if due is not None else "")
    if not key:
        raise NO_PERIOD(name=_(kind.name))
    period = period_of_key(kind, key)
    known = workspace.read(_known, kind.code, period.key)
    if known is None:
        return str(workspace.do(PrepareReport(definition=kind.code, period=key, asked=asked)).value)
    if not known.is_issued:
        workspace.do(RecountReport(report=known.uid))
    return known.uid


def _known(session: Session, code: str, key: str) -> ReportView | None:
    """The report of a kind and period that was begun already, a draft before one that is signed."""
    own = [each for each in reports(session) if each.definition == code and each.period.key == key]
    return min(own, key=lambda each: each.is_issued, default=None)


def _written(workspace: Workspace, view: ReportView, arguments: Namespace) -> list[Path]:
    paper, files = view.paper.uid, workspace.files
    makers: tuple[tuple[Path | None, Callable[[Any], bytes]], ...] = (
        (arguments.pdf, lambda session: pdf_of(session, files, paper)),
        (arguments.docx, lambda session: docx_of(session, files, paper)),
        (arguments.xlsx, lambda session: report_xlsx(session, view.uid)),
    )
    found = [(target, make) for target, make in makers if target is not None]
    for target, make in found:
        atomic_write(target, workspace.read(make), verify=True)
    return [target for target, _make in found]


def _asked(path: Path | None) -> tuple[str, ...]:
    if path is None:
        return ()
    with file_problems(path):
        raw = path.read_bytes()[:_MOST_ASKED_BYTES]
    try:
        return asked_lines(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise NOT_TEXT(name=path.name) from error
