"""The three lists of the page: teams by silence, channels, and the log of contacts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton, QVBoxLayout, QWidget

from app.contacts.commands import RemoveChannel, RemoveContact
from app.contacts.rules import SILENT_CHANNEL_DAYS, SILENT_TEAM_DAYS
from app.contacts.views import ChannelView
from app.contacts.wording import channel_silence, contact_kind, network, team_silence
from app.kernel.days import show_day
from app.kernel.figures import show_amount
from app.kernel.words import _
from ui.core import icons, tokens
from ui.core.context import Context
from ui.core.row_model import Column, RowModel
from ui.core.theme import named, selectable
from ui.pages.contacts.forms import ChannelForm
from ui.pages.contacts.loading import ContactLine, ContactsSeen, TeamLine, contact_when
from ui.widgets.empty_state import EmptyState
from ui.widgets.grid import Grid
from ui.widgets.grid_pane import GridPane


class Part(QWidget):
    """A list with its buttons; it asks the page for the form of an exchange."""

    log_asked = Signal(str, object)
    """Noun and uids of those spoken to."""
    name = ""
    empty_words, empty_button, icon = "", "", "chat"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context, self.tasks = context, context.tasks
        self.seen: ContactsSeen | None = None
        self.grid = Grid(RowModel[Any](self.columns()), name=f"{self.name}Grid")
        self.grid.remember(context.settings, f"contacts.{self.name}")
        self.empty = EmptyState(self.empty_words, self.empty_button, icon=self.icon)
        self.empty.begun.connect(self.begin)
        self.pane = GridPane(self.grid, empty=self.empty)
        self.foot = selectable(named(QLabel(wordWrap=True), f"{self.name}Foot", "quiet"))
        self.build_tools()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, tokens.SPACE_S, 0, 0)
        layout.setSpacing(tokens.SPACE_S)
        layout.addWidget(self.pane, 1)
        layout.addWidget(self.foot)
        self.grid.current_changed.connect(lambda _row: self.on_current())
        self.grid.selectionModel().selectionChanged.connect(lambda *_rows: self.on_current())
        self.grid.opened.connect(lambda _row: self.open_row())

    def show_seen(self, seen: ContactsSeen) -> None:
        """Shows what was read now."""
        self.seen = seen
        rows = self.rows_of(seen)
        self.grid.rows.set_rows(rows)
        if self.grid.current() is None and rows:
            self.grid.selectRow(0)
        self.on_current()

    def select(self, uid: str) -> bool:
        """Selects a row; False where it is not here."""
        if self.grid.rows.row_of(uid) < 0:
            return False
        self.grid.select_uid(uid)
        return True

    def new(self) -> None:
        """Begins what the list is for."""
        self.log()

    def begin(self) -> None:
        """What the button of the empty list does."""
        self.new()

    def log(self) -> None:
        """Asks for the form of an exchange with those selected."""
        self.log_asked.emit("body", ())

    def open_row(self) -> None:
        """What Enter on a row does."""
        self.log()

    def columns(self) -> Sequence[Column[Any]]:
        """Columns of the list."""
        raise NotImplementedError

    def rows_of(self, seen: ContactsSeen) -> Sequence[Any]:
        """Its rows."""
        raise NotImplementedError

    def build_tools(self) -> None:
        """Adds the buttons above the list."""

    def on_current(self) -> None:
        """Shows the row in sight in words."""

    def tool(self, words: str, name: str, slot: Callable[[], object], icon: str = "") -> QPushButton:
        """A button in the line above the list."""
        button = named(QPushButton(words), name)
        if icon:
            icons.set_icon(button, icon, "accent")
        button.clicked.connect(lambda _checked=False: slot())
        self.pane.tools.addWidget(button)
        return button

    def _chosen(self) -> tuple[str, ...]:
        return tuple(row.uid for row in self.grid.selected())

    def marked(self) -> list[Any]:
        """The rows chosen, or the one under the cursor whose details and buttons are shown."""
        current = self.grid.current()
        return self.grid.selected() or ([current] if current is not None else [])


class TeamPart(Part):
    """Teams, the longest silent first; one click logs an exchange."""

    name = "touch"
    icon = "team"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        self.empty_words = _(
            "Chưa có Tổ công nghệ số nào được thành lập. Khi quyết định thành lập được ký, "
            "các Tổ hiện ở đây theo số ngày chưa có chỉ đạo, trao đổi."
        )
        self.empty_button = _("Mở trang Tổ công nghệ số")
        super().__init__(context, parent)
        self.grid.setAccessibleName(_("Các Tổ theo số ngày chưa trao đổi"))

    def new(self) -> None:
        """An exchange with a team; before there are any, with whom there is, else it is said what is lacking."""
        if self.seen is None:
            return
        noun = next((noun for noun in ("body", "channel", "partner") if self.seen.offered(noun)), "")
        if noun == "body":
            self.log()
        elif noun:
            self.log_asked.emit(noun, ())
        else:
            self.context.notices.info(
                _("Chưa có Tổ, kênh hay đối tác nào để ghi trao đổi. Thêm kênh, hoặc lập Tổ ở trang Tổ công nghệ số.")
            )

    def begin(self) -> None:
        self.context.navigate("teams", "")

    def log(self) -> None:
        self.log_asked.emit("body", self._chosen())

    def rows_of(self, seen: ContactsSeen) -> Sequence[TeamLine]:
        return seen.teams

    def build_tools(self) -> None:
        self.log_button = self.tool(_("&Ghi với Tổ này…"), "logTeam", self.log, "chat")

    def on_current(self) -> None:
        self.log_button.setEnabled(self.grid.current() is not None)
        several = len(self.grid.selected()) > 1
        self.log_button.setText(_("&Ghi với các Tổ đã chọn…") if several else _("&Ghi với Tổ này…"))
        self.foot.hide()

    def columns(self) -> Sequence[Column[TeamLine]]:
        def silent(row: TeamLine) -> bool:
            return row.touch.days(self._day()) >= SILENT_TEAM_DAYS

        return [
            Column(_("Tổ"), lambda row: row.touch.name, width=330),
            Column(
                _("Trao đổi, hoạt động gần nhất"),
                lambda row: team_silence(row.touch, self._day()),
                sort=lambda row: row.touch.days(self._day()),
                tint=lambda row: "warn" if silent(row) else "",
                icon=lambda row: "warning" if silent(row) else "",
                width=240,
            ),
            Column(
                _("Ngày"),
                lambda row: show_day(row.touch.last),
                sort=lambda row: row.touch.last.isoformat() if row.touch.last else "",
                width=110,
            ),
            Column(
                _("Ban viên phụ trách"),
                lambda row: row.supporter_name or _("chưa có"),
                tint=lambda row: "" if row.supporter_name else "warn",
                width=220,
            ),
        ]

    def _day(self) -> Any:
        return self.context.clock.today()


class ChannelPart(Part):
    """Channels with their size and the days without exchange."""

    name = "channel"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        self.empty_words = _(
            "Chưa ghi kênh trao đổi nào. Ghi các nhóm Zalo của Ban Chỉ đạo, của Tổ và của các hộ; "
            "kênh trao đổi hằng ngày được nhắc khi im lặng."
        )
        self.empty_button = _("Thêm kênh trao đổi")
        super().__init__(context, parent)
        self.grid.setAccessibleName(_("Danh sách kênh trao đổi"))
        self.grid.delete_asked.connect(self.remove)

    def new(self) -> None:
        """A new channel."""
        self._ask(None)

    def edit(self) -> None:
        """The fields of the channel under the cursor."""
        if self.grid.current() is not None:
            self._ask(self.grid.current())

    def log(self) -> None:
        self.log_asked.emit("channel", self._chosen())

    def open_row(self) -> None:
        self.edit()

    def remove(self, rows: Sequence[ChannelView] | None = None) -> None:
        """Takes out what was entered by mistake; Ctrl+Z brings it back."""
        for view in rows or self.marked():
            self.tasks.do(RemoveChannel(uid=view.uid))

    def select(self, uid: str) -> bool:
        if self.seen is not None and any(view.uid == uid for view in self._given_up(self.seen)):
            self.with_ended.setChecked(True)
        return super().select(uid)

    def rows_of(self, seen: ContactsSeen) -> Sequence[ChannelView]:
        ended = self._given_up(seen)
        self.with_ended.setVisible(bool(ended))
        return [view for view in seen.channels if view not in ended or self.with_ended.isChecked()]

    def build_tools(self) -> None:
        self.with_ended = named(QCheckBox(_("Hiện kênh đã thôi &dùng")), "withEnded")
        self.with_ended.toggled.connect(lambda _on: self.show_seen(self.seen) if self.seen else None)
        self.pane.tools.addWidget(self.with_ended)
        self.log_button = self.tool(_("&Ghi trên kênh này…"), "logChannel", self.log, "chat")
        self.edit_button = self.tool(_("&Sửa…"), "editChannel", self.edit, "edit")
        self.remove_button = self.tool(_("&Bỏ"), "removeChannel", self.remove, "remove")

    def on_current(self) -> None:
        view: ChannelView | None = self.grid.current()
        for button in (self.log_button, self.edit_button, self.remove_button):
            button.setEnabled(view is not None)
        self.log_button.setEnabled(view is not None and self.seen is not None and view.in_use(self.seen.day))
        self.foot.setText(" · ".join(part for part in (view.purpose, view.address) if part) if view else "")
        self.foot.setVisible(bool(self.foot.text()))

    def columns(self) -> Sequence[Column[ChannelView]]:
        def quiet(row: ChannelView) -> bool:
            day = self.context.clock.today()
            return row.daily and row.in_use(day) and row.silent_days(day) >= SILENT_CHANNEL_DAYS

        return [
            Column(_("Kênh"), lambda row: row.name, width=280, tip=lambda row: row.purpose or row.name),
            Column(_("Mạng"), lambda row: network(row.network), width=90),
            Column(_("Thành viên"), lambda row: show_amount(row.members), sort=_by("members"), number=True, width=110),
            Column(
                _("Hộ tham gia"),
                lambda row: show_amount(row.households),
                sort=_by("households"),
                number=True,
                width=116,
            ),
            Column(_("Nhịp"), lambda row: _("hằng ngày") if row.daily else _("khi cần"), width=110),
            Column(
                _("Trao đổi gần nhất"),
                lambda row: channel_silence(row, self.context.clock.today()),
                sort=lambda row: row.silent_days(self.context.clock.today()),
                tint=lambda row: "warn" if quiet(row) else "",
                icon=lambda row: "warning" if quiet(row) else "",
                width=230,
            ),
            Column(
                _("Ngày"),
                lambda row: show_day(row.last_exchange),
                sort=lambda row: row.last_exchange.isoformat() if row.last_exchange else "",
                width=110,
            ),
        ]

    def _given_up(self, seen: ContactsSeen) -> list[ChannelView]:
        return [view for view in seen.channels if not view.in_use(seen.day)]

    def _ask(self, view: ChannelView | None) -> None:
        if self.seen is not None:
            form = ChannelForm(self.seen, self.context.clock.today(), view, parent=self)
            form.send_with(self.tasks, lambda done: self.grid.select_uid(done.value))


class LogPart(Part):
    """The latest contacts, whoever they were with."""

    name = "contact"
    icon = "diary"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        self.empty_words = _(
            "Chưa ghi lượt trao đổi nào. Một lần ghi dùng cho một hoặc nhiều Tổ, kênh, đối tác cùng lúc; "
            "soạn tin nhắn xong cũng ghi lại được ngay."
        )
        self.empty_button = _("Ghi trao đổi")
        super().__init__(context, parent)
        self.grid.setAccessibleName(_("Nhật ký trao đổi"))
        self.grid.delete_asked.connect(self.remove)

    def open_row(self) -> None:
        """Nothing opens: the words stand below the list."""

    def remove(self, rows: Sequence[ContactLine] | None = None) -> None:
        """Takes out what was entered by mistake; Ctrl+Z brings it back."""
        for line in rows or self.marked():
            self.tasks.do(RemoveContact(uid=line.uid))

    def rows_of(self, seen: ContactsSeen) -> Sequence[ContactLine]:
        return seen.contacts

    def build_tools(self) -> None:
        self.remove_button = self.tool(_("&Bỏ"), "removeContact", self.remove, "remove")

    def on_current(self) -> None:
        line: ContactLine | None = self.grid.current()
        self.remove_button.setEnabled(line is not None)
        self.foot.setText(line.contact.text if line else "")
        self.foot.setVisible(bool(self.foot.text()))

    def columns(self) -> Sequence[Column[ContactLine]]:
        return [
            Column(_("Ngày"), contact_when, sort=lambda row: row.contact.held_on.isoformat(), width=110),
            Column(_("Trao đổi với"), lambda row: row.about_name, width=310),
            Column(_("Hình thức"), lambda row: contact_kind(row.contact.kind), width=170),
            Column(_("Nội dung"), lambda row: row.contact.text.partition("\n")[0], width=320),
            Column(_("Người trao đổi"), lambda row: row.by_name, width=160),
        ]


def _by(name: str) -> Callable[[ChannelView], int]:
    """Sorts what is not known below nought."""
    return lambda row: -1 if getattr(row, name) is None else int(getattr(row, name))
