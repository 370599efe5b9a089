"""What can be done with posts and displays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from app.kernel.commands import Permission, handles
from app.kernel.problems import refused
from app.kernel.words import N_, _
from app.kernel.work import UnitOfWork
from app.outreach import checks
from db.models import Display, OnlinePost
from db.vocabulary import PostChannel

USUAL_REACH = 1_000_000
USUAL_ITEMS = 1000

HANDBOOK_ELSEWHERE = refused(
    "OUT-21",
    N_("“Cẩm nang chuyển đổi số” phải đăng trên trang thông tin điện tử."),
    next_step=N_("Chọn kênh Trang thông tin điện tử, hoặc bỏ chọn Cẩm nang."),
)
NO_POSTS = refused("OUT-23", N_("Chưa có tin, bài nào để thêm."), next_step=N_("Chọn ít nhất một dòng trong bảng."))
NOT_HANDBOOK = refused(
    "OUT-22",
    N_("Bài này không phải “Cẩm nang chuyển đổi số”."),
    next_step=N_("Chọn bài đăng Cẩm nang trong danh sách rồi ghi lần kiểm tra lại."),
)


@dataclass(frozen=True, kw_only=True)
class OnlinePostInput:
    """A post as entered; ``reach`` None where nobody looked it up."""

    channel: PostChannel
    title: str
    posted_on: date | None
    url: str = ""
    genre: str = ""
    themes: tuple[str, ...] = ()
    forces: tuple[str, ...] = ()
    model: str | None = None
    reach: int | None = None
    handbook: bool = False
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class AddOnlinePost:
    """A post was put up."""

    post: OnlinePostInput
    sure: bool = False


@dataclass(frozen=True, kw_only=True)
class AddOnlinePosts:
    """Several posts, read from a table."""

    posts: tuple[OnlinePostInput, ...]
    sure: bool = False


@dataclass(frozen=True, kw_only=True)
class ChangeOnlinePost:
    """A post's fields are corrected."""

    uid: str
    post: OnlinePostInput
    sure: bool = False


@dataclass(frozen=True, kw_only=True)
class RemoveOnlinePosts:
    """Posts entered by mistake are taken out."""

    uids: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class RecheckHandbook:
    """Someone looked: the handbook still stands on the commune's page."""

    uid: str
    checked_on: date | None


@dataclass(frozen=True, kw_only=True)
class DisplayInput:
    """A banner or panel as entered."""

    title: str
    place: str
    put_up_on: date | None
    form: str = ""
    size: str = ""
    count: int | None = None
    hamlet: str | None = None
    taken_down_on: date | None = None
    themes: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class AddDisplay:
    """A banner or panel was put up."""

    display: DisplayInput
    sure: bool = False


@dataclass(frozen=True, kw_only=True)
class ChangeDisplay:
    """A display's fields are corrected."""

    uid: str
    display: DisplayInput
    sure: bool = False


@dataclass(frozen=True, kw_only=True)
class RemoveDisplays:
    """Displays entered by mistake are taken out."""

    uids: tuple[str, ...]


@handles(AddOnlinePost, action="online_post.add", needs=Permission.WRITE, sentence=N_("Đã thêm một tin, bài"))
def add_online_post(work: UnitOfWork, command: AddOnlinePost) -> str:
    """Adds a post; Refused OUT-01 to OUT-03, OUT-10, OUT-11, OUT-19 to OUT-21, TXT-01 with the field."""
    return work.new(OnlinePost, rechecked_on=None, body=None, **_post(work, command.post, sure=command.sure)).uid


@handles(
    AddOnlinePosts, action="online_post.add_many", needs=Permission.WRITE, sentence=N_("Đã thêm {result} tin, bài")
)
def add_online_posts(work: UnitOfWork, command: AddOnlinePosts) -> int:
    """All or none; refuses as adding one does, and OUT-23 for none at all."""
    if not command.posts:
        raise NO_POSTS(field="posts")
    for post in command.posts:
        work.new(OnlinePost, rechecked_on=None, body=None, **_post(work, post, sure=command.sure))
    return len(command.posts)


@handles(ChangeOnlinePost, action="online_post.change", needs=Permission.WRITE, sentence=N_("Đã sửa một tin, bài"))
def change_online_post(work: UnitOfWork, command: ChangeOnlinePost) -> str:
    """Corrects a post; refuses as adding does, and KER-01."""
    row = work.get(OnlinePost, command.uid)
    _change(row, _post(work, command.post, sure=command.sure))
    return row.uid


