"""Numbers of outgoing papers: gapless per series and year, never twice, and the symbols they stand in.

Pure functions: the caller brings the numbers already taken. Source: Nghị định
30/2020/NĐ-CP, Điều 15 and Phụ lục I.II.3.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.documents.copy_kinds import COPIES_SERIES
from app.kernel.days import show_day
from app.kernel.findings import Finding, Severity
from app.kernel.problems import refused
from app.kernel.words import N_, _
from app.labels import type_abbreviation
from db.vocabulary import DocumentType

DECREE = "Nghị định 30/2020/NĐ-CP"
LARGEST = 99_999
"""No commune issues more papers in a year; a larger number is a typing slip."""

OFFICE = "UBND"
COMMITTEE = "BCĐ"

IMPOSSIBLE = refused(
    "NUM-01",
    N_("Số {number} không dùng được: số văn bản là số nguyên từ 1 đến {largest}."),
    next_step=N_("Sửa lại số, hoặc để trống để lấy số tiếp theo."),
)
TAKEN = refused(
    "NUM-02",
    N_("Số {number} năm {year} của {series} đã cấp cho {holder}."),
    next_step=N_("Để trống ô số để lấy số tiếp theo là {next}, hoặc kiểm tra lại sổ đăng ký văn bản."),
)
GAP = refused(
    "NUM-03",
    N_("Số {number} năm {year} bỏ trống từ số {next} đến số {last} của {series}."),
    next_step=N_("Dùng số {next}; nếu các số đó đã bỏ, ghi lý do bỏ số rồi ban hành lại."),
)


@dataclass(frozen=True, kw_only=True)
class SeriesView:
    """A series of numbers and the types of paper that share it."""

    uid: str
    code: str
    title: str
    types: tuple[str, ...]
    first_number: int
    first_year: int | None

    def start(self, year: int) -> int:
        """First number of a year; in the year the program came into use it follows the paper register."""
        return self.first_number if year == self.first_year else 1

    def is_kept_on_paper(self, year: int) -> bool:
        """Whether a year lies before the program's own register, so that its numbers may be entered in any order."""
        return self.first_year is not None and year < self.first_year


@dataclass(frozen=True, kw_only=True)
class DefaultSeries:
    """A series a new store begins with."""

    code: str
    title: str
    types: tuple[DocumentType, ...]


DEFAULT_SERIES = (
    DefaultSeries(code="QD", title=N_("Sổ quyết định của Ủy ban nhân dân"), types=(DocumentType.QD,)),
    DefaultSeries(
        code="VB",
        title=N_("Sổ văn bản khác của Ủy ban nhân dân"),
        types=tuple(kind for kind in DocumentType if kind is not DocumentType.QD),
    ),
    DefaultSeries(code="BCD", title=N_("Sổ văn bản của Ban Chỉ đạo"), types=()),
    DefaultSeries(code=COPIES_SERIES, title=N_("Sổ bản sao văn bản"), types=()),
)
"""Decisions apart, all other types together, papers in a committee's own name apart (decree 30, Điều 15.1.c); copies
of all three kinds share one (Phụ lục I, phần II)."""

COMMITTEE_SERIES = "BCD"


def number_text(number: int | None) -> str:
    """The number as printed: ``01`` … ``09``, ``10``, ``120``; empty for the blank form."""
    return "" if number is None else f"{number:02}"


def symbol_of(kind: DocumentType, *, issuer: str = OFFICE, unit: str = "") -> str:
    """What follows the number: ``/QĐ-UBND``; for a công văn ``/UBND-VHXH``, or ``/UBND`` without a drafting unit."""
    parts = (issuer, unit) if kind is DocumentType.CV else (type_abbreviation(kind), issuer)
    return "/" + "-".join(part for part in parts if part)


def with_number(number: int | None, symbol: str) -> str:
    """Number and symbol in one: ``05/QĐ-UBND``; without a number ``…/QĐ-UBND``."""
    return f"{number_text(number) or '…'}/{symbol.removeprefix('/')}"


def is_committee_symbol(symbol: str) -> bool:
    """Whether the symbol names a steering committee as issuer."""
    return COMMITTEE in symbol.replace("/", "-").split("-")


def series_for(kind: DocumentType, symbol: str, series: Iterable[SeriesView]) -> SeriesView | None:
    """The series a paper belongs to unless the officer chooses another."""
    known = list(series)
    if is_committee_symbol(symbol):
        own = next((each for each in known if each.code == COMMITTEE_SERIES), None)
        if own is not None:
            return own
    return next((each for each in known if kind.value in each.types), None)


