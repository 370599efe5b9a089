"""Pages of a PDF as pictures: rendered when asked, the last few kept; knows no widget."""

from __future__ import annotations

import atexit
from collections import OrderedDict
from collections.abc import Sequence
from typing import Any
from weakref import WeakSet

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QImage

KEPT_BYTES = 48 * 1024 * 1024
_OPEN: WeakSet[PdfPages] = WeakSet()
"""What a program that ends still shows: the library complains of papers nobody closed."""


class PdfPages:
    """One opened PDF; sizes are in points (1/72 inch) with the origin at the top left."""

    def __init__(self, data: bytes) -> None:
        import pypdfium2  # late: the window starts without it

        if not _OPEN:  # after the library's own hook, which then runs later
            atexit.unregister(_close_all)
            atexit.register(_close_all)
        self._document = pypdfium2.PdfDocument(data)
        _OPEN.add(self)
        self.sizes = [QSizeF(*self._document.get_page_size(page)) for page in range(len(self._document))]
        self._kept: OrderedDict[tuple[int, int], QImage] = OrderedDict()

    def __len__(self) -> int:
        return len(self.sizes)

    def close(self) -> None:
        """Lets the PDF go; its pictures are gone, too."""
        self._kept.clear()
        _OPEN.discard(self)
        self._document.close()

    def picture(self, page: int, width: int) -> QImage:
        """The page as a picture of ``width`` device pixels."""
        key = (page, width)
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        picture = self.render(page, width / self.sizes[page].width())
        self._kept[key] = picture
        while len(self._kept) > 1 and sum(kept.sizeInBytes() for kept in self._kept.values()) > KEPT_BYTES:
            self._kept.popitem(last=False)
        return picture

    def render(
        self,
        page: int,
        scale: float,
        crop: tuple[float, float, float, float] = (0, 0, 0, 0),
        *,
        for_print: bool = False,
    ) -> QImage:
        """The page at ``scale`` pixels per point; ``crop`` cuts points off left, bottom, right and top."""
        bitmap = self._page(page).render(scale=scale, crop=crop, optimize_mode="print" if for_print else None)
        image = QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_BGR888)
        return image.copy()  # the bitmap's memory goes with it

    def places_of(self, text: str) -> list[tuple[int, QRectF]]:
        """Where a text stands: page and rectangle in points, in reading order."""
        found = []
        for number in range(len(self)):
            words = self._page(number).get_textpage()
            finder = words.search(text, match_case=False)
            while (place := finder.get_next()) is not None:
                found += [(number, self._rect(number, words.get_rect(at))) for at in range(words.count_rects(*place))]
        return found

    def _rect(self, number: int, box: Sequence[float]) -> QRectF:
        left, bottom, right, top = box
        return QRectF(left, self.sizes[number].height() - top, right - left, top - bottom)

    def _page(self, number: int) -> Any:
        return self._document[number]


def _close_all() -> None:
    for pages in list(_OPEN):
        pages.close()
