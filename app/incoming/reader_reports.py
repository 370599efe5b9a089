"""Reports inside a clause: to whom, through whom, beside what else, and what the receiver does with them."""

from __future__ import annotations

import re
from dataclasses import replace

from app.incoming.reader_times import condition
from app.incoming.reader_views import Reading, Said
from app.incoming.reader_words import PAPER, SET_UP, Words, words

_REPORT_VERB = re.compile(
    r"(?<!\w)(?:báo cáo|gửi|phản ánh|nộp|trả lời|thông tin|phản hồi|chuyển|trình)(?!\w)", re.IGNORECASE
)
_CHAINED = re.compile(
    r"(?:,|;|\bvà\b|\bđồng thời\b|\bhoặc\b)\s*(?:(?:định kỳ|kịp thời|thường xuyên|đồng thời"
    r"|tổng hợp,?)\s+)*(?=(?:báo cáo|gửi|phản ánh|nộp)\b)"
)
_TOWARDS = re.compile(r"(?<!\w)(?:gửi về|báo cáo về|về|gửi cho|gửi|cho|tới|đến|lên|báo cáo|trình)\s+(?:cho\s+)?")
_RECEIVER_ENDS = re.compile(
    r"\s*(?:[(;:.]|,?\s(?:qua|thông qua|để|trước|chậm|muộn|theo|định kỳ|hàng|hằng|khi|nếu|vào|xem xét"
    r"|trong|đúng|bằng|kết quả|tổng hợp|biết|chỉ đạo)(?!\w)|$)"
)
_PLACED = re.compile(r"(.*?\b(?:tỉnh|thành phố|huyện|thị xã|quận|xã|phường|thị trấn)\b(?:\s[^\W\da-zđ]\w*)*)")
VIA = re.compile(
    r"\(\s*(?:thông\s+)?qua\s+([^()]{3,120})\)|(?<!\w)(?:thông\s+)?qua\s+((?:phòng|sở|văn phòng"
    r"|bộ phận|công chức|ban|cơ quan)[^,;.()]{2,80}?)"
    r"(?=\s+(?:để|trước|chậm|theo|tổng hợp|vào)(?!\w)|[,;.()]|$)",
    re.IGNORECASE,
)
_THEY_REPORT = re.compile(
    r"(?<!\w)để (?:phòng |sở |ubnd |ủy ban )?[^,;.()]{0,60}?tổng hợp,? (?:và )?(?:tham mưu )?báo cáo", re.IGNORECASE
)
_MEASURE = re.compile(r"\b(?:ít nhất|tối thiểu|không dưới)\b|\b\d{1,3} lần\b")
_SETS_UP = re.compile(
    r"(?:xây dựng|ban hành|thành lập|kiện toàn|lập|trình|hoàn thiện|ký ban hành|tham mưu)(?!\w)", re.IGNORECASE
)


def reading_of(text: str, verb_at: int, end: int) -> Reading:
    """Whether a clause asks for a report, for another paper, or for work."""
    clause = text[verb_at:end]
    if _REPORT_VERB.match(clause) and (_receiver(clause) or re.match(r"báo cáo", clause, re.IGNORECASE)):
        return Reading.REPORT
    near = _REPORT_VERB.search(clause[:40])
    if near and _receiver(clause[near.start() :]):
        return Reading.REPORT
    setting = _SETS_UP.match(clause)
    if setting and (
        PAPER.search(clause[setting.end() : setting.end() + 40]) or SET_UP.match(clause[setting.end() :].lstrip())
    ):
        return Reading.PAPER
    return Reading.PAPER if PAPER.match(clause) else Reading.TASK


def with_reports(text: str, main: Said) -> list[Said]:
    """The clause, and the report at its end where it asks for one beside other things."""
    if main.reading is Reading.REPORT:
        return [main]
    for match in _CHAINED.finditer(text, min(main.verb_at + 6, main.end), main.end):
        if _receiver(text[match.end() : main.end]):
            report = Said(match.end(), main.end, Reading.REPORT, match.end(), who=main.who, rules=("rule:report to",))
            return [replace(main, end=match.start()), report]
    return [main]


def they_report(text: str, main: Said) -> list[Said]:
    """What the receiver will do with the reports: add them up and report on."""
    match = _THEY_REPORT.search(text, main.start, main.end)
    if match is None:
        return []
    receiver = _receiver(text[main.verb_at : match.start()])
    if not receiver:
        return []
    begin = match.start() + len("để ")
    onward = _receiver(text[match.end() - len("báo cáo") : main.end])
    return [Said(begin, main.end, Reading.REPORT, begin, who=receiver, receiver=onward, rules=("rule:they report",))]


def measured(text: str, main: Said, rules: Words) -> list[Said]:
    """A second thing with a number of its own: "… và phát lại ít nhất 03 lần"."""
    found = []
    for match in re.compile(r" và (?=\w)").finditer(text, main.verb_at, main.end):
        verb = rules.starts.match(text, match.end(), main.end)
        if verb and _MEASURE.search(text, verb.end(), min(verb.end() + 40, main.end)):
            found.append(Said(match.end(), main.end, Reading.TASK, match.end(), who=main.who, rules=("rule:at least",)))
    return found


def with_parties(text: str, said: Said) -> Said:
    """The clause with its receiver, the unit it goes through, and its condition."""
    clause = text[said.start : said.end]
    via = VIA.search(clause)
    receiver = said.receiver or (_receiver(text[said.verb_at : said.end]) if said.reading is Reading.REPORT else "")
    return replace(
        said,
        receiver=receiver,
        via=(via[1] or via[2]).strip() if via and receiver else "",
        condition=said.condition or condition(clause),
    )


def _receiver(clause: str) -> str:
    """The office a report goes to; empty where none is named."""
    report = _REPORT_VERB.search(clause)
    if not report:
        return ""
    for match in _TOWARDS.finditer(clause, report.start()):
        actor = words().actor.match(clause, match.end())
        if not actor:
            continue
        stop = _RECEIVER_ENDS.search(clause, actor.end())
        named = clause[match.end() : stop.start() if stop else len(clause)][:140]
        placed = _PLACED.match(named)
        if placed and named[placed.end() :].lstrip()[:1].islower() and "," not in named:
            named = placed[1]
        return named.strip(" ,")
    return ""
