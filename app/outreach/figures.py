"""What public information came to within any span of days: counts with their sources, results beside them.

Airings are counted as moments (``app.outreach.radio``): several loudspeakers at the same time are one. A programme
counts on the day of its first airing. Every figure adds up over spans that do not overlap.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.kernel.figures import Figure, FigureKind, Source, counted, summed
from app.kernel.words import N_, _
from app.outreach import labels
from app.outreach.radio import Moment, moments
from app.outreach.reading import airing_view, with_file
from app.outreach.themes import forces, themes
from db.models import Airing, Display, Meeting, OnlinePost, Praise, Programme
from db.vocabulary import AiringKind, EvidenceKind, MeetingKind, Origin, OutreachForm, PostChannel

GROUP = "outreach"
CHANNELS = {
    "K1": N_("Đài truyền thanh: lượt phát"),
    "K2": N_("Loa khu dân cư: lượt phát tại từng cụm loa"),
    "K3": N_("Trang thông tin điện tử: tin, bài"),
    "K4": N_("Cổ động trực quan: lượt treo, lắp đặt"),
}
"""The channels of public information a letter names first (form 1 of its section 1.2)."""
_PROOF = tuple(EvidenceKind)


_RESULTS = (
    ("radio.programmes", ("radio.rebroadcasts", "radio.minutes")),
    ("posts.count", ("posts.reach",)),
    ("displays.count", ("displays.items",)),
    ("meetings.count", ("meetings.invited", "meetings.attended")),
    ("praise.count", ("praise.collectives", "praise.lag")),
)


@dataclass(frozen=True, kw_only=True)
class Effect:
    """A count of what was done and the figures that tell what came of it."""

    count: Figure
    results: tuple[Figure, ...]


@dataclass(frozen=True, kw_only=True)
class _Item:
    """A record of any form with its themes and forces, on the day on which it counts."""

    source: Source
    day: date
    form: OutreachForm
    themes: Sequence[str]
    forces: Sequence[str]
    model: str | None


@dataclass(frozen=True, kw_only=True)
class _Span:
    """Everything that counts within a span of days, read once."""

    moments: list[Moment]
    programmes: dict[str, Programme]
    posts: Sequence[OnlinePost]
    displays: Sequence[Display]
    meetings: Sequence[Meeting]
    praises: Sequence[Praise]
    proved: dict[str, set[str]]
    aired_before: frozenset[str]
    """Programmes that were first on air before the span, should a first airing be noted twice."""

    @property
    def first_aired(self) -> list[Programme]:
        """Programmes whose first airing lies within the span."""
        uids = dict.fromkeys(one.programme for one in self.moments if one.kind is AiringKind.FIRST)
        return [self.programmes[uid] for uid in uids if uid in self.programmes and uid not in self.aired_before]


def figures(session: Session, first: date, last: date) -> dict[str, Figure]:
    """Every figure of public information from one day to another, both counted."""
    span = _read(session, first, last)
    found = (*_radio(span), *_posts(span), *_displays(span), *_meetings(span), *_praises(span), *_themes(span))
    return {figure.key: figure for figure in (*found, *_channels(span))}


def done_by_cell(session: Session, year: int) -> Counter[tuple[str, OutreachForm, int]]:
    """How much was done for each theme, form and month of a year, beside what was planned."""
    span = _read(session, date(year, 1, 1), date(year, 12, 31))
    return Counter(
        (code, item.form, item.day.month) for item in _items(span) for code in item.themes if "." not in code
    )


def effects(session: Session, first: date, last: date) -> list[Effect]:
    """Counts of activities with the results beside them, for the same span."""
    found = figures(session, first, last)
    return [Effect(count=found[count], results=tuple(found[key] for key in keys)) for count, keys in _RESULTS]


def figure_kinds(_session: Session) -> list[FigureKind]:
    """What each key counts, in words."""
    lines: list[tuple[str, str, str]] = [
        ("radio.programmes", _("Chương trình phát thanh về chuyển đổi số"), _("chương trình")),
        ("radio.programmes.own", _("Chương trình phát thanh do xã tự sản xuất"), _("chương trình")),
        ("radio.first_airings", _("Lượt phát lần đầu"), _("lượt")),
        ("radio.rebroadcasts", _("Lượt phát lại"), _("lượt")),
        ("radio.relays", _("Lượt tiếp âm"), _("lượt")),
        ("radio.minutes", _("Thời lượng đã phát (mỗi lượt tính tròn phút)"), _("phút")),
        *((f"posts.{one.value}", _posts_on(one), _("tin, bài")) for one in PostChannel),
        ("posts.count", _("Tin, bài trên các kênh"), _("tin, bài")),
        ("posts.reach", _("Lượt tiếp cận tin, bài"), _("lượt")),
        ("displays.count", _("Lượt treo, lắp cổ động trực quan"), _("lượt")),
        ("displays.items", _("Băng rôn, pa nô, áp phích"), _("cái")),
        ("meetings.count", _("Hội nghị, tập huấn, diễn đàn, cuộc họp"), _("cuộc")),
        *((f"meetings.{one.value}", labels.meeting(one), _("cuộc")) for one in MeetingKind),
        ("meetings.digital", _("Cuộc có nội dung chuyển đổi số"), _("cuộc")),
        ("meetings.digital_hamlets", _("Cuộc họp thôn có lồng ghép chuyển đổi số"), _("cuộc")),
        ("meetings.invited", _("Người được mời"), _("lượt người")),
        ("meetings.attended", _("Người dự"), _("lượt người")),
        ("praise.count", _("Biểu dương"), _("lượt")),
        ("praise.collectives", _("Biểu dương tập thể"), _("lượt")),
        ("praise.lag", _("Tổng số ngày từ việc làm tốt đến khi biểu dương"), _("ngày")),
        *((f"channel.{code}", _(words), _("lượt")) for code, words in CHANNELS.items()),
        *((f"channel.{code}.proved", _proved_words(words), _("lượt")) for code, words in CHANNELS.items()),
        *_theme_kinds(),
        *((f"forces.{one.code}", _with_force(one.name), _("nội dung")) for one in forces()),
    ]
    return [FigureKind(key=key, name=name, unit=unit, group=GROUP) for key, name, unit in lines]


def _posts_on(channel: PostChannel) -> str:
    return _("Tin, bài trên {channel}").format(channel=labels.channel(channel))


def _proved_words(words: str) -> str:
    return _("{channel}, có minh chứng").format(channel=_(words))


def _with_force(name: str) -> str:
    return _("Nội dung tuyên truyền có {force} tham gia").format(force=name)


def _theme_kinds() -> Iterator[tuple[str, str, str]]:
    unit = _("nội dung")
    for theme in themes():
        yield f"theme.{theme.code}", f"{theme.code}: {theme.name}", unit
        for form in OutreachForm:
            yield f"theme.{theme.code}.{form.value}", f"{theme.code}: {labels.form(form)}", unit
        for tag in theme.tags:
            yield f"theme.{tag.code}", f"{theme.code}: {tag.name}", unit
    yield "theme.N4.forces", _("N4: có Mặt trận Tổ quốc, đoàn thể tham gia"), unit
    yield "theme.N5.models", _("N5: có nêu mô hình cụ thể"), unit
    yield "theme.none", _("Chưa ghi chủ đề"), unit


def _read(session: Session, first: date, last: date) -> _Span:
    on_air = moments(airing_view(row) for row in _rows(session, Airing, Airing.aired_on, first, last))
    uids = {one.programme for one in on_air}
    programmes = session.scalars(select(Programme).where(Programme.deleted_at.is_(None)))
    posts = _rows(session, OnlinePost, OnlinePost.posted_on, first, last)
    displays = _rows(session, Display, Display.put_up_on, first, last)
    meetings = _rows(session, Meeting, Meeting.held_on, first, last)
    rows: dict[str, Sequence[str]] = {
        "programme": sorted(uids),
        "online_post": [row.uid for row in posts],
        "display": [row.uid for row in displays],
        "airing": [each.uid for one in on_air for each in one.airings],
    }
    return _Span(
        moments=on_air,
        programmes={row.uid: row for row in programmes if row.uid in uids},
        posts=posts,
        displays=displays,
        meetings=meetings,
        praises=_rows(session, Praise, Praise.praised_on, first, last),
        proved={noun: with_file(session, noun, listed, _PROOF) for noun, listed in rows.items()},
        aired_before=frozenset(session.scalars(_first_aired_before(first))),
    )


def _first_aired_before(day: date) -> Select[str]:
    return select(Airing.programme).where(
        Airing.deleted_at.is_(None), Airing.kind == AiringKind.FIRST, Airing.aired_on < day
    )


def _rows(session: Session, kind: Any, column: Any, first: date, last: date) -> Sequence[Any]:
    query = select(kind).where(kind.deleted_at.is_(None), column >= first, column <= last)
    return session.scalars(query.order_by(column, kind.uid)).all()


def _sources(noun: str, rows: Iterable[Any]) -> list[Source]:
    return [Source(noun=noun, uid=row.uid) for row in rows]


def _radio(span: _Span) -> Iterator[Figure]:
    aired = span.first_aired
    yield counted("radio.programmes", _sources("programme", aired))
    yield counted("radio.programmes.own", _sources("programme", (one for one in aired if one.origin is Origin.OWN)))
    for key, kind in (
        ("radio.first_airings", AiringKind.FIRST),
        ("radio.rebroadcasts", AiringKind.REBROADCAST),
        ("radio.relays", AiringKind.RELAY),
    ):
        yield counted(key, (_moment_source(one) for one in span.moments if one.kind is kind))
    yield summed("radio.minutes", ((_moment_source(one), _minutes(span, one)) for one in span.moments))


def _moment_source(moment: Moment) -> Source:
    return Source(noun="airing", uid=moment.airings[0].uid)


def _minutes(span: _Span, moment: Moment) -> int | None:
    """Minutes as noted with the airing, else the programme's own length, a begun minute counted whole."""
    programme = span.programmes.get(moment.programme)
    if moment.minutes is not None or programme is None or programme.seconds is None:
        return moment.minutes
    return -(-programme.seconds // 60)


def _posts(span: _Span) -> Iterator[Figure]:
    yield counted("posts.count", _sources("online_post", span.posts))
    for channel in PostChannel:
        here = (row for row in span.posts if row.channel is channel)
        yield counted(f"posts.{channel.value}", _sources("online_post", here))
    yield _sum("posts.reach", "online_post", span.posts, lambda row: row.reach)


def _displays(span: _Span) -> Iterator[Figure]:
    yield counted("displays.count", _sources("display", span.displays))
    yield _sum("displays.items", "display", span.displays, lambda row: row.count)


def _meetings(span: _Span) -> Iterator[Figure]:
    yield counted("meetings.count", _sources("meeting", span.meetings))
    for kind in MeetingKind:
        here = (row for row in span.meetings if row.kind is kind)
        yield counted(f"meetings.{kind.value}", _sources("meeting", here))
    digital = [row for row in span.meetings if row.digital]
    yield counted("meetings.digital", _sources("meeting", digital))
    in_hamlets = (row for row in digital if row.kind is MeetingKind.HAMLET)
    yield counted("meetings.digital_hamlets", _sources("meeting", in_hamlets))
    yield _sum("meetings.invited", "meeting", span.meetings, lambda row: row.invited)
    yield _sum("meetings.attended", "meeting", span.meetings, lambda row: row.attended)


def _praises(span: _Span) -> Iterator[Figure]:
    yield counted("praise.count", _sources("praise", span.praises))
    yield counted("praise.collectives", _sources("praise", (row for row in span.praises if row.collective)))
    yield _sum("praise.lag", "praise", span.praises, lambda row: (row.praised_on - row.acted_on).days)


def _sum(key: str, noun: str, rows: Iterable[Any], amount: Callable[[Any], int | None]) -> Figure:
    return summed(key, ((Source(noun=noun, uid=row.uid), amount(row)) for row in rows))


def _channels(span: _Span) -> Iterator[Figure]:
    heard = [one for moment in span.moments for one in moment.airings if one.loudspeaker or one.hamlet]
    website = [row for row in span.posts if row.channel is PostChannel.WEBSITE]
    on_air = span.proved["programme"] | {uid for uid, row in span.programmes.items() if row.script.strip()}
    shown = span.proved["online_post"] | {row.uid for row in website if row.url}
    lists = {
        "K1": [(_moment_source(one), one.programme in on_air) for one in span.moments],
        "K2": [(Source(noun="airing", uid=one.uid), one.programme in on_air) for one in heard],
        "K3": [(Source(noun="online_post", uid=row.uid), row.uid in shown) for row in website],
        "K4": [(Source(noun="display", uid=row.uid), row.uid in span.proved["display"]) for row in span.displays],
    }
    for code, listed in lists.items():
        yield counted(f"channel.{code}", (source for source, _proved in listed))
        yield counted(f"channel.{code}.proved", (source for source, proved in listed if proved))


def _items(span: _Span) -> Iterator[_Item]:
    aired = {one.programme: one.day for one in reversed(span.moments) if one.kind is AiringKind.FIRST}
    for row in span.first_aired:
        yield _item("programme", aired[row.uid], OutreachForm.RADIO, row)
    for post in span.posts:
        website = post.channel is PostChannel.WEBSITE
        yield _item("online_post", post.posted_on, OutreachForm.WEBSITE if website else OutreachForm.SOCIAL, post)
    for display in span.displays:
        yield _item("display", display.put_up_on, OutreachForm.DISPLAY, display)
    for meeting in span.meetings:
        if meeting.digital:
            yield _item("meeting", meeting.held_on, OutreachForm.MEETING, meeting)


def _item(noun: str, day: date, form: OutreachForm, row: Any) -> _Item:
    return _Item(
        source=Source(noun=noun, uid=row.uid),
        day=day,
        form=form,
        themes=row.themes,
        forces=getattr(row, "forces", ()),
        model=getattr(row, "model", None),
    )


def _themes(span: _Span) -> Iterator[Figure]:
    items = list(_items(span))

    def count(key: str, fits: Callable[[_Item], bool]) -> Figure:
        return counted(key, (item.source for item in items if fits(item)))

    for theme in themes():
        yield counted(f"theme.{theme.code}", (item.source for item in items if theme.code in item.themes))
        for form in OutreachForm:
            yield counted(
                f"theme.{theme.code}.{form.value}",
                (item.source for item in items if theme.code in item.themes and item.form is form),
            )
        for tag in theme.tags:
            yield counted(f"theme.{tag.code}", (item.source for item in items if tag.code in item.themes))
    yield count("theme.N4.forces", lambda item: "N4" in item.themes and not {"teams"}.issuperset(item.forces))
    yield count("theme.N5.models", lambda item: "N5" in item.themes and item.model is not None)
    yield count("theme.none", lambda item: not item.themes)
    for force in forces():
        yield counted(f"forces.{force.code}", (item.source for item in items if force.code in item.forces))
