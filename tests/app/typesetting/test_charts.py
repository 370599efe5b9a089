"""Charts: what is missing has no bar, labels are real text, Word shows the same chart, the same data the same bytes."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pypdfium2
import pytest
from PIL import Image

from app.typesetting.chart_picture import chart_png
from app.typesetting.charts import chart_drawing, chart_height, chart_pdf
from app.typesetting.model import Chart, ChartForm, ChartSeries, Document, Paragraph
from app.typesetting.render_docx import render_docx
from app.typesetting.render_pdf import render_pdf
from tests.support.paper_measure import copied_text

MONTHS = tuple(f"T{number}" for number in range(1, 7))
BY_MONTH = Chart(
    title="Số hoạt động theo tháng",
    labels=MONTHS,
    series=(ChartSeries(name="Hoạt động", values=(12, 0, None, 1250, 7, 31)),),
)
BY_PLACE = Chart(
    title="Số hoạt động theo thôn",
    labels=("thôn Đồng Mậu", "bản Lầm", "tiểu khu Cầu Vàng"),
    series=(ChartSeries(name="Hoạt động", values=(3, None, 5)), ChartSeries(name="Người", values=(30, 10, 2))),
    form=ChartForm.ROWS,
)


def words(chart: Chart) -> str:
    return " ".join(copied_text(chart_pdf(chart, 460)).split())


def test_labels_and_values_can_be_read_and_thousands_are_grouped() -> None:
    said = words(BY_MONTH)
    assert all(month in said for month in MONTHS)
    assert "1.250" in said
    assert "bản Lầm" in words(BY_PLACE) and "Người" in words(BY_PLACE)


def test_a_missing_figure_has_no_bar_and_a_true_zero_says_zero() -> None:
    bars = chart_drawing(BY_MONTH, 460).contents[0]
    assert bars.data == [(12, 0, None, 1250, 7, 31)]
    values = [word for word in words(BY_MONTH).split() if word in {"12", "0", "1.250", "7", "31"}]
    assert values.count("0") == 2  # one on the axis, one for February


@pytest.mark.parametrize("highest", [0, 1, 4, 5, 11, 99, 100, 101, 12345])
def test_the_axis_begins_at_zero_and_reaches_every_bar(highest: int) -> None:
    chart = Chart(title="", labels=("T1",), series=(ChartSeries(name="", values=(highest,)),))
    axis = chart_drawing(chart, 300).contents[0].valueAxis
    assert axis.valueMin == 0 and axis.valueMax >= highest
    assert axis.valueMax / axis.valueStep <= 6


def test_a_chart_without_any_figure_is_drawn_empty() -> None:
    chart = Chart(title="Trống", labels=MONTHS, series=(ChartSeries(name="", values=(None,) * 6),))
    assert "T1" in words(chart)


def test_rows_get_the_height_their_number_needs() -> None:
    more = Chart(title="", labels=BY_PLACE.labels * 4, series=BY_PLACE.series, form=ChartForm.ROWS)
    assert chart_height(more) > 2 * chart_height(BY_PLACE)


def test_paper_and_word_hold_the_chart_with_its_title() -> None:
    document = Document(title="Biểu đồ", blocks=(Paragraph(text="Kết quả như sau:"), BY_MONTH, BY_PLACE))
    pdf, docx = render_pdf(document), render_docx(document)
    assert render_pdf(document) == pdf and render_docx(document) == docx
    said = " ".join(copied_text(pdf).split())
    assert "Số hoạt động theo tháng" in said and "tiểu khu Cầu Vàng" in said
    with zipfile.ZipFile(BytesIO(docx)) as archive:
        pictures = [name for name in archive.namelist() if name.startswith("word/media/")]
        xml = archive.read("word/document.xml").decode()
    assert len(pictures) == 2 and 'descr="Số hoạt động theo tháng"' in xml


def test_a_chart_that_does_not_fit_goes_to_the_next_page_with_its_title() -> None:
    filler = tuple(Paragraph(text="Dòng.") for _line in range(27))
    pdf = render_pdf(Document(title="", blocks=(*filler, BY_MONTH)))
    with pypdfium2.PdfDocument(pdf) as pages:
        assert len(pages) == 2
        second = pages[1]
        text = second.get_textpage()
        assert "Số hoạt động theo tháng" in text.get_text_range()
        text.close()
        second.close()


def test_the_picture_is_sharp_enough_to_print() -> None:
    assert chart_png(BY_MONTH, 460)[:8] == b"\x89PNG\r\n\x1a\n"
    with Image.open(BytesIO(chart_png(BY_MONTH, 460))) as picture:
        assert picture.width / (460 / 72) >= 199
