"""The words for how it stands with communes' reports; window, paper and workbook use the same."""

from __future__ import annotations

from collections.abc import Sequence

from app.kernel.days import show_day
from app.kernel.figures import show_amount
from app.kernel.words import N_, _
from app.overview.views import CommuneSent, Overview, Sent, SumLine

_SENT = {
    Sent.ON_TIME: N_("đã nhận đúng hạn"),
    Sent.LATE: N_("đã nhận, muộn"),
    Sent.CAME: N_("đã nhận"),
    Sent.DRAFT: N_("mới có dự thảo"),
    Sent.OTHER_DAYS: N_("kỳ số liệu khác ngày"),
    Sent.LOG_ONLY: N_("có nhật ký, chưa có báo cáo"),
    Sent.NOTHING: N_("chưa có"),
}
_NOT_ADDED = N_("xem từng xã")
_NO_NUMBER = N_("chưa có")


def sent_words(sent: Sent) -> str:
    """``đã nhận đúng hạn``."""
    return _(_SENT[sent])


def remark(commune: CommuneSent) -> str:
    """What else is to be said of a commune: other days, how much of its log came."""
    if commune.sent is Sent.OTHER_DAYS:
        return _("báo cáo tính {days}").format(days=commune.days)
    if commune.sent is Sent.LOG_ONLY:
        return _("{count} mục nhật ký trong kỳ").format(count=commune.entries)
    return ""


def coverage(line: SumLine) -> str:
    """``8/12 xã``."""
    return _("{covered}/{communes} xã").format(covered=line.covered, communes=line.communes)


def total(line: SumLine, *, year: bool = False) -> str:
    """The sum as it is written: never 0 for what is missing."""
    if not line.adds_up:
        return _(_NOT_ADDED)
    value = line.year if year else line.value
    return show_amount(value) if value is not None else _(_NO_NUMBER)


def coverage_sentence(seen: Overview) -> str:
    """``Đã nhận báo cáo của 8/12 xã: 6 xã đúng hạn, 2 xã muộn.``"""
    parts = [
        words.format(count=count)
        for sent, words in (
            (Sent.ON_TIME, _("{count} xã đúng hạn")),
            (Sent.LATE, _("{count} xã muộn")),
        )
        if (count := seen.how_many(sent))
    ]
    told = _("Đã nhận báo cáo của {counted}/{communes} xã").format(
        counted=len(seen.counted), communes=len(seen.communes)
    )
    return f"{told}: {', '.join(parts)}." if parts else f"{told}."


def lacking_words(lacking: Sequence[CommuneSent]) -> str:
    """``xã A; xã B (có nhật ký, chưa có báo cáo)``."""
    told = []
    for each in lacking:
        why = "" if each.sent is Sent.NOTHING else f" ({sent_words(each.sent)})"
        told.append(f"{each.office_name}{why}")
    return "; ".join(told)


def late_words(seen: Overview) -> str:
    """``xã C (nhận ngày 21/04/2022)``."""
    late = [each for each in seen.communes if each.sent is Sent.LATE]
    words = _("{commune} (nhận ngày {day})")
    return "; ".join(words.format(commune=each.office_name, day=show_day(each.came_on)) for each in late)
