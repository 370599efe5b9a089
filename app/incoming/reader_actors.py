"""Who is asked: by a demand ("Giao …", "Đề nghị …") or by being named before the verb."""

from __future__ import annotations

import re

from app.incoming.reader_clauses import skip
from app.incoming.reader_reports import reading_of
from app.incoming.reader_views import Reading, Said
from app.incoming.reader_words import DEMAND, Words

LONGEST_WHO = 160
FARTHEST_VERB = 1500
"""Characters within which the verb stands; a list of grounds may come between."""
_WHO_ENDS = re.compile(
    r"[;:(.]|,? (?:căn cứ|trên cơ sở|theo (?!dõi)|trong (?:quá trình|phạm vi|thời gian)"
    r"|có (?!liên quan)(?:thể)?|là|được|cần|phải|sẽ|về việc|để|khi|nếu|do|gồm"
    r"|bao gồm|tối thiểu|quan tâm|tăng cường|như sau|với tinh thần|tùy)(?!\w)"
)
_GROUNDS = re.compile(r",? (?:căn cứ|trên cơ sở|theo)(?!\w)")
_SO_THAT = re.compile(r"(?<!\w)để ")
_NOT_A_HEAD = re.compile(
    r"(?<!\w)(?:ban|quá trình|quá|chương|quy|lộ|tờ|công|giáo|nghệ|công tác|việc|sự|hoạt động|kết quả|biện pháp"
    r"|giải pháp|nội dung|tiến độ|tình hình) $",
    re.IGNORECASE,
)
"""Words after which a verb is part of a name or a noun: "Ban chỉ đạo", "quá trình", "việc thực hiện"."""
_ADJUNCT = re.compile(
    r"(?:Trong|Tùy|Đối với|Căn cứ|Trên cơ sở|Theo|Định kỳ|Hàng|Hằng|Khi|Nếu|Trường hợp|Để|Nhằm"
    r"|Sau khi|Trước|Vào|Ngoài|Cùng với|Tại|Qua)(?!\w)",
    re.IGNORECASE,
)


def demand_in(text: str, start: int, end: int, rules: Words) -> tuple[str, int] | None:
    """(who is asked, where the verb stands or the end) of the first demand."""
    for match in DEMAND.finditer(text, start, end):
        at = match.end()
        if actor := rules.actor.match(text, at):
            who_end, verb = _who_end(text, at, actor.end(), end, rules)
            return text[at:who_end].strip(" ,;:")[:LONGEST_WHO], verb
        alone = match.start() == start or text[match.start() - 2 : match.start()].strip() in (",", ";", "")
        if alone and (direct := rules.starts.match(text, at, end)):
            return "", direct.start("verb")
    return None


def acting(text: str, at: int, end: int, rules: Words) -> Said | None:
    """Somebody named does something: "UBND các xã xây dựng …"."""
    actor = rules.actor.match(text, at) or _actor_behind(text, at, end, rules)
    if not actor:
        return None
    whole, at = at, actor.start()
    who_end, verb = _who_end(text, at, actor.end(), end, rules)
    if verb >= end or verb - at > FARTHEST_VERB:
        return None
    between = text[who_end:verb]
    modal = next(
        (
            name
            for name, pattern in rules.modals.items()
            if name in ("may", "will", "made of", "decided by") and pattern.search(text, at, min(verb + 12, end))
        ),
        "",
    )
    if modal:
        return Said(
            whole, end, Reading.RULE, at, who=text[at:who_end].strip(" ,;:")[:LONGEST_WHO], rules=(f"rule:{modal}",)
        )
    if re.search(r"(?:đã|đang|chưa|không|là)\s*$", between) or re.match(
        r"\s*(?:đã|đang|chưa)(?!\w)", text[who_end : verb + 1]
    ):
        return None
    return Said(
        whole,
        end,
        reading_of(text, verb, end),
        verb,
        who=text[at:who_end].strip(" ,;:")[:LONGEST_WHO],
        rules=(f"actor:{actor[0].lower()}",),
    )


def _actor_behind(text: str, at: int, end: int, rules: Words) -> re.Match[str] | None:
    """Somebody named behind a time, a case or a ground and its comma: "Định kỳ 6 tháng, UBND các xã …"."""
    if not _ADJUNCT.match(text, at):
        return None
    for comma in re.compile(r"[,)] ").finditer(text, at, min(end, at + 300)):
        actor = rules.actor.match(text, comma.end(), end)
        if actor and first_verb(text, actor.end(), min(end, actor.end() + 200), rules):
            return actor
    return None


def _who_end(text: str, at: int, after: int, end: int, rules: Words) -> tuple[int, int]:
    """(where the name of who is asked ends, where the verb stands; ``end`` where there is none)."""
    verb = first_verb(text, after, end, rules)
    verb_at = verb.start() if verb else end
    stop = _WHO_ENDS.search(text, after, verb_at)
    while stop and stop[0] == ";" and rules.actor.match(text, skip(text, stop.end())):
        stop = _WHO_ENDS.search(text, stop.end(), verb_at)
    who_end = stop.start() if stop else verb_at
    so = _SO_THAT.search(text, stop.end(), end) if stop and _GROUNDS.match(text, stop.start()) else None
    if so and (meant := rules.starts.match(text, so.end(), end)):
        verb_at = meant.start("verb")
    manners = re.search(
        r"(?:\s(?:chủ động|khẩn trương|nghiêm túc|tích cực|tiếp tục|thường xuyên|trực tiếp|kịp thời|đồng thời|,))+\s*$",
        text[at:who_end],
    )
    return (at + manners.start() if manners else who_end), verb_at


def first_verb(text: str, start: int, end: int, rules: Words) -> re.Match[str] | None:
    """The first verb that is no part of a name or a noun."""
    for match in rules.verb.finditer(text, start, end):
        if not _NOT_A_HEAD.search(text[max(0, match.start() - 12) : match.start()]):
            return match
    return None
