"""In a fresh process: the first PDF, ours (a decision with its roster) or bare (one page of reportlab's)."""

from __future__ import annotations

import sys
import time

from tests.bench.fresh import tell


def main() -> None:
    """Makes one PDF and tells when it was there."""
    {"ours": _ours, "bare": _bare}[sys.argv[1]]()
    tell(made_at=time.perf_counter())


def _ours() -> None:
    from app.typesetting.render_pdf import render_pdf
    from tests.bench.invented_papers import papers

    render_pdf(papers(1)[0])


def _bare() -> None:
    from io import BytesIO

    from reportlab.pdfbase.pdfmetrics import registerFont
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    import resources

    canvas = Canvas(BytesIO(), invariant=1)
    for face in ("Regular", "Bold", "Italic"):  # the faces that the decision shows
        name = f"LiberationSerif-{face}"
        registerFont(TTFont(name, str(resources.path(f"fonts/{name}.ttf"))))
        canvas.setFont(name, 14)
        canvas.drawString(85, 700, "QUYẾT ĐỊNH: Về việc thành lập Tổ công nghệ số cộng đồng")
    canvas.showPage()
    canvas.save()


if __name__ == "__main__":
    main()
