"""What makes a letter fit for the register, and what still waits in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.incoming.texts import kept_text
from app.kernel.days import show_day
from app.kernel.findings import Finding, Fix, Severity
from app.kernel.problems import refused
from app.kernel.text import clean_block, clean_line
from app.kernel.words import N_, _
from db.models import Duty, IncomingLetter

SOURCE = "Nghị định 30/2020/NĐ-CP, Điều 22, Phụ lục IV.VI"
LONGEST_TEXT = 3_000_000
NOTHING_SAID = refused(
    "INC-01",
    N_("Văn bản đến chưa có {what}."),
    next_step=N_("Ghi cơ quan ban hành và trích yếu, hoặc dán nội dung văn bản để điền giúp."),
)
CAME_BEFORE_ISSUED = refused(
    "INC-02",
    N_("Ngày đến {arrived} sớm hơn ngày ban hành {issued}."),
    next_step=N_("Sửa lại một trong hai ngày."),
)
COMES_LATER = refused(
    "INC-03", N_("Ngày đến {arrived} ở sau ngày hôm nay."), next_step=N_("Sửa ngày đến hoặc kiểm tra đồng hồ máy.")
)
NUMBER_TAKEN = refused(
    "INC-04",
    N_("Số đến {number} năm {year} đã ghi cho văn bản khác ({symbol})."),
    next_step=N_("Dùng số đến {free}, hoặc để trống nếu Văn thư chưa cho số."),
)
NUMBER_ABSURD = refused(
    "INC-05", N_("Số đến {number} không hợp lý."), next_step=N_("Nhập số từ 1 đến 99.999, hoặc để trống.")
)
SAME_LETTER = refused(
    "INC-06",
    N_("Sổ đã có văn bản số {symbol} của {issuer}, đến ngày {arrived}."),
    next_step=N_("Mở văn bản đã có; nếu đúng là hai văn bản khác nhau thì chọn vẫn ghi vào sổ."),
)
TEXT_TOO_LONG = refused(
    "INC-07",
    N_("Nội dung dài {length} ký tự, tối đa {limit} ký tự."),
    next_step=N_("Chỉ dán phần văn bản, bỏ phụ lục; tệp gốc vẫn có thể lưu kèm."),
)
_LIMITS = {"symbol": 60, "type_name": 60, "issuer": 300, "subject": 1000, "receiver": 300}


@dataclass(frozen=True, kw_only=True)
class LetterInput:
    """A letter's columns as entered (decree 30/2020, appendix IV.VI), its text and its scan."""

    arrived_on: date
    symbol: str = ""
    type_name: str = "Công văn"
    issued_on: date | None = None
    issuer: str = ""
    subject: str = ""
    arrival_number: int | None = None
    receiver: str = ""
    forwarded_on: date | None = None
    answer_due_on: date | None = None
    text: str = ""
    file_sha256: str = ""
    file_name: str = ""
    note: str = ""


def letter_fields(letter: LetterInput, today: date) -> dict[str, Any]:
    """The columns as they are kept; Refused INC-01 to INC-03, INC-05, INC-07 and TXT-01 naming the field."""
    labels = {
        "symbol": _("Số, ký hiệu"),
        "type_name": _("Tên loại"),
        "issuer": _("Cơ quan ban hành"),
        "subject": _("Trích yếu"),
        "receiver": _("Đơn vị, người nhận"),
    }
    values: dict[str, Any] = {
        name: clean_line(getattr(letter, name), field=name, limit=_LIMITS[name], label=label)
        for name, label in labels.items()
    }
    for name, what in (("issuer", _("cơ quan ban hành")), ("subject", _("trích yếu"))):
        if not values[name]:
            raise NOTHING_SAID(field=name, what=what)
    _check_days(letter, today)
    if letter.arrival_number is not None and not 1 <= letter.arrival_number <= 99_999:
        raise NUMBER_ABSURD(field="arrival_number", number=letter.arrival_number)
    if len(letter.text) > LONGEST_TEXT:
        raise TEXT_TOO_LONG(field="text", length=len(letter.text), limit=LONGEST_TEXT)
    return values | {
        "arrival_number": letter.arrival_number,
        "arrived_on": letter.arrived_on,
        "issued_on": letter.issued_on,
        "forwarded_on": letter.forwarded_on,
        "answer_due_on": letter.answer_due_on,
        "text": kept_text(letter.text),
        "file_sha256": letter.file_sha256,
        "file_name": clean_line(letter.file_name, field="file_name", limit=300),
        "note": clean_block(letter.note, field="note", limit=4000, label=_("Ghi chú")),
    }


def findings(session: Session, day: date) -> list[Finding]:
    """Letters of the last year whose text was kept and of which nobody has said yet what they ask for."""
    judged = select(Duty.letter).where(Duty.deleted_at.is_(None), Duty.letter.is_not(None))
    query = (
        select(IncomingLetter.uid, IncomingLetter.symbol, IncomingLetter.subject, IncomingLetter.arrived_on)
        .where(
            IncomingLetter.deleted_at.is_(None),
            IncomingLetter.text != "",
            IncomingLetter.arrived_on >= date(day.year - 1, day.month, min(day.day, 28)),
            IncomingLetter.uid.not_in(judged),
        )
        .order_by(IncomingLetter.arrived_on)
        .limit(20)
    )
    return [
        Finding(
            code="INC-UNREAD",
            severity=Severity.HINT,
            message=_("Văn bản đến {symbol} ({arrived}) chưa chọn nhiệm vụ: {subject}").format(
                symbol=row.symbol or _("không số"), arrived=show_day(row.arrived_on), subject=row.subject[:120]
            ),
            rule=_("Văn bản đến được chuyển giải quyết trong ngày hoặc ngày làm việc tiếp theo."),
            source=SOURCE,
            noun="incoming_letter",
            uid=row.uid,
            fix=Fix(code="page.open", label=_("Chọn nhiệm vụ"), values={"page": "incoming", "uid": row.uid}),
        )
        for row in session.execute(query)
    ]


def _check_days(letter: LetterInput, today: date) -> None:
    if letter.arrived_on > today:
        raise COMES_LATER(field="arrived_on", arrived=show_day(letter.arrived_on))
    if letter.issued_on is not None and letter.arrived_on < letter.issued_on:
        raise CAME_BEFORE_ISSUED(
            field="arrived_on", arrived=show_day(letter.arrived_on), issued=show_day(letter.issued_on)
        )
