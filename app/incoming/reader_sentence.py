"""One clause of a letter: whether it asks for something, of whom, what, to whom and through whom. Pure functions."""

from __future__ import annotations

import re

from app.documents.citing import parse_citations
from app.incoming.reader_actors import LONGEST_WHO, acting, demand_in, first_verb
from app.incoming.reader_clauses import skip
from app.incoming.reader_reports import VIA, measured, reading_of, they_report, with_parties, with_reports
from app.incoming.reader_times import Timing, condition, timings
from app.incoming.reader_views import Reading, Said
from app.incoming.reader_words import LEAD_IN, PAPER, Words, words
from db.vocabulary import Cadence

LONGEST_TITLE = 90


_LABEL = re.compile(r"[-–+*\s]*([^\W\d][^:;.()]{1,60}):\s*(?=[^\s])")
_TIME_LEAD = re.compile(
    r"(?:định kỳ|hàng|hằng|trước ngày|chậm nhất|vào|khi|nếu|trường hợp|trong|đối với|tại|tùy)(?!\w)", re.IGNORECASE
)
_A_TEXT = re.compile(
    r"(?:công văn|kế hoạch|chương trình|nghị quyết|quyết định|chỉ thị|thông báo|kết luận|văn bản"
    r"|thỏa thuận|ý kiến chỉ đạo|luật|nghị định)(?!\w)",
    re.IGNORECASE,
)


def demands(text: str) -> bool:
    """Whether somebody is told or asked to do something, by name or directly."""
    return demand_in(text, 0, len(text), words()) is not None


def cites(text: str) -> bool:
    """Whether a text is cited by its number."""
    return bool(parse_citations(text))


def names_a_text(text: str) -> bool:
    """Whether a text, a plan or an agreement is named."""
    return bool(_A_TEXT.search(text))


def has_day(text: str) -> bool:
    """Whether a last day is named."""
    return any(each.due_day or each.due_on for each in timings(text))


def label(text: str, start: int, end: int, rules: Words) -> re.Match[str] | None:
    """A label with what it stands for: "Thời gian: …", "Trưởng ban: …"."""
    match = _LABEL.match(text, start, end)
    if not match or text[match.end() : end].strip(" .") == "" or rules.verb.match(match[1].lower()):
        return None
    return match


def named_actor(heading: str, rules: Words) -> str:
    """Whom a heading names: "2.3. UBND các xã, thị trấn", "Giao Phòng …:", "Trách nhiệm của …"; empty for others."""
    text = heading.strip(" :.;")
    lead = re.match(r"(?:Đối với|Trách nhiệm của|Nhiệm vụ của|Giao nhiệm vụ cho|Giao|Đề nghị|Yêu cầu)\s+", text)
    at = lead.end() if lead else 0
    if not rules.actor.match(text, at):
        return ""
    found = first_verb(text, at, len(text), rules)
    return text[at : found.start() if found else len(text)].strip(" ,:;")[:LONGEST_WHO]


def read_lead_in(text: str, start: int, end: int, rules: Words) -> list[Said]:
    """A lead-in: who is asked; proposed itself only where it also says what to do."""
    found = demand_in(text, start, end, rules)
    if found is None:
        return []
    who, verb_at = found
    if not LEAD_IN.search(text[start:end].rstrip()):
        return read_clause(text, start, end, rules, is_item=False, directive=True)
    reading = Reading.TASK if verb_at < end else Reading.BASIS
    if reading is Reading.BASIS:
        return [Said(start, start, Reading.TASK, start, who=who)]  # too short to be kept: only names who is asked
    return [Said(start, end, reading, verb_at, who=who, rules=("rule:lead-in",))]


def read_annex(text: str, start: int, end: int, rules: Words) -> list[Said]:
    """A sentence of information that still binds: what is annexed or to be followed."""
    return [said for said in _by_modal(text, start, end, rules) if said.rules != ("rule:will",)]


def read_aside(text: str, start: int, end: int, rules: Words) -> list[Said]:
    """What stands in parentheses, where it sets a rule or asks something of its own."""
    if not (end - start >= 20 and not VIA.match(text, start - 1, end + 1)):
        return []
    found = [
        each
        for each in _by_modal(text, start, end, rules)
        if each.rules[0] in ("rule:priority", "rule:must", "rule:each one")
    ]
    verb = rules.starts.match(text, start, end)
    if not found and verb and verb["verb"].lower() not in ("gửi", "đăng"):
        found = [Said(start, end, Reading.TASK, start, rules=(f"verb:{verb['verb'].lower()}",))]
    return found


