"""What the exchange with the office above asks for: records to mend, figures asked for, bundles and keys that wait."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.agenda_item import AgendaItem
from app.asked_above import Asked, AskedStage, asked_above
from app.difficulties.queries import difficulties
from app.duties.wording import days_left
from app.exchange.own_standing import standing_above
from app.exchange.ring import superior_office
from app.handled_above import handled_above
from app.kernel.clock import VIETNAM
from app.kernel.days import show_day
from app.kernel.findings import Severity
from app.kernel.words import N_, _
from app.record_places import own_title
from app.record_words import field_words, noun_words
from app.sent_back import SentBack, Stage, sent_back
from db.models import OutgoingBundle
from db.vocabulary import KeyState, OutboxState

RECEIPT_DAYS = 7
"""Days after which a bundle without a receipt is asked about."""
_TO_GIVE = (OutboxState.PREPARED, OutboxState.LEAVING)
_NAMED = 2
_LONGEST = 120
_STEPS = {
    AskedStage.NOT_BEGUN: (N_("Lập báo cáo"), N_("Chưa làm.")),
    AskedStage.DRAFTED: (N_("Mở báo cáo"), N_("Đã lập, chưa ký.")),
    AskedStage.SIGNED: (N_("Gửi lên"), N_("Đã ký, chưa gửi lên.")),
}


@dataclass(frozen=True, kw_only=True)
class ExchangeAgenda:
    """Lines of the to-do list, and how many things wait at a page."""

    late: tuple[AgendaItem, ...] = ()
    """Figures asked for whose last day has passed."""
    items: tuple[AgendaItem, ...] = ()
    to_mend: int = 0
    """Records sent back and not mended yet."""
    asked: int = 0
    """Requests that are not answered yet."""


def exchange_agenda(session: Session, day: date) -> ExchangeAgenda:
    """What presses first: what is late, what came back, what is due soon, keys, bundles, then what has time."""
    asked = [each for each in asked_above(session, day) if each.is_open]
    back = [each for each in sent_back(session) if each.stage is Stage.OPEN]
    soon = [each for each in asked if each.is_soon]
    above = superior_office(session)
    rest = [each for each in asked if not each.is_late and not each.is_soon]
    return ExchangeAgenda(
        late=tuple(_request(each) for each in asked if each.is_late),
        items=(
            *_sent_back(session, back),
            *_answered(session),
            *(_request(each) for each in soon),
            *_key(session, above),
            *_bundles(session, above, day),
            *(_request(each) for each in rest),
        ),
        to_mend=len({each.row_uid for each in back}),
        asked=len(asked),
    )


def _request(asked: Asked) -> AgendaItem:
    button, state = _STEPS[asked.stage]
    request = asked.request
    title = _("Cấp trên yêu cầu số liệu “{title}”").format(title=request.title)
    if request.due_on is not None:
        title = _("Cấp trên yêu cầu số liệu “{title}”, chậm nhất ngày {day}").format(
            title=request.title, day=show_day(request.due_on)
        )
    page, target = ("reports", request.report or f"request:{request.uid}")
    if asked.stage is AskedStage.SIGNED:
        page, target = "send", ""
    return AgendaItem(
        code="REQUEST-LATE" if asked.is_late else "REQUEST",
        severity=Severity.ERROR if asked.is_late else Severity.WARNING if asked.is_soon else Severity.HINT,
        badge=_request_badge(asked),
        title=title,
        why=_("{count} nội dung, kỳ từ {first} đến {last}.").format(
            count=len(request.fields), first=show_day(request.first_day), last=show_day(request.last_day)
        )
        + " "
        + _(state),
        button=_(button),
        page=page,
        target=target,
    )


def _request_badge(asked: Asked) -> str:
    if asked.days is None:
        return _("yêu cầu")
    return _("quá hạn") if asked.is_late else days_left(asked.days)


def _sent_back(session: Session, back: Sequence[SentBack]) -> Iterable[AgendaItem]:
    """One line for all; its button leads to the next one to mend."""
    if not back:
        return
    records = list({each.row_uid: each for each in reversed(back)}.values())[::-1]
    first = next((each for each in records if each.page), None)
    named = "\n".join(_told(session, each) for each in records[:_NAMED])
    more = len(records) - _NAMED
    yield AgendaItem(
        code="SENT-BACK",
        severity=Severity.WARNING,
        badge=_("trả lại"),
        title=_("Cấp trên trả lại {count} bản ghi để sửa").format(count=len(records)),
        why=named + ("\n" + _("(và {count} bản ghi nữa)").format(count=more) if more > 0 else ""),
        button=_("Mở để sửa") if first is not None else _("Xem danh sách"),
        page=first.page if first is not None else "send",
        target=first.way if first is not None else "requests",
    )


def _answered(session: Session) -> Iterable[AgendaItem]:
    """One line for all difficulties that the office above answered and whose answer is not written down yet."""
    told = handled_above(session)
    waiting = [view for view in difficulties(session, only_open=True) if view.uid in told and not view.answer]
    found = [(view, told[view.uid].answer) for view in waiting if told[view.uid].answer]
    if not found:
        return
    named = " ".join(f"{view.title}: {_short(answer)}" for view, answer in found[:_NAMED])
    more = len(found) - _NAMED
    yield AgendaItem(
        code="ANSWERED-ABOVE",
        severity=Severity.HINT,
        badge=_("trả lời"),
        title=_("Cấp trên đã trả lời {count} khó khăn").format(count=len(found)),
        why=named + (" " + _("(và {count} việc nữa)").format(count=more) if more > 0 else ""),
        button=_("Xem và ghi trả lời"),
        page="difficulties",
        target=found[0][0].uid,
    )


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[:_LONGEST] + "…"


def _told(session: Session, back: SentBack) -> str:
    title = own_title(session, back.noun, back.row_uid)
    what = f"{noun_words(back.noun)} “{title}”" if title else noun_words(back.noun)
    if back.field:
        what = _("{record}, mục {field}").format(record=what, field=field_words(back.field))
    return f"{what}: {_short(back.comment)}"


def _key(session: Session, above: str) -> Iterable[AgendaItem]:
    """Until the office above says that it trusts the own key, it refuses what this machine signs."""
    state = standing_above(session, above) if above else KeyState.TRUSTED
    if state is KeyState.TRUSTED:
        return
    revoked = state in (KeyState.REVOKED, KeyState.REPLACED)
    yield AgendaItem(
        code="KEY-REVOKED" if revoked else "KEY-WAITING",
        severity=Severity.ERROR if revoked else Severity.HINT,
        badge=_("khóa"),
        title=_("Khóa của máy này không còn được cấp trên tin dùng")
        if revoked
        else _("Khóa của máy này chưa được cấp trên tin dùng"),
        why=_("Gói ký bằng khóa này sẽ không được nhận.")
        if revoked
        else _("Cấp trên cần tệp khóa của xã và so tám từ; biên nhận đầu tiên sẽ xác nhận."),
        button=_("Xem khóa"),
        page="send",
        target="keys",
    )


def _bundles(session: Session, above: str, day: date) -> Iterable[AgendaItem]:
    query = select(OutgoingBundle.state, OutgoingBundle.handed_over_at).where(
        OutgoingBundle.kind == "bundle",
        OutgoingBundle.receiver_office == above,
        OutgoingBundle.state.in_((*_TO_GIVE, OutboxState.HANDED_OVER)),
    )
    rows = session.execute(query).all()
    given = [at for state, at in rows if state is OutboxState.HANDED_OVER and at is not None and _is_old(at, day)]
    prepared = sum(state in _TO_GIVE for state, _at in rows)
    if given:
        first = min(given).astimezone(VIETNAM).date()
        yield _bundle_item(
            "BUNDLE-WAITING",
            Severity.WARNING,
            _("chờ biên nhận"),
            _("{count} gói đã giao {days} ngày mà chưa có biên nhận").format(count=len(given), days=(day - first).days),
            _("Đã giao chưa phải là đã nhận. Gọi hỏi cấp trên; biên nhận đọc qua điện thoại cũng được."),
            _("Xem hộp gửi"),
        )
    if prepared:
        yield _bundle_item(
            "BUNDLE-PREPARED",
            Severity.HINT,
            _("chưa giao"),
            _("{count} gói đã lập, chưa giao cho cấp trên").format(count=prepared),
            _("Lưu vào USB hoặc gửi đi; gói chỉ được tính khi có biên nhận."),
            _("Giao gói"),
        )


def _is_old(at: datetime, day: date) -> bool:
    return at.astimezone(VIETNAM).date() <= day - timedelta(days=RECEIPT_DAYS)


def _bundle_item(code: str, severity: Severity, badge: str, title: str, why: str, button: str) -> AgendaItem:
    return AgendaItem(
        code=code,
        severity=severity,
        badge=badge,
        title=title,
        why=why,
        button=button,
        page="send",
        target="outbox",
    )
