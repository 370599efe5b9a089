"""What can be done with radio programmes and their airings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.kernel.commands import Permission, handles
from app.kernel.days import show_day
from app.kernel.problems import refused
from app.kernel.settings import write_setting
from app.kernel.words import N_, _
from app.kernel.work import UnitOfWork
from app.outreach import checks
from app.outreach.queries import OWN_ONLY, REBROADCASTS, SLOTS, airings_of
from app.outreach.views import AiringView
from db.models import Airing, IncomingLetter, Programme
from db.vocabulary import AiringKind, Origin

LONGEST = 4 * 3600
"""Seconds beyond which the length of a programme is asked about."""

NO_AIRING = refused(
    "OUT-14", N_("Chưa chọn ngày phát nào."), next_step=N_("Ghi ít nhất một ngày; nhiều ngày cách nhau bằng dấu phẩy.")
)
KNOWN_ALREADY = refused(
    "OUT-15", N_("Những lần phát này đã có trong sổ."), next_step=N_("Kiểm tra ngày, giờ, cụm loa rồi ghi lại.")
)
FIRST_TWICE = refused(
    "OUT-16",
    N_("Chương trình đã phát lần đầu ngày {day}."),
    next_step=N_("Ghi lần này là phát lại, hoặc sửa lần phát đầu trước."),
)
BEFORE_FIRST = refused(
    "OUT-17",
    N_("Lần phát lại ngày {day} trước lần phát đầu ngày {first}."),
    next_step=N_("Kiểm tra lại ngày phát; lần sớm nhất phải là phát lần đầu."),
)
RULE_WRONG = refused(
    "OUT-18",
    N_("Số lần phát lại phải từ 0 đến 31, số lượt phát mỗi ngày từ 1 đến 24."),
    next_step=N_("Sửa lại con số."),
)


@dataclass(frozen=True, kw_only=True)
class ProgrammeInput:
    """A programme as entered; ``month`` as ``yyyy-mm`` or ``mm/yyyy``."""

    title: str
    month: str
    themes: tuple[str, ...] = ()
    forces: tuple[str, ...] = ()
    model: str | None = None
    origin: Origin = Origin.OWN
    seconds: int | None = None
    script: str = ""
    editor: str = ""
    presenter: str = ""
    approved_by: str = ""
    approved_on: date | None = None
    letter: str | None = None
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class AddProgramme:
    """A programme is made or received."""

    programme: ProgrammeInput
    sure: bool = False


@dataclass(frozen=True, kw_only=True)
class ChangeProgramme:
    """A programme's fields are corrected."""

    uid: str
    programme: ProgrammeInput
    sure: bool = False


@dataclass(frozen=True, kw_only=True)
class RemoveProgrammes:
    """Programmes entered by mistake are taken out with their airings."""

    uids: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class AiringPlace:
    """Where an airing was heard: a loudspeaker by name, a hamlet, both, or neither for the station as a whole."""

    loudspeaker: str = ""
    hamlet: str | None = None


@dataclass(frozen=True, kw_only=True)
class AddAirings:
    """Several airings at once: every day at every hour from every place.

    ``kind`` None tells first airing and rebroadcasts apart by itself: the earliest one is the first.
    """

    programme: str
    days: tuple[date, ...]
    hours: tuple[str, ...] = ("",)
    places: tuple[AiringPlace, ...] = (AiringPlace(),)
    kind: AiringKind | None = None
    minutes: int | None = None
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class AiringRow:
    """One airing of a table; ``kind`` None is told by its place among the others."""

    aired_on: date
    aired_at: str = ""
    kind: AiringKind | None = None
    place: AiringPlace = AiringPlace()
    minutes: int | None = None
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class NoteAirings:
    """Airings of one programme, read from a table."""

    programme: str
    airings: tuple[AiringRow, ...]


@dataclass(frozen=True, kw_only=True)
class ChangeAiring:
    """One airing is corrected."""

    uid: str
    aired_on: date | None
    aired_at: str = ""
    kind: AiringKind = AiringKind.REBROADCAST
    place: AiringPlace = AiringPlace()
    minutes: int | None = None
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class RemoveAirings:
    """Airings entered by mistake are taken out."""

    uids: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class SetRadioRule:
    """The office says what a month needs and how often its station can go on air."""

    rebroadcasts: int
    own_only: bool
    slots_per_day: int


@handles(
    AddProgramme, action="programme.add", needs=Permission.WRITE, sentence=N_("Đã thêm một chương trình phát thanh")
)
def add_programme(work: UnitOfWork, command: AddProgramme) -> str:
    """Adds a programme; Refused OUT-01 to OUT-03, OUT-10, OUT-12, OUT-19, TXT-01 with the field."""
    return work.new(Programme, **_fields(work, command.programme, sure=command.sure)).uid


