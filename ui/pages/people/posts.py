"""Posts over time: the list of one person's posts, and the forms that add, correct, end and hand over one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from app import labels
from app.kernel.days import show_day
from app.kernel.problems import Problem, refused
from app.kernel.words import N_, _
from app.offices.views import HamletView
from app.people.commands import AddPost, ChangePost, EndPost, HandOverPost, PostInput, RemovePost
from app.people.rules import post_kind_of
from app.people.views import PersonView, PostView
from app.vocabulary import PostKind
from ui.core import icons, tokens
from ui.core.dialogs import FormDialog
from ui.core.row_model import Column, RowModel
from ui.core.tasks import Tasks
from ui.core.theme import named
from ui.pages.people.finder import PersonField
from ui.widgets.fields import ChoiceField, DateField, TextField
from ui.widgets.grid import Grid
from ui.widgets.search_combo import Choice

NOT_CHOSEN = refused(
    "WIN-31",
    N_("“{text}” không có trong danh sách."),
    next_step=N_("Gõ vài chữ rồi chọn trong danh sách (phím ↓), hoặc để trống."),
)
NO_TITLE = refused(
    "WIN-32", N_("Chưa nhập chức vụ."), next_step=N_("Ghi chức vụ như in trên văn bản, ví dụ: Trưởng thôn.")
)
DAY_MISSING = refused("WIN-33", N_("Chưa nhập ngày."), next_step=N_("Nhập ngày/tháng/năm, ví dụ 01/07/2025."))
SUCCESSOR_MISSING = refused(
    "WIN-34",
    N_("Chưa chọn người kế nhiệm."),
    next_step=N_("Tìm theo tên rồi chọn trong danh sách; nếu chưa có, hãy thêm trước."),
)


def chosen(field: ChoiceField, name: str) -> Any:
    """Value of a choice; refuses words that fit no choice."""
    value = field.value()
    if value is None and str(field.typed()).strip():
        raise NOT_CHOSEN(field=name, text=str(field.typed()).strip())
    return value


class PostFields(QWidget):
    """The fields of one post; the class of the post is guessed from its title until one is chosen."""

    def __init__(self, hamlets: Sequence[HamletView], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        kinds = [Choice(kind, labels.post_kind(kind)) for kind in PostKind]
        self.title = TextField(_("Chứ&c vụ"), name="title", hint=_("Ghi như in trên văn bản, ví dụ: Trưởng thôn."))
        self.kind = ChoiceField(_("Nhóm chức vụ (&u)"), kinds, name="kind", placeholder=_("đoán theo chức vụ"))
        self.hamlet = ChoiceField(_("Thôn &phụ trách"), [], name="hamlet", placeholder=_("nếu thuộc một thôn"))
        self.valid_from = DateField(_("Từ n&gày"), name="valid_from")
        self.valid_to = DateField(_("Đến hết ngà&y"), name="valid_to")
        self.set_hamlets(hamlets)
        self.fields: dict[str, Any] = {
            name: getattr(self, name) for name in ("title", "kind", "hamlet", "valid_from", "valid_to")
        }
        self.title.edit.editingFinished.connect(self._guess)
        self.kind.changed.connect(lambda: setattr(self, "_guessed", False))
        self._guessed = True
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(tokens.SPACE_S)
        for column in (0, 1):
            grid.setColumnStretch(column, 1)
        grid.addWidget(self.title, 0, 0, 1, 2)
        grid.addWidget(self.kind, 1, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.hamlet, 1, 1, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.valid_from, 2, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.valid_to, 2, 1, Qt.AlignmentFlag.AlignTop)

    def set_hamlets(self, hamlets: Sequence[HamletView]) -> None:
        """Offers these hamlets."""
        self.hamlet.set_choices([Choice(hamlet.uid, hamlet.label) for hamlet in hamlets])

    def fill(self, post: PostView | None) -> None:
        """Shows a post, or nothing."""
        self._guessed = post is None
        self.title.set_value(post.title if post else "")
        self.kind.set_value(post.kind if post else None)
        self.hamlet.set_value(post.hamlet if post else None)
        self.valid_from.set_value(post.valid_from if post else None)
        self.valid_to.set_value(post.valid_to if post else None)

    def typed(self) -> list[object]:
        """What stands in the fields now; the guessed class does not count."""
        return [field.typed() for name, field in self.fields.items() if name != "kind" or not self._guessed]

    def value(self) -> PostInput | None:
        """The post, None where nothing was entered; refuses naming the field."""
        title, kind, hamlet = self.title.value(), chosen(self.kind, "kind"), chosen(self.hamlet, "hamlet")
        first, last = self.valid_from.value(), self.valid_to.value()
        if self._guessed:
            kind = None
        if not title and not (kind or hamlet or first or last):
            return None
        if not title and kind is None and hamlet is not None:
            kind = PostKind.RESIDENT
        if not title and kind is None:
            raise NO_TITLE(field="title")
        if not title and kind is not PostKind.RESIDENT:
            title = labels.post_title(kind)
        return PostInput(kind=kind or post_kind_of(title), title=title, hamlet=hamlet, valid_from=first, valid_to=last)

    def _guess(self) -> None:
        if self._guessed:
            title = self.title.value()
            self.kind.set_value(post_kind_of(title) if title else None)


class PostDialog(FormDialog):
    """Adds or corrects a post."""

    def __init__(
        self, person: PersonView, post: PostView | None, hamlets: Sequence[HamletView], parent: QWidget | None = None
    ) -> None:
        self.person, self.post = person, post
        self.title = _("Thêm chức vụ") if post is None else _("Sửa chức vụ")
        super().__init__(parent)
        self.record_uid = post.uid if post else ""
        self.posts = PostFields(hamlets)
        self.posts.fill(post)
        self.form.addWidget(named(QLabel(person.full_name, wordWrap=True), "postHolder", "heading"))
        self.form.addWidget(self.posts)
        self.form.addStretch(1)
        self.fields.update(self.posts.fields)
        self.setFocusProxy(self.posts.title)
        self.posts.title.setFocus()

    def command(self) -> Any:
        post = self.posts.value()
        if post is None:
            raise NO_TITLE(field="title")
        return ChangePost(uid=self.post.uid, post=post) if self.post else AddPost(person=self.person.uid, post=post)


class EndPostDialog(FormDialog):
    """Says on which day a person stops holding a post."""

    def __init__(self, post: PostView, today: date, parent: QWidget | None = None) -> None:
        self.post = post
        self.title = _("Thôi giữ chức vụ")
        super().__init__(parent)
        self.form.addWidget(named(QLabel(post.title, wordWrap=True), "endedPost", "heading"))
        self.last_day = DateField(
            _("&Ngày cuối cùng giữ chức vụ"), name="valid_to", hint=_("Văn bản đến hết ngày này vẫn ghi chức vụ cũ.")
        )
        self.last_day.set_value(post.valid_to or today)
        self.add_field("valid_to", self.last_day)
        self.form.addStretch(1)
        self.last_day.setFocus()

    def command(self) -> Any:
        day = self.last_day.value()
        if day is None:
            raise DAY_MISSING(field="valid_to")
        return EndPost(uid=self.post.uid, last_day=day)


class HandOverDialog(FormDialog):
    """Gives a post to a successor from a day on."""

    def __init__(
        self, post: PostView, tasks: Tasks, today: date, hamlets: Mapping[str, str], parent: QWidget | None = None
    ) -> None:
        self.post = post
        self.title = _("Bàn giao chức vụ")
        super().__init__(parent)
        self.form.addWidget(named(QLabel(post.title, wordWrap=True), "handedPost", "heading"))
        self.first_day = DateField(
            _("Người kế nhiệm giữ chức vụ từ &ngày"),
            name="first_day",
            hint=_("Người cũ giữ chức vụ đến hết ngày hôm trước."),
        )
        self.first_day.set_value(today)
        self.successor = PersonField(_("Người &kế nhiệm"), tasks, today, hamlets, name="successor")
        self.add_field("valid_to", self.first_day)
        self.add_field("successor", self.successor)
        self.resize(600, 460)
        self.successor.setFocus()

    def command(self) -> Any:
        day, person = self.first_day.value(), self.successor.value()
        if day is None:
            raise DAY_MISSING(field="valid_to")
        if person is None:
            raise SUCCESSOR_MISSING(field="successor")
        return HandOverPost(uid=self.post.uid, successor=person.uid, first_day=day)

    def show_problem(self, problem: Problem) -> bool:
        """A day that cannot be read is told beside the day as well."""
        if problem.field == "first_day":
            self.first_day.set_error(f"{problem.sentence} {problem.next_step}".strip())
            self.first_day.setFocus()
            return True
        return super().show_problem(problem)


class PostsPane(QWidget):
    """The posts of one person, newest first, and what can be done with them."""

    def __init__(self, tasks: Tasks, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tasks, self.today = tasks, today
        self.person: PersonView | None = None
        self.hamlets: list[HamletView] = []
        self.names: dict[str, str] = {}
        self.rows: RowModel[PostView] = RowModel(
            (
                Column(_("Chức vụ"), self._title, width=184, tint=self._tint),
                Column(
                    _("Từ"), lambda row: show_day(row.valid_from), width=92, sort=lambda row: row.valid_from or date.min
                ),
                Column(_("Đến hết"), self._last_day, sort=lambda row: row.valid_to or date.max, width=92),
            )
        )
        self.grid = Grid(self.rows, name="postGrid")
        self.grid.setAccessibleName(_("Các chức vụ qua thời gian"))
        self.grid.setMinimumHeight(4 * tokens.ROW_PX)
        self.grid.opened.connect(lambda _post: self.edit())
        self.grid.delete_asked.connect(lambda _posts: self.remove())
        self.grid.current_changed.connect(lambda _post: self._on_current())
        self._lay_out()
        self._on_current()

    def show_posts(self, person: PersonView | None, hamlets: Sequence[HamletView]) -> None:
        """Shows the posts of a person."""
        self.person, self.hamlets = person, list(hamlets)
        self.names = {hamlet.uid: hamlet.label for hamlet in hamlets}
        self.rows.set_rows(person.posts if person else ())
        if self.rows.rows and not self.grid.currentIndex().isValid():
            self.grid.selectRow(0)
        self._on_current()

    def add(self) -> None:
        """Asks for another post."""
        if self.person is not None:
            PostDialog(self.person, None, self._alive(), parent=self).send_with(self.tasks)

    def edit(self) -> None:
        """Corrects the post under the cursor."""
        if self.person is not None and (post := self.grid.current()) is not None:
            PostDialog(self.person, post, self._alive(post.hamlet), parent=self).send_with(self.tasks)

    def end(self) -> None:
        """Ends the post under the cursor."""
        if (post := self.grid.current()) is not None:
            EndPostDialog(post, self.today, parent=self).send_with(self.tasks)

    def hand_over(self) -> None:
        """Gives the post under the cursor to a successor."""
        if (post := self.grid.current()) is not None:
            HandOverDialog(post, self.tasks, self.today, self.names, parent=self).send_with(self.tasks)

    def remove(self) -> None:
        """Takes out a post entered by mistake."""
        if (post := self.grid.current()) is not None:
            self.tasks.do(RemovePost(uid=post.uid))

    def _lay_out(self) -> None:
        self.label = named(QLabel(_("Các chức vụ &qua thời gian")), "postsLabel", "heading")
        self.label.setBuddy(self.grid)
        self.add_post_button = named(QPushButton(_("Thêm &chức vụ…")), "addPost")
        self.add_post_button.clicked.connect(lambda _checked=False: self.add())
        self.more_button = named(QPushButton(_("Chức vụ nà&y")), "morePost")
        self.more_button.setMenu(self._menu())
        line = QHBoxLayout()
        line.setSpacing(tokens.SPACE_S)
        line.addWidget(self.add_post_button)
        line.addWidget(self.more_button)
        line.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(tokens.SPACE_S)
        whole.addWidget(self.label)
        whole.addWidget(self.grid, 1)
        whole.addLayout(line)

    def _menu(self) -> QMenu:
        menu = named(QMenu(self), "postMenu")
        steps: tuple[tuple[str, str, Callable[[], None]], ...] = (
            (_("&Sửa…") + "\tEnter", "edit", self.edit),
            (_("&Thôi giữ chức vụ…"), "calendar", self.end),
            (_("&Bàn giao cho người kế nhiệm…"), "person", self.hand_over),
            (_("Bỏ chức vụ &nhập nhầm") + "\tDelete", "remove", self.remove),
        )
        for words, icon, slot in steps:
            action = menu.addAction(words)
            icons.set_icon(action, icon, "quiet")
            action.triggered.connect(lambda _checked=False, do=slot: do())
        return menu

    def _on_current(self) -> None:
        self.more_button.setEnabled(self.grid.current() is not None)
        self.add_post_button.setEnabled(self.person is not None)

    def _alive(self, kept: str | None = None) -> list[HamletView]:
        return [one for one in self.hamlets if one.valid_to is None or one.valid_to >= self.today or one.uid == kept]

    def _title(self, post: PostView) -> str:
        hamlet = self.names.get(post.hamlet or "", "")
        title = post.title or labels.post_kind(post.kind)
        return f"{title} · {hamlet}" if hamlet else title

    def _tint(self, post: PostView) -> str:
        return "" if post.held_on(self.today) else "quiet"

    def _last_day(self, post: PostView) -> str:
        if post.valid_to is None:
            return "" if post.valid_from and post.valid_from > self.today else _("đang giữ")
        return show_day(post.valid_to)
