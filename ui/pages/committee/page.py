"""The page of the steering committee: members, duties, supporters, rules, and the papers that state them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QMenu, QPushButton, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from app.bodies.commands import CreateBody, ProposeMembers, SpreadSupporters, SuggestDuties
from app.bodies.fixes import command_for
from app.importing.grid import Grid as Table
from app.importing.grid import read_clipboard, read_file
from app.kernel.days import show_day
from app.kernel.findings import Finding
from app.kernel.problems import Refused
from app.kernel.words import _
from app.vocabulary import BodyKind
from ui.core import icons, tokens
from ui.core.context import Context
from ui.core.page import Page
from ui.core.theme import named
from ui.pages.committee.loading import CommitteeSeen, committee_seen
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.fields import DateField
from ui.widgets.finding_card import FindingCard
from ui.widgets.member_forms import AddMemberForm, Joining, joining
from ui.widgets.member_grid import MemberLine, lines_now, lines_on
from ui.widgets.member_pane import MemberPane
from ui.widgets.panes import Panes
from ui.widgets.paste_preview import PastePreview
from ui.widgets.remark_place import RemarkPlace
from ui.widgets.sent_back_notes import SentBackNotes


class CommitteePage(Page):
    """Who sits in the committee now, on a past day, and after the next decision."""

    shows = frozenset({"body", "membership", "person", "post", "team_support", "hamlet", "office_version", "document"})
    handbook = "ban-chi-dao"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.set_title(_("Ban Chỉ đạo"))
        self.today = context.clock.today()
        self.seen: CommitteeSeen | None = None
        self._past: date | None = None
        self._wanted = ""
        self._build_list()
        self._build_side()
        self._build_buttons()
        self.none_yet = EmptyState(
            _("Chưa có Ban Chỉ đạo. Lập danh sách dự kiến trước, đối chiếu quy định, rồi soạn quyết định trình ký."),
            _("Lập Ban Chỉ đạo"),
            icon="committee",
        )
        self.none_yet.begun.connect(self._create)
        self.none_yet.help_asked.connect(self._help)
        self.panes = Panes(context.settings, "committee")
        self.panes.add_pane(self.list_part, 520, 3)
        self.panes.add_pane(self.side, 350, 1)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.none_yet)
        self.stack.addWidget(self.panes)
        self.body.addWidget(self.stack, 1)
        self._order_tabs()  # only now do all of them stand in one window
        self.setAcceptDrops(True)
        self.sent_back = SentBackNotes(self)
        self.sent_back.place(self.remarks)
        self.sent_back.opens(self.pane.grid, self.pane.edit)
        paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self, self.pane.grid.paste)
        paste.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)  # also while the empty state stands there

    def refresh(self) -> None:
        self.today = self.context.clock.today()
        self.tasks.read(committee_seen, self.today, self._past, then=self._show)

    def select(self, uid: str) -> None:
        """Selects a member; the committee itself is always in sight."""
        uid = self.sent_back.target_of(uid)
        if self.seen is not None and self.seen.body is not None and uid == self.seen.body.uid:
            return
        self.pane.grid.select_uid(uid)

    def new(self) -> None:
        """Adds a member; begins with the committee itself where there is none."""
        if self._past is not None:
            self._look_at(None)
        elif self.seen is not None and self.seen.body is None:
            self._create()
        elif self.seen is not None and self.seen.body is not None:
            self.tasks.read(
                joining,
                BodyKind.COMMITTEE,
                self.seen.body,
                self.seen.wanted,
                day=self.today,
                roles=self.seen.roles,
                then=self._ask_who,
            )

    def _ask_who(self, case: Joining) -> None:
        if not any(form.isVisible() for form in self.findChildren(AddMemberForm)):
            form = AddMemberForm(case, parent=self)
            form.send_with(self.tasks, lambda outcome: self.pane.grid.select_uid(str(outcome.value)))

    def _show(self, seen: CommitteeSeen) -> None:
        self.seen = seen
        self._turn_to(0 if seen.body is None and seen.past is None else 1)
        now = seen.past is None
        for part in (self.add_button_, self.duties_button, self.supporters_button):
            part.setEnabled(seen.body is not None and now)
        self.papers_button.setEnabled(seen.body is not None)
        self.paste_button.setEnabled(seen.body is not None and now)
        self._offer_people(seen)
        self.findings.setVisible(now)
        self.findings.show_findings(seen.findings, here=(seen.body.uid,) if seen.body else ())
        self.back_button.setVisible(not now)
        if seen.body is None:
            self.pane.show_lines([], read_only=True)
        elif seen.past is not None:
            self.pane.show_lines(lines_on(seen.body, seen.past, seen.supports), read_only=True)
        else:
            self.pane.show_lines(lines_now(seen.body, self.today, seen.supports))
        self.remarks.about(seen.body.uid if seen.body and now else "")
        self.set_title(seen.body.name if seen.body else _("Ban Chỉ đạo"), self._state_words(seen))

    def _turn_to(self, shown: int) -> None:
        """Shows one side of the page; the other asks for no room meanwhile."""
        for place, part in enumerate((self.none_yet, self.panes)):
            policy = QSizePolicy.Policy.Expanding if place == shown else QSizePolicy.Policy.Ignored
            part.setSizePolicy(policy, policy)
        self.stack.setCurrentIndex(shown)

    def _offer_people(self, seen: CommitteeSeen) -> None:
        """Who belongs in by post is offered where the list is empty, else at the side."""
        is_empty = seen.body is not None and not seen.body.planned
        words = _("Đưa {count} cán bộ &xã vào Ban").format(count=seen.proposed)
        self.propose_button.setText(words)
        self.propose_button.setVisible(seen.proposed > 0 and not is_empty)
        if seen.proposed:
            self.nobody.offer(words, _("Thêm từng người"))
        else:
            self.nobody.offer(_("Thêm thành viên"))

    def _begin(self) -> None:
        if self.seen is not None and self.seen.proposed:
            self._propose(self.nobody.button)
        else:
            self.new()

    def _state_words(self, seen: CommitteeSeen) -> str:
        body = seen.body
        if body is None:
            return _("Không có Ban Chỉ đạo vào ngày {day}.").format(day=show_day(seen.past)) if seen.past else ""
        if seen.past is not None:
            return _("Thành phần theo quyết định đã ký, ngày {day}: {count} người. Chỉ xem.").format(
                day=show_day(seen.past), count=len(body.members_on(seen.past))
            )
        count = len({member.person.uid for member in body.planned})
        if body.valid_from is None:
            return _("Dự kiến {count} người, chưa có quyết định.").format(count=count)
        signed = _("Hoạt động từ {day}, {count} người.").format(day=show_day(body.valid_from), count=count)
        return signed + (" " + _("Có thay đổi chưa ký quyết định.") if body.has_unsigned_changes else "")

    def _create(self) -> None:
        self.tasks.do(CreateBody(kind=BodyKind.COMMITTEE), button=self.none_yet.button)

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

    def _propose(self, button: QPushButton) -> None:
        """Takes in at once everybody who belongs here by post; one undo takes them out again."""
        if self.seen is not None and self.seen.body is not None:
            self.tasks.do(ProposeMembers(body=self.seen.body.uid), button=button)

    def take_text(self, text: str) -> None:
        """Shows what a pasted list would change in the committee, and takes it in when the person agrees."""
        self._take(lambda: read_clipboard(text))

    def take_files(self, paths: list[Path]) -> None:
        """The same for a dropped or chosen file (the first one)."""
        self._take(lambda: read_file(paths[0]))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self.pane.grid.dragEnterEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self.pane.grid.dropEvent(event)

    def _take(self, read: Callable[[], Table]) -> None:
        from app.committee_rows import committee_base, committee_preview
        from app.member_rows import RosterBase

        if self.seen is None or self.seen.body is None or self._past is not None:
            self.notices.info(_("Lập Ban Chỉ đạo, hoặc về hiện nay, rồi dán lại danh sách."))
            return
        uid = self.seen.body.uid

        def compare(base: RosterBase) -> None:
            self.tasks.run(
                lambda _progress: committee_preview(read(), base, committee=uid),
                _("Đang đọc bảng…"),
                then=self._ask_to_take,
            )

        self.tasks.read(committee_base, uid, self.today, then=compare)

    def _ask_to_take(self, found: Any) -> None:
        dialog = PastePreview(found, title=_("Đưa thành viên vào Ban Chỉ đạo"), parent=self)
        dialog.accepted.connect(lambda: self.tasks.do(found.command(dialog.shown)))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _open(self, finding: Finding) -> None:
        self.context.navigate("people" if finding.noun == "person" else "teams", finding.uid)

    def _compose(self, template: str) -> None:
        self.context.navigate("documents", f"compose:{template}")

    def _suggest_duties(self) -> None:
        if self.seen is not None and self.seen.body is not None:
            self.tasks.do(SuggestDuties(body=self.seen.body.uid), button=self.duties_button)

    def _on_day(self) -> None:
        try:
            day = self.as_of.value()
        except Refused:
            return  # the field itself says why
        self._look_at(None if day is None or day == self.today else day)

    def _look_at(self, day: date | None) -> None:
        if day is None:
            self.as_of.set_value(None)
        if day != self._past:
            self._past = day
            self.refresh()

    def _build_list(self) -> None:
        self.nobody = EmptyState(
            _(
                "Chưa có thành viên nào. Đưa cán bộ xã vào theo chức vụ, dán danh sách từ Excel (Ctrl+V), "
                "hoặc thêm từng người, bắt đầu bằng Trưởng ban."
            ),
            _("Thêm thành viên"),
            icon="people",
        )
        self.nobody.begun.connect(self._begin)
        self.nobody.other_begun.connect(self.new)
        self.nobody.help_asked.connect(self._help)
        self.pane = MemberPane(self.context, BodyKind.COMMITTEE, empty=self.nobody)
        self.pane.chosen.connect(self._tell_member)
        self.pane.grid.pasted.connect(self.take_text)
        self.pane.grid.files_dropped.connect(self.take_files)
        self.member_words = named(QLabel(wordWrap=True), "memberWords", "quiet")
        self.member_words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.list_part = QWidget()
        column = QVBoxLayout(self.list_part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_S)
        self.remarks = RemarkPlace()
        column.addWidget(self.remarks)
        column.addWidget(self.pane, 1)
        column.addWidget(self.member_words)

    def _tell_member(self, line: MemberLine | None) -> None:
        """Duty and teams of the member under the cursor in full, for columns cut them."""
        if line is None:
            self.member_words.clear()
            return
        duty = line.member.duty or _("chưa được phân công nhiệm vụ (nhấn F2 ở cột Nhiệm vụ để ghi)")
        words = f"{line.member.person.full_name}: {duty}."
        if line.supports:
            words += " " + _("Hỗ trợ tổ: {teams}.").format(teams=line.supports)
        self.member_words.setText(words)

    def _build_side(self) -> None:
        self.side = QWidget()
        column = QVBoxLayout(self.side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_M)
        look = Card()
        self.as_of = DateField(_("Thành phần tạ&i ngày"), name="asOf", hint=_("Để trống: hiện nay và dự kiến."))
        self.as_of.edit.editingFinished.connect(self._on_day)
        self.as_of.changed.connect(self._on_picked)
        self.back_button = named(QPushButton(_("Về hiện &nay")), "backToNow")
        self.back_button.clicked.connect(lambda _checked=False: self._look_at(None))
        self.back_button.hide()
        look.body.addWidget(self.as_of)
        look.body.addWidget(self.back_button)
        self.propose_button = named(QPushButton(), "proposeMembers")
        self.propose_button.setToolTip(_("Những người giữ chức vụ mà quy định nêu tên"))
        self.propose_button.clicked.connect(lambda _checked=False: self._propose(self.propose_button))
        icons.set_icon(self.propose_button, "people", "accent")
        self.propose_button.hide()
        column.addWidget(self.propose_button)
        column.addWidget(look)
        self.findings = FindingCard(_("Thành phần và nhiệm vụ đúng quy định."))
        self.findings.fix.connect(self._fix)
        self.findings.opened.connect(self._open)
        column.addWidget(self.findings, 1)
        self.duties_button = named(QPushButton(_("Gợi ý nhiệm &vụ cho người chưa có")), "suggestDuties")
        self.duties_button.clicked.connect(lambda _checked=False: self._suggest_duties())
        self.supporters_button = named(QPushButton(_("&Cử người hỗ trợ các tổ")), "spreadSupporters")
        self.supporters_button.clicked.connect(
            lambda _checked=False: self.tasks.do(SpreadSupporters(), button=self.supporters_button)
        )
        self.paste_button = named(QPushButton(_("&Dán từ Excel")), "pasteCommittee")
        self.paste_button.clicked.connect(lambda _checked=False: self.pane.grid.paste())
        for button, icon in (
            (self.paste_button, "paste"),
            (self.duties_button, "edit"),
            (self.supporters_button, "team"),
        ):
            icons.set_icon(button, icon, "accent")
            column.addWidget(button)

    def _on_picked(self) -> None:
        """A day picked in the calendar counts at once; one being typed counts when the field is left."""
        if not self.as_of.edit.hasFocus():
            self._on_day()

    def _build_buttons(self) -> None:
        self.add_button_ = named(self.add_button(_("&Thêm thành viên"), "add", self.new, primary=True), "addMember")
        self.papers_button = named(self.add_button(_("&Soạn văn bản"), "paper"), "composePapers")
        menu = named(QMenu(self), "committeePapers")
        for template, words in (
            ("qd-ban-chi-dao", _("Soạn &quyết định thành lập")),
            ("qd-phan-cong", _("Soạn &phân công nhiệm vụ")),
            ("qd-kien-toan", _("Soạn &kiện toàn")),
        ):
            action = QAction(words, menu)
            action.setObjectName(f"compose-{template}")
            icons.set_icon(action, "paper", "quiet")
            action.triggered.connect(lambda _checked=False, name=template: self._compose(name))
            menu.addAction(action)
        self.papers_button.setMenu(menu)

    def _order_tabs(self) -> None:
        chain = [
            self.add_button_,
            self.papers_button,
            *self.pane.in_reading_order(),
            self.propose_button,
            self.as_of.edit,
            self.back_button,
            self.paste_button,
            self.duties_button,
            self.supporters_button,
        ]
        for before, after in pairwise(chain):
            QWidget.setTabOrder(before, after)

    def _help(self) -> None:
        window = self.window()
        if hasattr(window, "help_requested"):
            window.help_requested.emit(self.handbook)
