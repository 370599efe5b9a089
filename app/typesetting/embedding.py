"""Fonts as papers embed them: always the same letters, so that they are cut out and packed once, not for each paper.

Cutting a face and packing the cut takes longer than laying out and drawing a page. What reportlab embeds by itself
differs from paper to paper in the letters that happen to stand in it; with all of Vietnamese a paper is a fifth larger.
"""

from __future__ import annotations

import zlib
from functools import lru_cache
from typing import Any, NamedTuple

from reportlab.pdfbase import pdfdoc
from reportlab.pdfbase.ttfonts import SUBSETN, TTFont, makeToUnicodeCMap

_VIETNAMESE = "ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúýĂăĐđĨĩŨũƠơƯư" + "".join(map(chr, range(0x1EA0, 0x1EFA)))
_SIGNS = "–—‘’“”…•·§°±×²³"
LETTERS = _VIETNAMESE + _SIGNS
"""With ASCII, which reportlab always adds, and a few places left for a paper's own signs, they fill one cut of 256."""
_REMEMBERED = 8  # cuts of one face: the usual one, and those of the papers just made that show other signs, too


class _Cut(NamedTuple):
    """Some letters of a face, ready to be embedded."""

    program: bytes
    length: int
    """Bytes of the program before it was packed."""
    codes: bytes
    """Which code stands for which letter, so that text can be searched and copied."""
    widths: str


class EmbeddedFont(TTFont):  # type: ignore[misc]  # reportlab has no types
    """A TrueType face of which papers embed the same cut."""

    def __init__(self, name: str, file: str) -> None:
        super().__init__(name, file)
        self._cut = lru_cache(maxsize=_REMEMBERED)(self._make_cut)

    def splitString(self, text: str, doc: Any, encoding: str = "utf-8") -> Any:  # noqa: N802  # reportlab's name
        """The text in the codes of this document's cuts; its first text follows after the usual letters."""
        if doc not in self.state:
            super().splitString(LETTERS, doc)
        return super().splitString(text, doc, encoding)

    def addObjects(self, doc: Any) -> None:  # noqa: N802  # reportlab's name
        """Adds the cuts to a document that is being finished."""
        for number, letters in enumerate(self.state[doc].subsets):
            base_name = (SUBSETN(number) + b"+" + self.face.name + self.face.subfontNameX).decode()
            cut = self._cut(base_name, tuple(letters))
            font = pdfdoc.PDFTrueTypeFont()
            font.Name = self.getSubsetInternalName(number, doc)[1:]
            font.BaseFont = base_name
            font.FirstChar, font.LastChar, font.Widths = 0, len(letters) - 1, cut.widths
            font.ToUnicode = doc.Reference(_packed(cut.codes), f"toUnicodeCMap:{base_name}")
            font.FontDescriptor = self._describe(doc, base_name, cut)
            doc.Reference(font, font.Name)
            doc.idToObject["BasicFonts"].dict[font.Name] = font
        del self.state[doc]

    def _describe(self, doc: Any, base_name: str, cut: _Cut) -> Any:
        face = self.face
        described = {
            "Type": "/FontDescriptor",
            "FontName": pdfdoc.PDFName(base_name),
            "Flags": face.flags & ~_NONSYMBOLIC | _SYMBOLIC,  # codes are our own, not those of an alphabet
            "FontBBox": pdfdoc.PDFArray(face.bbox),
            "Ascent": face.ascent,
            "Descent": face.descent,
            "CapHeight": face.capHeight,
            "ItalicAngle": face.italicAngle,
            "StemV": face.stemV,
            "MissingWidth": face.defaultWidth,
            "FontFile2": doc.Reference(_packed(cut.program, Length1=cut.length), f"fontFile:{base_name}"),
        }
        return doc.Reference(pdfdoc.PDFDictionary(described), f"fontDescriptor:{base_name}")

    def _make_cut(self, base_name: str, letters: tuple[int, ...]) -> _Cut:
        program = self.face.makeSubset(list(letters))
        codes = makeToUnicodeCMap(base_name, letters).encode("ascii")
        widths = " ".join(f"{self.face.getCharWidth(letter):g}" for letter in letters)
        return _Cut(zlib.compress(program), len(program), zlib.compress(codes), f"[ {widths} ]")


_NONSYMBOLIC, _SYMBOLIC = 1 << 5, 1 << 2  # PDF 32000-1, table 123


def _packed(content: bytes, **described: int) -> Any:
    return pdfdoc.PDFStream(pdfdoc.PDFDictionary({**described, "Filter": "/FlateDecode"}), content)
