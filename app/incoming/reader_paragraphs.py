"""Lines of a letter joined into paragraphs, each with its mark (dash, number) and its place in the text as it came."""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence
from dataclasses import dataclass

from app.incoming.reader_text import MendedLine, Traced
from app.kernel.text import nfc

_MARK = re.compile(
    r"\s*(?P<mark>[-–—+•▪●○◦*](?=\s|[^\W\d_])|\(?[1-9]\d?\)|[1-9]\d?(?:\.[1-9]\d?){0,3}[.)](?=\s|[^\W\d_])"
    r"|[1-9]\d?(?:\.[1-9]\d?){1,3}(?=\s)|[a-zđ][.)](?=\s)|[IVX]{1,5}[.)](?=\s)|(?:Điều|Phần"
    r"|Mục) [\dIVX]{1,4}[.:](?=\s))\s*"
)
_PAGE_LINE = re.compile(r"\s*(?:[-–—]?\s*\d{1,4}\s*[-–—]?|[Tt]rang \d{1,4}(?:\s*/\s*\d{1,4})?)\s*")
_ENDS = re.compile(r"[.;:!?…]['\"”’)]*\s*$")
_BEGINS = re.compile(r"Phụ lục \w{1,4}\s*[:.]|(?i:Kính gửi)\s*:")
"""A line that goes on with nothing, whatever stands before it."""
LONG_PARAGRAPH = 12_000
"""Characters after which a paragraph is cut: text without any stop must not become one sentence."""
_REPEATED = 30


@dataclass(slots=True)
class Paragraph:
    """A paragraph of the mended text without its marks; ``level`` is the depth of its mark, 9 for none."""

    traced: Traced
    marks: tuple[str, ...]
    level: int
    line: int

    @property
    def text(self) -> str:
        """The mended words."""
        return self.traced.text


def paragraphs(lines: Sequence[MendedLine]) -> list[Paragraph]:
    """The paragraphs in order; page numbers and lines repeated over a page break are passed over."""
    width = _width([len(nfc(line.came)) for line in lines if line.came.strip()])
    found: list[Paragraph] = []
    before, gap = "", False
    for line in lines:
        if not line.came.strip():
            gap = True
            continue
        traced = line.traced
        words = " ".join(traced.text.split())
        if not any(map(str.isalnum, words)):
            continue  # a rule drawn with dashes, the edge of a cell
        if (_PAGE_LINE.fullmatch(words) and len(words) < 12) or (
            _bare(words) == _bare(before) and len(words) >= _REPEATED
        ):
            continue
        paragraph = _begun(traced, line.number)
        if found and not paragraph.marks and _continues(before, words, width, gap, found[-1]):
            _append(found[-1].traced, paragraph.traced)
        else:
            found.append(paragraph)
        before, gap = words, False
    return [paragraph for paragraph in found if paragraph.text.strip()]


def _bare(words: str) -> str:
    return words.lstrip("-–+•* ")


def _width(lengths: list[int]) -> int:
    """The line length at which the letter was wrapped; 0 where each paragraph is one line."""
    if len(lengths) < 4:
        return 0
    wide = sorted(lengths)[int(len(lengths) * 0.9)]
    return wide if 40 <= wide <= 125 else 0


def _begun(traced: Traced, number: int) -> Paragraph:
    marks: list[str] = []
    start = 0
    while (match := _MARK.match(traced.text, start)) and len(marks) < 3:
        marks.append(match["mark"])
        start = match.end()
    text = traced.text[start:]
    lead = len(text) - len(text.lstrip())
    kept = text.strip()
    start += lead
    cut = Traced(kept, traced.origin[start : start + len(kept)])
    return Paragraph(cut, tuple(marks), _level(marks), number)


def _level(marks: list[str]) -> int:
    if not marks:
        return 9
    mark = marks[0]
    if mark[0] in "IVX" or mark.startswith(("Điều", "Phần", "Mục")):
        return 1
    if mark[0].isdigit():
        return 1 + mark.rstrip(".)").count(".") + 1
    return 6 if mark[0].isalpha() or mark[0] == "(" else 7 + (mark[0] == "+")


def _continues(before: str, words: str, width: int, gap: bool, last: Paragraph) -> bool:
    """Whether a line without a mark goes on with the paragraph before it."""
    small = words[:1].islower() or words[:1] in "(,;.:" or words[:1].isdigit()
    full = len(before) >= (0.75 * width if width else 60)
    if len(last.text) > LONG_PARAGRAPH or _BEGINS.match(words) or (before.isupper() and not words.isupper()):
        return False
    if before.endswith((";", ",")) and width and full:
        return True
    if _ENDS.search(before):
        return words[:1].islower() and not before.rstrip().endswith(("./.", "./"))
    return small or (full and (bool(width) or not gap))


def _append(paragraph: Traced, line: Traced) -> None:
    joint = paragraph.origin[-1] if paragraph.origin else line.origin[0]
    paragraph.text += " " + line.text
    paragraph.origin += array("q", [joint])
    paragraph.origin += line.origin
