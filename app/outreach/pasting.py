"""Tables of posts or of airings, pasted or opened: previewed row by row before one command takes them in."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from app.importing import cells
from app.importing.columns import FieldSpec, Kinship, Parser, Target, Values
from app.importing.grid import Cell, Grid, cell_text
from app.importing.preview import Existing, PreviewRow, preview
from app.importing.showing import Shown, plainly, shown
from app.kernel.days import parse_day
from app.kernel.problems import refused
from app.kernel.text import fold
from app.kernel.words import N_, _
from app.offices.views import HamletView
from app.outreach import checks, labels
from app.outreach.post_commands import AddOnlinePosts, OnlinePostInput
from app.outreach.radio_commands import AiringPlace, AiringRow, NoteAirings
from app.outreach.themes import checked_themes, theme_words, themes
from app.outreach.views import AiringView, OnlinePostView
from db.vocabulary import AiringKind, PostChannel

NO_SUCH_KIND = refused(
    "OUT-75",
    N_("“{text}” không rõ là phát lần đầu, phát lại hay tiếp âm."),
    next_step=N_("Ghi phát lần đầu, phát lại hoặc tiếp âm; để trống thì lần sớm nhất là phát lần đầu."),
)
_KINDS = {
    AiringKind.FIRST: ("phat lan dau", "lan dau", "phat dau", "phat moi"),
    AiringKind.REBROADCAST: ("phat lai", "lai", "tai phat"),
    AiringKind.RELAY: ("tiep am", "tiep song"),
}
_CHANNELS = {
    PostChannel.ZALO: ("zalo",),
    PostChannel.FACEBOOK: ("facebook", "fb"),
    PostChannel.WEBSITE: ("trang thong tin", "cong thong tin", "ttdt", "website", "trang web", "trang tin", r"gov\.vn"),
}
_THEME = re.compile(r"(N[1-5])\s*(?:\(([^)]*)\))?")


@dataclass(frozen=True, kw_only=True)
class ShownPosts(Shown):
    """Posts of a pasted table."""

    def command(self) -> AddOnlinePosts:
        """The command that adds every new post."""
        return AddOnlinePosts(posts=self.made())


@dataclass(frozen=True, kw_only=True)
class ShownAirings(Shown):
    """Airings of a pasted table."""

    def command(self, programme: str) -> NoteAirings:
        """The command that notes every new airing."""
        return NoteAirings(programme=programme, airings=self.made())


def shown_posts(grid: Grid, today: date, kept: Sequence[OnlinePostView] = ()) -> ShownPosts:
    """What a table would add; a post of the same day and title is there already."""
    target = Target(name="posts", fields=_post_fields(today), index=_post_key, judge=partial(_same, _post_key))
    existing = [Existing(uid=one.uid, values={"posted_on": one.posted_on, "title": one.title}) for one in kept]
    return shown(preview(grid, target, existing), target, _post, ShownPosts, _say)


def shown_airings(
    grid: Grid, today: date, hamlets: Sequence[HamletView], kept: Sequence[AiringView] = ()
) -> ShownAirings:
    """What a table would add to a programme; an airing of the same day, hour and place is there already."""
    target = Target(
        name="airings", fields=_airing_fields(today, hamlets), index=_airing_key, judge=partial(_same, _airing_key)
    )
    existing = [
        Existing(
            uid=one.uid,
            values={
                "aired_on": one.aired_on,
                "aired_at": one.aired_at,
                "place": AiringPlace(loudspeaker=one.loudspeaker, hamlet=one.hamlet),
            },
        )
        for one in kept
    ]
    names = {one.uid: one.label for one in hamlets}

    def say(key: str, value: Any) -> str:
        if isinstance(value, AiringPlace):
            return value.loudspeaker or names.get(value.hamlet or "", "")
        return _say(key, value)

    return shown(preview(grid, target, existing), target, _airing, ShownAirings, say)


def _post_fields(today: date) -> tuple[FieldSpec, ...]:
    def spec(key: str, heading: str, parse: Parser, synonyms: tuple[str, ...], **more: Any) -> FieldSpec:
        return FieldSpec(key=key, heading=heading, parse=parse, synonyms=synonyms, **more)

    posted = _past("posted_on", _("Ngày đăng"), today)
    return (
        spec(
            "posted_on",
            _("Ngày đăng"),
            posted,
            ("Ngày", "Ngày tháng", "Thời gian", "Ngày đăng tải", "Thời gian đăng"),
            required=True,
            looks=cells.looks_read_by(posted),
            next_step=_("Ghi ngày đăng, ví dụ 05/4/2022."),
        ),
        spec("channel", _("Kênh"), _channel, ("Nơi đăng", "Trang", "Nền tảng", "Kênh đăng"), looks=_names_channel),
        spec(
            "title",
            _("Tin, bài"),
            cells.line("title", _("Tên tin, bài"), checks.LINE),
            ("Tên tin, bài", "Tiêu đề", "Tên bài", "Tên tin", "Nội dung", "Tiêu đề tin, bài"),
            required=True,
            looks=cells.looks(lambda text: " " in text),
            next_step=_("Ghi tên tin, bài, hoặc bỏ dòng này."),
        ),
        spec(
            "url",
            _("Địa chỉ trang"),
            lambda cell: {"url": checks.address(cell_text(cell))},
            ("Đường dẫn", "Link", "Địa chỉ", "URL", "Đường link"),
            looks=cells.looks(lambda text: text.startswith(("http://", "https://"))),
        ),
        spec("genre", _("Thể loại"), cells.line("genre", _("Thể loại"), 100), ("Loại", "Loại tin"), looks=_never),
        spec("themes", _("Chủ đề"), _themes, ("Mã chủ đề",), looks=_never),
        spec("reach", _("Lượt tiếp cận"), cells.count("reach"), ("Tiếp cận", "Lượt xem", "Lượt đọc"), looks=_never),
        spec("note", _("Ghi chú"), cells.line("note", _("Ghi chú"), checks.NOTE), (), looks=_never),
    )


def _airing_fields(today: date, hamlets: Sequence[HamletView]) -> tuple[FieldSpec, ...]:
    aired = _past("aired_on", _("Ngày phát"), today)
    return (
        FieldSpec(
            key="aired_on",
            heading=_("Ngày"),
            parse=aired,
            synonyms=("Ngày phát", "Ngày tháng", "Thời gian", "Ngày phát thanh"),
            required=True,
            looks=cells.looks_read_by(aired),
            next_step=_("Ghi ngày phát, ví dụ 05/4/2022."),
        ),
        FieldSpec(
            key="aired_at",
            heading=_("Giờ"),
            parse=_hour,
            synonyms=("Giờ phát", "Khung giờ", "Buổi"),
            looks=cells.looks_read_by(_hour),
        ),
        FieldSpec(
            key="kind",
            heading=_("Thể loại"),
            parse=_kind,
            synonyms=("Lần phát", "Hình thức", "Loại"),
            looks=cells.looks_read_by(_kind),
        ),
        FieldSpec(
            key="place",
            heading=_("Cụm loa"),
            parse=partial(_place, hamlets),
            synonyms=("Nơi phát", "Thôn", "Địa điểm", "Loa", "Đài", "Cụm"),
            looks=cells.looks(lambda text: any(char.isalpha() for char in text)),
        ),
        FieldSpec(
            key="minutes",
            heading=_("Phút"),
            parse=cells.count("minutes"),
            synonyms=("Số phút", "Thời lượng", "Thời lượng (phút)"),
            looks=_never,
        ),
        FieldSpec(
            key="note",
            heading=_("Ghi chú"),
            parse=cells.line("note", _("Ghi chú"), checks.LINE),
            looks=_never,
        ),
    )


def _post(row: PreviewRow) -> OnlinePostInput:
    values: Mapping[str, Any] = row.values  # each parsed by its field
    url = str(values.get("url") or "")
    return OnlinePostInput(
        channel=values.get("channel") or _channel_of(url) or PostChannel.WEBSITE,
        title=str(values["title"]),
        posted_on=values["posted_on"],
        url=url,
        genre=str(values.get("genre") or ""),
        themes=values.get("themes") or (),
        reach=values.get("reach"),
        note=str(values.get("note") or ""),
    )


def _airing(row: PreviewRow) -> AiringRow:
    values: Mapping[str, Any] = row.values  # each parsed by its field
    return AiringRow(
        aired_on=values["aired_on"],
        aired_at=str(values.get("aired_at") or ""),
        kind=values.get("kind"),
        place=values.get("place") or AiringPlace(),
        minutes=values.get("minutes"),
        note=str(values.get("note") or ""),
    )


def _past(key: str, label: str, today: date) -> Parser:
    return lambda cell: {key: checks.past_day(parse_day(cell, field=key, label=label), today, field=key, label=label)}


def _hour(cell: Cell) -> dict[str, object]:
    text = re.sub(r"^(\d{1,2}:\d{2}):\d{2}$", r"\1", cell_text(cell).strip())  # Excel adds seconds
    return {"aired_at": checks.hour(text)}


def _kind(cell: Cell) -> dict[str, object]:
    said = fold(cell_text(cell))
    found = next((kind for kind, words in _KINDS.items() if said.startswith(words)), None)
    if found is None:
        raise NO_SUCH_KIND(field="kind", text=cell_text(cell)[:40])
    return {"kind": found}


def _place(hamlets: Sequence[HamletView], cell: Cell) -> dict[str, object]:
    """A hamlet by its name, else the name of a loudspeaker."""
    text = checks.line(cell_text(cell), field="place", label=_("Cụm loa"), limit=100)
    said = {fold(text), fold(cells.split_hamlet(text)[1] or text)}
    found = [one for one in hamlets if fold(one.label) in said or fold(one.name) in said]
    return {"place": AiringPlace(hamlet=found[0].uid) if len(found) == 1 else AiringPlace(loudspeaker=text)}


def _channel(cell: Cell) -> dict[str, object]:
    return {"channel": _channel_of(cell_text(cell)) or PostChannel.OTHER}


def _channel_of(text: str) -> PostChannel | None:
    said = fold(text)
    named = (channel for channel in PostChannel if said == fold(labels.channel(channel)))
    spoken = (channel for channel, words in _CHANNELS.items() if any(re.search(rf"\b{word}\b", said) for word in words))
    return next(named, None) or next(spoken, None)


def _names_channel(cell: Cell) -> bool:
    text = cell_text(cell)
    return "://" not in text and _channel_of(text) is not None


def _themes(cell: Cell) -> dict[str, object]:
    """Codes as they are (``N4.CQS``) or as lists show them: ``N2, N4 (CQS, KTS)``."""
    text = cell_text(cell).strip()
    codes: list[str] = []
    for theme in themes():
        for found, inner in _THEME.findall(text):
            if found == theme.code:
                said = {fold(word) for word in inner.split(",")}
                codes += [theme.code, *(tag.code for tag in theme.tags if fold(tag.short) in said)]
        codes += [tag.code for tag in theme.tags if re.search(rf"\b{re.escape(tag.code)}\b", text)]
    return {"themes": tuple(checked_themes(codes or [text]))}


def _never(_cell: Cell) -> bool:
    """For fields that only a heading can tell."""
    return False


def _post_key(values: Values) -> tuple[tuple[object, ...], ...]:
    title = fold(str(values.get("title", "")))
    return ((values.get("posted_on"), title),) if title else ()


def _airing_key(values: Values) -> tuple[tuple[object, ...], ...]:
    return ((values.get("aired_on"), values.get("aired_at") or "", values.get("place") or AiringPlace()),)


def _same(key: Any, read: Values, kept: Values) -> Kinship:
    return Kinship.SAME if key(read) == key(kept) else Kinship.OTHER


def _say(key: str, value: Any) -> str:
    if isinstance(value, PostChannel):
        return labels.channel(value)
    if isinstance(value, AiringKind):
        return labels.airing(value)
    return theme_words(value) if key == "themes" else plainly(key, value)
