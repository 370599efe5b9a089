"""The words people see for channels and contacts."""

from __future__ import annotations

from datetime import date

from app.contacts.views import ChannelView, TeamTouch
from app.kernel.days import show_day
from app.kernel.words import N_, _
from db.vocabulary import ContactKind

_KINDS = {
    ContactKind.INSTRUCTION: N_("chỉ đạo, hướng dẫn"),
    ContactKind.EXCHANGE: N_("trao đổi"),
    ContactKind.VISIT: N_("đến tận nơi"),
    ContactKind.CONSULT: N_("xin ý kiến, phối hợp"),
}
NETWORKS = {"zalo": "Zalo", "facebook": "Facebook", "viber": "Viber", "telegram": "Telegram"}
"""Names of networks are the same in every language; another one is kept as typed."""
_NOUNS = {"body": N_("Tổ công nghệ số"), "channel": N_("Kênh trao đổi"), "partner": N_("Doanh nghiệp, đối tác")}


def contact_kind(kind: ContactKind) -> str:
    """``chỉ đạo, hướng dẫn``."""
    return _(_KINDS[kind])


def network(code: str) -> str:
    """``Zalo``."""
    return NETWORKS.get(code, code)


def noun(code: str) -> str:
    """With whom: ``Tổ công nghệ số``."""
    return _(_NOUNS[code])


def nouns() -> tuple[str, ...]:
    """Those with whom an exchange can be logged."""
    return tuple(_NOUNS)


def team_silence(touch: TeamTouch, day: date) -> str:
    """``30 ngày chưa trao đổi``; ``hôm nay`` where there was something today."""
    days = touch.days(day)
    if touch.last is None:
        return _("chưa lần nào, đã {days} ngày").format(days=days)
    return _("hôm nay") if days == 0 else _("{days} ngày trước").format(days=days)


def channel_silence(view: ChannelView, day: date) -> str:
    """Days without exchange in words; of a channel given up, since when."""
    if not view.in_use(day):
        return _("thôi dùng từ {day}").format(day=show_day(view.valid_to))
    days = view.silent_days(day)
    if view.last_exchange is None:
        return _("chưa lần nào, đã {days} ngày").format(days=days)
    return _("đã trao đổi hôm nay") if days == 0 else _("{days} ngày chưa trao đổi").format(days=days)
