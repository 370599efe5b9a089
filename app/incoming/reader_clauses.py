"""Paragraphs cut into sentences and sentences into clauses, at places where official Vietnamese begins a new demand."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.incoming.reader_words import CONNECTOR, PAPER, Words

LONGEST = 4000
"""Characters after which a sentence is cut, so that no pattern meets an endless one."""
_STOP = re.compile(r"(?:\./\.|[.!?…](?=\s|$|[)”\"]))[)”\"]*\s*|(?<=[:;.]) [-–+](?= )")
_SHORT = re.compile(r"(?:^|[\s(.])(?:TP|Tp|tp|TX|TT|Th|ThS|TS|KT|TM|TL|Q|P|đ/c|VD|v\.v|\d{1,2}|\.\.)$")


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Places of the sentences of a paragraph."""
    start = 0
    for match in _STOP.finditer(text):
        rest = text[match.end() : match.end() + 1]
        if (
            match[0].startswith(".")
            and not match[0].startswith("./.")
            and _SHORT.search(text[max(0, match.start() - 6) : match.start()])
        ):
            continue
        if rest == "(":
            rest = text[match.end() + 1 : match.end() + 2]
        if rest and not (rest.isupper() or rest in '“"-–+*' or match[0][-1:] in "-–+"):
            continue
        yield from _bounded(start, match.end())
        start = match.end()
    yield from _bounded(start, len(text))


def clauses(text: str, start: int, end: int, rules: Words) -> list[tuple[int, int]]:
    """Places of the clauses of a sentence: cut at a semicolon where a verb or the name of a paper follows."""
    cuts = [start]
    depth = 0
    for match in re.compile(r"[();]").finditer(text, start, end):
        depth += {"(": 1, ")": -1}.get(match[0], 0)
        depth = max(depth, 0)
        if match[0] == ";" and depth == 0 and begins(text, match.end(), rules):
            cuts.append(match.end())
    return list(zip(cuts, [*cuts[1:], end], strict=True))


def begins(text: str, at: int, rules: Words) -> bool:
    """Whether a clause with a demand of its own begins here."""
    at = skip(text, at)
    return bool(rules.starts.match(text, at) or PAPER.match(text, at))


def skip(text: str, at: int) -> int:
    """The place behind blanks, dashes, enumerating numbers and connecting words."""
    at = _blank(text, at)
    if match := CONNECTOR.match(text, at):
        at = _blank(text, match.end())
    return at


def parentheses(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Places of what stands in parentheses inside a sentence, without them."""
    for match in re.compile(r"\(([^()]{3,600})\)").finditer(text, start, end):
        yield match.start(1), match.end(1)


def _bounded(start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > LONGEST:
        yield start, start + LONGEST
        start += LONGEST
    if end > start:
        yield start, end


_BLANK = re.compile(r"(?:\s|[-–+*]\s|\(?\d{1,2}\)\s|[,;.]\s?)*")


def _blank(text: str, at: int) -> int:
    match = _BLANK.match(text, at)
    return match.end() if match else at
