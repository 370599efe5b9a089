"""What makes entered fields of public information fit to be kept; refusals name the field and the next step."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from app.kernel.days import show_day
from app.kernel.figures import show_amount
from app.kernel.problems import refused
from app.kernel.text import clean_block, clean_line
from app.kernel.words import N_, _
from app.kernel.work import UnitOfWork
from app.outreach.themes import checked_forces, checked_themes
from db.models import Hamlet, WorkModel

LINE, NOTE, SCRIPT = 300, 1000, 60_000
_HOUR = re.compile(r"(\d{1,2})\s*(?:[:hg.]\s*(\d{2})?)?")
_ADDRESS = re.compile(r"https?://[^\s/]+\.[^\s]+", re.IGNORECASE)

MISSING = refused("OUT-10", N_("Chưa nhập {label}."), next_step=N_("Nhập {label} rồi lưu lại."))
NOT_YET = refused(
    "OUT-11",
    N_("{label} {day} chưa tới: sổ chỉ ghi việc đã làm."),
    next_step=N_("Ghi sau khi đã làm; việc dự định ghi ở Kế hoạch chủ đề. Nếu ngày trên máy sai, sửa lại đồng hồ."),
)
NO_MONTH = refused(
    "OUT-12", N_("“{text}” không phải là một tháng."), next_step=N_("Ghi tháng theo dạng tháng/năm, ví dụ 05/2026.")
)
NO_HOUR = refused(
    "OUT-13",
    N_("“{text}” không phải là giờ phát."),
    next_step=N_("Ghi giờ theo dạng 17:00 hoặc 5h30; để trống nếu không rõ."),
)
NO_ADDRESS = refused(
    "OUT-20",
    N_("“{text}” không phải là địa chỉ trang."),
    next_step=N_("Dán cả địa chỉ bắt đầu bằng http:// hoặc https://; không có thì để trống và đính kèm ảnh chụp."),
)
ABSURD = refused(
    "OUT-19",
    N_("{label}: số {number} lớn khác thường."),
    next_step=N_("Kiểm tra lại; nếu đúng, nhấn Lưu lần nữa."),
)
ENDS_EARLY = refused("OUT-31", N_("{last} không thể trước {first}."), next_step=N_("Sửa lại một trong hai ngày."))
ASKED = frozenset({ABSURD.code})
"""Refusals that a person may overrule by saving once more."""
NO_MODEL = refused("OUT-03", N_("Không còn mô hình này."), next_step=N_("Chọn lại mô hình trong danh sách."))


def needed_line(text: str, *, field: str, label: str, limit: int = LINE) -> str:
    """One line that may not be empty; Refused OUT-10, TXT-01."""
    line = clean_line(text, field=field, limit=limit, label=label)
    if not line:
        raise MISSING(field=field, label=label[:1].lower() + label[1:])
    return line


def line(text: str, *, field: str, label: str = "", limit: int = LINE) -> str:
    """One line, perhaps empty; Refused TXT-01."""
    return clean_line(text, field=field, limit=limit, label=label)


def block(text: str, *, field: str, label: str = "", limit: int = SCRIPT) -> str:
    """Several lines; Refused TXT-01."""
    return clean_block(text, field=field, limit=limit, label=label)


def past_day(day: date | None, today: date, *, field: str, label: str) -> date:
    """A day that has come; Refused OUT-10 where none is given, OUT-11 for one to come."""
    if day is None:
        raise MISSING(field=field, label=label[:1].lower() + label[1:])
    if day > today:
        raise NOT_YET(field=field, label=label, day=show_day(day))
    return day


def month_key(text: str, *, field: str = "month") -> str:
    """``yyyy-mm`` of ``05/2026``, ``5-2026`` or ``2026-05``; Refused OUT-12."""
    bare = text.strip()
    found = re.fullmatch(r"(\d{1,2})\s*[/.-]\s*(\d{4})", bare)
    turned = re.fullmatch(r"(\d{4})-(\d{1,2})", bare)
    year, month = (int(found[2]), int(found[1])) if found else (int(turned[1]), int(turned[2])) if turned else (0, 0)
    if not (1900 <= year <= 2100 and 1 <= month <= 12):
        raise NO_MONTH(field=field, text=bare[:40])
    return f"{year:04}-{month:02}"


def show_month(key: str) -> str:
    """``05/2026`` of ``2026-05``."""
    year, _dash, month = key.partition("-")
    return f"{month}/{year}"


def hour(text: str, *, field: str = "aired_at") -> str:
    """``HH:MM`` of ``17:00``, ``17h``, ``5h30``; empty stays empty. Refused OUT-13."""
    bare = text.strip().lower()
    if not bare:
        return ""
    found = _HOUR.fullmatch(bare)
    if not found or int(found[1]) > 23 or int(found[2] or 0) > 59:
        raise NO_HOUR(field=field, text=bare[:40])
    return f"{int(found[1]):02}:{int(found[2] or 0):02}"


def address(text: str, *, field: str = "url") -> str:
    """An address on the web, perhaps empty; Refused OUT-20."""
    bare = clean_line(text, field=field, limit=2000, label=_("Địa chỉ"))
    if bare and not _ADDRESS.fullmatch(bare):
        raise NO_ADDRESS(field=field, text=bare[:60])
    return bare


def amount(number: int | None, *, field: str, label: str, usual: int, sure: bool) -> int | None:
    """A count as entered; beyond ``usual`` it is asked about once: Refused OUT-19 unless ``sure``."""
    if number is not None and number > usual and not sure:
        raise ABSURD(field=field, label=label, number=show_amount(number))
    return number


def themed(
    work: UnitOfWork, themes: Iterable[str], forces: Iterable[str] = (), model: str | None = None
) -> dict[str, Any]:
    """Columns of themes, forces and model; Refused OUT-01 to OUT-03."""
    if model is not None:
        row = work.session.get(WorkModel, model)
        if row is None or row.deleted_at is not None:
            raise NO_MODEL(field="model")
    return {"themes": checked_themes(themes), "forces": checked_forces(forces), "model": model}


def hamlet(work: UnitOfWork, uid: str | None) -> str | None:
    """A hamlet of ours or none; Refused KER-01."""
    return work.get(Hamlet, uid).uid if uid else None


def in_order(first: date, last: date | None, *, field: str, labels: tuple[str, str]) -> None:
    """Refused OUT-31 where the second day lies before the first."""
    if last is not None and last < first:
        raise ENDS_EARLY(field=field, first=labels[0].lower(), last=labels[1])
