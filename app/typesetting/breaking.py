"""Breaks a paragraph into lines: greedy, at spaces, inside a word only where it is longer than a whole line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from app.typesetting.fonts import SPACE, Face, face

Measure = Callable[[str], float]
_SLACK = 0.001  # em; rounding must not push the last word of an exact fit to the next line


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text in one face; the size in pt is the paragraph's."""

    text: str
    bold: bool = False
    italic: bool = False

    @property
    def face(self) -> Face:
        """The face this stretch is drawn with."""
        return face(self.bold, self.italic)


@dataclass(slots=True)
class Line:
    """One line: its spans, natural width in pt, whether it ends its paragraph (and so is not justified)."""

    spans: Sequence[tuple[str, Face]]
    width: float
    is_last: bool = False

    @property
    def spaces(self) -> int:
        """Number of gaps that stretch when the line is justified."""
        return sum(text.count(" ") + text.count("\xa0") for text, _face in self.spans)


def break_lines(spans: Sequence[Span], size: float, width: float, first_width: float | None = None) -> list[Line]:
    """Lines of at most ``width`` pt (``first_width`` for the first); an empty paragraph has one empty line."""
    if len(spans) == 1 and "\n" not in spans[0].text:
        return _break_plain(spans[0], size, width, width if first_width is None else first_width)
    lines: list[Line] = []
    available = width if first_width is None else first_width
    for part in _forced(spans):
        lines += _break_mixed(part, size, width, available)
        available = width
    return lines


def _break_plain(span: Span, size: float, width: float, first_width: float) -> list[Line]:
    text, its_face = span.text, span.face
    words = text.split(" ")
    em = its_face.widths
    found = [
        Line(((text[start:end], its_face),), wide * size)
        for start, end, wide in _ranges(
            words, [em[word] for word in words], first_width / size, width / size, em.__getitem__
        )
    ]
    found[-1].is_last = True
    return found


def _break_mixed(spans: Sequence[Span], size: float, width: float, first_width: float) -> list[Line]:
    text = "".join(span.text for span in spans)
    owners = [span.face for span in spans for _letter in span.text]
    words = text.split(" ")
    measured: list[float] = []
    position = 0
    for word in words:
        measured.append(sum(owner.widths[piece] for piece, owner in _pieces(word, owners, position)))
        position += len(word) + 1
    longest = face(bold=True).widths.__getitem__  # only for cutting a word longer than a line: bold is never too narrow
    found = [
        Line(_pieces(text[start:end], owners, start), wide * size)
        for start, end, wide in _ranges(words, measured, first_width / size, width / size, longest)
    ]
    found[-1].is_last = True
    return found


def _pieces(text: str, owners: Sequence[Face], start: int) -> list[tuple[str, Face]]:
    """Cuts a text that begins at ``start`` where the face changes."""
    pieces: list[tuple[str, Face]] = []
    begin = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or owners[start + at] is not owners[start + begin]:
            pieces.append((text[begin:at], owners[start + begin]))
            begin = at
    return pieces


def _ranges(
    words: Sequence[str], widths: Sequence[float], available: float, full: float, measure: Measure
) -> Iterator[tuple[int, int, float]]:
    """Start, end and width (em) of each line, as offsets into the words joined by one space."""
    start = position = 0
    line = -SPACE  # so that the first word brings no space
    is_empty = True
    for whole, its_width in zip(words, widths, strict=True):
        word, width = whole, its_width
        candidate = line + SPACE + width
        if candidate > available + _SLACK:
            if not is_empty:
                yield start, position - 1, line
                available, start = full, position
            while width > available + _SLACK:
                kept = _fitting(word, available, measure)
                yield start, start + kept, measure(word[:kept])
                word, start, available = word[kept:], start + kept, full
                position += kept
                width = measure(word)
            candidate = width
        line, is_empty = candidate, False
        position += len(word) + 1
    yield start, position - 1, max(line, 0.0)


def _fitting(word: str, available: float, measure: Measure) -> int:
    """How many letters of the word fit, at least one so that breaking always ends."""
    kept = 1
    while kept < len(word) and measure(word[: kept + 1]) <= available:
        kept += 1
    return kept


def _forced(spans: Sequence[Span]) -> Iterator[list[Span]]:
    """The paragraph's parts between forced line breaks."""
    part: list[Span] = []
    for span in spans:
        first, *others = span.text.split("\n")
        part.append(Span(first, span.bold, span.italic))
        for other in others:
            yield part
            part = [Span(other, span.bold, span.italic)]
    yield part
