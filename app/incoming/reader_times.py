"""When a sentence wants something: how often, until which day, whether that day still counts. Pure."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date

from app.kernel.words import _
from db.vocabulary import Cadence

_UNIT = (
    r"(?:0?6 tháng(?: (?:đầu|cuối) năm)?|0?9 tháng(?: đầu năm)?|sáu tháng|chín tháng|nửa năm|tuần"
    r"|tháng(?! \d)|quý(?! [IVX\d])|năm(?! \d))"
)
_JOIN = r"(?:\s*(?:,|và|hoặc|/)\s*(?:(?:hàng|hằng|mỗi|báo cáo|sơ kết|tổng kết|định kỳ)\s+)*)"
_LIST = re.compile(
    r"(?<!\w)(?:(?:định kỳ|hàng|hằng|mỗi|theo|sơ kết|tổng kết|báo cáo|cuối|kết thúc|hết)\s+)+"
    rf"({_UNIT}(?!\w)(?:{_JOIN}{_UNIT}(?!\w))*)",
    re.IGNORECASE,
)
_EACH = re.compile(rf"(?:\d+|một)\s*lần\s*/\s*({_UNIT})|({_UNIT})\s*(?:một|01|1)\s*lần", re.IGNORECASE)
_UNITS = (
    (re.compile(r"9|chín", re.IGNORECASE), Cadence.NINE_MONTHS),
    (re.compile(r"6|sáu|nửa", re.IGNORECASE), Cadence.HALF_YEARLY),
    (re.compile(r"tuần", re.IGNORECASE), Cadence.WEEKLY),
    (re.compile(r"quý", re.IGNORECASE), Cadence.QUARTERLY),
    (re.compile(r"tháng", re.IGNORECASE), Cadence.MONTHLY),
    (re.compile(r"năm", re.IGNORECASE), Cadence.YEARLY),
)
_ONE_UNIT = re.compile(_UNIT, re.IGNORECASE)
_ON_REQUEST = re.compile(
    r"(?<!\w)(?:đột xuất|khi có yêu cầu|theo yêu cầu(?! (?:thực tế|nhiệm vụ|công việc)))(?!\w)", re.IGNORECASE
)
_CONTINUOUS = re.compile(r"(?<!\w)(?:thường xuyên|hàng ngày|hằng ngày|liên tục)(?!\w)", re.IGNORECASE)
_CONDITION = re.compile(
    r"(?<!\w)((?:nếu|trường hợp|khi (?:có|xảy ra|phát sinh|phát hiện"
    r"|gặp)(?! yêu cầu))[^.;:]{3,160}?)(?=,\s*(?:đề nghị|yêu cầu|các|ubnd|ủy ban|đơn vị|cơ quan"
    r"|kịp thời|phải|thì|báo|phản|liên|gửi|chủ|trao|xin|\w+ (?:kịp|báo|phản))|[.;:]|$)",
    re.IGNORECASE,
)
_DUE = re.compile(
    r"(?<!\w)(?P<how>(?:chậm nhất|muộn nhất)(?: là)?(?: vào)?(?P<also> trước)?|không muộn hơn"
    r"|không quá|trước(?P<end> hết)?|đến hết|hết|vào|trong)\s+"
    r"(?:(?P<hour>\d{1,2})\s*(?:giờ|h|g)\s*(?P<minute>\d{2})?\s*(?:phút)?,?\s*)?(?P<named>ngày\s+)?(?P<d>\d{1,2})"
    r"(?:\s*[/.\-]\s*(?P<m>\d{1,2})(?:\s*[/.\-]\s*(?P<y>\d{4}))?"
    r"|\s+tháng\s+(?P<m2>\d{1,2})(?:\s+năm\s+(?P<y2>\d{4}))?)?(?![\d/%]|\s*(?:%|ngày|người|lần"
    r"|tháng đầu|tháng cuối))",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    r"(?<!\w)(?:trong|hết|xong trong|đến hết)\s+(?:tháng\s+(?P<m>\d{1,2})|quý\s+(?P<q>IV|I{1,3}"
    r"|[1-4]))(?:\s*/\s*|\s+năm\s+)(?P<y>\d{4})",
    re.IGNORECASE,
)
_NEXT_MONTH = re.compile(
    r"\s*(?:của\s+|hàng\s+)?(?:tháng (?:sau|tiếp theo|kế tiếp|liền kề|đầu quý sau|đầu tiên của quý sau))", re.IGNORECASE
)
_EVERY = re.compile(r"\s*(?:của\s+)?(?:hàng|hằng|mỗi|các)\s*tháng|\s*của\s+tháng|\s*tháng cuối", re.IGNORECASE)
_QUARTERS = {"I": 3, "II": 6, "III": 9, "IV": 12, "1": 3, "2": 6, "3": 9, "4": 12}
_ENDS = {
    Cadence.YEARLY: (12,),
    Cadence.HALF_YEARLY: (6, 12),
    Cadence.QUARTERLY: (3, 6, 9, 12),
    Cadence.NINE_MONTHS: (9,),
}


@dataclass(frozen=True, kw_only=True)
class Timing:
    """One cadence with its last day as far as the sentence says; ``doubt`` tells what cannot be taken as it stands."""

    cadence: Cadence
    due_day: int | None = None
    due_month_offset: int = 0
    due_on: date | None = None
    exclusive: bool = True
    doubt: str = ""


@dataclass(frozen=True)
class _Due:
    at: int
    end: int
    day: int
    month: int | None
    year: int | None
    offset: int
    exclusive: bool
    doubt: str


def timings(text: str, *, year: int | None = None) -> list[Timing]:
    """Every cadence a sentence names, each with the day that goes with it; one ONCE or CONTINUOUS where it names none.

    ``year`` completes days written without one; without it they stay open, with a doubt.
    """
    cadences = _cadences(text)
    dues = [due for match in _DUE.finditer(text) if (due := _due(text, match))]
    if not cadences:
        return [_alone(text, dues, year)]
    found = []
    for place, (at, cadence) in enumerate(cadences):
        upto = cadences[place + 1][0] if place + 1 < len(cadences) else len(text)
        own = [due for due in dues if at <= due.at < upto]
        later = [due for due in dues if due.at >= at]
        chosen = next(iter(own or later or dues), None)
        found.append(_with_due(cadence, chosen, year))
    return list(dict.fromkeys(found))


def condition(text: str) -> str:
    """The words that say when a conditional duty arises; empty where none do."""
    match = _CONDITION.search(text)
    return match[1].strip(" ,") if match else ""


def _cadences(text: str) -> list[tuple[int, Cadence]]:
    found: dict[Cadence, int] = {}
    for match in _LIST.finditer(text):
        for unit in _ONE_UNIT.finditer(match[1]):
            found.setdefault(_unit(unit[0]), match.start(1) + unit.start())
    for match in _EACH.finditer(text):
        found.setdefault(_unit(match[1] or match[2]), match.start())
    for due in _DUE.finditer(text) if not found else ():
        after = None if due["m"] or due["m2"] else _NEXT_MONTH.match(text, due.end()) or _EVERY.match(text, due.end())
        if after:
            quarter = "quý" in text[after.start() : after.end() + 5].lower()
            found.setdefault(Cadence.QUARTERLY if quarter else Cadence.MONTHLY, due.start())
    if asked := _ON_REQUEST.search(text):
        found.setdefault(Cadence.ON_REQUEST, asked.start())
    return sorted(((at, cadence) for cadence, at in found.items()), key=lambda pair: pair[0])


def _unit(words: str) -> Cadence:
    return next(cadence for pattern, cadence in _UNITS if pattern.search(words))


def _due(text: str, match: re.Match[str]) -> _Due | None:
    month = match["m"] or match["m2"]
    after = _NEXT_MONTH.match(text, match.end())
    if not (match["named"] or month or after or _EVERY.match(text, match.end())):
        return None  # "trong 5 …" is a number, not a day
    how = match["how"].lower()
    before = how.startswith("trước") or bool(match["also"])
    doubt = _("Văn bản ghi cả giờ: {text}.").format(text=match[0].strip()) if match["hour"] else ""
    return _Due(
        at=match.start(),
        end=match.end(),
        day=int(match["d"]),
        month=int(month) if month else None,
        year=int(match["y"] or match["y2"] or 0) or None,
        offset=1 if after else 0,
        exclusive=before and not match["end"] and not match["hour"],
        doubt=doubt,
    )


def _alone(text: str, dues: list[_Due], year: int | None) -> Timing:
    if condition(text):
        return replace(_with_due(Cadence.CONDITIONAL, dues[0] if dues else None, year), cadence=Cadence.CONDITIONAL)
    if dues:
        return _with_due(Cadence.ONCE, dues[-1], year)
    if whole := _WHOLE.search(text):
        month = int(whole["m"] or 0) or _QUARTERS[(whole["q"] or "I").upper()]
        if 1 <= month <= 12:
            last = date(int(whole["y"]), month, monthrange(int(whole["y"]), month)[1])
            return Timing(cadence=Cadence.ONCE, due_on=last, exclusive=False)
    return Timing(cadence=Cadence.CONTINUOUS if _CONTINUOUS.search(text) else Cadence.ONCE)


def _with_due(cadence: Cadence, due: _Due | None, year: int | None) -> Timing:
    if due is None:
        return Timing(cadence=cadence)
    if cadence in (Cadence.ONCE, Cadence.CONDITIONAL, Cadence.ON_REQUEST, Cadence.CONTINUOUS):
        return _on_a_day(cadence, due, year)
    offset = due.offset
    if due.month and cadence in _ENDS:
        offset = min((due.month - end) % 12 for end in _ENDS[cadence])
    if not 1 <= due.day <= 31:
        return Timing(cadence=cadence, doubt=_("Không có ngày {day} trong tháng.").format(day=due.day))
    return Timing(cadence=cadence, due_day=due.day, due_month_offset=offset, exclusive=due.exclusive, doubt=due.doubt)


def _on_a_day(cadence: Cadence, due: _Due, year: int | None) -> Timing:
    if due.month is None:
        doubt = _("Văn bản chỉ ghi ngày {day}, không ghi tháng.").format(day=due.day)
        return Timing(cadence=cadence, exclusive=due.exclusive, doubt=doubt)
    wanted = due.year or year
    if wanted is None:
        doubt = _("Văn bản ghi {day}/{month} mà không ghi năm.").format(day=due.day, month=due.month)
        return Timing(cadence=cadence, exclusive=due.exclusive, doubt=doubt)
    try:
        last = date(wanted, due.month, due.day)
    except ValueError:
        doubt = _("Không có ngày {day}/{month}/{year}.").format(day=due.day, month=due.month, year=wanted)
        return Timing(cadence=cadence, exclusive=due.exclusive, doubt=doubt)
    return Timing(cadence=cadence, due_on=last, exclusive=due.exclusive, doubt=due.doubt)
