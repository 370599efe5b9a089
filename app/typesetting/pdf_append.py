"""Sets a block below a finished PDF without touching one of its bytes: an incremental update as PDF itself foresees it.

Both files are this printer's own (plain cross-reference tables, a flat page tree, content that is compressed only), and
nothing else is read here. The block is drawn on the last page where it fits, else on a page after it.
"""

from __future__ import annotations

import hashlib
import re
import zlib

from app.typesetting.forms import MM
from app.typesetting.nd30 import Style

_NAME = b"/XaSoCopy"
_REFERENCE = re.compile(rb"(\d+) 0 R\b")
_TEXT_AT = re.compile(rb"1 0 0 1 [-\d.]+ ([-\d.]+) Tm(?! ?/?BT)")
_LINE_AT = re.compile(rb"[-\d.]+ ([-\d.]+) m [-\d.]+ ([-\d.]+) l")
_DESCENT = 4.0  # pt; what letters have below their line


class _Pdf:
    """Objects of a PDF by number, as they stand after its last update."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.places: dict[int, int] = {}
        self.start = int(_found(rb"startxref\s+(\d+)\s+%%EOF\s*$", data)[1])
        self.trailer = b""
        at: int | None = self.start
        while at is not None:
            at = self._read_table(at)
        self.size = int(_found(rb"/Size (\d+)", self.trailer)[1])

    def _read_table(self, at: int) -> int | None:
        end = self.data.index(b"trailer", at)
        lines = self.data[at:end].split(b"\n")[1:]
        number = 0
        for line in lines:
            words = line.split()
            if len(words) == 2:
                number = int(words[0])
            elif len(words) == 3:
                if words[2] == b"n":
                    self.places.setdefault(number, int(words[0]))
                number += 1
        trailer = self.data[end : self.data.index(b"startxref", end)]
        self.trailer = self.trailer or trailer
        earlier = re.search(rb"/Prev (\d+)", trailer)
        return int(earlier[1]) if earlier else None

    def entry(self, name: bytes) -> int:
        """Number of the object that the trailer names."""
        return int(_found(name + rb" (\d+) 0 R", self.trailer)[1])

    def text(self, number: int) -> bytes:
        """An object's dictionary as it is written."""
        return self._split(number)[0]

    def stream(self, number: int) -> bytes:
        """An object's stream as it is written."""
        return self._split(number)[1]

    def _split(self, number: int) -> tuple[bytes, bytes]:
        begin = self.data.index(b"obj", self.places[number]) + 3
        stop = self.data.index(b"endobj", begin)
        mark = self.data.find(b"stream", begin)
        if mark < 0 or mark > stop:
            return self.data[begin:stop].strip(), b""
        head = self.data[begin:mark].strip()
        first = mark + (8 if self.data[mark + 6 : mark + 8] == b"\r\n" else 7)
        return head, self.data[first : first + int(_found(rb"/Length (\d+)", head)[1])]

    def last_page(self) -> int:
        """Number of the last page's object."""
        pages = self.text(self.pages())
        return int(_REFERENCE.findall(_found(rb"/Kids \[(.*?)\]", pages)[1])[-1])

    def pages(self) -> int:
        """Number of the page tree's object."""
        return int(_found(rb"/Pages (\d+) 0 R", self.text(self.entry(rb"/Root")))[1])


def last_sheet(paper: bytes) -> tuple[float, float]:
    """Width and height of the last page in pt."""
    return _sheet(_Pdf(paper), _Pdf(paper).last_page())


def append_block(paper: bytes, block: bytes, *, style: Style) -> bytes:
    """The paper with the one page of ``block`` drawn below its last line; the result begins with the paper's bytes."""
    old, new = _Pdf(paper), _Pdf(block)
    page = old.last_page()
    shift = _shift(old, new, style)
    update = _Update(old)
    form = update.take(new, new.last_page())
    content = update.add(_stream(b"q 0 g 0 G 0 Tw 1 0 0 1 0 %.4f cm %s Do Q" % (shift or 0.0, _NAME)))
    drawn = b"/XObject << %s %d 0 R >>" % (_NAME, form)
    if shift is not None:
        contents = _found(rb"/Contents (\d+) 0 R", old.text(page))
        text = old.text(page).replace(contents[0], b"/Contents [ %s 0 R %d 0 R ]" % (contents[1], content), 1)
        update.put(page, text.replace(b"/Resources <<", b"/Resources << " + drawn, 1))
    else:
        tree = old.pages()
        wide, high = _sheet(new, new.last_page())
        added = update.add(
            b"<< /Type /Page /MediaBox [ 0 0 %.4f %.4f ] /Parent %d 0 R /Resources << %s >> /Contents %d 0 R >>"
            % (wide, high, tree, drawn, content)
        )
        update.put(tree, _one_more(old.text(tree), added))
    return update.written()