@handles(
    ChangeProgramme,
    action="programme.change",
    needs=Permission.WRITE,
    sentence=N_("Đã sửa một chương trình phát thanh"),
)
def change_programme(work: UnitOfWork, command: ChangeProgramme) -> str:
    """Corrects a programme; refuses as adding does, and KER-01."""
    row = work.get(Programme, command.uid)
    for name, value in _fields(work, command.programme, sure=command.sure).items():
        if getattr(row, name) != value:
            setattr(row, name, value)
    return row.uid


@handles(
    RemoveProgrammes,
    action="programme.remove",
    needs=Permission.WRITE,
    sentence=N_("Đã bỏ {result} chương trình phát thanh cùng các lần phát"),
)
def remove_programmes(work: UnitOfWork, command: RemoveProgrammes) -> int:
    """Takes programmes and their airings out in one step."""
    for uid in command.uids:
        for airing in airings_of(work.session, uid):
            work.remove(work.get(Airing, airing.uid))
        work.remove(work.get(Programme, uid))
    return len(command.uids)


@handles(AddAirings, action="airing.add", needs=Permission.WRITE, sentence=N_("Đã ghi {result} lần phát vào sổ"))
def add_airings(work: UnitOfWork, command: AddAirings) -> int:
    """Notes what is not noted yet and counts it; Refused OUT-11, OUT-13 to OUT-17."""
    programme = work.get(Programme, command.programme)
    days = sorted(set(command.days))
    if not days:
        raise NO_AIRING(field="days")
    for day in days:
        checks.past_day(day, work.today, field="days", label=_("Ngày phát"))
    hours = sorted({checks.hour(text, field="hours") for text in command.hours or ("",)})
    known = airings_of(work.session, programme.uid)
    taken = {(one.aired_on, one.aired_at, one.loudspeaker, one.hamlet) for one in known}
    kinds = _kinds([(day, at) for day in days for at in hours], known, command.kind)
    note = checks.line(command.note, field="note")
    added = 0
    for day, at in kinds:
        for place in command.places or (AiringPlace(),):
            fields = _place(work, place)
            if (day, at, fields["loudspeaker"], fields["hamlet"]) in taken:
                continue
            work.new(
                Airing,
                programme=programme.uid,
                aired_on=day,
                aired_at=at,
                kind=kinds[day, at],
                minutes=command.minutes,
                note=note,
                **fields,
            )
            added += 1
    if not added:
        raise KNOWN_ALREADY(field="days")
    return added


@handles(NoteAirings, action="airing.note", needs=Permission.WRITE, sentence=N_("Đã ghi {result} lần phát vào sổ"))
def note_airings(work: UnitOfWork, command: NoteAirings) -> int:
    """All or none; Refused OUT-11, OUT-13, OUT-14, OUT-16, OUT-17."""
    programme = work.get(Programme, command.programme)
    if not command.airings:
        raise NO_AIRING(field="days")
    known = airings_of(work.session, programme.uid)
    rows = [
        (checks.past_day(row.aired_on, work.today, field="days", label=_("Ngày phát")), checks.hour(row.aired_at), row)
        for row in command.airings
    ]
    said = [(day, at, row.kind) for day, at, row in rows if row.kind is not None]
    _check_order(said, known, field="days")
    has_first = any(kind is AiringKind.FIRST for _day, _at, kind in said)
    silent = [(day, at) for day, at, row in rows if row.kind is None]
    told = _kinds(silent, known, AiringKind.REBROADCAST if has_first else None) if silent else {}
    kinds = [(day, at, row.kind or told[day, at]) for day, at, row in rows]
    _check_order(kinds, known, field="days")
    for (day, at, kind), (_day, _at, row) in zip(kinds, rows, strict=True):
        note = checks.line(row.note, field="note")
        fields: dict[str, Any] = {
            "aired_on": day,
            "aired_at": at,
            "kind": kind,
            "minutes": row.minutes,
            "note": note,
        }
        work.new(Airing, programme=programme.uid, **fields, **_place(work, row.place))
    return len(rows)


@handles(ChangeAiring, action="airing.change", needs=Permission.WRITE, sentence=N_("Đã sửa một lần phát"))
def change_airing(work: UnitOfWork, command: ChangeAiring) -> str:
    """Corrects one airing; Refused OUT-11, OUT-13, OUT-16, OUT-17, KER-01."""
    row = work.get(Airing, command.uid)
    day = checks.past_day(command.aired_on, work.today, field="aired_on", label=_("Ngày phát"))
    at = checks.hour(command.aired_at)
    others = [one for one in airings_of(work.session, row.programme) if one.uid != row.uid]
    _check_order([(day, at, command.kind)], others, field="aired_on")
    fields: dict[str, Any] = {
        "aired_on": day,
        "aired_at": at,
        "kind": command.kind,
        "minutes": command.minutes,
        "note": checks.line(command.note, field="note"),
        **_place(work, command.place),
    }
    for name, value in fields.items():
        if getattr(row, name) != value:
            setattr(row, name, value)
    return row.uid


