"""The four faces of the Times-metric font that papers are measured and drawn with (Liberation Serif, OFL)."""

from __future__ import annotations

from functools import cache
from typing import Any

import resources
from app.kernel.problems import unavailable
from app.kernel.words import N_

FONT_MISSING = unavailable(
    "TYP-01",
    N_("Không đọc được phông chữ {name} của chương trình nên không tạo được văn bản."),
    next_step=N_("Hãy cài đặt lại chương trình rồi thử lại; dữ liệu của đơn vị không bị ảnh hưởng."),
)

ASCENT, DESCENT, LINE = 0.891, 0.216, 1.149  # em; the same in Liberation Serif and Times New Roman
SPACE = 0.25  # em; the width of a space in all four faces
_REMEMBERED = 40_000  # words whose width is kept for each face

_FILES = {(False, False): "Regular", (True, False): "Bold", (False, True): "Italic", (True, True): "BoldItalic"}


class _Widths(dict[str, float]):
    """Widths of words in em, measured once."""

    def __init__(self, letters: dict[int, float], fallback: float) -> None:
        super().__init__()
        self._letters, self._fallback = letters, fallback

    def __missing__(self, word: str) -> float:
        letters, fallback = self._letters, self._fallback
        width = sum([letters.get(ord(letter), fallback) for letter in word]) / 1000
        if len(self) >= _REMEMBERED:
            self.clear()
        self[word] = width
        return width


class Face:
    """One face: the name reportlab knows it by and the widths of words in em."""

    __slots__ = ("name", "widths")

    def __init__(self, name: str, widths: _Widths) -> None:
        self.name = name
        self.widths = widths

    def width(self, text: str, size: float) -> float:
        """Width of the text in pt at ``size`` pt; a space inside counts, a line break does not."""
        return self.widths[text] * size


def face(bold: bool = False, italic: bool = False) -> Face:
    """The face of a weight and slant, loaded at its first use; raises TYP-01 where its file is missing or damaged."""
    return loaded_face(bold, italic)


@cache  # which would take the same face for another one where an argument is left out or named
def loaded_face(bold: bool, italic: bool, /) -> Face:
    """The face from its file; kept, because reading one takes longer than laying out a page."""
    name = f"LiberationSerif-{_FILES[bold, italic]}"
    loaded = _load(name)
    letters = dict(loaded.face.charWidths)
    letters[0xA0] = letters[0x20]  # reportlab draws a no-break space as a space
    return Face(name, _Widths(letters, loaded.face.defaultWidth))


def _load(name: str) -> Any:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFError

    from app.typesetting.embedding import EmbeddedFont

    try:
        loaded = EmbeddedFont(name, str(resources.path(f"fonts/{name}.ttf")))
    except (TTFError, OSError) as error:
        raise FONT_MISSING(name=name) from error
    pdfmetrics.registerFont(loaded)
    return loaded
