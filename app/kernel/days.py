"""Calendar days as Vietnamese officers write them: read strictly, shown as dd/MM/yyyy, printed as the decree wants."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime, timedelta

from app.kernel.clock import VIETNAM
from app.kernel.problems import refused
from app.kernel.text import nfc
from app.kernel.words import N_, _

NO_SUCH_DAY = refused(
    "DAY-01",
    N_("{label}: không có ngày {text}: {why}."),
    next_step=N_("Sửa lại ngày theo dạng ngày/tháng/năm, ví dụ 05/01/2026."),
)
NOT_A_DAY = refused(
    "DAY-02",
    N_("{label}: không đọc được “{text}” là một ngày."),
    next_step=N_("Ghi đủ ngày/tháng/năm, ví dụ 05/01/2026."),
)
SHORT_YEAR = refused(
    "DAY-03",
    N_("{label}: năm trong “{text}” chỉ có hai chữ số."),
    next_step=N_("Ghi năm đủ bốn chữ số, ví dụ 05/01/2026."),
)
FAR_DAY = refused(
    "DAY-04", N_("{label}: năm {year} nằm ngoài khoảng từ {first} đến {last}."), next_step=N_("Kiểm tra lại năm.")
)
IMPLAUSIBLE_BIRTH = refused(
    "DAY-05",
    N_("{label}: {text} không thể là ngày sinh, năm sinh (nhận từ năm {first} đến {last})."),
    next_step=N_("Kiểm tra lại; ghi năm sinh (1985) hoặc đủ ngày (05/01/1985)."),
)

FIRST_YEAR, LAST_YEAR = 1900, 2100
OLDEST = 120
"""Years a living person may count; older means a typing slip."""

_SERIAL_ZERO = date(1899, 12, 30)
_FIRST_SERIAL, _LAST_SERIAL = 3654, 73415  # 01/01/1910 … 31/12/2100; smaller numbers could be a year typed alone
_DAY_FIRST = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{2}|\d{4})")
_WORDS = re.compile(r"ngày (\d{1,2}) tháng (\d{1,2}) năm (\d{2}|\d{4})", re.IGNORECASE)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?")
_YEAR = re.compile(r"\d{4}")


def parse_day(value: object, *, field: str, label: str = "") -> date | None:
    """A day from text (day first, or ISO), a date or a spreadsheet's serial number; None for a blank cell.

    Refuses DAY-01 (no such day), DAY-02 (no day at all), DAY-03 (two-digit year) and DAY-04 (outside 1900-2100).
    """
    label = label or _("Ngày")
    day = _from_number_or_date(value)
    if day is None:
        text = nfc(value) if isinstance(value, str) else "" if value is None else str(value)
        if not text:
            return None
        day = _from_text(text, field, label)
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise FAR_DAY(field=field, label=label, year=day.year, first=FIRST_YEAR, last=LAST_YEAR)
    return day


def parse_birth(value: object, *, today: date, field: str = "birth", label: str = "") -> tuple[int, date | None] | None:
    """Birth year, with the full date where it was given; None for a blank cell.

    Refuses DAY-05 for what lies in the future or more than 120 years back, and as ``parse_day`` does.
    """
    label = label or _("Ngày sinh, năm sinh")
    year, born = _lone_year(value), None
    if year is None:
        born = parse_day(value, field=field, label=label)
        if born is None:
            return None
        year = born.year
    if not today.year - OLDEST <= year <= today.year or (born is not None and born > today):
        raise IMPLAUSIBLE_BIRTH(
            field=field, label=label, text=show_day(born) or year, first=today.year - OLDEST, last=today.year
        )
    return year, born


def show_day(day: date | None) -> str:
    """``05/01/2026`` as on screen; empty where there is none."""
    return f"{day.day:02}/{day.month:02}/{day.year:04}" if day else ""


def paper_day(day: date) -> str:
    """``ngày 05 tháng 01 năm 2026``: a zero before days below 10 and months 1 and 2 only (NĐ 30/2020, Phụ lục I)."""
    month = f"{day.month:02}" if day.month <= 2 else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


def short_day(day: date) -> str:
    """``05/01/2026`` as written in citations and tables of papers, always padded."""
    return show_day(day)


def show_birth(year: int | None, born: date | None = None) -> str:
    """The full date where known, else the year; empty where neither is."""
    return show_day(born) or (str(year) if year else "")


def _from_number_or_date(value: object) -> date | None:
    if isinstance(value, datetime):
        return (value.astimezone(VIETNAM) if value.tzinfo else value).date()
    if isinstance(value, date):
        return value
    if isinstance(value, (int, float)) and not isinstance(value, bool) and _FIRST_SERIAL <= value < _LAST_SERIAL + 1:
        return _SERIAL_ZERO + timedelta(days=int(value))
    return None


def _from_text(text: str, field: str, label: str) -> date:
    if match := _ISO.fullmatch(text):
        year, month, day = match.groups()
    elif match := _DAY_FIRST.fullmatch(text) or _WORDS.fullmatch(text):
        day, month, year = match.groups()
    else:
        raise NOT_A_DAY(field=field, label=label, text=_shortened(text))
    if len(year) == 2:
        raise SHORT_YEAR(field=field, label=label, text=text)
    if why := _why_no_day(int(year), int(month), int(day)):
        raise NO_SUCH_DAY(field=field, label=label, text=text, why=why)
    return date(int(year), int(month), int(day))


def _why_no_day(year: int, month: int, day: int) -> str:
    if year < 1:
        return _("năm phải lớn hơn 0")
    if not 1 <= month <= 12:
        return _("tháng phải từ 1 đến 12")
    last = monthrange(year, month)[1]
    if not 1 <= day <= last:
        return _("tháng {month} năm {year} chỉ có {last} ngày").format(month=month, year=year, last=last)
    return ""


def _lone_year(value: object) -> int | None:
    if isinstance(value, (int, float)) and not isinstance(value, bool) and 1000 <= value < _FIRST_SERIAL:
        return int(value) if value == int(value) else None
    text = nfc(value).removesuffix(".0") if isinstance(value, str) else ""
    return int(text) if text.isascii() and _YEAR.fullmatch(text) else None


def _shortened(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"
