"""Entering a signed paper: its number and day, its scan or why there is none, and the warnings read and accepted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QLabel, QVBoxLayout, QWidget

from app.documents import queries
from app.documents.issuing import IssueDocument
from app.documents.numbering import number_text
from app.documents.readiness import readiness
from app.documents.views import DocumentView
from app.kernel.findings import Finding, Severity, errors, warnings
from app.kernel.problems import Problem, Refused, refused
from app.kernel.words import N_, _
from ui.core import tokens
from ui.core.context import Context
from ui.core.dialogs import FormDialog
from ui.core.tab_order import begin_at
from ui.core.theme import named
from ui.pages.documents.head import side_by_side
from ui.pages.documents.scan_field import ScanField
from ui.widgets.fields import DateField, LongTextField, TextField
from ui.widgets.finding_list import FindingList

NO_ISSUE_DAY = refused("WIN-44", N_("Chưa ghi ngày ban hành."), next_step=N_("Ghi ngày/tháng/năm như trên bản đã ký."))
NOT_A_NUMBER = refused(
    "WIN-45",
    N_("“{text}” không phải số văn bản."),
    next_step=N_("Chỉ ghi chữ số, ví dụ 21; để trống để lấy số tiếp theo."),
)


@dataclass(frozen=True, kw_only=True)
class IssueFacts:
    """What the store says of issuing a paper on a day."""

    series_title: str
    next_number: int | None
    findings: tuple[Finding, ...]


def issue_facts(session: Any, uid: str, day: date) -> IssueFacts:
    """The next number of the paper's series in the year of the day, and everything found."""
    view = queries.document(session, uid)
    known = {series.code: series for series in queries.all_series(session)}
    series = known.get(view.series)
    return IssueFacts(
        series_title=_(series.title) if series else "",
        next_number=queries.next_free(session, series.code, day.year) if series else None,
        findings=tuple(readiness(session, uid, day)),
    )


