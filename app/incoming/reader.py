"""The reader of letters: what a superior's letter asks for, proposed sentence by sentence. Pure; it keeps nothing.

It works by the grammar of official letters: a basis, a lead-in that demands, numbered parts that name who is asked,
items that begin with a verb, and sentences that set a rule or a day. A person confirms, mends or drops every proposal.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, field

from app.incoming import reader_sentence as said
from app.incoming.reader_clauses import clauses, parentheses, sentences, skip
from app.incoming.reader_head import addressees_of, is_head_line, read_head
from app.incoming.reader_paragraphs import Paragraph, paragraphs
from app.incoming.reader_text import MendedLine, first_lines, mended_lines
from app.incoming.reader_views import LetterHead, LetterRead, Proposal, Reading, Said
from app.incoming.reader_words import BASIS, FORMULA, LEAD_IN, OPENER, QUIET_SECTION, Words, words
from app.kernel.text import fold

MOST_PROPOSALS = 1500
"""A letter with more sentences than this is read up to here: nobody confirms more in one go."""
MOST_READ = 500_000
"""Characters read: some 200 pages. What follows in a longer text is kept, searched, but not proposed."""
_CLOSING = ("Nơi nhận",)


def read_letter(
    text: str, *, without: frozenset[str] = frozenset(), lines: list[MendedLine] | None = None
) -> LetterRead:
    """Reads a letter; ``without`` names rules that stay silent (used when the reader is measured).

    ``lines`` are those of ``mended_lines(text)`` where they were made already.
    """
    mended = mended_lines(text[:MOST_READ]) if lines is None else first_lines(lines, MOST_READ)
    return _Letter(text, words(without), without).read(mended)


@dataclass
class _Section:
    """A heading we are below: its depth, whom it names, and whether what stands there asks for anything."""

    level: int
    who: str = ""
    quiet: bool = False


@dataclass
class _Letter:
    text: str
    rules: Words
    without: frozenset[str]
    sections: list[_Section] = field(default_factory=list)
    found: list[Proposal] = field(default_factory=list)
    directive: bool = False
    default_who: str = ""
    year: int | None = None

    def read(self, lines: list[MendedLine]) -> LetterRead:
        """Head, body and recipients in turn."""
        self.starts = [line.at for line in lines]
        whole = paragraphs(lines)
        to, to_at, body_at = addressees_of(whole)
        body_at = body_at if to_at is not None else _after_head(whole)
        end = next((at for at in range(body_at, len(whole)) if whole[at].text.startswith(_CLOSING)), len(whole))
        body = whole[body_at:end]
        spoken = [paragraph.text for paragraph in body[:6]]
        head = read_head(whole[: to_at if to_at is not None else body_at], to, spoken, self.rules)
        self.year = head.year
        self.default_who = "; ".join(to)
        self._read_body(body, head)
        self._read_recipients(whole[end:])
        self.found.sort(key=lambda each: (each.start, each.end))
        return LetterRead(
            head=head,
            proposals=tuple(self.found[:MOST_PROPOSALS]),
            cut=len(self.found) > MOST_PROPOSALS or len(self.text) > MOST_READ,
        )

    def _read_body(self, body: list[Paragraph], head: LetterHead) -> None:
        for place, paragraph in enumerate(body):
            if len(self.found) > MOST_PROPOSALS:
                return
            following = body[place + 1] if place + 1 < len(body) else None
            if not self.directive and paragraph.marks and head.type_name not in ("", "Công văn"):
                self.directive = True  # plans and programmes have parts, not a lead-in
            self._leave_sections(paragraph)
            if self._is_heading(paragraph, following):
                self._enter(paragraph)
            elif not any(section.quiet for section in self.sections):
                self._read_paragraph(paragraph)

    def _leave_sections(self, paragraph: Paragraph) -> None:
        if paragraph.level < 9:
            self.sections = [section for section in self.sections if section.level < paragraph.level]

    def _is_heading(self, paragraph: Paragraph, following: Paragraph | None) -> bool:
        text = paragraph.text.rstrip()
        if not paragraph.marks and not text.isupper():
            return (
                text.endswith(":") and len(text) <= 90 and bool(self.rules.actor.match(text)) and not said.demands(text)
            )
        if text.endswith(":"):
            return True
        if following is None or len(text) > 160 or paragraph.level > 6:
            return False
        if said.label(text, 0, len(text), self.rules):
            return False
        bare = text[-1:] not in ".;!?" and not said.has_day(text)
        return bare or (len(text) <= 110 and following.level > paragraph.level and following.level < 9)

    def _enter(self, paragraph: Paragraph) -> None:
        who = said.named_actor(paragraph.text, self.rules)
        self.sections.append(_Section(paragraph.level, who, bool(QUIET_SECTION.match(paragraph.text))))
        if said.demands(paragraph.text) and len(paragraph.text) > 90:
            self._read_paragraph(paragraph)

    def _read_paragraph(self, paragraph: Paragraph) -> None:
        text = paragraph.text
        inherited = ""
        for order, (start, end) in enumerate(sentences(text)):
            if not self.directive and self._read_opening(paragraph, start, end):
                continue
            first = skip(text, start)
            if (OPENER.match(text, first) and not said.demands(text[first:end])) or FORMULA.search(text, first, end):
                self._read_rules_only(paragraph, first, end, inherited)
                continue
            for number, (begin, stop) in enumerate(clauses(text, start, end, self.rules)):
                is_item = bool(paragraph.marks) and self.directive and order == 0 and number == 0
                found = said.read_clause(
                    text, begin, stop, self.rules, is_item=is_item, directive=self.directive, chain=number > 0
                )
                inherited = found[0].who if found and found[0].who else inherited
                self._keep(paragraph, found, inherited)
            for begin, stop in parentheses(text, start, end):
                if self.directive and begin > skip(text, start) + 1:
                    self._keep(paragraph, said.read_aside(text, begin, stop, self.rules), inherited)

    def _read_opening(self, paragraph: Paragraph, start: int, end: int) -> bool:
        """A sentence before the demands begin: a basis, or the lead-in itself. False lets it be read as any other."""
        text = paragraph.text[start:end]
        leads = bool(LEAD_IN.search(text.rstrip()))
        rests = BASIS.match(paragraph.text, skip(paragraph.text, start)) and said.cites(text)
        if leads or said.demands(text):
            self.directive = True
            if rests:
                self._keep(paragraph, [Said(start, end, Reading.BASIS, start, rules=("rule:basis",))], "")
            found = said.read_lead_in(paragraph.text, start, end, self.rules)
            self._keep(paragraph, found, "")
            if found and found[0].who:
                self.default_who = found[0].who
            return leads or bool(found)
        if said.cites(text) or (BASIS.match(text) and said.names_a_text(text)):
            self._keep(paragraph, [Said(start, end, Reading.BASIS, start, rules=("rule:basis",))], "")
            return True
        return not paragraph.marks

    def _read_rules_only(self, paragraph: Paragraph, start: int, end: int, inherited: str) -> None:
        if self.directive:
            self._keep(paragraph, said.read_annex(paragraph.text, start, end, self.rules), inherited)

    def _read_recipients(self, closing: list[Paragraph]) -> None:
        if not closing:
            return
        last = 0
        while last + 1 < len(closing) and closing[last + 1].marks:
            last += 1
        start, end = closing[0].traced.origin[0], closing[last].traced.origin[-1] + 1
        words_of = "; ".join(one.text.rstrip(" ;.") for one in closing[1 : last + 1])
        self.found.append(
            Proposal(
                start=start,
                end=end,
                first_line=self._line(start),
                last_line=self._line(end - 1),
                sentence=f"{closing[0].text} {words_of}".strip(),
                reading=Reading.RECIPIENTS,
                title=closing[0].text.strip(" :"),
                for_us=False,
                rules=("rule:recipients",),
            )
        )

    def _keep(self, paragraph: Paragraph, found: list[Said], inherited: str) -> None:
        for each in found:
            who = each.who or inherited or self._section_who() or self.default_who
            who = "" if each.reading is Reading.BASIS else who
            at, end = _trimmed(paragraph.text, each.start, each.end)
            if end - at < 8:
                continue
            start, stop = paragraph.traced.span(at, end)
            while stop < len(self.text) and unicodedata.combining(self.text[stop]):
                stop += 1
            for timing in said.times(each, paragraph.text, self.year):
                self.found.append(
                    Proposal(
                        start=start,
                        end=stop,
                        first_line=self._line(start),
                        last_line=self._line(stop - 1),
                        sentence=paragraph.text[at:end],
                        reading=each.reading,
                        title=said.title(paragraph.text, each),
                        who=who,
                        for_us=_asks_communes(who),
                        cadence=timing.cadence,
                        due_day=timing.due_day,
                        due_month_offset=timing.due_month_offset,
                        due_on=timing.due_on,
                        exclusive=timing.exclusive,
                        receiver=each.receiver,
                        via=each.via,
                        condition=each.condition,
                        doubt=timing.doubt,
                        rules=each.rules,
                    )
                )

    def _section_who(self) -> str:
        return next((section.who for section in reversed(self.sections) if section.who), "")

    def _line(self, at: int) -> int:
        return bisect_right(self.starts, at)


_OURS = re.compile(r"\b(?:xa|thi tran|phuong|co so|dia phuong|thon|ban chi dao cap xa|to cong nghe so|to dan pho)\b")
_ANY_UNIT = re.compile(r"\b(?:don vi|co quan|thanh vien|dong chi)\b")
_ABOVE = re.compile(r"\b(?:huyen|tinh|so|bo)\b")


def _asks_communes(who: str) -> bool:
    """Whether communes are among those asked; "các đơn vị" asks them too unless it names those of the superior."""
    folded = fold(who)
    return not folded or bool(_OURS.search(folded) or (_ANY_UNIT.search(folded) and not _ABOVE.search(folded)))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    start = skip(text, start) if skip(text, start) < end else start
    while end > start and text[end - 1] in " ;.,/-–":
        end -= 1
    return start, end


def _after_head(whole: list[Paragraph]) -> int:
    """Index of the first paragraph of the body of a paper without "Kính gửi"."""
    last = -1
    for place, paragraph in enumerate(whole[:16]):
        if is_head_line(paragraph.text) and not paragraph.marks:
            last = place
    if last >= 0 and last + 1 < len(whole) and whole[last].text.isupper() and not whole[last + 1].marks:
        below = whole[last + 1].text
        last += not BASIS.match(below) and len(below) < 200 and not below.endswith(":")  # the subject below the type
    return last + 1
