"""Added-up figures as a workbook: the sums, every commune's own figure beside them, and who sent what when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.kernel.days import show_day
from app.kernel.words import on_paper
from app.overview.views import Overview
from app.overview.wording import coverage, coverage_sentence, remark, sent_words, total
from app.typesetting.workbook import Sheet, Value, workbook

_SUM_COLUMNS = (
    ("TT", 7),
    ("Chỉ tiêu", 60),
    ("Đơn vị", 14),
    ("Trong kỳ", 14),
    ("Lũy kế năm", 14),
    ("Số xã có số liệu", 14),
    ("Xã chưa có số liệu", 60),
)
_STATE_COLUMNS = (
    ("TT", 7),
    ("Xã", 30),
    ("Tình trạng", 30),
    ("Số báo cáo", 20),
    ("Ngày ký", 12),
    ("Ngày nhận", 12),
    ("Hạn", 12),
    ("Ghi chú", 36),
)
_NAMES_WIDTH = 16


def overview_xlsx(seen: Overview) -> bytes:
    """Sheets "Tổng hợp", "Từng xã" and "Tình hình gửi"; an empty cell is a missing figure, never 0."""
    with on_paper():
        head = f"Tổng hợp {seen.name} {seen.period.label}".upper()
        days = f"Số liệu từ ngày {show_day(seen.period.first)} đến ngày {show_day(seen.period.last)}"
        titles = (head, f"{days}. {coverage_sentence(seen)}")
        names = [(each.office_name, _NAMES_WIDTH) for each in seen.counted]
        return workbook(
            (
                Sheet(name="Tổng hợp", titles=titles, columns=_SUM_COLUMNS, rows=list(_sums(seen))),
                Sheet(name="Từng xã", titles=titles, columns=(*_SUM_COLUMNS[:3], *names), rows=list(_each(seen))),
                Sheet(name="Tình hình gửi", titles=titles, columns=_STATE_COLUMNS, rows=list(_states(seen))),
            ),
            head,
        )


def _sums(seen: Overview) -> Iterator[Sequence[Value]]:
    for place, line in enumerate(seen.lines, start=1):
        now = line.value if line.adds_up else total(line)
        year = line.year if line.adds_up else ""
        yield place, line.name, line.unit, now, year, coverage(line), "; ".join(line.without)


def _each(seen: Overview) -> Iterator[Sequence[Value]]:
    for place, line in enumerate(seen.lines, start=1):
        said = {part.office_uid: part.value for part in line.parts}
        yield (place, line.name, line.unit, *(said.get(each.office_uid) for each in seen.counted))


def _states(seen: Overview) -> Iterator[Sequence[Value]]:
    for place, each in enumerate(seen.communes, start=1):
        yield (
            place,
            each.office_name,
            sent_words(each.sent),
            each.number,
            show_day(each.signed_on),
            show_day(each.came_on),
            show_day(each.last_day),
            remark(each),
        )
