"""The page of the hamlets' teams: which are complete, who is in them, and the papers that state them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any, cast

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from app.bodies.commands import AssignSupporter, CreateTeamsForHamlets
from app.bodies.fixes import command_for
from app.importing.grid import Grid as Table
from app.importing.grid import read_clipboard, read_file
from app.kernel.days import show_day
from app.kernel.files import atomic_write
from app.kernel.findings import Finding
from app.kernel.words import _
from app.vocabulary import BodyKind
from ui.core import icons, tokens
from ui.core.context import Context
from ui.core.page import Page
from ui.core.row_model import Column, RowModel
from ui.core.theme import named
from ui.pages.teams.list_export import ListChoice, ListExportForm
from ui.pages.teams.loading import TeamLine, TeamsSeen, teams_seen
from ui.widgets.empty_state import EmptyState
from ui.widgets.fields import ChoiceField
from ui.widgets.finding_card import FindingCard
from ui.widgets.grid import Grid
from ui.widgets.grid_pane import GridPane
from ui.widgets.member_forms import AddMemberForm, Joining, joining
from ui.widgets.member_grid import lines_now
from ui.widgets.member_pane import MemberPane
from ui.widgets.panes import Panes
from ui.widgets.paste_preview import PastePreview
from ui.widgets.remark_place import RemarkPlace
from ui.widgets.search_combo import Choice
from ui.widgets.sent_back_notes import SentBackNotes


class TeamsPage(Page):
    """Hamlets at the left, the members of one team beside them, and what the rules say of it."""

    shows = frozenset({"body", "membership", "person", "post", "team_support", "hamlet", "office_version", "document"})
    handbook = "to-cong-nghe-so"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.set_title(_("Tổ công nghệ số"))
        self.today = context.clock.today()
        self.seen: TeamsSeen | None = None
        self._target = ""
        self.setAcceptDrops(True)
        self._build_teams()
        self._build_members()
        self._build_side()
        self._build_buttons()
        panes = Panes(context.settings, "teams")
        panes.add_pane(self.list_part, 350, 1)
        panes.add_pane(self.team_part, 480, 3)
        self.body.addWidget(panes, 1)
        self._order_tabs()  # only now do all of them stand in one window
        self.sent_back = SentBackNotes(self)
        self.sent_back.place(self.remarks)
        self.sent_back.opens(self.members.grid, self.members.edit)
        paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self, self.members.grid.paste)
        paste.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def refresh(self) -> None:
        self.today = self.context.clock.today()
        self.tasks.read(teams_seen, self.today, then=self._show)

    def select(self, uid: str) -> None:
        """Selects the team of this uid, or the hamlet."""
        uid = self.sent_back.target_of(uid)
        self._target = uid
        for line in self.seen.lines if self.seen else ():
            if uid in (line.uid, line.team.uid if line.team else "", line.hamlet.uid if line.hamlet else ""):
                self._target = ""
                self.teams.select_uid(line.uid)
                return

    def new(self) -> None:
        """Adds a member to the team in sight; the team is made with it where there is none."""
        line = self.line()
        if line is None or self.seen is None:
            self.notices.info(_("Chọn một thôn ở danh sách bên trái trước."))
            return
        self.tasks.read(
            joining,
            BodyKind.TEAM,
            line.team,
            self.seen.wanted,
            day=self.today,
            roles=self.seen.roles,
            hamlet=line.hamlet,
            then=self._ask_who,
        )

    def _ask_who(self, case: Joining) -> None:
        if not any(form.isVisible() for form in self.findChildren(AddMemberForm)):
            form = AddMemberForm(case, parent=self)
            form.send_with(self.tasks, self._added)

    def line(self) -> TeamLine | None:
        """The hamlet or team in sight."""
        return cast("TeamLine | None", self.teams.current())

    def take_text(self, text: str) -> None:
        """Shows what a pasted roster of all teams would change, and takes it in when the person agrees."""
        self._take(lambda: read_clipboard(text))

    def take_files(self, paths: list[Path]) -> None:
        """The same for a dropped or chosen file (the first one)."""
        self._take(lambda: read_file(paths[0]))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self.members.grid.dragEnterEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self.members.grid.dropEvent(event)

    def _take(self, read: Callable[[], Table]) -> None:
        from app.member_rows import RosterBase
        from app.team_rows import roster_base, roster_preview

        line = self.line()
        own = line.hamlet.uid if line is not None and line.hamlet is not None else ""

        def compare(base: RosterBase) -> None:
            self.tasks.run(
                lambda _progress: roster_preview(read(), base, own_hamlet=own),
                _("Đang đọc bảng…"),
                then=self._ask_to_take,
            )

        self.tasks.read(roster_base, self.today, then=compare)

    def _ask_to_take(self, found: Any) -> None:
        dialog = PastePreview(found, title=_("Đưa thành viên vào các Tổ"), parent=self)
        dialog.accepted.connect(lambda: self.tasks.do(found.command(dialog.shown)))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _choose_file(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(
            self, _("Chọn tệp danh sách thành viên"), "", _("Bảng tính") + " (*.xlsx *.xlsm *.xls *.csv *.tsv *.txt)"
        )
        if name:
            self.take_files([Path(name)])

    def _added(self, outcome: Any) -> None:
        if isinstance(outcome.value, str):
            self.members.grid.select_uid(outcome.value)

    def _show(self, seen: TeamsSeen) -> None:
        self.seen = seen
        self.teams.rows.set_rows(seen.lines)
        if self._target:
            self.select(self._target)
        if self.line() is None and seen.lines:
            first = next((line for line in seen.lines if line.tint == "bad"), seen.lines[0])
            self.teams.select_uid(first.uid)
        self._show_line()
        missing = seen.missing
        self.create_button.setVisible(bool(missing))
        self.create_button.setText(_("&Lập tổ cho {count} thôn còn thiếu").format(count=missing))
        ready = sum(line.tint == "accent" for line in seen.lines)
        self.set_title(
            _("Tổ công nghệ số"),
            _("{ready} trong {total} tổ đã đủ và đúng quy định.").format(ready=ready, total=len(seen.lines))
            if seen.lines
            else "",
        )

    def _show_line(self) -> None:
        line, seen = self.line(), self.seen
        team = line.team if line else None
        self.team_title.setText(line.label if line else "")
        self.team_state.setText(self._team_words(line))
        self.members.show_lines(lines_now(team, self.today) if team else [], read_only=team is None)
        self.supporter.setEnabled(team is not None)
        self.supporter.set_choices(
            [
                Choice(person.uid, person.full_name, person.title_on(self.today))
                for person in (seen.supporters if seen else ())
            ]
        )
        self.supporter.set_value(team.supporter.uid if team and team.supporter else None)
        here = (line.uid, team.uid) if line and team else (line.uid,) if line else ()
        self.findings.show_findings(line.findings if line else (), here=here)
        self.remarks.about(team.uid if team else "")
        self.add_button_.setEnabled(line is not None)

    def _team_words(self, line: TeamLine | None) -> str:
        if line is None:
            return ""
        if line.team is None:
            return _("Chưa có tổ")
        since = (
            _("hoạt động từ {day}").format(day=show_day(line.team.valid_from))
            if line.team.valid_from
            else _("chưa có quyết định")
        )
        return _("{count} người, {since}").format(count=line.count, since=since)

    def _create(self) -> None:
        self.tasks.do(CreateTeamsForHamlets(), button=self.create_button)

    def _on_supporter(self) -> None:
        line = self.line()
        if line is None or line.team is None:
            return
        person = self.supporter.value()
        now = line.team.supporter.uid if line.team.supporter else None
        if person != now and (person is not None or not str(self.supporter.typed()).strip()):
            self.tasks.do(AssignSupporter(team=line.team.uid, person=person))

    def _fix(self, finding: Finding) -> None:
        """Mends at once what a command mends; a remedy that is a paper opens its draft."""
        if finding.fix is None:
            return
        command = command_for(finding.fix)
        if command is not None:
            self.tasks.do(command)
        elif finding.fix.code.startswith("compose."):
            self._compose("qd-kien-toan")
        elif finding.fix.code == "page.open":
            self.context.navigate(finding.fix.values["page"], finding.fix.values.get("uid", ""))

    def _compose(self, template: str) -> None:
        self.context.navigate("documents", f"compose:{template}")

    def _export(self) -> None:
        form = ListExportForm(parent=self)
        form.accepted.connect(lambda: self._save_list(form.command()))
        form.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        form.open()

    def _save_list(self, choice: ListChoice) -> None:
        folder = Path(
            str(self.context.settings.get("folder.papers") or "")
            or QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        )
        kind = _("Tệp PDF") if choice.ending == "pdf" else _("Bảng tính Excel")
        proposed = folder / choice.file_name(self.today)
        name, _filter = QFileDialog.getSaveFileName(
            self, _("Lưu danh sách"), str(proposed), f"{kind} (*.{choice.ending})"
        )
        if name:
            self.save_list(choice, Path(name))

    def save_list(self, choice: ListChoice, target: Path) -> None:
        """Makes the list and writes it whole or not at all."""
        from app.documents.rosters import roster_pdf, roster_xlsx

        if target.suffix.lower() != f".{choice.ending}":
            target = target.with_name(f"{target.name}.{choice.ending}")
        self.context.settings.set("folder.papers", str(target.parent))

        def keep(data: bytes) -> None:
            self.tasks.run(
                lambda _progress: atomic_write(target, data),
                _("Đang lưu tệp"),
                button=self.list_button,
                then=lambda _done: self.notices.info(_("Đã lưu {name}").format(name=target.name)),
            )

        if choice.ending == "pdf":
            self.tasks.read(roster_pdf, day=self.today, with_phones=choice.with_phones, then=keep)
        else:
            self.tasks.read(roster_xlsx, day=self.today, mode=choice.mode, with_phones=choice.with_phones, then=keep)

    def _build_teams(self) -> None:
        self.teams = Grid(
            RowModel[TeamLine](
                [
                    Column(_("Thôn"), lambda line: line.label, width=138),
                    Column(
                        _("Người"),
                        lambda line: str(line.count) if line.team else "",
                        sort=lambda line: line.count,
                        number=True,
                        width=60,
                    ),
                    Column(_("Tình trạng"), lambda line: line.state, tint=lambda line: line.tint, width=124),
                ]
            ),
            name="teamGrid",
        )
        self.teams.setAccessibleName(_("Danh sách thôn và tổ"))
        self.teams.rows.know_as(lambda line: (line.team.uid,) if line.team else ())
        self.teams.remember(self.context.settings, "teams")
        empty = EmptyState(
            _("Chưa có thôn nào. Nhập danh sách thôn trước, rồi lập tổ cho từng thôn bằng một nút."),
            _("Nhập danh sách thôn"),
            icon="place",
        )
        empty.begun.connect(lambda: self.context.navigate("offices", ""))
        empty.help_asked.connect(self._help)
        self.teams_pane = GridPane(self.teams, placeholder=_("Lọc thôn…"), empty=empty)
        self.list_part = QWidget()
        self._list_column = QVBoxLayout(self.list_part)
        self._list_column.setContentsMargins(0, 0, 0, 0)
        self._list_column.setSpacing(tokens.SPACE_S)
        self._list_column.addWidget(self.teams_pane, 1)
        self.teams.current_changed.connect(lambda _line: self._show_line())
        self.teams.opened.connect(lambda _line: self.members.grid.setFocus())
        self.teams.pasted.connect(self.take_text)
        self.teams.files_dropped.connect(self.take_files)

    def _build_members(self) -> None:
        empty = EmptyState(
            _(
                "Tổ chưa có ai. Dán danh sách của mọi thôn từ Excel (Ctrl+V) hoặc thêm từng người; "
                "thường Trưởng thôn làm Tổ trưởng."
            ),
            _("Thêm thành viên"),
            icon="team",
        )
        empty.begun.connect(self.new)
        empty.help_asked.connect(self._help)
        self.members = MemberPane(self.context, BodyKind.TEAM, empty=empty)
        self.members.grid.pasted.connect(self.take_text)
        self.members.grid.files_dropped.connect(self.take_files)
        self.team_title = named(QLabel(), "teamTitle", "heading")
        self.team_state = named(QLabel(), "teamState", "small")
        self.team_part = QWidget()
        column = QVBoxLayout(self.team_part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_XS)
        column.addWidget(self.team_title)
        column.addWidget(self.team_state)
        self.remarks = RemarkPlace()
        column.addWidget(self.remarks)
        column.addWidget(self.members, 6)

    def _build_side(self) -> None:
        self.side = QWidget()
        column = QVBoxLayout(self.side)
        column.setContentsMargins(0, tokens.SPACE_XS, 0, 0)
        column.setSpacing(tokens.SPACE_S)
        self.supporter = ChoiceField(_("&Người hỗ trợ tổ (thành viên Ban Chỉ đạo)"), name="supporter")
        self.supporter.changed.connect(self._on_supporter)
        self.supporter.combo.editingFinished.connect(self._on_supporter)
        column.addWidget(self.supporter)
        self.findings = FindingCard(_("Tổ này đủ và đúng quy định."))
        self.findings.fix.connect(self._fix)
        self.findings.opened.connect(lambda finding: self.context.navigate("people", finding.uid))
        column.addWidget(self.findings, 1)
        cast(QVBoxLayout, self.team_part.layout()).addWidget(self.side, 5)

    def _build_buttons(self) -> None:
        self.add_button_ = named(self.add_button(_("&Thêm thành viên"), "add", self.new, primary=True), "addMember")
        self.create_button = self._list_button("createTeams", "", "add", self._create)
        self.create_button.hide()
        self.paste_button = self._list_button("pasteMembers", _("&Dán từ Excel"), "paste", self.members.grid.paste)
        self.list_button = self._list_button("teamLists", _("Danh sá&ch"), "open")
        line = QHBoxLayout()
        line.setSpacing(tokens.SPACE_S)
        for button in (self.paste_button, self.list_button):
            line.addWidget(button, 1)
        self._list_column.addWidget(self.create_button)
        self._list_column.addLayout(line)
        self.list_button.setMenu(
            self._menu(
                "teamListMenu",
                (
                    ("openRosterFile", _("&Mở tệp danh sách…"), "open", self._choose_file),
                    ("copyMembers", _("Sao &chép thành viên của tổ sang Excel"), "copy", self._copy_team),
                    ("exportList", _("&Xuất danh sách (PDF, Excel)…"), "pdf", self._export),
                ),
            )
        )
        self.papers_button = named(self.add_button(_("&Soạn văn bản"), "paper"), "composePapers")
        self.papers_button.setMenu(
            self._menu(
                "teamPaperMenu",
                (
                    (
                        "compose-qd-to-cnsc",
                        _("Soạn &quyết định thành lập các Tổ"),
                        "paper",
                        partial(self._compose, "qd-to-cnsc"),
                    ),
                    ("compose-qd-kien-toan", _("Soạn &kiện toàn"), "paper", partial(self._compose, "qd-kien-toan")),
                ),
            )
        )

    def _order_tabs(self) -> None:
        chain = [
            self.add_button_,
            self.papers_button,
            self.teams_pane.filter,
            self.teams,
            self.create_button,
            self.paste_button,
            self.list_button,
            *self.members.in_reading_order(),
            self.supporter.combo,
        ]
        for before, after in pairwise(chain):
            QWidget.setTabOrder(before, after)

    def _list_button(self, name: str, words: str, icon: str, slot: Callable[[], object] | None = None) -> QPushButton:
        button = named(QPushButton(words), name)
        icons.set_icon(button, icon, "accent")
        if slot is not None:
            button.clicked.connect(lambda _checked=False: slot())
        return button

    def _menu(self, name: str, entries: tuple[tuple[str, str, str, Callable[[], object]], ...]) -> QMenu:
        menu = named(QMenu(self), name)
        for action_name, words, icon, slot in entries:
            action = QAction(words, menu)
            action.setObjectName(action_name)
            icons.set_icon(action, icon, "quiet")
            action.triggered.connect(lambda _checked=False, do=slot: do())
            menu.addAction(action)
        return menu

    def _copy_team(self) -> None:
        self.members.grid.selectAll()
        self.members.grid.copy(headings=True)

    def _help(self) -> None:
        window = self.window()
        if hasattr(window, "help_requested"):
            window.help_requested.emit(self.handbook)
