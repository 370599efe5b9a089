"""Measures finished papers: where each line of a PDF stands and how it looks, what a DOCX says, what a copy returns.

Lengths are millimetres from the sheet's upper left corner, letter sizes points.
"""

from __future__ import annotations

import ctypes
import io
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import docx
import pypdfium2
import pypdfium2.raw as raw
from docx.oxml.ns import qn

MM = 72 / 25.4
_SAME_BASELINE = 0.5  # pt
_COLUMN_GAP = 2.0 * MM  # pt between two texts that are not one line
_STRETCHED_SPACE = 9.0 * MM  # pt; justified spaces, and the room of a blank form (PDFium tells one of its spaces)
_STRAIGHT = 0.3  # pt
_THIN = 2.0  # pt; a filled box no higher is a rule drawn by an office program


@dataclass(frozen=True, kw_only=True)
class PaperSpan:
    """Letters of one font within a line."""

    text: str
    font: str
    size: float

    @property
    def bold(self) -> bool:
        return "Bold" in self.font

    @property
    def italic(self) -> bool:
        return "Italic" in self.font


@dataclass(frozen=True, kw_only=True)
class PaperLine:
    """One line of text; ``font``, ``size``, ``bold`` and ``italic`` are those of its first letter."""

    text: str
    x0: float
    x1: float
    y0: float
    y1: float
    baseline: float
    spans: tuple[PaperSpan, ...]
    starts: tuple[float, ...]

    def start_of(self, part: str) -> float:
        """Where the first letter of ``part`` begins, in mm; blanks left for a pen show as distances."""
        return self.starts[self.text.index(part)]

    @property
    def font(self) -> str:
        return self.spans[0].font

    @property
    def size(self) -> float:
        return self.spans[0].size

    @property
    def bold(self) -> bool:
        return self.spans[0].bold

    @property
    def italic(self) -> bool:
        return self.spans[0].italic

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2


@dataclass(frozen=True, kw_only=True)
class PaperRule:
    """A straight line drawn on the page."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def is_level(self) -> bool:
        return abs(self.y1 - self.y0) < abs(self.x1 - self.x0)

    @property
    def length(self) -> float:
        return max(abs(self.x1 - self.x0), abs(self.y1 - self.y0))

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2


@dataclass(frozen=True, kw_only=True)
class PaperPage:
    """One page as printed."""

    width: float
    height: float
    lines: tuple[PaperLine, ...]
    rules: tuple[PaperRule, ...]

    def line(self, beginning: str) -> PaperLine:
        """The only line that begins so; a clear complaint where there is none or more than one."""
        found = [line for line in self.lines if line.text.startswith(beginning)]
        assert len(found) == 1, f"{len(found)} lines begin with {beginning!r}: {[line.text for line in self.lines]}"
        return found[0]

    def rule_under(self, line: PaperLine, within: float = 3.0) -> PaperRule | None:
        """The level rule less than ``within`` mm under the line's letters."""
        near = [
            rule
            for rule in self.rules
            if rule.is_level and rule.x0 < line.x1 and rule.x1 > line.x0 and line.baseline < rule.y0 < line.y1 + within
        ]
        return min(near, key=lambda rule: rule.y0, default=None)

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)


def near(*values: float, within: float = 0.3) -> bool:
    """Whether all the values (mm) lie no further apart than ``within``."""
    return max(values) - min(values) <= within


def measure_pdf(data: bytes) -> list[PaperPage]:
    """Every page with its lines in the order they were drawn."""
    paper = pypdfium2.PdfDocument(data)
    try:
        return [_measure_page(paper[at]) for at in range(len(paper))]
    finally:
        paper.close()


def _measure_page(page: Any) -> PaperPage:
    width, height = page.get_size()
    text = page.get_textpage()
    lines = tuple(_line(letters, height) for letters in _lines(list(_letters(text))))
    rules = tuple(_rules(page, height))
    text.close()
    page.close()
    return PaperPage(width=width / MM, height=height / MM, lines=lines, rules=rules)


