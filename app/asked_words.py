"""Requests from above in words: how far the answer is, and how much time is left."""

from __future__ import annotations

from app.asked_above import Asked, AskedStage
from app.duties.wording import days_left
from app.kernel.days import show_day
from app.kernel.words import N_, _

_STAGES = {
    AskedStage.NOT_BEGUN: N_("chưa làm"),
    AskedStage.DRAFTED: N_("đã lập, chưa ký"),
    AskedStage.SIGNED: N_("đã ký, chưa gửi"),
    AskedStage.SENT: N_("đã gửi, chờ biên nhận"),
    AskedStage.RECEIVED: N_("cấp trên đã nhận"),
}


def stage_words(asked: Asked) -> str:
    """``chưa làm``, ``đã lập, chưa ký`` …"""
    return _(_STAGES[asked.stage])


def last_day_words(asked: Asked) -> str:
    """``chậm nhất 25/11/2026, còn 3 ngày``; empty where no last day was named."""
    day = asked.request.due_on
    if day is None or asked.days is None:
        return ""
    words = _("chậm nhất {day}").format(day=show_day(day))
    return f"{words}, {days_left(asked.days)}" if asked.is_open else words


def about_words(asked: Asked) -> str:
    """What is asked about which days, and until when."""
    request = asked.request
    words = _("{count} nội dung, kỳ {first} – {last}").format(
        count=len(request.fields), first=show_day(request.first_day), last=show_day(request.last_day)
    )
    return "; ".join(part for part in (words, last_day_words(asked)) if part)