@handles(RemoveAirings, action="airing.remove", needs=Permission.WRITE, sentence=N_("Đã bỏ {result} lần phát"))
def remove_airings(work: UnitOfWork, command: RemoveAirings) -> int:
    """Takes airings out."""
    for uid in command.uids:
        work.remove(work.get(Airing, uid))
    return len(command.uids)


@handles(
    SetRadioRule,
    action="radio.rule",
    needs=Permission.WRITE,
    sentence=N_("Đã đặt quy định phát thanh: phát lại {result} lần mỗi tháng"),
    undoable=False,
)
def set_radio_rule(work: UnitOfWork, command: SetRadioRule) -> int:
    """Keeps the rule; Refused OUT-18."""
    if not (0 <= command.rebroadcasts <= 31 and 1 <= command.slots_per_day <= 24):
        raise RULE_WRONG(field="rebroadcasts")
    write_setting(work.session, REBROADCASTS, command.rebroadcasts)
    write_setting(work.session, OWN_ONLY, command.own_only)
    write_setting(work.session, SLOTS, command.slots_per_day)
    return command.rebroadcasts


def _fields(work: UnitOfWork, entered: ProgrammeInput, *, sure: bool) -> dict[str, Any]:
    if entered.letter is not None:
        work.get(IncomingLetter, entered.letter)
    return {
        "title": checks.needed_line(entered.title, field="title", label=_("Tên chương trình")),
        "month": checks.month_key(entered.month),
        "origin": entered.origin,
        "seconds": checks.amount(
            entered.seconds, field="seconds", label=_("Thời lượng (giây)"), usual=LONGEST, sure=sure
        ),
        "script": checks.block(entered.script, field="script", label=_("Kịch bản")),
        "editor": checks.line(entered.editor, field="editor", limit=100),
        "presenter": checks.line(entered.presenter, field="presenter", limit=100),
        "approved_by": checks.line(entered.approved_by, field="approved_by", limit=100),
        "approved_on": entered.approved_on,
        "letter": entered.letter,
        "note": checks.line(entered.note, field="note", limit=checks.NOTE),
        **checks.themed(work, entered.themes, entered.forces, entered.model),
    }


def _place(work: UnitOfWork, place: AiringPlace) -> dict[str, Any]:
    name = checks.line(place.loudspeaker, field="loudspeaker", label=_("Cụm loa"), limit=100)
    return {"loudspeaker": name, "hamlet": checks.hamlet(work, place.hamlet)}


def _kinds(
    moments: list[tuple[date, str]], known: Iterable[AiringView], kind: AiringKind | None
) -> dict[tuple[date, str], AiringKind]:
    """The kind of each new moment; the earliest one is the first airing where there was none yet."""
    moments = sorted(moments)
    if kind is AiringKind.RELAY:
        return dict.fromkeys(moments, AiringKind.RELAY)
    first = next(((one.aired_on, one.aired_at) for one in known if one.kind is AiringKind.FIRST), None)
    if kind is AiringKind.FIRST and first is not None and moments[0] != first:
        raise FIRST_TWICE(field="kind", day=show_day(first[0]))
    kinds = dict.fromkeys(moments, AiringKind.REBROADCAST)
    if first in kinds:
        kinds[first] = AiringKind.FIRST  # the same airing, heard from one more place
    elif first is None and kind is not AiringKind.REBROADCAST:
        kinds[moments[0]] = AiringKind.FIRST
    _check_order([(day, at, each) for (day, at), each in kinds.items()], known, field="days")
    return kinds


def _check_order(new: list[tuple[date, str, AiringKind]], known: Iterable[AiringView], *, field: str) -> None:
    """Refused OUT-16 for two first airings, OUT-17 for a rebroadcast before the first airing."""
    everything = [*new, *((one.aired_on, one.aired_at, one.kind) for one in known)]
    firsts = sorted({(day, at) for day, at, kind in everything if kind is AiringKind.FIRST})
    if len(firsts) > 1:
        other = next(((day, at) for day, at in firsts if (day, at, AiringKind.FIRST) not in new), firsts[0])
        raise FIRST_TWICE(field="kind", day=show_day(other[0]))
    for day, at, kind in everything:
        if firsts and kind is AiringKind.REBROADCAST and _is_before(day, at, firsts[0]):
            raise BEFORE_FIRST(field=field, day=show_day(day), first=show_day(firsts[0][0]))


def _is_before(day: date, at: str, first: tuple[date, str]) -> bool:
    if day != first[0]:
        return day < first[0]
    return bool(at and first[1]) and at < first[1]
