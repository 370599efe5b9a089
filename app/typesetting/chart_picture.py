"""Charts as pictures for Word, painted by Pillow: PDFium may be used by one thread at a time, and the window has it."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from typing import Any, TypeAlias

from PIL import Image, ImageDraw, ImageFont

import resources
from app.typesetting.charts import chart_drawing
from app.typesetting.model import Chart

DOTS_PER_INCH = 200
_FINER = 2  # painted so many times larger, then made smaller: smooth edges
_FONT = "fonts/LiberationSerif-Regular.ttf"

Matrix: TypeAlias = tuple[float, float, float, float, float, float]


def chart_png(chart: Chart, width: float) -> bytes:
    """The chart ``width`` pt wide as PNG with 200 dots in an inch; equal charts give equal bytes."""
    drawing = chart_drawing(chart, width)
    scale = DOTS_PER_INCH / 72
    size = (round(drawing.width * scale), round(drawing.height * scale))
    large = Image.new("RGB", (size[0] * _FINER, size[1] * _FINER), "white")
    painter = _Painter(ImageDraw.Draw(large), scale * _FINER, large.height)
    painter.paint(drawing, (1, 0, 0, 1, 0, 0))
    out = BytesIO()
    large.resize(size, Image.Resampling.LANCZOS).save(out, "PNG", optimize=True, dpi=(DOTS_PER_INCH, DOTS_PER_INCH))
    return out.getvalue()


class _Painter:
    """Goes through the shapes of a drawing, whose y runs upwards."""

    def __init__(self, draw: Any, scale: float, height: int) -> None:
        self._draw, self._scale, self._height = draw, scale, height

    def paint(self, shape: Any, matrix: Matrix) -> None:
        if hasattr(shape, "provideNode"):
            shape = shape.provideNode()
        way = getattr(self, f"_{type(shape).__name__.lower()}", None)
        if way is not None:
            way(shape, matrix)
        elif hasattr(shape, "contents"):
            inner = _times(matrix, tuple(getattr(shape, "transform", (1, 0, 0, 1, 0, 0))))
            for each in shape.contents:
                self.paint(each, inner)

    def _line(self, shape: Any, matrix: Matrix) -> None:
        self._stroke([(shape.x1, shape.y1), (shape.x2, shape.y2)], shape, matrix)

    def _polyline(self, shape: Any, matrix: Matrix) -> None:
        self._stroke(_pairs(shape.points), shape, matrix)

    def _rect(self, shape: Any, matrix: Matrix) -> None:
        x, y = shape.x, shape.y
        corners = [(x, y), (x + shape.width, y), (x + shape.width, y + shape.height), (x, y + shape.height)]
        self._fill(corners, shape, matrix)

    def _polygon(self, shape: Any, matrix: Matrix) -> None:
        self._fill(_pairs(shape.points), shape, matrix)

    def _string(self, shape: Any, matrix: Matrix) -> None:
        anchor = {"middle": "ms", "end": "rs"}.get(shape.textAnchor, "ls")
        font = _font(round(shape.fontSize * self._scale))
        self._draw.text(
            self._at(shape.x, shape.y, matrix), shape.text, fill=_rgb(shape.fillColor), font=font, anchor=anchor
        )

    def _stroke(self, points: list[tuple[float, float]], shape: Any, matrix: Matrix) -> None:
        if shape.strokeColor is not None and shape.strokeWidth:
            width = max(1, round(shape.strokeWidth * self._scale))
            self._draw.line([self._at(x, y, matrix) for x, y in points], fill=_rgb(shape.strokeColor), width=width)

    def _fill(self, points: list[tuple[float, float]], shape: Any, matrix: Matrix) -> None:
        if shape.fillColor is not None:
            self._draw.polygon([self._at(x, y, matrix) for x, y in points], fill=_rgb(shape.fillColor))
        self._stroke([*points, points[0]], shape, matrix)

    def _at(self, x: float, y: float, matrix: Matrix) -> tuple[float, float]:
        a, b, c, d, e, f = matrix
        return (a * x + c * y + e) * self._scale, self._height - (b * x + d * y + f) * self._scale


@lru_cache(maxsize=8)
def _font(size: int) -> Any:
    return ImageFont.truetype(str(resources.path(_FONT)), size)


def _pairs(points: list[float]) -> list[tuple[float, float]]:
    return list(zip(points[::2], points[1::2], strict=True))


def _rgb(colour: Any) -> tuple[int, int, int]:
    return round(colour.red * 255), round(colour.green * 255), round(colour.blue * 255)


def _times(first: Matrix, second: Any) -> Matrix:
    a0, b0, c0, d0, e0, f0 = first
    a1, b1, c1, d1, e1, f1 = second
    return (
        a0 * a1 + c0 * b1,
        b0 * a1 + d0 * b1,
        a0 * c1 + c0 * d1,
        b0 * c1 + d0 * d1,
        a0 * e1 + c0 * f1 + e0,
        b0 * e1 + d0 * f1 + f0,
    )