@handles(RemoveOnlinePosts, action="online_post.remove", needs=Permission.WRITE, sentence=N_("Đã bỏ {result} tin, bài"))
def remove_online_posts(work: UnitOfWork, command: RemoveOnlinePosts) -> int:
    """Takes posts out."""
    for uid in command.uids:
        work.remove(work.get(OnlinePost, uid))
    return len(command.uids)


@handles(
    RecheckHandbook,
    action="online_post.recheck",
    needs=Permission.WRITE,
    sentence=N_("Đã ghi lần kiểm tra Cẩm nang ngày {command.checked_on}"),
)
def recheck_handbook(work: UnitOfWork, command: RecheckHandbook) -> str:
    """Notes the day of the look; Refused OUT-10, OUT-11, OUT-22, OUT-31."""
    row = work.get(OnlinePost, command.uid)
    if not row.handbook:
        raise NOT_HANDBOOK(field="checked_on")
    day = checks.past_day(command.checked_on, work.today, field="checked_on", label=_("Ngày kiểm tra lại"))
    checks.in_order(row.posted_on, day, field="checked_on", labels=(_("Ngày đăng"), _("Ngày kiểm tra lại")))
    row.rechecked_on = day
    return row.uid


@handles(AddDisplay, action="display.add", needs=Permission.WRITE, sentence=N_("Đã thêm một mục cổ động trực quan"))
def add_display(work: UnitOfWork, command: AddDisplay) -> str:
    """Adds a display; Refused OUT-01, OUT-10, OUT-11, OUT-19, OUT-31, TXT-01 with the field."""
    return work.new(Display, **_display(work, command.display, sure=command.sure)).uid


@handles(
    ChangeDisplay, action="display.change", needs=Permission.WRITE, sentence=N_("Đã sửa một mục cổ động trực quan")
)
def change_display(work: UnitOfWork, command: ChangeDisplay) -> str:
    """Corrects a display; refuses as adding does, and KER-01."""
    row = work.get(Display, command.uid)
    _change(row, _display(work, command.display, sure=command.sure))
    return row.uid


@handles(
    RemoveDisplays, action="display.remove", needs=Permission.WRITE, sentence=N_("Đã bỏ {result} mục cổ động trực quan")
)
def remove_displays(work: UnitOfWork, command: RemoveDisplays) -> int:
    """Takes displays out."""
    for uid in command.uids:
        work.remove(work.get(Display, uid))
    return len(command.uids)


def _post(work: UnitOfWork, entered: OnlinePostInput, *, sure: bool) -> dict[str, Any]:
    if entered.handbook and entered.channel is not PostChannel.WEBSITE:
        raise HANDBOOK_ELSEWHERE(field="channel")
    return {
        "channel": entered.channel,
        "title": checks.needed_line(entered.title, field="title", label=_("Tên tin, bài")),
        "url": checks.address(entered.url),
        "posted_on": checks.past_day(entered.posted_on, work.today, field="posted_on", label=_("Ngày đăng")),
        "genre": checks.line(entered.genre, field="genre", limit=100),
        "reach": checks.amount(entered.reach, field="reach", label=_("Lượt tiếp cận"), usual=USUAL_REACH, sure=sure),
        "handbook": entered.handbook,
        "note": checks.line(entered.note, field="note", limit=checks.NOTE),
        **checks.themed(work, entered.themes, entered.forces, entered.model),
    }


def _display(work: UnitOfWork, entered: DisplayInput, *, sure: bool) -> dict[str, Any]:
    day = checks.past_day(entered.put_up_on, work.today, field="put_up_on", label=_("Ngày treo, lắp"))
    names = (_("Ngày treo, lắp"), _("Ngày tháo dỡ"))
    checks.in_order(day, entered.taken_down_on, field="taken_down_on", labels=names)
    return {
        "title": checks.needed_line(entered.title, field="title", label=_("Nội dung")),
        "form": checks.line(entered.form, field="form", limit=100),
        "place": checks.needed_line(entered.place, field="place", label=_("Nơi đặt")),
        "size": checks.line(entered.size, field="size", limit=60),
        "count": checks.amount(entered.count, field="count", label=_("Số lượng"), usual=USUAL_ITEMS, sure=sure),
        "hamlet": checks.hamlet(work, entered.hamlet),
        "put_up_on": day,
        "taken_down_on": entered.taken_down_on,
        "themes": checks.themed(work, entered.themes)["themes"],
        "note": checks.line(entered.note, field="note", limit=checks.NOTE),
    }


def _change(row: OnlinePost | Display, fields: dict[str, Any]) -> None:
    for name, value in fields.items():
        if getattr(row, name) != value:
            setattr(row, name, value)
