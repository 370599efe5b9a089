"""Issuing: the signed paper gets its number and day, is frozen, and takes effect; or its number is voided.

Source: Nghị định 30/2020/NĐ-CP, Điều 15 (number and date after signing) and Điều 18 (issue, amend, replace).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.bodies.effects import apply_decision
from app.bodies.rules import reason_wanted
from app.documents import freeze
from app.documents.commands import known_file, open_document, reason_of, signed_document
from app.documents.deciding import Decides
from app.documents.inputs import DraftInputs, draft_inputs
from app.documents.numbering import with_number
from app.documents.office_style import style_of
from app.documents.printing import paper_from
from app.documents.readiness import findings_for_issue, rule_set_for_paper
from app.documents.register import ensure_default_series, take_number
from app.documents.withdrawing import withdraw
from app.kernel.commands import Permission, handles, refuse_if
from app.kernel.days import show_day
from app.kernel.findings import Finding, warnings
from app.kernel.problems import refused
from app.kernel.words import N_
from app.kernel.work import UnitOfWork
from db.models import Document, RegisterEntry
from db.vocabulary import DocumentState, ReplaceMode

NOT_READY = refused(
    "REG-20",
    N_("Chưa ban hành được: còn {count} lỗi. {first}"),
    next_step=N_("Sửa từng lỗi trong danh sách rồi ban hành lại. Chưa có số nào bị cấp."),
)
NOT_CONFIRMED = refused(
    "REG-21",
    N_("Còn {count} cảnh báo chưa được xác nhận. {first}"),
    next_step=N_("Đọc từng cảnh báo; sửa, hoặc đánh dấu xác nhận rồi ban hành lại."),
)
IN_FUTURE = refused(
    "REG-22",
    N_("Ngày ban hành {day} ở sau hôm nay {today}."),
    next_step=N_("Ghi số và ngày sau khi văn bản đã được ký; kiểm tra đồng hồ của máy."),
)
UNPROVEN = refused(
    "REG-23", N_("Chưa có bản quét của văn bản đã ký."), next_step=N_("Chọn tệp quét, hoặc ghi lý do chưa có bản quét.")
)
REASON_WANTED = refused(
    "REG-25",
    N_("Cần ghi lý do bằng lời cho cảnh báo này. {first}"),
    next_step=N_("Ghi lý do, ví dụ chức vụ đang khuyết, rồi ban hành lại."),
)
ALREADY_VOID = refused("REG-24", N_("Số {number} đã hủy ngày {day}."), next_step=N_("Không cần làm gì thêm."))


@dataclass(frozen=True, kw_only=True)
class IssueDocument:
    """A signed paper is entered: number (the next one unless given), day, and the scan or why there is none."""

    document: str
    issued_on: date
    number: int | None = None
    scan: str | None = None
    no_scan_reason: str = ""
    confirmed_warnings: tuple[str, ...] = ()
    """Codes of the warnings the officer has read and accepts."""
    reason: str = ""
    """Why a rule that asks for a written reason is set aside, such as a vacant post."""
    skip_reason: str = ""
    """Why the numbers before a given one are not used, such as given by the clerk to other papers."""


@dataclass(frozen=True, kw_only=True)
class VoidNumber:
    """A number is voided: it stays taken, its paper ends, and what the paper did to bodies is taken back."""

    entry: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Issued:
    """What issuing brought."""

    document: str
    entry: str
    number: int
    symbol: str
    """Number and symbol in one, ``05/QĐ-UBND``."""
    issued_on: date
    pdf_sha256: str


@handles(
    IssueDocument,
    action="document.issue",
    needs=Permission.ISSUE,
    undoable=False,
    sentence=N_("Đã ban hành văn bản số {result.symbol}, ngày {result.issued_on}"),
)
def issue_document(work: UnitOfWork, command: IssueDocument) -> Issued:
    """Numbers and freezes a paper; refuses REG-01, REG-10, REG-15, REG-20 … REG-25 and NUM-01 … NUM-03."""
    row = open_document(work, command.document)
    ensure_default_series(work)
    if command.issued_on > work.today:
        raise IN_FUTURE(field="issued_on", day=show_day(command.issued_on), today=show_day(work.today))
    scan = known_file(work, command.scan) if command.scan else ""
    if not scan and not command.no_scan_reason.strip():
        raise UNPROVEN(field="scan")
    inputs = draft_inputs(work.session, row.uid, command.issued_on)
    entry = take_number(
        work, row, year=command.issued_on.year, number=command.number, skip_reason=command.skip_reason.strip()
    )
    findings = findings_for_issue(work.session, inputs, number=entry.number)
    _refuse_unready(findings, command.confirmed_warnings)
    _ask_reason(work, inputs, findings, command.reason)
    row.scan_sha256 = scan
    row.no_scan_reason = "" if scan else reason_of(command.no_scan_reason, field="no_scan_reason")
    row.number, row.issued_on, row.state = entry.number, command.issued_on, DocumentState.SIGNED
    _freeze(work, row, inputs, confirmed=_confirmed(findings, command.reason))
    _supersede(work, row)
    if inputs.decides is Decides.COMPOSITION:
        apply_decision(work, document=row.uid, issued_on=command.issued_on, bodies=inputs.document.bodies)
    return Issued(
        document=row.uid,
        entry=entry.uid,
        number=entry.number,
        issued_on=command.issued_on,
        symbol=with_number(entry.number, row.symbol),
        pdf_sha256=row.pdf_sha256,
    )


def _refuse_unready(findings: Sequence[Finding], confirmed: tuple[str, ...]) -> None:
    refuse_if(NOT_READY, findings)
    open_warnings = [finding for finding in warnings(findings) if finding.code not in confirmed]
    if open_warnings:
        raise NOT_CONFIRMED(findings=open_warnings, count=len(open_warnings), first=open_warnings[0].message)


def _ask_reason(work: UnitOfWork, inputs: DraftInputs, findings: Sequence[Finding], reason: str) -> None:
    if inputs.decides is Decides.NOTHING or reason.strip():
        return
    wanting = reason_wanted(findings, rule_set_for_paper(work.session, inputs))
    if wanting:
        raise REASON_WANTED(field="reason", findings=wanting, first=wanting[0].message)


def _confirmed(findings: Sequence[Finding], reason: str) -> list[dict[str, str]]:
    """What the officer accepted and why, kept with the paper: rules and records, no sentences with names."""
    return [
        {"rule": finding.code, "noun": finding.noun, "uid": finding.uid, "reason": reason.strip()}
        for finding in warnings(findings)
    ]


def _freeze(work: UnitOfWork, row: Document, inputs: DraftInputs, *, confirmed: list[dict[str, str]]) -> None:
    """Keeps the resolved paper and its PDF; the file lies on the disk before the row that names it."""
    from app.typesetting.render_pdf import render_pdf

    assert row.issued_on is not None
    paper = paper_from(inputs, number=row.number, issued_on=row.issued_on)
    form = freeze.frozen_form(
        paper, standing=inputs.standing, bodies=inputs.bodies, day=row.issued_on, confirmed=confirmed
    )
    row.pdf_sha256 = work.files.put(render_pdf(paper, style=style_of(work.session)))
    row.frozen, row.frozen_sha256 = form, freeze.form_sha256(form)


def _supersede(work: UnitOfWork, row: Document) -> None:
    """The former decision is replaced from this one's day; one that is only amended stays in force."""
    if row.replaces is None or row.replace_mode is not ReplaceMode.REPLACE:
        return
    former = signed_document(work, row.replaces)
    former.state, former.ended_on = DocumentState.REPLACED, row.issued_on


@handles(VoidNumber, action="number.void", needs=Permission.ISSUE, undoable=False, sentence=N_("Đã hủy số {result}"))
def void_number(work: UnitOfWork, command: VoidNumber) -> str:
    """Voids a number; refuses REG-11, REG-17, REG-24, and REG-30 when later steps rest on what the paper did."""
    entry = work.get(RegisterEntry, command.entry)
    if entry.voided_on is not None:
        raise ALREADY_VOID(number=entry.number, day=show_day(entry.voided_on))
    reason = reason_of(command.reason)
    symbol = str(entry.number)
    if entry.document is not None:
        row = signed_document(work, entry.document)
        symbol = with_number(row.number, row.symbol)
        withdraw(work, row)
        row.state, row.ended_on, row.end_reason = DocumentState.ENDED, work.today, reason
    entry.voided_on, entry.void_reason = work.today, reason
    return symbol