class _Update:
    """The objects that are added to a PDF or stand in for former ones."""

    def __init__(self, old: _Pdf) -> None:
        self._old, self._next = old, old.size
        self._objects: dict[int, bytes] = {}

    def add(self, content: bytes) -> int:
        """Adds an object; gives its number."""
        number, self._next = self._next, self._next + 1
        self._objects[number] = content
        return number

    def put(self, number: int, content: bytes) -> None:
        """Writes an object anew."""
        self._objects[number] = content

    def take(self, source: _Pdf, page: int) -> int:
        """Adds a page of another PDF as a picture to be drawn, with all that it needs."""
        text = source.text(page)
        resources = _balanced(text, text.index(b"/Resources") + len(b"/Resources"))
        known: dict[int, int] = {}
        wide, high = _sheet(source, page)
        content = source.stream(int(_found(rb"/Contents (\d+) 0 R", text)[1]))
        return self.add(
            b"<< /Type /XObject /Subtype /Form /BBox [ 0 0 %.4f %.4f ] /Resources %s /Filter [ /FlateDecode ] "
            b"/Length %d >>\nstream\n%s\nendstream"
            % (wide, high, self._moved(source, resources, known), len(content), content)
        )

    def _moved(self, source: _Pdf, text: bytes, known: dict[int, int]) -> bytes:
        def new_number(match: re.Match[bytes]) -> bytes:
            number = int(match[1])
            if number not in known:
                known[number] = self.add(b"")
                body, stream = self._moved(source, source.text(number), known), source.stream(number)
                self._objects[known[number]] = body + (b"\nstream\n" + stream + b"\nendstream" if stream else b"")
            return b"%d 0 R" % known[number]

        return _REFERENCE.sub(new_number, text)

    def written(self) -> bytes:
        """The former file and the update after it."""
        old, out, places = self._old, bytearray(self._old.data), {}
        for number, content in sorted(self._objects.items()):
            places[number] = len(out)
            out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
        start = len(out)
        out += b"xref\n"
        for number, place in places.items():
            out += b"%d 1\n%010d 00000 n \n" % (number, place)
        first = _found(rb"/ID\s*\[\s*(<[0-9a-f]+>)", old.trailer)[1]
        digest = hashlib.md5(bytes(out), usedforsecurity=False).hexdigest().encode()
        out += (
            b"trailer\n<< /Size %d /Root %d 0 R /Info %d 0 R /ID [ %s <%s> ] /Prev %d >>\nstartxref\n%d\n%%%%EOF\n"
            % (
                self._next,
                old.entry(rb"/Root"),
                old.entry(rb"/Info"),
                first,
                digest,
                old.start,
                start,
            )
        )
        return bytes(out)


def _shift(old: _Pdf, new: _Pdf, style: Style) -> float | None:
    """How far the block moves up or down to stand below the paper's last line; None where it does not fit there."""
    page, top = old.last_page(), _sheet(new, new.last_page())[1] - style.page.top * MM
    if _NAME in old.text(page):
        return None  # a copy of a copy stands on a page of its own
    last = _lowest(old, page) - _DESCENT - style.copy.gap
    height = top - _lowest(new, new.last_page()) + _DESCENT
    return last - top if last - height >= style.page.bottom * MM else None


def _lowest(pdf: _Pdf, page: int) -> float:
    content = zlib.decompress(pdf.stream(int(_found(rb"/Contents (\d+) 0 R", pdf.text(page))[1])))
    lines = (place for pair in _LINE_AT.findall(content) for place in pair)
    return min(float(place) for place in (*_TEXT_AT.findall(content), *lines) if float(place) > 0)


def _sheet(pdf: _Pdf, page: int) -> tuple[float, float]:
    box = _found(rb"/MediaBox \[ 0 0 ([\d.]+) ([\d.]+) \]", pdf.text(page))
    return float(box[1]), float(box[2])


def _one_more(tree: bytes, page: int) -> bytes:
    count = int(_found(rb"/Count (\d+)", tree)[1])
    more = re.sub(rb"/Count \d+", b"/Count %d" % (count + 1), tree, count=1)
    return re.sub(rb"(/Kids \[.*?)\]", rb"\g<1>%d 0 R ]" % page, more, count=1, flags=re.DOTALL)


def _stream(content: bytes) -> bytes:
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content)


def _balanced(text: bytes, at: int) -> bytes:
    """The dictionary that begins at or after ``at``, inner ones included."""
    begin = text.index(b"<<", at)
    depth, place = 0, begin
    for mark in re.finditer(rb"<<|>>", text[begin:]):
        depth += 1 if mark[0] == b"<<" else -1
        place = begin + mark.end()
        if depth == 0:
            break
    return text[begin:place]


def _found(pattern: bytes, text: bytes) -> re.Match[bytes]:
    match = re.search(pattern, text, re.DOTALL)
    if match is None:
        raise ValueError(f"no {pattern!r} in a PDF of this printer")
    return match