@dataclass(frozen=True, kw_only=True)
class _Letter:
    character: str
    font: str
    size: float
    x: float
    y: float
    box: tuple[float, float, float, float]


def _letters(text: Any) -> Iterator[_Letter]:
    name, flags = ctypes.create_string_buffer(200), ctypes.c_int()
    x, y = ctypes.c_double(), ctypes.c_double()
    for at in range(text.count_chars()):
        if raw.FPDFText_IsGenerated(text, at) == 1:
            continue
        raw.FPDFText_GetFontInfo(text, at, name, 200, flags)
        raw.FPDFText_GetCharOrigin(text, at, x, y)
        yield _Letter(
            character="-" if raw.FPDFText_IsHyphen(text, at) == 1 else chr(raw.FPDFText_GetUnicode(text, at)),
            font=name.value.decode(),
            size=round(raw.FPDFText_GetFontSize(text, at), 2),
            x=x.value,
            y=y.value,
            box=text.get_charbox(at, loose=True),
        )


def _lines(letters: list[_Letter]) -> Iterator[list[_Letter]]:
    line: list[_Letter] = []
    for letter in letters:
        if line and not _continues(line[-1], letter):
            yield line
            line = []
        line.append(letter)
    if line:
        yield line


def _continues(before: _Letter, letter: _Letter) -> bool:
    gap = letter.x - before.box[2]
    has_space = before.character == " " or letter.character == " "
    is_near = gap < (_STRETCHED_SPACE if has_space else _COLUMN_GAP)
    return abs(letter.y - before.y) < _SAME_BASELINE and letter.x > before.x - 1 and is_near


def _line(letters: list[_Letter], height: float) -> PaperLine:
    spans: list[PaperSpan] = []
    for letter in letters:
        if spans and (spans[-1].font, spans[-1].size) == (letter.font, letter.size):
            spans[-1] = PaperSpan(text=spans[-1].text + letter.character, font=letter.font, size=letter.size)
        else:
            spans.append(PaperSpan(text=letter.character, font=letter.font, size=letter.size))
    inked = [letter for letter in letters if not letter.character.isspace()] or letters
    return PaperLine(
        text="".join(letter.character for letter in letters).rstrip(),
        spans=tuple(spans),
        starts=tuple(letter.x / MM for letter in letters),
        x0=inked[0].x / MM,
        x1=max(letter.box[2] for letter in inked) / MM,
        y0=(height - max(letter.box[3] for letter in inked)) / MM,
        y1=(height - min(letter.box[1] for letter in inked)) / MM,
        baseline=(height - inked[0].y) / MM,
    )


def _rules(page: Any, height: float) -> Iterator[PaperRule]:
    for thing in page.get_objects(filter=(raw.FPDF_PAGEOBJ_PATH,)):
        found = list(_strokes(thing))
        left, bottom, right, top = thing.get_bounds()
        if not found and (top - bottom < _THIN or right - left < _THIN):
            found = [(left, top, right, top)] if top - bottom < _THIN else [(left, bottom, left, top)]
        for x0, y0, x1, y1 in found:
            yield PaperRule(
                x0=min(x0, x1) / MM, x1=max(x0, x1) / MM, y0=(height - max(y0, y1)) / MM, y1=(height - min(y0, y1)) / MM
            )