def read_clause(
    text: str, start: int, end: int, rules: Words, *, is_item: bool, directive: bool, chain: bool = False
) -> list[Said]:
    """What a clause asks for, nothing where it only tells; reports inside a longer clause stand for themselves."""
    at = skip(text, start)
    main = _main(text, at, end, rules, directive=directive, is_item=is_item or chain)
    if main is None:
        return []
    found = with_reports(text, main)
    return [with_parties(text, each) for each in found] + they_report(text, main) + measured(text, main, rules)


def times(said: Said, text: str, year: int | None) -> list[Timing]:
    """The cadences of a clause; only reports have several, and only they are asked for on request."""
    if said.reading in (Reading.BASIS, Reading.RECIPIENTS):
        return [Timing(cadence=Cadence.ONCE)]
    found = timings(text[said.start : said.end], year=year)
    if said.reading is Reading.REPORT:
        return found
    kept = [each for each in found if each.cadence is not Cadence.ON_REQUEST]
    return kept[:1] or [Timing(cadence=Cadence.ONCE)]


def title(text: str, said: Said) -> str:
    """A short name beginning with the verb; it ends where a purpose, a parenthesis or a day begins."""
    whole = text[said.verb_at : said.end].strip(" ;.,/-–+*")
    match = re.search(r" \(| để | nhằm | trước ngày | chậm nhất |; |\. ", whole[18:])
    if match:
        whole = whole[: 18 + match.start()]
    if len(whole) > LONGEST_TITLE:
        cut = whole.rfind(", ", 40, LONGEST_TITLE)
        cut = cut if cut > 0 else whole.rfind(" ", 0, LONGEST_TITLE)
        whole = whole[:cut] + "…"
    whole = re.sub(r",? (?:hoàn thành|xong|và)$", "", whole.rstrip(" ,"))
    return whole[:1].upper() + whole[1:]


def _main(text: str, at: int, end: int, rules: Words, *, directive: bool, is_item: bool) -> Said | None:
    if (found := demand_in(text, at, end, rules)) is not None:
        who, verb_at = found
        if verb_at < end:
            return Said(at, end, reading_of(text, verb_at, end), verb_at, who=who, rules=("rule:demand",))
    if not directive:
        return None
    if starts := rules.starts.match(text, at, end):
        begin = starts.start("verb")
        return Said(at, end, reading_of(text, begin, end), begin, rules=(f"verb:{starts['verb'].lower()}",))
    if named := acting(text, at, end, rules):
        return named
    return _without_verb(text, at, end, rules, is_item=is_item)


def _without_verb(text: str, at: int, end: int, rules: Words, *, is_item: bool) -> Said | None:
    """A clause that begins with neither a verb nor a name: a rule, a label, a time, or an item by its place."""
    if by_modal := _by_modal(text, at, end, rules):
        return by_modal[0]
    if found_label := label(text, at, end, rules):
        return Said(at, end, Reading.RULE, found_label.start(1), rules=("rule:label",))
    if led := _led_by_time(text, at, end, rules):
        return led
    if is_item:
        paper = PAPER.match(text, at)
        return Said(at, end, Reading.PAPER if paper else Reading.TASK, at, rules=("rule:item",))
    return None


def _led_by_time(text: str, at: int, end: int, rules: Words) -> Said | None:
    """A clause that begins with its time, case or field: "Định kỳ hàng tháng … báo cáo …"."""
    if not _TIME_LEAD.match(text, at):
        return None
    verb = first_verb(text, at, end, rules)
    if verb is None:
        return None
    who = next(
        (
            actor
            for actor in rules.actor.finditer(text, at, verb.start())
            if text[actor.start() - 2 : actor.start()] == ", "
        ),
        None,
    )
    named = text[who.start() : verb.start()].strip(" ,;:")[:LONGEST_WHO] if who else ""
    if not who and not (
        condition(text[at:end]) or timings(text[at:end])[0].cadence is not Cadence.ONCE or has_day(text[at:end])
    ):
        return None
    return Said(at, end, reading_of(text, verb.start(), end), verb.start(), who=named, rules=("rule:time first",))


def _by_modal(text: str, at: int, end: int, rules: Words) -> list[Said]:
    for name, pattern in rules.modals.items():
        if pattern.search(text, at, end):
            return [Said(at, end, Reading.RULE, at, rules=(f"rule:{name}",))]
    return []
