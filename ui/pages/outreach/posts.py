"""The tabs of posts and of displays."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from app.importing.grid import Grid as Table
from app.importing.grid import read_clipboard, read_file
from app.kernel.days import show_day
from app.kernel.figures import show_amount
from app.kernel.words import _
from app.outreach import labels, queries
from app.outreach.pasting import shown_posts
from app.outreach.post_commands import (
    AddDisplay,
    AddOnlinePost,
    ChangeDisplay,
    ChangeOnlinePost,
    DisplayInput,
    OnlinePostInput,
    RecheckHandbook,
    RemoveDisplays,
    RemoveOnlinePosts,
)
from app.outreach.queries import HandbookState
from app.outreach.themes import force_words, theme_words
from app.outreach.views import DisplayView, OnlinePostView
from app.vocabulary import PostChannel
from ui.core.dialogs import FormDialog
from ui.core.row_model import Column
from ui.core.theme import named
from ui.pages.outreach.fields import AmountField, AskingForm, ForcesField, ThemesField, chosen
from ui.pages.outreach.tab import Known, ListTab
from ui.widgets.card import Card
from ui.widgets.fields import CheckField, ChoiceField, DateField, TextField
from ui.widgets.search_combo import Choice


class PostForm(AskingForm):
    """A post with its address, day, genre and themes."""

    def __init__(
        self, known: Known, today: Any, post: OnlinePostView | None = None, *, parent: QWidget | None = None
    ) -> None:
        self.title = _("Sửa tin, bài") if post else _("Thêm tin, bài")
        super().__init__(parent)
        self.setMinimumWidth(700)
        self.post = post
        self.record_uid = post.uid if post else ""
        self.channel = ChoiceField(
            _("&Kênh"), [Choice(one, labels.channel(one)) for one in PostChannel], name="channel"
        )
        self.name = TextField(_("Tê&n tin, bài"), name="title")
        self.url = TextField(_("Địa &chỉ trang"), name="url")
        self.day = DateField(_("Ngà&y đăng"), name="posted_on")
        self.genre = TextField(_("Thể l&oại"), name="genre")
        self.reach = AmountField(
            _("Lượt tiế&p cận"), name="reach", hint=_("Để trống nếu chưa xem số liệu; trống không phải là 0.")
        )
        self.themes = ThemesField(_("Chủ đề (&d)"))
        self.forces = ForcesField(_("Lực lượng tham g&ia"))
        self.model = ChoiceField(_("&Mô hình chuyển đổi số (chủ đề N5)"), known.model_choices(), name="model")
        self.handbook = CheckField(_("Đây là “Cẩm nan&g chuyển đổi số” của Bộ"), name="handbook")
        self.note = TextField(_("Ghi chú (&w)"), name="note")
        for field in (
            self.channel,
            self.name,
            self.url,
            self.day,
            self.genre,
            self.reach,
            self.themes,
            self.forces,
            self.model,
            self.handbook,
            self.note,
        ):
            self.add_field(field.editor.objectName(), field)
        self.day.set_value(post.posted_on if post else today)
        self.channel.set_value(post.channel if post else PostChannel.WEBSITE)
        if post is not None:
            self._fill(post)

    def command(self) -> AddOnlinePost | ChangeOnlinePost:
        """The command of what stands here."""
        entered = OnlinePostInput(
            channel=chosen(self.channel, "channel"),
            title=self.name.value(),
            posted_on=self.day.value(),
            url=self.url.value(),
            genre=self.genre.value(),
            themes=self.themes.value(),
            forces=self.forces.value(),
            model=self.model.value(),
            reach=self.reach.number(),
            handbook=self.handbook.value(),
            note=self.note.value(),
        )
        if self.post is None:
            return AddOnlinePost(post=entered, sure=self.sure)
        return ChangeOnlinePost(uid=self.post.uid, post=entered, sure=self.sure)

    def _fill(self, post: OnlinePostView) -> None:
        self.name.set_value(post.title)
        self.url.set_value(post.url)
        self.genre.set_value(post.genre)
        self.reach.set_number(post.reach)
        self.themes.set_value(post.themes)
        self.forces.set_value(post.forces)
        self.model.set_value(post.model)
        self.handbook.set_value(post.handbook)
        self.note.set_value(post.note)


class RecheckForm(FormDialog):
    """The day on which someone looked at the handbook again."""

    def __init__(self, uid: str, today: Any, *, parent: QWidget | None = None) -> None:
        self.title = _("Kiểm tra lại Cẩm nang trên trang")
        super().__init__(parent)
        self.uid = uid
        self.day = DateField(
            _("&Ngày kiểm tra lại"), name="checked_on", hint=_("Mở trang, thấy Cẩm nang còn đúng thì ghi ngày ở đây.")
        )
        self.add_field("checked_on", self.day)
        self.day.set_value(today)

    def command(self) -> RecheckHandbook:
        """The command of what stands here."""
        return RecheckHandbook(uid=self.uid, checked_on=self.day.value())


class PostsTab(ListTab):
    """Posts on every channel, and how the handbook stands."""

    noun, icon = "online_post", "send"

    def __init__(self, *args: Any) -> None:
        self.empty_words = _(
            "Chưa có tin, bài nào. Ghi tin đăng trên trang thông tin điện tử, Zalo, Facebook kèm địa chỉ hoặc ảnh chụp."
        )
        self.empty_button = _("Thêm tin đầu tiên")
        super().__init__(*args)

    def columns(self) -> Sequence[Column[OnlinePostView]]:
        return [
            Column(_("Ngày"), lambda one: show_day(one.posted_on), sort=lambda one: one.posted_on, width=108),
            Column(_("Kênh"), lambda one: labels.channel(one.channel), width=150),
            Column(_("Tin, bài"), lambda one: one.title, width=240),
            Column(_("Chủ đề"), lambda one: theme_words(one.themes), width=90),
            Column(
                _("Minh chứng"),
                lambda one: _("có") if one.is_proved else _("thiếu"),
                tint=lambda one: "" if one.is_proved else "warn",
                width=90,
            ),
            Column(
                _("Tiếp cận"),
                lambda one: show_amount(one.reach),
                sort=lambda one: -1 if one.reach is None else one.reach,
                number=True,
                width=84,
            ),
        ]

    def ask(self, session: Any) -> Sequence[OnlinePostView]:
        return queries.posts(session)

    def form(self, record: OnlinePostView | None) -> PostForm:
        return PostForm(self.known, self.today, record, parent=self)

    def removal(self, uids: tuple[str, ...]) -> RemoveOnlinePosts:
        return RemoveOnlinePosts(uids=uids)

    def told(self, record: OnlinePostView) -> str:
        lines = [record.title, record.genre, record.url, force_words(record.forces), record.note]
        return "\n".join(line for line in lines if line)

    def refresh(self) -> None:
        super().refresh()
        self.tasks.read(queries.handbook, then=self._show_handbook)

    def build_side(self) -> None:
        self.handbook = HandbookState(post=None)
        self.card = Card(_("“Cẩm nang chuyển đổi số” trên trang"))
        self.handbook_words = named(QLabel(wordWrap=True), "handbookState")
        self.recheck_button = named(QPushButton(_("Ghi &kiểm tra lại…")), "recheckHandbook")
        self.recheck_button.clicked.connect(lambda _checked=False: self.recheck())
        self.card.body.addWidget(self.handbook_words)
        self.card.body.addWidget(self.recheck_button)
        self.side_column.insertWidget(0, self.card)

    def build_tools(self) -> None:
        super().build_tools()
        self.open_button = self.tool(_("&Mở trang"), "open", self.open_page)
        self.paste_button = self.tool(_("&Dán…"), "paste", self.grid.paste)
        self.paste_button.setToolTip(_("Dán bảng tin, bài từ Excel (Ctrl+V)"))
        self.grid.pasted.connect(lambda text: self.take(lambda: read_clipboard(text)))
        self.grid.files_dropped.connect(lambda paths: self.take(lambda: read_file(paths[0])))

    def take(self, read: Callable[[], Table]) -> None:
        """Previews a table of posts and adds the new ones in one step."""
        today, kept = self.today, tuple(self.rows.rows)
        self.preview_table(
            lambda: shown_posts(read(), today, kept),
            _("Đưa tin, bài vào danh sách"),
            lambda found: self.tasks.do(found.command()),
        )

    def show_current(self, record: OnlinePostView | None) -> None:
        self.open_button.setEnabled(record is not None and bool(record.url))

    def open_page(self) -> None:
        """Opens the address of the post in sight; only http and https are ever kept."""
        record = self.grid.current()
        if record is not None and record.url.lower().startswith(("http://", "https://")):
            QDesktopServices.openUrl(QUrl(record.url))

    def recheck(self) -> None:
        """Notes that someone looked at the handbook again."""
        if self.handbook.post is not None:
            RecheckForm(self.handbook.post.uid, self.today, parent=self).send_with(self.tasks)

    def _show_handbook(self, state: HandbookState) -> None:
        self.handbook = state
        self.recheck_button.setVisible(state.is_done)
        if state.due_on is None:
            words = _("Chưa đăng. Thêm tin trên Trang thông tin điện tử, đánh dấu Cẩm nang, có địa chỉ hoặc ảnh chụp.")
        else:
            words = _("Đã đăng, cập nhật ngày {updated}. Kiểm tra lại trước ngày {due}.").format(
                updated=show_day(state.updated_on), due=show_day(state.due_on)
            )
            if state.due_on <= self.today:
                words = _("Đã đăng, cập nhật ngày {updated}. Đến hạn kiểm tra lại từ ngày {due}.").format(
                    updated=show_day(state.updated_on), due=show_day(state.due_on)
                )
        self.handbook_words.setText(words)


class DisplayForm(AskingForm):
    """A banner or panel with place, size and number."""

    def __init__(
        self, known: Known, today: Any, display: DisplayView | None = None, *, parent: QWidget | None = None
    ) -> None:
        self.title = _("Sửa cổ động trực quan") if display else _("Thêm cổ động trực quan")
        super().__init__(parent)
        self.setMinimumWidth(640)
        self.display = display
        self.record_uid = display.uid if display else ""
        self.name = TextField(_("&Nội dung"), name="title")
        self.form_ = TextField(_("&Hình thức"), name="form", placeholder=_("băng rôn, pa nô, áp phích…"))
        self.place = TextField(_("Nơi đặt (&o)"), name="place")
        self.hamlet = ChoiceField(_("Thôn (&v)"), known.hamlet_choices(today), name="hamlet")
        self.size_ = TextField(_("&Kích thước"), name="size", placeholder="1 x 6 m")
        self.count = AmountField(_("&Số lượng"), name="count")
        self.put_up = DateField(_("Ngà&y treo, lắp"), name="put_up_on")
        self.taken_down = DateField(_("Ngày tháo dỡ (&g)"), name="taken_down_on")
        self.themes = ThemesField(_("&Chủ đề"))
        self.note = TextField(_("Ghi chú (&w)"), name="note")
        for field in (
            self.name,
            self.form_,
            self.place,
            self.hamlet,
            self.size_,
            self.count,
            self.put_up,
            self.taken_down,
            self.themes,
            self.note,
        ):
            self.add_field(field.editor.objectName(), field)
        self.put_up.set_value(display.put_up_on if display else today)
        if display is not None:
            self._fill(display)

    def command(self) -> AddDisplay | ChangeDisplay:
        """The command of what stands here."""
        entered = DisplayInput(
            title=self.name.value(),
            place=self.place.value(),
            put_up_on=self.put_up.value(),
            form=self.form_.value(),
            size=self.size_.value(),
            count=self.count.number(),
            hamlet=self.hamlet.value(),
            taken_down_on=self.taken_down.value(),
            themes=self.themes.value(),
            note=self.note.value(),
        )
        if self.display is None:
            return AddDisplay(display=entered, sure=self.sure)
        return ChangeDisplay(uid=self.display.uid, display=entered, sure=self.sure)

    def _fill(self, one: DisplayView) -> None:
        self.name.set_value(one.title)
        self.form_.set_value(one.form)
        self.place.set_value(one.place)
        self.hamlet.set_value(one.hamlet)
        self.size_.set_value(one.size)
        self.count.set_number(one.count)
        self.taken_down.set_value(one.taken_down_on)
        self.themes.set_value(one.themes)
        self.note.set_value(one.note)


class DisplaysTab(ListTab):
    """Banners and panels with where they stand."""

    noun, icon = "display", "place"
    with_side = False

    def __init__(self, *args: Any) -> None:
        self.empty_words = _(
            "Chưa có băng rôn, pa nô nào. Ghi nơi đặt, kích thước, rồi kéo ảnh chụp vào mục Minh chứng."
        )
        self.empty_button = _("Thêm mục đầu tiên")
        super().__init__(*args)

    def columns(self) -> Sequence[Column[DisplayView]]:
        return [
            Column(_("Ngày treo"), lambda one: show_day(one.put_up_on), sort=lambda one: one.put_up_on, width=108),
            Column(_("Hình thức"), lambda one: one.form, width=110),
            Column(_("Nội dung"), lambda one: one.title, width=210),
            Column(_("Nơi đặt"), lambda one: one.place or self.known.hamlet_name(one.hamlet), width=150),
            Column(_("Kích thước"), lambda one: one.size, width=90),
            Column(_("Số lượng"), lambda one: show_amount(one.count), number=True, width=80),
            Column(
                _("Ảnh"),
                lambda one: _("có") if one.has_photo else _("thiếu"),
                tint=lambda one: "" if one.has_photo else "warn",
                width=70,
            ),
            Column(_("Tháo dỡ"), lambda one: show_day(one.taken_down_on), width=108),
        ]

    def ask(self, session: Any) -> Sequence[DisplayView]:
        return queries.displays(session)

    def form(self, record: DisplayView | None) -> DisplayForm:
        return DisplayForm(self.known, self.today, record, parent=self)

    def removal(self, uids: tuple[str, ...]) -> RemoveDisplays:
        return RemoveDisplays(uids=uids)

    def told(self, record: DisplayView) -> str:
        lines = [record.title, record.place, theme_words(record.themes), record.note]
        return " · ".join(line for line in lines if line)
