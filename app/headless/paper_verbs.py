"""Verbs about papers: check, compose, print, roster, issue."""

from __future__ import annotations

from argparse import Namespace
from datetime import date
from pathlib import Path

from sqlalchemy.orm import Session

from app.checking import everything_missing
from app.documents.drafting import DraftDocument
from app.documents.issuing import IssueDocument
from app.documents.printing import docx_of, pdf_of, xlsx_of
from app.documents.queries import documents
from app.documents.register_book import register_pdf, register_xlsx
from app.headless.answer import Answers, Exit
from app.headless.opening import opened
from app.importing import scans
from app.kernel.files import atomic_write
from app.kernel.problems import refused
from app.kernel.words import N_, _
from app.rosters import roster_draft
from app.superior_form import fill_form
from app.workspace import Workspace
from db.vocabulary import ReplaceMode

NO_TARGET = refused(
    "TOO-02", N_("Chưa nói ghi ra tệp nào."), next_step=N_("Thêm --pdf TỆP, --docx TỆP hoặc --xlsx TỆP.")
)

FORM_WITHOUT_TARGET = refused(
    "TOO-04", N_("Chưa nói ghi biểu mẫu đã điền ra tệp nào."), next_step=N_("Thêm --xlsx TỆP.")
)

NO_SUCH_PAPER = refused(
    "TOO-03",
    N_("Không có văn bản “{document}”."),
    next_step=N_("Ghi mã văn bản, số và ký hiệu (05/QĐ-UBND) hoặc tên mẫu (qd-to-cnsc)."),
)


def check(arguments: Namespace, answers: Answers) -> Exit:
    """All findings of the whole workspace."""
    with opened(arguments) as workspace:
        return answers.findings(workspace.read(everything_missing, _on(arguments, workspace)))


def compose(arguments: Namespace, answers: Answers) -> Exit:
    """Composes a paper from a template and names it."""
    with opened(arguments) as workspace:
        outcome = workspace.do(
            DraftDocument(
                template=arguments.template,
                day=_on(arguments, workspace),
                bodies=tuple(arguments.body),
                mode=ReplaceMode(arguments.mode) if arguments.mode else None,
                signer=arguments.signer,
                values=tuple(arguments.set),
            )
        )
    answers.say(outcome.sentence, document=outcome.value)
    return Exit.DONE


def write_paper(arguments: Namespace, answers: Answers) -> Exit:
    """Writes a paper as PDF, DOCX or both; a signed one comes out byte for byte as it was signed."""
    targets = [path for path in (arguments.pdf, arguments.docx) if path is not None]
    if not targets:
        raise NO_TARGET()
    with opened(arguments) as workspace:
        uid = workspace.read(_find, arguments.document)
        if arguments.pdf is not None:
            atomic_write(arguments.pdf, workspace.read(pdf_of, workspace.files, uid), verify=True)
        if arguments.docx is not None:
            atomic_write(arguments.docx, workspace.read(docx_of, workspace.files, uid), verify=True)
    answers.say("\n".join(str(path) for path in targets), files=targets)
    return Exit.DONE


def write_roster(arguments: Namespace, answers: Answers) -> Exit:
    """Writes the roster of all teams as PDF, XLSX or both; with a form, the worksheet is that form filled in."""
    targets = [path for path in (arguments.pdf, arguments.xlsx) if path is not None]
    if not targets:
        raise NO_TARGET()
    if arguments.form is not None and arguments.xlsx is None:
        raise FORM_WITHOUT_TARGET()
    with opened(arguments) as workspace:
        day = _on(arguments, workspace)
        if arguments.form is not None:
            atomic_write(
                arguments.xlsx,
                workspace.read(fill_form, arguments.form, day, with_phones=arguments.phones),
                verify=True,
            )
        if arguments.pdf is not None or arguments.form is None:
            _write_own_roster(arguments, workspace, day)
    answers.say("\n".join(str(path) for path in targets), files=targets)
    return Exit.DONE


def _write_own_roster(arguments: Namespace, workspace: Workspace, day: date) -> None:
    uid = roster_draft(workspace, day)
    if arguments.pdf is not None:
        atomic_write(arguments.pdf, workspace.read(pdf_of, workspace.files, uid), verify=True)
    if arguments.xlsx is not None and arguments.form is None:
        atomic_write(arguments.xlsx, workspace.read(xlsx_of, workspace.files, uid), verify=True)


def write_register(arguments: Namespace, answers: Answers) -> Exit:
    """Writes the register of a series and year as PDF, XLSX or both."""
    targets = [path for path in (arguments.pdf, arguments.xlsx) if path is not None]
    if not targets:
        raise NO_TARGET()
    with opened(arguments) as workspace:
        year = arguments.year or workspace.clock.today().year
        for target, make in ((arguments.pdf, register_pdf), (arguments.xlsx, register_xlsx)):
            if target is not None:
                atomic_write(target, workspace.read(make, year=year, series=arguments.series), verify=True)
    answers.say("\n".join(str(path) for path in targets), files=targets)
    return Exit.DONE


def _find(session: Session, words: str) -> str:
    """The paper meant: by uid, by its number and symbol such as 05/QĐ-UBND, or by the template it was drafted from."""
    found = documents(session)
    for paper in found:
        number = f"{paper.number:02d}/{paper.symbol.lstrip('/')}" if paper.number else ""
        if words in (paper.uid, number):
            return paper.uid
    drafted = [paper.uid for paper in found if paper.template == words]
    if not drafted:
        raise NO_SUCH_PAPER(document=words)
    return drafted[0]


def _scan(workspace: Workspace, path: Path) -> str:
    """Keeps the scan of a signed paper; a picture only once it was looked at."""
    if scans.is_picture(path):
        scans.pages_of(path)
    return workspace.files.put(path)


def issue(arguments: Namespace, answers: Answers) -> Exit:
    """Enters number and day of a signed paper and freezes it."""
    with opened(arguments) as workspace:
        uid = workspace.read(_find, arguments.document)
        scan = _scan(workspace, arguments.scan) if arguments.scan is not None else None
        outcome = workspace.do(
            IssueDocument(
                document=uid,
                issued_on=arguments.on,
                number=arguments.number,
                scan=scan,
                no_scan_reason=arguments.no_scan_reason,
                confirmed_warnings=tuple(arguments.confirm),
            )
        )
    answers.say(_("Đã ban hành {symbol}.").format(symbol=outcome.value.symbol), issued=outcome.value)
    return Exit.DONE


def _on(arguments: Namespace, workspace: Workspace) -> date:
    return arguments.on or workspace.clock.today()