class IssuePanel(FormDialog):
    """Makes the command that numbers, freezes and files a paper."""

    def __init__(self, context: Context, view: DocumentView, parent: QWidget | None = None) -> None:
        self.title = _("Ghi số, ngày văn bản đã ký")
        self.save_words = _("&Ghi số và lưu bản chính thức")
        super().__init__(parent)
        self._context, self._view = context, view
        self._next: int | None = None
        self.boxes: dict[str, QCheckBox] = {}
        self._ask_later = QTimer(self, singleShot=True, interval=300)
        self._ask_later.timeout.connect(self._ask)
        self._build()
        self._ask()
        begin_at(self, self.number.edit)

    def command(self) -> Any:
        day = self.issued_on.value()
        if day is None:
            raise NO_ISSUE_DAY(field="issued_on")
        return IssueDocument(
            document=self._view.uid,
            issued_on=day,
            number=self._number(),
            scan=self.scan.value(),
            no_scan_reason=self.no_scan_reason.value(),
            reason=self.reason.value(),
            skip_reason=self.skip_reason.value() if self._skips() else "",
            confirmed_warnings=tuple(code for code, box in self.boxes.items() if box.isChecked()),
        )

    def show_problem(self, problem: Problem) -> bool:
        """A gap in the numbers opens the field in which it is explained; other refusals as in every form."""
        if problem.code == "NUM-03":
            self.skip_reason.show()
        if problem.findings:
            self.show_facts_of(problem.findings)
        return super().show_problem(problem)

    def show_facts_of(self, findings: Sequence[Finding]) -> None:
        """Adds what issuing itself found, where it was not in the list."""
        known = {(each.code, each.message) for each in self._found}
        more = [each for each in findings if (each.code, each.message) not in known]
        if more:
            self._show_findings((*self._found, *more))

    def _build(self) -> None:
        self.about = named(QLabel(wordWrap=True), "issueAbout", "quiet")
        self.about.setText(
            _("Ghi đúng số và ngày trên bản giấy đã ký. Sau bước này nội dung được khóa và không hoàn tác được.")
        )
        self.form.addWidget(self.about)
        self.number = TextField(_("&Số"), name="number")
        self.issued_on = DateField(_("&Ngày ban hành"), name="issued_on")
        self.issued_on.set_value(self._context.clock.today())
        self.form.addWidget(side_by_side(self.number, self.issued_on))
        self.fields |= {"number": self.number, "issued_on": self.issued_on}
        self.skip_reason = LongTextField(
            _("Lý do &bỏ các số ở giữa"),
            name="skip_reason",
            lines=1,
            hint=_("Ví dụ: văn thư đã cấp cho văn bản khác. Các số này ghi là đã hủy."),
        )
        self.add_field("skip_reason", self.skip_reason)
        self.skip_reason.hide()
        self.scan = ScanField(self._context, _("Bản quét văn bản đã ký"))
        self.add_field("scan", self.scan)
        self.no_scan_reason = LongTextField(
            _("Chưa có bản quét &vì"),
            name="no_scan_reason",
            lines=1,
            hint=_("Chỉ cần khi chưa có tệp quét; gắn bản quét sau vẫn được."),
        )
        self.add_field("no_scan_reason", self.no_scan_reason)
        self._judged = QWidget()
        self._judged_column = QVBoxLayout(self._judged)
        self._judged_column.setContentsMargins(0, 0, 0, 0)
        self._judged_column.setSpacing(tokens.SPACE_S)
        self.form.addWidget(self._judged)
        self.reason = LongTextField(
            _("&Lý do chấp nhận cảnh báo"), name="reason", lines=1, hint=_("Ví dụ: chức vụ đang khuyết.")
        )
        self.add_field("reason", self.reason)
        self.reason.hide()
        self.number.edit.textEdited.connect(lambda _text: self._on_number())
        self.issued_on.changed.connect(self._ask_later.start)
        self._found: tuple[Finding, ...] = ()

    def _ask(self) -> None:
        day = self._day()
        if day is not None:
            self._context.tasks.read(issue_facts, self._view.uid, day, then=self._show_facts)

    def _show_facts(self, facts: IssueFacts) -> None:
        if not self.number.value() or self.number.value() == number_text(self._next):
            self.number.set_value(number_text(facts.next_number))
            self._before = self._typed()  # a number put in by the program is nothing the person typed
        self._next = facts.next_number
        self.number.set_hint(
            _("{series}: số tiếp theo là {number}. Ký hiệu {symbol}.").format(
                series=facts.series_title,
                number=number_text(facts.next_number) or "…",
                symbol=self._view.symbol.removeprefix("/"),
            )
        )
        self._show_findings(facts.findings)

    def _show_findings(self, findings: Sequence[Finding]) -> None:
        self._found = tuple(findings)
        ticked = {code for code, box in self.boxes.items() if box.isChecked()}
        while (item := self._judged_column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self.boxes = {}
        wrong, doubtful = errors(findings), warnings(findings)
        if wrong:
            self._add_errors(wrong)
        if doubtful:
            self._add_warnings(doubtful, ticked)
        self.reason.setVisible(any(finding.noun != "document" for finding in doubtful))
        self.save_button.setEnabled(not wrong)

    def _add_errors(self, wrong: Sequence[Finding]) -> None:
        words = _("Chưa ghi số được: còn {count} lỗi phải sửa trong văn bản hoặc danh sách.").format(count=len(wrong))
        self._judged_column.addWidget(named(QLabel(words, wordWrap=True), "issueBlocked", "bad"))
        found = FindingList()
        found.set_findings([_without_buttons(finding) for finding in wrong])
        self._judged_column.addWidget(found)

    def _add_warnings(self, doubtful: Sequence[Finding], ticked: set[str]) -> None:
        words = _("Đọc và đánh dấu từng cảnh báo để xác nhận:")
        self._judged_column.addWidget(named(QLabel(words, wordWrap=True), look="heading"))
        by_code: dict[str, list[Finding]] = {}
        for finding in doubtful:
            by_code.setdefault(finding.code, []).append(finding)
        for number, (code, found) in enumerate(by_code.items()):
            box = named(QCheckBox(_("Tôi đã đọc và chấp nhận")), f"confirm{number}")
            box.setChecked(code in ticked)
            box.setAccessibleDescription(" ".join(finding.message for finding in found))
            self.boxes[code] = box
            for finding in found:
                rule = " · ".join(part for part in (finding.rule, finding.source) if part)
                said = _("Cảnh báo: {message}").format(message=finding.message) + (f" ({rule})" if rule else "")
                self._judged_column.addWidget(named(QLabel(said, wordWrap=True), look="warn"))
            self._judged_column.addWidget(box)

    def _on_number(self) -> None:
        self.skip_reason.setVisible(self._skips())

    def _skips(self) -> bool:
        try:
            number = self._number()
        except Refused:
            return False
        return number is not None and self._next is not None and number > self._next

    def _number(self) -> int | None:
        text = self.number.value()
        if not text:
            return None
        if not (text.isascii() and text.isdigit() and len(text) <= 6):
            raise NOT_A_NUMBER(field="number", text=text)
        return int(text)

    def _day(self) -> date | None:
        try:
            return self.issued_on.value()
        except Refused:
            return None


def _without_buttons(finding: Finding) -> Finding:
    """In this form errors are only told; they are mended in the editor."""
    return Finding(
        code=finding.code, severity=Severity.ERROR, message=finding.message, rule=finding.rule, source=finding.source
    )
