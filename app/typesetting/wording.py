"""The fixed words of a paper: number line, place and date, recipients. Always Vietnamese, as the decree words them."""

from __future__ import annotations

from app.typesetting.model import Heading, HeadingLevel, Letterhead

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
RECIPIENTS = "Nơi nhận:"
ANNEX = "Phụ lục"
_NUMBER_BLANK = " " * 8  # room for a number written by pen
_DATE_BLANK = " " * 6
_LEVEL_WORDS = {
    HeadingLevel.PART: "Phần",
    HeadingLevel.CHAPTER: "Chương",
    HeadingLevel.SECTION: "Mục",
    HeadingLevel.SUBSECTION: "Tiểu mục",
}


def number_line(head: Letterhead) -> str:
    """``Số: 05/QĐ-UBND``, or the blank form ``Số:        /QĐ-UBND``."""
    number = f" {head.number_text}" if head.number_text else _NUMBER_BLANK
    return f"Số:{number}{head.symbol}"


def place_date_line(head: Letterhead) -> str:
    """``Mẫu Sơn, ngày 05 tháng 01 năm 2026``; days below 10 and January, February get a leading 0, blanks stay open."""
    day = f" {head.day.day:02d} " if head.day else _DATE_BLANK
    month_known = head.day.month if head.day else head.month
    month = _DATE_BLANK if month_known is None else f" {month_known:02d} " if month_known < 3 else f" {month_known} "
    year_known = head.day.year if head.day else head.year
    year = _DATE_BLANK if year_known is None else f" {year_known}"
    place = f"{head.place}, " if head.place else ""
    return f"{place}ngày{day}tháng{month}năm{year}"


def subject_line(head: Letterhead) -> str:
    """The ``V/v …`` of a công văn, the ``V/v`` added where the caller left it out."""
    text = head.subject_line.strip()
    return text if text.startswith("V/v") else f"V/v {text}"


def addressee_items(names: tuple[str, ...]) -> tuple[str, ...]:
    """Several addressees: ``- …;`` and a full stop after the last."""
    bare = [name.strip().removeprefix("-").strip().rstrip(";.,") for name in names]
    return tuple(
        f"- {name}{'.' if last else ';'}" for name, last in zip(bare, [False] * (len(bare) - 1) + [True], strict=True)
    )


def division_line(heading: Heading) -> str:
    """``Chương II`` and its like."""
    return f"{_LEVEL_WORDS[heading.level]} {heading.number}".rstrip()


def is_division(heading: Heading) -> bool:
    """Whether the heading stands centred on two lines (Phần, Chương, Mục, Tiểu mục)."""
    return heading.level in _LEVEL_WORDS


def annex_line(number: str) -> str:
    """``Phụ lục`` alone, or ``Phụ lục I`` where there are several."""
    return f"{ANNEX} {number}".rstrip()