def next_number(series: SeriesView, year: int, taken: Collection[int]) -> int:
    """The number after the highest one given or voided; the start of the year where there is none."""
    return max(max(taken, default=0) + 1, series.start(year))


def check_number(
    number: int, *, series: SeriesView, year: int, taken: Collection[int], holder: str = "", may_skip: bool = False
) -> range:
    """Refuses a number typed by hand that is impossible, taken, or leaves a gap; gives the numbers to void before it.

    ``holder`` names the paper that has it. With ``may_skip`` the numbers between are to be voided explicitly, so that
    none is lost. What the paper register gave before the program came into use is entered freely.
    """
    if isinstance(number, bool) or not 1 <= number <= LARGEST:
        raise IMPOSSIBLE(field="number", number=number, largest=LARGEST)
    expected = next_number(series, year, taken)
    told: dict[str, Any] = {
        "number": number_text(number),
        "year": year,
        "series": _(series.title),
        "next": number_text(expected),
    }
    if number in taken:
        raise TAKEN(field="number", holder=holder or _("một văn bản khác"), **told)
    if series.is_kept_on_paper(year) or number <= expected:  # a free lower number was given by the paper register
        return range(0)
    if not may_skip:
        raise GAP(field="number", last=number_text(number - 1), **told)
    return range(expected, number)


def date_findings(number: int, day: date, dated: Mapping[int, date], *, uid: str = "") -> list[Finding]:
    """Warns when the order of numbers is not the order of days: a lower number later, or a higher one earlier."""
    later = [(other, when) for other, when in dated.items() if other < number and when > day]
    earlier = [(other, when) for other, when in dated.items() if other > number and when < day]
    findings = []
    if later:
        other, when = max(later, key=lambda pair: pair[1])
        findings.append(
            _out_of_order(
                "NUM-BACKDATED",
                _("Văn bản số {number} ghi ngày {day}, sớm hơn văn bản số {other} ghi ngày {when} đã cấp trước."),
                number,
                day,
                other,
                when,
                uid,
            )
        )
    if earlier:
        other, when = min(earlier, key=lambda pair: pair[1])
        findings.append(
            _out_of_order(
                "NUM-FOREDATED",
                _("Văn bản số {number} ghi ngày {day}, muộn hơn văn bản số {other} ghi ngày {when} có số lớn hơn."),
                number,
                day,
                other,
                when,
                uid,
            )
        )
    return findings


def _out_of_order(code: str, sentence: str, number: int, day: date, other: int, when: date, uid: str) -> Finding:
    return Finding(
        code=code,
        severity=Severity.WARNING,
        noun="document",
        uid=uid,
        field="issued_on",
        message=sentence.format(
            number=number_text(number), day=show_day(day), other=number_text(other), when=show_day(when)
        ),
        rule=_("Số văn bản lấy theo thứ tự và thời gian ban hành trong năm."),
        source=f"{DECREE}, Điều 15.1",
    )


def series_findings(symbol: str, series: SeriesView | None, *, uid: str = "") -> list[Finding]:
    """Warns when a committee's paper runs in the office's series, or an office's paper in the committee's.

    The decree wants a separate series for a committee that issues under its own name; many communes number both in
    one run, so it is allowed and said.
    """
    if series is None:
        return [_series_finding("NUM-NO-SERIES", Severity.ERROR, _("Văn bản chưa được chọn sổ số."), uid)]
    own = series.code == COMMITTEE_SERIES
    if is_committee_symbol(symbol) == own:
        return []
    sentence = (
        _("Văn bản ký hiệu {symbol} của Ủy ban nhân dân đang lấy số trong {series}.")
        if own
        else _("Văn bản ký hiệu {symbol} của Ban Chỉ đạo đang lấy số chung trong {series}.")
    )
    return [
        _series_finding(
            "NUM-COMMITTEE-SERIES",
            Severity.WARNING,
            sentence.format(symbol=symbol.removeprefix("/"), series=_(series.title)),
            uid,
        )
    ]


def _series_finding(code: str, severity: Severity, message: str, uid: str) -> Finding:
    return Finding(
        code=code,
        severity=severity,
        message=message,
        noun="document",
        uid=uid,
        field="series",
        rule=_("Ban, hội đồng, tổ ban hành văn bản dưới tên mình có hệ thống số riêng."),
        source=f"{DECREE}, Phụ lục I, phần II, mục 3",
    )
