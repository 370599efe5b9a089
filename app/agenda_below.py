"""What communes wait for: difficulties past their last day, given to nobody yet, and answers that lie here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from app.agenda_item import AgendaItem
from app.intake.handling import ReceivedDifficulty, Stage, difficulties_received
from app.kernel.days import show_day
from app.kernel.findings import Severity
from app.kernel.words import _

SOON = 3
"""Days before its last day from which a difficulty is told."""
_NAMED = 2
PAGE = "intake"


@dataclass(frozen=True, kw_only=True)
class BelowAgenda:
    """Lines of the to-do list of an office above, and how many difficulties wait for its answer."""

    late: tuple[AgendaItem, ...] = ()
    items: tuple[AgendaItem, ...] = ()
    waiting: int = 0


def below_agenda(session: Session, day: date) -> BelowAgenda:
    """Late ones first, then what is due soon, what nobody handles, answers that no package took down."""
    found = difficulties_received(session)
    waiting = [each for each in found if each.is_waiting]
    late = [each for each in waiting if each.is_late(day)]
    soon = [each for each in waiting if each.due_on is not None and 0 <= (each.due_on - day).days <= SOON]
    return BelowAgenda(
        late=_line(late, _late_words(late, day), _("quá hạn"), Severity.ERROR, "DIFFICULTY-LATE"),
        items=(
            *_line(soon, _soon_words(soon), _("sắp đến hạn"), Severity.WARNING, "DIFFICULTY-SOON"),
            *_given_to_nobody([each for each in waiting if each.stage is Stage.NEW]),
            *_answered([each for each in found if each.stage is Stage.ANSWERED]),
        ),
        waiting=len(waiting),
    )


def _line(
    found: Sequence[ReceivedDifficulty],
    words: tuple[str, str],
    badge: str,
    severity: Severity,
    code: str,
    button: str = "",
) -> tuple[AgendaItem, ...]:
    if not found:
        return ()
    title, why = words
    item = AgendaItem(
        code=code,
        severity=severity,
        badge=badge,
        title=title,
        why=why,
        button=button or _("Mở để trả lời"),
        page=PAGE,
        target=found[0].uid,
    )
    return (item,)


def _late_words(late: Sequence[ReceivedDifficulty], day: date) -> tuple[str, str]:
    words = _("{commune}: {title} ({handler}, hạn {day}, quá {days} ngày).")
    named = [
        words.format(
            commune=each.office_name,
            title=each.title,
            handler=each.handler_words,
            day=show_day(each.due_on),
            days=(day - each.due_on).days,
        )
        for each in late[:_NAMED]
        if each.due_on is not None
    ]
    return _("{count} khó khăn của các xã quá hạn xử lý").format(count=len(late)), _joined(named, len(late))


def _soon_words(soon: Sequence[ReceivedDifficulty]) -> tuple[str, str]:
    words = _("{commune}: {title} ({handler}, hạn {day}).")
    named = [
        words.format(commune=each.office_name, title=each.title, handler=each.handler_words, day=show_day(each.due_on))
        for each in soon[:_NAMED]
    ]
    return _("{count} khó khăn của các xã sắp hết hạn xử lý").format(count=len(soon)), _joined(named, len(soon))


def _given_to_nobody(new: Sequence[ReceivedDifficulty]) -> tuple[AgendaItem, ...]:
    named = [f"{each.office_name}: {each.title}." for each in new[:_NAMED]]
    words = _("{count} khó khăn của các xã chưa giao người xử lý").format(count=len(new)), _joined(named, len(new))
    return _line(new, words, _("chờ giao"), Severity.WARNING, "DIFFICULTY-NEW", _("Giao xử lý"))


def _answered(answered: Sequence[ReceivedDifficulty]) -> tuple[AgendaItem, ...]:
    named = [f"{each.office_name}: {each.title}." for each in answered[:_NAMED]]
    words = _("{count} trả lời chưa giao xuống xã").format(count=len(answered)), _joined(named, len(answered))
    return _line(answered, words, _("chờ giao"), Severity.HINT, "DIFFICULTY-ANSWERED", _("Lập gói hướng dẫn"))


def _joined(named: Sequence[str], count: int) -> str:
    more = count - len(named)
    return " ".join(named) + (" " + _("(và {count} việc nữa)").format(count=more) if more > 0 else "")
