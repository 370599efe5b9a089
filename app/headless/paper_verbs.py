"""Verbs about papers: check, compose, print, roster, issue."""

from __future__ import annotations

from argparse import Namespace
from datetime import date

from app.documents.drafting import DraftDocument
from app.documents.issuing import IssueDocument
from app.documents.printing import docx_of, pdf_of, roster_pdf, roster_xlsx
from app.documents.queries import find_document
from app.documents.readiness import everything_missing
from app.headless.answer import Answers, Exit
from app.headless.opening import opened
from app.kernel.files import atomic_write
from app.kernel.problems import refused
from app.kernel.words import N_, _
from app.workspace import Workspace

NO_TARGET = refused("TOO-02", N_("Chưa nói ghi ra tệp nào."),
                    next_step=N_("Thêm --pdf TỆP, --docx TỆP hoặc --xlsx TỆP."))


def check(arguments: Namespace, answers: Answers) -> Exit:
    """All findings of the whole workspace."""
    with opened(arguments) as workspace:
        return answers.findings(workspace.read(everything_missing, _on(arguments, workspace)))


def compose(arguments: Namespace, answers: Answers) -> Exit:
    """Composes a paper from a template and names it."""
    with opened(arguments) as workspace:
        outcome = workspace.do(DraftDocument(template=arguments.template, day=_on(arguments, workspace)))
    answers.say(outcome.sentence, document=outcome.value)
    return Exit.DONE


def write_paper(arguments: Namespace, answers: Answers) -> Exit:
    """Writes a paper as PDF, DOCX or both; a signed one comes out byte for byte as it was signed."""
    makers = {arguments.pdf: pdf_of, arguments.docx: docx_of}
    targets = [path for path in (arguments.pdf, arguments.docx) if path is not None]
    if not targets:
        raise NO_TARGET()
    with opened(arguments) as workspace:
        uid = workspace.read(find_document, arguments.document)
        for path in targets:
            atomic_write(path, workspace.read(makers[path], workspace.files, uid), verify=True)
    answers.say("\n".join(str(path) for path in targets), files=targets)
    return Exit.DONE


def write_roster(arguments: Namespace, answers: Answers) -> Exit:
    """Writes the roster of all teams as PDF, XLSX or both."""
    makers = {arguments.pdf: roster_pdf, arguments.xlsx: roster_xlsx}
    targets = [path for path in (arguments.pdf, arguments.xlsx) if path is not None]
    if not targets:
        raise NO_TARGET()
    with opened(arguments) as workspace:
        for path in targets:
            atomic_write(path, workspace.read(makers[path], day=_on(arguments, workspace)), verify=True)
    answers.say("\n".join(str(path) for path in targets), files=targets)
    return Exit.DONE


def issue(arguments: Namespace, answers: Answers) -> Exit:
    """Enters number and day of a signed paper and freezes it."""
    with opened(arguments) as workspace:
        uid = workspace.read(find_document, arguments.document)
        scan = workspace.files.put(arguments.scan) if arguments.scan is not None else None
        outcome = workspace.do(IssueDocument(
            document=uid, issued_on=arguments.on, number=arguments.number, scan=scan,
            no_scan_reason=arguments.no_scan_reason, confirmed_warnings=tuple(arguments.confirm)))
    answers.say(_("Đã ban hành {symbol}.").format(symbol=outcome.value.symbol), issued=outcome.value)
    return Exit.DONE


def _on(arguments: Namespace, workspace: Workspace) -> date:
    return arguments.on or workspace.clock.today()
