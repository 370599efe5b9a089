"""What makes an entry of the log fit to be kept, and what is asked before it is: questions are no refusals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from app.activities.kinds import forces
from app.activities.queries import LogFilter, activities, latest_day
from app.activities.views import ActivityView, Indicator, KindView
from app.kernel.days import show_day
from app.kernel.figures import LARGEST, NEGATIVE, NOT_APPLICABLE, TOO_LARGE, Amount, show_amount
from app.kernel.findings import Finding, Fix, Severity
from app.kernel.problems import refused
from app.kernel.text import clean_block, clean_line, fold
from app.kernel.words import N_, _

TITLE_LIMIT, PLACE_LIMIT, NOTE_LIMIT = 300, 200, 2000
PEOPLE_PER_HOUSEHOLD = 6
"""Beyond so many people per household of the hamlet a count is asked about."""
_MOST_LOOKED_AT = 500
LONG_AGO = timedelta(days=366)

IN_THE_FUTURE = refused(
    "ACT-01",
    N_("Ngày {day} ở sau ngày hôm nay {today}."),
    next_step=N_("Chỉ ghi việc đã làm; sửa lại ngày, hoặc ghi việc sắp làm vào mục Nhiệm vụ."),
)
CLOCK_SET_BACK = refused(
    "ACT-02",
    N_("Máy tính ghi hôm nay là {today}, nhưng sổ đã có việc ngày {latest}: đồng hồ máy có thể bị lùi."),
    next_step=N_("Chỉnh lại ngày giờ của máy tính rồi lưu lại. Chưa có gì bị mất."),
)
UNKNOWN_KIND = refused(
    "ACT-03", N_("Chưa có loại hoạt động “{kind}”."), next_step=N_("Chọn loại trong danh sách, hoặc thêm loại mới.")
)
UNKNOWN_INDICATOR = refused(
    "ACT-04",
    N_("Loại “{kind}” không có chỉ tiêu “{indicator}”."),
    next_step=N_("Chọn loại hoạt động khác, hoặc bỏ số liệu này."),
)
UNKNOWN_FORCE = refused("ACT-05", N_("Không có lực lượng “{force}”."), next_step=N_("Chọn lực lượng trong danh sách."))
ASKED = refused(
    "ACT-06",
    N_("{first}"),
    next_step=N_("Kiểm tra lại; nếu đúng như vậy, xác nhận để lưu."),
)
NO_NAME = refused("ACT-07", N_("Chưa ghi tên loại hoạt động."), next_step=N_("Ghi tên rồi lưu lại."))
NO_INDICATOR = refused(
    "ACT-08", N_("Loại “{kind}” chưa có chỉ tiêu nào."), next_step=N_("Ghi ít nhất một chỉ tiêu với đơn vị tính.")
)
SAME_CODE = refused(
    "ACT-09", N_("Đã có loại hoạt động mang mã “{code}”."), next_step=N_("Ghi mã khác, hoặc sửa loại đã có.")
)
NO_UNIT = refused(
    "ACT-10",
    N_("Chỉ tiêu “{indicator}” chưa có đơn vị tính."),
    next_step=N_("Ghi người, hộ, lượt người, hồ sơ, cuộc …"),
)
NOTHING = refused("ACT-11", N_("Chưa có dòng nào để lưu."), next_step=N_("Ghi ít nhất một hoạt động."))
ENDS_EARLY = refused("ACT-12", N_("Ngày thôi dùng phải sau ngày bắt đầu."), next_step=N_("Sửa lại ngày."))

NO_KIND_CHOSEN = refused(
    "ACT-13", N_("Chưa chọn loại hoạt động."), next_step=N_("Gõ vài chữ của loại rồi chọn trong danh sách.")
)


@dataclass(frozen=True, kw_only=True)
class ActivityInput:
    """An entry as typed; hamlet and team give each other where one is left out."""

    kind: str
    held_on: date
    title: str = ""
    place: str = ""
    hamlet: str | None = None
    body: str | None = None
    presenter: str = ""
    figures: Mapping[str, Amount] = field(default_factory=dict)
    """Indicator code -> a number, None (missing) or "na"; what is left out is missing too."""
    forces: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    criteria: tuple[str, ...] = ()
    letter: str | None = None
    document: str | None = None
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    """What is known around an entry, for the questions about it."""

    households: int | None = None
    """Of the hamlet."""
    hamlet: str = ""
    """Its label."""
    same: int = 0
    """Other entries of the same kind, hamlet and day with the same figures."""
    report_signed_on: date | None = None
    """When the paper it is linked to was signed."""


def activity_fields(entry: ActivityInput, kind: KindView) -> dict[str, Any]:
    """The columns as they are kept; Refused ACT-03 to ACT-05, FIG-*, TXT with the field."""
    known = [force.code for force in forces()]
    for code in entry.forces:
        if code not in known:
            raise UNKNOWN_FORCE(field="forces", force=code)
    return {
        "kind": kind.code,
        "held_on": entry.held_on,
        "title": clean_line(entry.title, field="title", limit=TITLE_LIMIT, label=_("Nội dung")),
        "place": clean_line(entry.place, field="place", limit=PLACE_LIMIT, label=_("Địa điểm")),
        "hamlet": entry.hamlet,
        "body": entry.body,
        "presenter": clean_line(entry.presenter, field="presenter", limit=PLACE_LIMIT, label=_("Người hướng dẫn")),
        "figures": figures_kept(entry.figures, kind),
        "forces": [code for code in known if code in entry.forces],
        "partners": list(dict.fromkeys(entry.partners)),
        "themes": list(dict.fromkeys(entry.themes)),
        "criteria": list(dict.fromkeys(entry.criteria)),
        "letter": entry.letter,
        "document": entry.document,
        "note": clean_block(entry.note, field="note", limit=NOTE_LIMIT, label=_("Ghi chú")),
    }


def figures_kept(figures: Mapping[str, Amount], kind: KindView) -> dict[str, Amount]:
    """Every indicator of the kind with its amount: blank is None, never 0; an optional one left blank is left out.

    Refused ACT-04 for an indicator of another kind, FIG-02 and FIG-03 for impossible numbers.
    """
    for code, amount in figures.items():
        indicator = kind.indicator(code)
        if indicator is None:
            raise UNKNOWN_INDICATOR(field="figures", kind=_(kind.name), indicator=code)
        _check_amount(amount, indicator)
    kept = {one.code: figures.get(one.code) for one in kind.indicators}
    return {code: amount for code, amount in kept.items() if amount is not None or not _may_lack(kind, code)}


def questions(entry: ActivityInput, kind: KindView, around: Surroundings, today: date) -> list[Finding]:
    """What is asked before an entry is kept: absurd counts, parts beyond their whole, doubles, days long ago."""
    found = [*_too_many_people(entry, kind, around), *_parts_beyond_whole(entry, kind)]
    if around.same:
        found.append(
            _asked("ACT-SAME", _("Đã có một việc cùng loại, cùng thôn, cùng ngày và cùng số liệu."), "held_on")
        )
    if today - entry.held_on > LONG_AGO:
        found.append(_asked("ACT-OLD", _("Ngày {day} đã hơn một năm.").format(day=show_day(entry.held_on)), "held_on"))
    if around.report_signed_on is not None and entry.held_on > around.report_signed_on:
        words = _("Việc ngày {day} ở sau ngày ký văn bản được gắn ({signed}).")
        found.append(
            _asked(
                "ACT-AFTER-REPORT",
                words.format(day=show_day(entry.held_on), signed=show_day(around.report_signed_on)),
                "document",
            )
        )
    return found


def findings(session: Session, day: date) -> list[Finding]:
    """A clock that seems to be set back, and how many entries of the last month have no figure at all."""
    found = []
    latest = latest_day(session)
    if latest is not None and latest > day:
        words = _("Sổ đã có việc ngày {latest}, sau ngày hôm nay {today}: đồng hồ máy có thể bị lùi.")
        message = words.format(latest=show_day(latest), today=show_day(day))
        found.append(_to_log("ACT-CLOCK", Severity.WARNING, message, _("Xem nhật ký")))
    blank = sum(_is_blank(view) for view in _of_last_month(session, day))
    if blank:
        message = _("{count} việc trong 31 ngày qua chưa có số liệu nào.").format(count=blank)
        found.append(_to_log("ACT-BLANK", Severity.HINT, message, _("Bổ sung số liệu")))
    return found


def code_of(name: str, taken: Iterable[str]) -> str:
    """A code made of the first letters of a name, not taken yet."""
    letters = "".join(word[0] for word in fold(name).split() if word[:1].isalnum()).upper()[:12] or "LOAI"
    used = set(taken)
    return next(
        code for number in range(1, len(used) + 2) if (code := f"{letters}{number if number > 1 else ''}") not in used
    )


def _of_last_month(session: Session, day: date) -> list[ActivityView]:
    span = LogFilter(first=day - timedelta(days=30), last=day)
    return activities(session, span, limit=_MOST_LOOKED_AT)


def _is_blank(view: ActivityView) -> bool:
    return bool(view.figures) and all(amount is None for amount in view.figures.values())


def _to_log(code: str, severity: Severity, message: str, label: str) -> Finding:
    fix = Fix(code="page.open", label=label, values={"page": "diary"})
    return Finding(code=code, severity=severity, message=message, noun="activity", fix=fix)


def _may_lack(kind: KindView, code: str) -> bool:
    indicator = kind.indicator(code)
    return indicator is not None and indicator.optional


def _check_amount(amount: Amount, indicator: Indicator) -> None:
    if amount is None or amount == NOT_APPLICABLE:
        return
    if int(amount) < 0:
        raise NEGATIVE(field=f"figures.{indicator.code}", label=indicator.name, text=show_amount(amount))
    if int(amount) > LARGEST:
        raise TOO_LARGE(
            field=f"figures.{indicator.code}",
            label=indicator.name,
            text=show_amount(amount),
            limit=show_amount(LARGEST),
        )


def _too_many_people(entry: ActivityInput, kind: KindView, around: Surroundings) -> Sequence[Finding]:
    if not around.households:
        return []
    most = {"người": around.households * PEOPLE_PER_HOUSEHOLD, "hộ": around.households}
    words = _("{name}: {amount} {unit}, trong khi {hamlet} có {households} hộ.")
    return [
        _asked(
            "ACT-MANY",
            words.format(
                name=_(one.name),
                amount=show_amount(amount),
                unit=_(one.unit),
                hamlet=around.hamlet,
                households=show_amount(around.households),
            ),
            f"figures.{one.code}",
        )
        for one in kind.indicators
        if isinstance(amount := entry.figures.get(one.code), int) and one.unit in most and amount > most[one.unit]
    ]


_PARTS = {"installed": "guided", "activated": "guided", "issued": "guided", "filed_full": "filed"}
"""Indicator -> the one it is a part of."""


def _parts_beyond_whole(entry: ActivityInput, kind: KindView) -> list[Finding]:
    found = []
    for part, whole in _PARTS.items():
        less, more = entry.figures.get(part), entry.figures.get(whole)
        named, beside = kind.indicator(part), kind.indicator(whole)
        if isinstance(less, int) and isinstance(more, int) and less > more and named and beside:
            words = _("{part} ({less}) nhiều hơn {whole} ({more}).").format(
                part=named.name, less=show_amount(less), whole=beside.name.lower(), more=show_amount(more)
            )
            found.append(_asked("ACT-PART", words, f"figures.{part}"))
    return found


def _asked(code: str, message: str, place: str) -> Finding:
    return Finding(code=code, severity=Severity.WARNING, message=message, noun="activity", field=place)
