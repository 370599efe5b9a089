"""Charts in Word: a picture in its own paragraph, with its title as the words read aloud."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from xml.sax.saxutils import quoteattr

from app.typesetting.chart_picture import chart_png
from app.typesetting.charts import chart_height
from app.typesetting.model import Chart

_EMU = 12700  # English metric units in a point
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"


class Pictures:
    """Puts pictures into one document part and numbers them."""

    def __init__(self, part: Any) -> None:
        self._part = part
        self._number = 0

    def xml(self, chart: Chart, width: float, after: float) -> str:
        """The paragraph that shows the chart ``width`` pt wide, ``after`` pt free below it."""
        self._number += 1
        relation, _image = self._part.get_or_add_image(BytesIO(chart_png(chart, width)))
        wide, high = round(width * _EMU), round(chart_height(chart) * _EMU)
        name = f"Chart {self._number}"
        return (
            f'<w:p><w:pPr><w:spacing w:before="0" w:after="{round(after * 20)}" w:line="240" w:lineRule="auto"/>'
            f'</w:pPr><w:r><w:drawing><wp:inline xmlns:wp="{_DRAWING}/wordprocessingDrawing" '
            'distT="0" distB="0" distL="0" distR="0">'
            f'<wp:extent cx="{wide}" cy="{high}"/>'
            f'<wp:docPr id="{self._number}" name="{name}" descr={quoteattr(chart.title)}/>'
            f'<a:graphic xmlns:a="{_DRAWING}/main"><a:graphicData uri="{_DRAWING}/picture">'
            f'<pic:pic xmlns:pic="{_DRAWING}/picture"><pic:nvPicPr><pic:cNvPr id="{self._number}" name="{name}"/>'
            f'<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{relation}"/>'
            "<a:stretch><a:fillRect/></a:stretch></pic:blipFill>"
            f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>'
            f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
            f"</wp:inline></w:drawing></w:r></w:p>"
        )
