"""What makes a difficulty or proposal fit to be kept, and which of them need a look."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from app.difficulties.queries import difficulties
from app.difficulties.views import DifficultyView
from app.kernel.days import show_day
from app.kernel.findings import Finding, Fix, Severity
from app.kernel.problems import refused
from app.kernel.words import N_, _
from db.vocabulary import DifficultyState

TITLE_LIMIT, TEXT_LIMIT = 300, 4000
UNSENT_DAYS, UNANSWERED_DAYS = 3, 30
"""Days after which a difficulty not sent, or sent and not answered, is pointed at."""

NO_TITLE = refused("DIF-01", N_("Chưa ghi khó khăn là gì."), next_step=N_("Ghi ngắn gọn khó khăn, vướng mắc."))
NO_ADDRESSEE = refused(
    "DIF-02", N_("Chưa ghi nơi nhận phản ánh."), next_step=N_("Ghi cơ quan nhận, ví dụ cơ quan cấp trên trực tiếp.")
)
IN_THE_FUTURE = refused(
    "DIF-03", N_("Ngày {day} ở sau ngày hôm nay {today}."), next_step=N_("Sửa lại ngày, hoặc kiểm tra đồng hồ máy.")
)
BEFORE_STEP = refused(
    "DIF-04", N_("Ngày {day} sớm hơn bước trước đó ({earlier})."), next_step=N_("Sửa lại ngày của bước này.")
)
WRONG_STEP = refused(
    "DIF-05",
    N_("Bước này không làm được khi phản ánh đang ở trạng thái hiện tại."),
    next_step=N_("Làm mới danh sách rồi chọn bước kế tiếp của phản ánh."),
)
NO_ANSWER = refused("DIF-06", N_("Chưa ghi nội dung trả lời."), next_step=N_("Ghi tóm tắt trả lời của cấp trên."))
NO_PROPOSAL = refused("DIF-07", N_("Chưa ghi nội dung đề xuất."), next_step=N_("Ghi ngắn gọn chủ trương, giải pháp."))
NO_OUTCOME = refused(
    "DIF-08", N_("Chưa chọn kết quả của đề xuất."), next_step=N_("Chọn được chấp thuận, chấp thuận một phần hay không.")
)


def check_day(day: date, today: date, *, field: str, after: date | None = None) -> None:
    """Refuses DIF-03 for a day to come and DIF-04 for one before the step it follows."""
    if day > today:
        raise IN_THE_FUTURE(field=field, day=show_day(day), today=show_day(today))
    if after is not None and day < after:
        raise BEFORE_STEP(field=field, day=show_day(day), earlier=show_day(after))


def findings(session: Session, day: date) -> list[Finding]:
    """Difficulties raised and not sent, or sent and long unanswered."""
    found = []
    for each in difficulties(session, only_open=True):
        if each.state is DifficultyState.RAISED and each.age(day) >= UNSENT_DAYS:
            found.append(_finding("DIF-UNSENT", each, day, _("Khó khăn chưa phản ánh: {title} ({days} ngày).")))
        sent = each.state in (DifficultyState.SENT, DifficultyState.RECEIVED) and each.sent_on
        if sent and (day - sent).days >= UNANSWERED_DAYS:
            words = _("Khó khăn đã gửi, chưa được trả lời: {title} ({days} ngày).")
            found.append(_finding("DIF-UNANSWERED", each, day, words))
    return found


def _finding(code: str, view: DifficultyView, day: date, words: str) -> Finding:
    return Finding(
        code=code,
        severity=Severity.WARNING,
        message=words.format(title=view.title, days=view.age(day)),
        rule=_("Phát sinh, khó khăn được phản ánh kịp thời về cấp trên."),
        noun="difficulty",
        uid=view.uid,
        fix=Fix(code="page.open", label=_("Mở phản ánh"), values={"page": "difficulties"}),
    )
