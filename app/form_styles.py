"""Looks of a form's cells: which are drawn with lines, and variants of them for text, days, headings of groups."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from app.form_book import STYLES, FormBook, tag

TEXT_FORMAT = 49
DAY_FORMAT = "dd/mm/yyyy"
_FIRST_OWN_FORMAT = 164
_OLD_FONTS = (".vn", "vni")
_FONT = "Times New Roman"


class FormStyles:
    """The cell formats of a workbook; a variant is added once and used again."""

    def __init__(self, book: FormBook) -> None:
        self._root = book.part(STYLES)
        self._looks = self._child("cellXfs")
        self._variants: dict[tuple[int, str], int] = {}

    def has_lines(self, style: int) -> bool:
        """Whether a cell of that look is drawn with a line on any side."""
        borders = self._child("borders")
        place = int(self._look(style).get("borderId", "0"))
        return place < len(borders) and any(side.get("style", "none") != "none" for side in borders[place])

    def plain(self, style: int) -> int:
        """The same look for text of any kind: an old one-byte font gives way to a Unicode one."""
        font = self._font(style)
        name = font.find(tag("name")) if font is not None else None
        if name is None or not (name.get("val") or "").lower().startswith(_OLD_FONTS):
            return style
        return self._variant(style, "unicode")

    def text(self, style: int) -> int:
        """The same look, taken by a spreadsheet as text: phones keep their zero."""
        return self._variant(self.plain(style), "text")

    def day(self, style: int) -> int:
        """The same look for a day, dd/MM/yyyy."""
        return self._variant(self.plain(style), "day")

    def quoted(self, style: int) -> int:
        """The same look for text that begins like a formula."""
        return self._variant(self.plain(style), "quoted")

    def bold(self, style: int) -> int:
        """The same look for the heading of a group: bold, from the left."""
        return self._variant(self.plain(style), "bold")

    def light(self, style: int) -> int:
        """The look of a heading made one of a list: not bold."""
        return self._variant(self.plain(style), "light")

    def _variant(self, style: int, kind: str) -> int:
        if (style, kind) not in self._variants:
            look = deepcopy(self._look(style))
            _CHANGES[kind](self, look)
            self._looks.append(look)
            self._looks.set("count", str(len(self._looks)))
            self._variants[style, kind] = len(self._looks) - 1
        return self._variants[style, kind]

    def _look(self, style: int) -> Any:
        return self._looks[style] if style < len(self._looks) else self._looks[0]

    def _font(self, style: int) -> Any:
        fonts, place = self._child("fonts"), int(self._look(style).get("fontId", "0"))
        return fonts[place] if place < len(fonts) else None

    def _child(self, name: str) -> Any:
        return self._root.find(tag(name))

    def _as_text(self, look: Any) -> None:
        look.set("numFmtId", str(TEXT_FORMAT))
        look.set("applyNumberFormat", "1")

    def _as_day(self, look: Any) -> None:
        formats = self._child("numFmts")
        if formats is None:
            formats = self._root.makeelement(tag("numFmts"))
            self._root.insert(0, formats)
        known = {each.get("formatCode"): each.get("numFmtId") for each in formats}
        if DAY_FORMAT not in known:
            known[DAY_FORMAT] = str(max([_FIRST_OWN_FORMAT - 1, *(int(each.get("numFmtId")) for each in formats)]) + 1)
            formats.append(
                formats.makeelement(tag("numFmt"), {"numFmtId": known[DAY_FORMAT], "formatCode": DAY_FORMAT})
            )
            formats.set("count", str(len(formats)))
        look.set("numFmtId", str(known[DAY_FORMAT]))
        look.set("applyNumberFormat", "1")

    def _as_quoted(self, look: Any) -> None:
        self._as_text(look)
        look.set("quotePrefix", "1")

    def _as_bold(self, look: Any) -> None:
        self._with_font(look, bold=True)
        place = look.find(tag("alignment"))
        if place is None:
            place = look.makeelement(tag("alignment"))
            look.insert(0, place)
        place.set("horizontal", "left")
        look.set("applyAlignment", "1")

    def _as_light(self, look: Any) -> None:
        self._with_font(look, bold=False)

    def _as_unicode(self, look: Any) -> None:
        font = self._with_font(look, bold=None)
        font.find(tag("name")).set("val", _FONT)
        for part in (tag("family"), tag("charset"), tag("scheme")):
            for found in font.findall(part):
                font.remove(found)

    def _with_font(self, look: Any, *, bold: bool | None) -> Any:
        fonts = self._child("fonts")
        font = deepcopy(fonts[int(look.get("fontId", "0"))])
        if bold is not None:
            for found in font.findall(tag("b")):
                font.remove(found)
        if bold:
            font.insert(0, font.makeelement(tag("b")))
        fonts.append(font)
        fonts.set("count", str(len(fonts)))
        look.set("fontId", str(len(fonts) - 1))
        look.set("applyFont", "1")
        return font


_CHANGES = {
    "text": FormStyles._as_text,
    "day": FormStyles._as_day,
    "quoted": FormStyles._as_quoted,
    "bold": FormStyles._as_bold,
    "light": FormStyles._as_light,
    "unicode": FormStyles._as_unicode,
}
