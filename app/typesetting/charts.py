"""Charts as reportlab drawings: the same on paper, in Word and in the window."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from app.typesetting.fonts import face
from app.typesetting.forms import MM
from app.typesetting.model import Chart, ChartForm

COLOURS = ("0B6E4F", "C9782B", "3B6EA5", "8A5A9E")
"""Told apart in grey too: their lightness differs."""
_LETTERS = 9.0  # pt
_ROW = 15.0  # pt; height of one row of horizontal bars
_LEGEND = 14.0  # pt
_STEPS = 5
_LABEL_PAD = 6.0


def chart_height(chart: Chart) -> float:
    """Height in pt: columns have the height asked for, rows as much as their number needs."""
    legend = _LEGEND if len(chart.series) > 1 else 0.0
    if chart.form is ChartForm.ROWS:
        return len(chart.labels) * _ROW * max(1.0, 0.7 * len(chart.series)) + 26 + legend
    return chart.height * MM + legend


def chart_drawing(chart: Chart, width: float) -> Any:
    """The drawing, ``width`` pt wide; months or places without a figure have no bar, never one of height 0."""
    from reportlab.graphics.shapes import Drawing

    height = chart_height(chart)
    drawing = Drawing(width, height)
    legend = _LEGEND if len(chart.series) > 1 else 0.0
    bars = (
        _columns(chart, width, height - legend)
        if chart.form is ChartForm.COLUMNS
        else _rows(chart, width, height - legend)
    )
    drawing.add(bars)
    if legend:
        _add_legend(drawing, chart, height)
    return drawing


def chart_pdf(chart: Chart, width: float) -> bytes:
    """A page that holds the chart alone, ``width`` pt wide, for the window and for pictures."""
    from reportlab.graphics import renderPDF
    from reportlab.pdfgen.canvas import Canvas

    out = BytesIO()
    canvas = Canvas(out, pagesize=(width, chart_height(chart)), invariant=1, initialFontName=face().name)
    renderPDF.draw(chart_drawing(chart, width), canvas, 0, 0)
    canvas.save()
    return out.getvalue()


def _columns(chart: Chart, width: float, height: float) -> Any:
    from reportlab.graphics.charts.barcharts import VerticalBarChart

    bars = VerticalBarChart()
    bars.x, bars.y, bars.width, bars.height = 34, 20, width - 44, height - 34
    bars.categoryAxis.labels.dy = -2
    _dress(bars, chart)
    return bars


def _rows(chart: Chart, width: float, height: float) -> Any:
    from reportlab.graphics.charts.barcharts import HorizontalBarChart

    widest = max((face().width(label, _LETTERS) for label in chart.labels), default=0.0)
    left = min(widest + 2 * _LABEL_PAD, width * 0.45)
    bars = HorizontalBarChart()
    bars.x, bars.y, bars.width, bars.height = left, 20, width - left - 34, height - 24
    bars.categoryAxis.labels.boxAnchor = "e"
    bars.categoryAxis.labels.dx = -3
    bars.categoryAxis.reverseDirection = 1  # the first place on top, as in the list
    _dress(bars, chart)
    bars.barLabels.boxAnchor, bars.barLabels.nudge = "w", 3  # a long number begins beside its bar, not on it
    return bars


def _dress(bars: Any, chart: Chart) -> None:
    from reportlab.lib.colors import HexColor

    places = list(range(len(chart.series)))
    if chart.form is ChartForm.ROWS:
        places.reverse()  # drawn upwards: so the first of the legend stands on top of its row
    bars.data = [tuple(chart.series[place].values) for place in places]
    bars.categoryAxis.categoryNames = list(chart.labels)
    highest = max((value for series in chart.series for value in series.values if value is not None), default=0)
    step = _step(highest)
    axis = bars.valueAxis
    axis.valueMin, axis.valueStep, axis.valueMax = 0, step, step * max(1, -(-highest // step))
    axis.labelTextFormat = _number
    axis.visibleGrid, axis.gridStrokeColor, axis.gridStrokeWidth = 1, HexColor("#DDDDDD"), 0.4
    for line in (axis, bars.categoryAxis):
        line.labels.fontName, line.labels.fontSize = face().name, _LETTERS
        line.strokeWidth = 0.6
    bars.barLabels.fontName, bars.barLabels.fontSize, bars.barLabels.nudge = face().name, _LETTERS - 1, 7
    bars.barLabelFormat = _number
    bars.groupSpacing, bars.barSpacing = 6, 1
    for at, place in enumerate(places):
        bars.bars[at].fillColor = HexColor(f"#{COLOURS[place % len(COLOURS)]}")
        bars.bars[at].strokeColor = None


def _add_legend(drawing: Any, chart: Chart, height: float) -> None:
    from reportlab.graphics.shapes import Rect, String
    from reportlab.lib.colors import HexColor

    x = 34.0
    for at, series in enumerate(chart.series):
        drawing.add(Rect(x, height - 10, 8, 8, fillColor=HexColor(f"#{COLOURS[at % len(COLOURS)]}"), strokeColor=None))
        drawing.add(String(x + 12, height - 9, series.name, fontName=face().name, fontSize=_LETTERS))
        x += 24 + face().width(series.name, _LETTERS)


def _step(highest: int) -> int:
    """A round step of which about five reach the highest value: 1, 2, 5, 10, 20, 50 …"""
    step, turn = 1, 0
    while step * _STEPS < highest:
        step = step * 5 // 2 if turn % 3 == 1 else step * 2
        turn += 1
    return step


def _number(value: float | None) -> str:
    return "" if value is None else f"{round(value):,}".replace(",", ".")