def _strokes(thing: Any) -> Iterator[tuple[float, float, float, float]]:
    """Straight level or upright strokes of a path, in page coordinates."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(thing, fill, stroke)
    if not stroke.value:
        return
    matrix = thing.get_matrix()
    points: list[tuple[float, float, bool]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for at in range(raw.FPDFPath_CountSegments(thing)):
        segment = raw.FPDFPath_GetPathSegment(thing, at)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        moves = raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO
        points.append((*matrix.on_point(x.value, y.value), moves))
    for (x0, y0, _was), (x1, y1, moves) in pairwise(points):
        if not moves and (abs(x0 - x1) < _STRAIGHT or abs(y0 - y1) < _STRAIGHT):
            yield x0, y0, x1, y1


def copied_text(data: bytes) -> str:
    """What a reader gets who marks and copies the whole PDF (poppler's pdftotext, in reading order)."""
    done = subprocess.run(["pdftotext", "-raw", "-enc", "UTF-8", "-", "-"], input=data, capture_output=True, check=True)
    return done.stdout.decode("utf-8")


def fonts_of(data: bytes) -> set[str]:
    """Names of all fonts that the PDF's letters use."""
    return {span.font for page in measure_pdf(data) for line in page.lines for span in line.spans}


def office_program() -> str | None:
    """The path of LibreOffice, None where it is not installed."""
    return shutil.which("soffice")


def office_pdfs(papers: Sequence[bytes], folder: Path, suffix: str = ".docx") -> list[bytes]:
    """The papers as LibreOffice prints them, opened by one run of it; ``folder`` is an empty one for this purpose."""
    program = office_program()
    assert program
    sources = [folder / f"paper{at}{suffix}" for at in range(len(papers))]
    for source, data in zip(sources, papers, strict=True):
        source.write_bytes(data)
    profile = (folder / "profile").as_uri()
    subprocess.run(
        [
            program,
            f"-env:UserInstallation={profile}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(folder),
            *map(str, sources),
        ],
        capture_output=True,
        check=True,
        timeout=240,
    )
    return [source.with_suffix(".pdf").read_bytes() for source in sources]


@dataclass(frozen=True, kw_only=True)
class WordParagraph:
    """A paragraph of a DOCX; its look is that of its first run, lengths in mm."""

    text: str
    size: float | None
    bold: bool
    italic: bool
    align: str
    first: float
    left: float
    right: float
    after: float
    has_rule: bool
    keeps_next: bool
    in_table: bool


def open_docx(data: bytes) -> Any:
    """The DOCX for python-docx: sections, tables, parts."""
    return docx.Document(io.BytesIO(data))


def measure_docx(data: bytes) -> list[WordParagraph]:
    """All paragraphs of the body, those in tables included, in the order of the text."""
    return [_word_paragraph(element) for element in open_docx(data).element.body.iter(qn("w:p"))]


def _word_paragraph(element: Any) -> WordParagraph:
    def number(path: str, attribute: str) -> float:
        found = element.find("/".join(qn(step) for step in path.split("/")))
        return float(found.get(qn(attribute)) or 0) if found is not None else 0.0

    run = element.find(qn("w:r"))
    look = run.find(qn("w:rPr")) if run is not None else None
    size = look.find(qn("w:sz")) if look is not None else None
    align = element.find(f"{qn('w:pPr')}/{qn('w:jc')}")
    text = "".join("\n" if part.tag == qn("w:br") else part.text or "" for part in element.iter(qn("w:t"), qn("w:br")))
    return WordParagraph(
        text=text,
        size=None if size is None else float(size.get(qn("w:val"))) / 2,
        bold=look is not None and look.find(qn("w:b")) is not None,
        italic=look is not None and look.find(qn("w:i")) is not None,
        align="left" if align is None else align.get(qn("w:val")),
        first=number("w:pPr/w:ind", "w:firstLine") / 20 / MM,
        left=number("w:pPr/w:ind", "w:left") / 20 / MM,
        right=number("w:pPr/w:ind", "w:right") / 20 / MM,
        after=number("w:pPr/w:spacing", "w:after") / 20,
        has_rule=element.find(f"{qn('w:pPr')}/{qn('w:pBdr')}/{qn('w:top')}") is not None,
        keeps_next=element.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None,
        in_table=any(parent.tag == qn("w:tc") for parent in element.iterancestors()),
    )
