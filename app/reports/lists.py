"""Lists inside reports: difficulties, tasks, praise, resources, proposals, the founding papers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from app.difficulties.queries import open_during, proposals
from app.difficulties.views import DifficultyView
from app.documents.content import Block, Paragraph, TableBlock, TableColumn
from app.documents.numbering import with_number
from app.documents.queries import documents
from app.duties.queries import resources_of, tasks
from app.kernel.days import show_day
from app.kernel.figures import show_amount
from app.kernel.periods import Period
from app.outreach.queries import praises
from db.vocabulary import DifficultyState, DocumentState, Outcome, ResourceKind

FOUNDING = (
    ("kh-chuyen-doi-so", "Kế hoạch chuyển đổi số năm"),
    ("qd-ban-chi-dao", "Quyết định thành lập Ban Chỉ đạo chuyển đổi số"),
    ("qd-phan-cong", "Phân công nhiệm vụ thành viên Ban Chỉ đạo"),
    ("qd-to-cnsc", "Quyết định thành lập Tổ công nghệ số cộng đồng"),
    ("ds-to", "Danh sách Tổ công nghệ số cộng đồng"),
)
"""Papers of the founding file (Hà Trung letter, April 2022), by template."""
_STATES = {
    DifficultyState.RAISED: "đã ghi nhận, chưa gửi",
    DifficultyState.SENT: "đã gửi, chưa có xác nhận",
    DifficultyState.RECEIVED: "cấp trên đã nhận",
    DifficultyState.ANSWERED: "đã được trả lời",
    DifficultyState.CLOSED: "đã giải quyết",
}
_OUTCOMES = {
    Outcome.PENDING: "đang chờ ý kiến",
    Outcome.ACCEPTED: "được chấp thuận",
    Outcome.PARTLY: "được chấp thuận một phần",
    Outcome.REJECTED: "không được chấp thuận",
}
_KINDS = {ResourceKind.MONEY: "Kinh phí", ResourceKind.EQUIPMENT: "Thiết bị", ResourceKind.PEOPLE: "Nhân lực"}


@dataclass(frozen=True, kw_only=True)
class Lists:
    """The lists of one report, read when its section asks."""

    session: Session
    period: Period
    day: date
    """Up to which ages are counted."""

    def __call__(self, name: str) -> Sequence[Block]:
        """The blocks of a list by its name in the definition; nothing where the list is empty."""
        listing: Callable[[], Sequence[Block]] = getattr(self, name)
        return listing()

    def difficulties(self) -> Sequence[Block]:
        """Those open within the days, with their age and how far they have come."""
        found = open_during(self.session, self.period.first, self.period.last)
        if not found:
            return [Paragraph(text="Trong kỳ không có khó khăn, vướng mắc cần phản ánh.")]
        return [Paragraph(text=f"- {_difficulty(each, self.day)}") for each in found]

    def proposals(self) -> Sequence[Block]:
        """Proposals submitted or decided within the days."""
        days = (self.period.first, self.period.last)
        found = [
            each
            for each in proposals(self.session)
            if days[0] <= each.submitted_on <= days[1] or (each.outcome_on and days[0] <= each.outcome_on <= days[1])
        ]
        return [
            Paragraph(
                text=f"- {each.title} (trình {each.addressee} ngày {show_day(each.submitted_on)}): "
                f"{_OUTCOMES[each.outcome]}."
            )
            for each in found
        ]

    def tasks_next(self) -> Sequence[Block]:
        """What is still open at the end of the days, the earliest first."""
        found = [each for each in tasks(self.session, open_only=True) if each.year <= self.period.last.year + 1]
        found.sort(key=lambda each: (each.due_on or date.max, each.ordinal))
        return [Paragraph(text=f"- {each.title}" + _until(each.due_on, self.period.last) + ".") for each in found[:20]]

    def tasks_done(self) -> Sequence[Block]:
        """What was finished within the days, with its result."""
        found = [each for each in tasks(self.session) if each.done_on in self.period]
        return [
            Paragraph(
                text=f"- {each.title} (ngày {show_day(each.done_on)})"
                + (f": {each.result}" if each.result else "")
                + "."
            )
            for each in found
        ]

    def praise(self) -> Sequence[Block]:
        """Who was praised for what within the days, and how many days after the act."""
        found = [each for each in praises(self.session) if each.praised_on in self.period]
        return [
            Paragraph(
                text=f"- {each.whom}: {each.act} (biểu dương ngày {show_day(each.praised_on)}, "
                f"{(each.praised_on - each.acted_on).days} ngày sau việc làm)."
            )
            for each in found
            if each.praised_on is not None
        ]

    def resources(self) -> Sequence[Block]:
        """What the year planned and used."""
        found = resources_of(self.session, self.period.last.year)
        if not found:
            return []
        columns = (
            TableColumn(title="TT", weight=6, centered=True),
            TableColumn(title="Nguồn lực", weight=16),
            TableColumn(title="Nội dung", weight=34),
            TableColumn(title="Đơn vị", weight=12, centered=True),
            TableColumn(title="Dự kiến", weight=16, centered=True),
            TableColumn(title="Đã sử dụng", weight=16, centered=True),
        )
        rows = tuple(
            (str(place), _KINDS[each.kind], each.title, each.unit, _known(each.planned), _known(each.used))
            for place, each in enumerate(found, start=1)
        )
        return [TableBlock(columns=columns, rows=rows)]

    def founding(self) -> Sequence[Block]:
        """Every paper of the founding file with number and day, or that it is not there yet."""
        papers = [each for each in documents(self.session) if each.state is not DocumentState.ENDED]
        lines = []
        for template, words in FOUNDING:
            own = [each for each in papers if each.template == template and each.issued_on is not None]
            latest = max(own, key=lambda each: each.issued_on or date.min, default=None)
            number = (
                f"số {with_number(latest.number, latest.symbol)} ngày {show_day(latest.issued_on)}" if latest else ""
            )
            lines.append(Paragraph(text=f"- {words}: {number or 'chưa ban hành'}."))
        return lines


def _difficulty(view: DifficultyView, day: date) -> str:
    asked = view.wish.rstrip(".").removeprefix("Đề nghị").lstrip(": ")
    wish = f" Đề nghị: {asked[:1].lower()}{asked[1:]}." if asked else ""
    return f"{view.title.rstrip('.')} ({view.age(day)} ngày, {_STATES[view.state]}).{wish}"


def _until(due_on: date | None, last: date) -> str:
    """When a task still open is due; one whose day has passed goes on."""
    if due_on is None:
        return ""
    if due_on <= last:
        return f" (đã quá hạn ngày {show_day(due_on)}, tiếp tục thực hiện)"
    return f" (hoàn thành trước hoặc trong ngày {show_day(due_on)})"


def _known(amount: int | None) -> str:
    return show_amount(amount) if amount is not None else "chưa có số liệu"
