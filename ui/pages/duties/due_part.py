"""What is due: periods with their last day, the late ones first in red and in words, with one step to settle each."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.duties.commands import ClearFulfilment
from app.duties.queries import package_of
from app.duties.schedule import day_in_vietnam
from app.duties.views import DueState, DueView, PackagePart
from app.duties.wording import deadline, due_state, period_title, remaining
from app.kernel.clock import VIETNAM
from app.kernel.days import show_day
from app.kernel.periods import MONTHS
from app.kernel.words import _
from ui.core import icons, tokens
from ui.core.context import Context
from ui.core.row_model import Column, RowModel
from ui.core.theme import named, selectable
from ui.pages.duties.forms import FulfilForm, WaiveForm, ask
from ui.pages.duties.loading import DutiesSeen, FulfilSeen, fulfil_seen
from ui.widgets.badge import Badge
from ui.widgets.empty_state import EmptyState
from ui.widgets.grid import Grid
from ui.widgets.grid_pane import GridPane
from ui.widgets.panes import Panes
from ui.widgets.remark_place import RemarkPlace

TINTS = {DueState.LATE: "bad", DueState.TODAY: "warn", DueState.SOON: "warn", DueState.DONE_ON_TIME: "accent"}
_TONES = {DueState.LATE: "bad", DueState.TODAY: "warn", DueState.SOON: "warn", DueState.DONE_ON_TIME: "ok"}
_ICONS = {DueState.LATE: "error", DueState.TODAY: "warning", DueState.SOON: "calendar", DueState.DONE_ON_TIME: "ok"}


class DuePart(QWidget):
    """Periods at the left; what one asks for and its steps at the right."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context, self.tasks = context, context.tasks
        self.seen: DutiesSeen | None = None
        self._target = ""
        self._build_grid()
        self._build_side()
        panes = Panes(context.settings, "duties.due")
        panes.add_pane(self.pane, 560, 3)
        panes.add_pane(self.side, 330, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, tokens.SPACE_S, 0, 0)
        layout.addWidget(panes, 1)

    def show_seen(self, seen: DutiesSeen) -> None:
        """Shows the periods as read now."""
        self.seen = seen
        self._fill()

    def select(self, uid: str) -> bool:
        """Selects the line of this name (duty/period, or the duty's most pressing one); False where it is not here."""
        rows = self.seen.dues if self.seen else ()
        found = next((row for row in rows if uid in (row.uid, row.duty.uid) and (row.is_open or uid == row.uid)), None)
        if found is None:
            return False
        if not found.is_open:
            self.with_done.setChecked(True)
        self.grid.select_uid(found.uid)
        return True

    def current(self) -> DueView | None:
        """The period under the cursor."""
        view: DueView | None = self.grid.current()
        return view

    def fulfil(self) -> None:
        """Asks when it was handed over and what proves it."""
        view = self.current()
        if view is not None and self.seen is not None:
            self.tasks.read(fulfil_seen, view, self.seen.day, then=partial(self._ask_fulfilled, view))

    def waive(self) -> None:
        """Asks why nothing is owed for the selected periods of one duty."""
        view = self.current()
        if view is None:
            return
        chosen = [one for one in self.grid.selected() if one.duty.uid == view.duty.uid and one.is_open] or [view]
        words = period_title(view)
        if len(chosen) > 1:
            words = _("{duty}: {count} kỳ").format(duty=view.duty.title, count=len(chosen))
        ask(WaiveForm(view.duty, tuple(one.key for one in chosen), words, parent=self), self.tasks)

    def prepare(self) -> None:
        """Goes to the report of this period, which is made there or opened."""
        view = self.current()
        if view is not None:
            self.context.navigate("reports", f"prepare:{view.duty.report}:{view.key}")

    def reopen(self) -> None:
        """Takes back what was marked for the period."""
        view = self.current()
        if view is not None and view.fulfilment is not None:
            self.tasks.do(ClearFulfilment(duty=view.duty.uid, period=view.key))

    def _ask_fulfilled(self, view: DueView, seen: FulfilSeen) -> None:
        ask(FulfilForm(view, seen, self.context.clock.now(), parent=self), self.tasks)

    def _fill(self) -> None:
        dues = self.seen.dues if self.seen else ()
        shown = [view for view in dues if view.is_open or self.with_done.isChecked()]
        self.grid.rows.set_rows(shown)
        if self.current() is None and shown:
            self.grid.selectRow(0)
        self._show_current()

    def _show_current(self) -> None:
        view = self.current()
        self.side.setEnabled(view is not None)
        self.what.setText(period_title(view) if view else _("Chọn một dòng để xem và ghi kết quả."))
        self.badge.say(due_state(view.state) if view else "", _TONES.get(view.state, "neutral") if view else "neutral")
        self.words.setText("\n".join(_details(view)) if view else "")
        self.remarks.about(view.uid if view else "")
        sentence = view.duty.sentence if view else ""
        self.sentence.setText(f"“{sentence}”" if sentence else "")
        self.sentence.setVisible(bool(sentence))
        self.package.clear()
        self.package.hide()
        for button, on in (
            (self.fulfil_button, view is not None and view.is_open),
            (self.waive_button, view is not None and view.is_open),
            (self.reopen_button, view is not None and view.fulfilment is not None),
            (self.report_button, view is not None and view.is_open and _has_report(view)),
            (self.paper_button, bool(view and view.fulfilment and view.fulfilment.documents)),
            (self.letter_button, bool(view and view.duty.letter)),
        ):
            button.setVisible(on)
        if view is not None and view.duty.package:
            self.tasks.read(package_of, view.duty.uid, then=partial(self._show_package, view.uid))

    def _show_package(self, uid: str, parts: Sequence[PackagePart]) -> None:
        view = self.current()
        if view is None or view.uid != uid:
            return
        signed = sum(part.document is not None for part in parts)
        lines = [_("Hồ sơ: {signed}/{total} văn bản đã ký").format(signed=signed, total=len(parts))]
        lines += [f"{'✓' if part.document else '○'} {part.name} {part.symbol}".rstrip() for part in parts]
        self.package.setText("\n".join(lines))
        self.package.show()

    def _open_paper(self) -> None:
        view = self.current()
        if view is not None and view.fulfilment is not None and view.fulfilment.documents:
            self.context.navigate("documents", view.fulfilment.documents[0])

    def _open_letter(self) -> None:
        view = self.current()
        if view is not None and view.duty.letter:
            self.context.navigate("incoming", view.duty.letter)

    def _build_grid(self) -> None:
        self.grid = Grid(RowModel[DueView](_columns()), name="dueGrid")
        self.grid.setAccessibleName(_("Danh sách thời hạn"))
        self.grid.remember(self.context.settings, "duties.due")
        self.empty = EmptyState(
            _(
                "Không có gì đến hạn trong hai tháng tới. Nhận các nhiệm vụ có sẵn kèm căn cứ, "
                "hoặc thêm nhiệm vụ nêu trong văn bản của cấp trên."
            ),
            _("Nhận nhiệm vụ có sẵn"),
            icon="calendar",
        )
        self.pane = GridPane(
            self.grid, placeholder=_("Lọc theo nhiệm vụ, nơi nhận, người phụ trách…"), empty=self.empty
        )
        self.with_done = named(QCheckBox(_("Hiện cả &kỳ đã gửi")), "dueWithDone")
        self.with_done.toggled.connect(lambda _on: self._fill())
        self.pane.tools.addWidget(self.with_done)
        self.grid.current_changed.connect(lambda _view: self._show_current())
        self.grid.opened.connect(lambda _view: self.fulfil())

    def _build_side(self) -> None:
        self.side = named(QScrollArea(widgetResizable=True), "dueSide", "card")
        self.side.setFrameShape(QFrame.Shape.NoFrame)
        self.side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.side.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(tokens.SPACE_M, tokens.SPACE_M, tokens.SPACE_M, tokens.SPACE_M)
        column.setSpacing(tokens.SPACE_S)
        self.badge = Badge("", "neutral", inside)
        self.what = named(QLabel(wordWrap=True), "dueWhat", "heading")
        self.words = selectable(named(QLabel(wordWrap=True), "dueWords"))
        self.package = selectable(named(QLabel(wordWrap=True), "duePackage"))
        self.sentence = selectable(named(QLabel(wordWrap=True), "dueSentence", "quiet"))
        line = QHBoxLayout()
        line.addWidget(self.badge)
        line.addStretch(1)
        column.addLayout(line)
        self.remarks = RemarkPlace()
        for label in (self.what, self.remarks, self.words, self.package, self.sentence):
            column.addWidget(label)
        for button in self._buttons():
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self.side.setWidget(inside)
        inside.setAutoFillBackground(False)
        self.side.viewport().setAutoFillBackground(False)

    def _buttons(self) -> tuple[QPushButton, ...]:
        self.fulfil_button = named(QPushButton(_("Ghi đã &gửi…")), "fulfilDue", "primary")
        icons.set_icon(self.fulfil_button, "send", "on_accent")
        self.report_button = named(QPushButton(_("Soạn &báo cáo")), "prepareReport")
        self.waive_button = named(QPushButton(_("Không &phải gửi…")), "waiveDue")
        self.reopen_button = named(QPushButton(_("&Mở lại kỳ này")), "reopenDue")
        self.paper_button = named(QPushButton(_("&Xem văn bản đã gửi")), "openDuePaper")
        self.letter_button = named(QPushButton(_("Xem văn bản đế&n")), "openDueLetter")
        found = (
            (self.fulfil_button, self.fulfil),
            (self.report_button, self.prepare),
            (self.waive_button, self.waive),
            (self.reopen_button, self.reopen),
            (self.paper_button, self._open_paper),
            (self.letter_button, self._open_letter),
        )
        for button, slot in found:
            button.clicked.connect(lambda _checked=False, do=slot: do())
        return tuple(button for button, _slot in found)


def _columns() -> list[Column[DueView]]:
    return [
        Column(
            _("Tình trạng"),
            lambda row: due_state(row.state),
            sort=lambda row: list(DueState).index(row.state),
            tint=lambda row: TINTS.get(row.state, ""),
            icon=lambda row: _ICONS.get(row.state, ""),
            width=130,
        ),
        Column(_("Nhiệm vụ"), lambda row: row.duty.title, width=255, tip=lambda row: row.duty.title),
        Column(_("Kỳ"), lambda row: row.label, sort=lambda row: row.key, width=150),
        Column(_("Hạn cuối"), lambda row: show_day(row.last_day), sort=_by_day, width=104),
        Column(
            _("Còn lại"),
            remaining,
            sort=_by_day,
            tint=lambda row: TINTS.get(row.state, "") if row.is_open else "",
            width=126,
        ),
        Column(_("Nơi nhận"), lambda row: row.duty.receiver, width=150),
        Column(_("Phụ trách"), lambda row: row.duty.owner_name or _("chưa có"), tint=_owner_tint, width=140),
    ]


def _has_report(view: DueView) -> bool:
    """Whether the program makes the report that the period asks for."""
    return bool(view.duty.report) and view.duty.cadence in MONTHS


def _by_day(row: DueView) -> str:
    return row.last_day.isoformat() if row.last_day else "9999"


def _owner_tint(row: DueView) -> str:
    return "" if row.duty.owner_name else "warn"


def _details(view: DueView) -> list[str]:
    duty, done = view.duty, view.fulfilment
    lines = []
    if view.last_day is not None:
        lines.append(_("Hạn cuối: hết ngày {day} ({rule})").format(day=show_day(view.last_day), rule=deadline(duty)))
    else:
        lines.append(_("Văn bản giao nhiệm vụ không nêu hạn."))
    if remaining(view):
        lines.append(remaining(view)[:1].upper() + remaining(view)[1:])
    if view.period is not None:
        span = _("Số liệu từ {first} đến {last}")
        lines.append(span.format(first=show_day(view.period.first), last=show_day(view.period.last)))
    where = ", ".join(part for part in (duty.receiver, duty.via) if part)
    lines += [_("Nơi nhận: {where}").format(where=where)] if where else []
    lines.append(_("Phụ trách: {owner}").format(owner=duty.owner_name or _("chưa có")))
    if done is not None and done.waived:
        lines.append(_("Không phải gửi: {reason}").format(reason=done.waived))
    elif done is not None and done.handed_over_at is not None:
        moment = done.handed_over_at.astimezone(VIETNAM)
        day = show_day(day_in_vietnam(done.handed_over_at))
        lines.append(_("Đã gửi lúc {time} ngày {day}").format(time=f"{moment:%H:%M}", day=day))
        lines += [done.note] if done.note else []
        lines += [] if done.has_proof else [_("Chưa có văn bản hoặc bản ghi chứng minh.")]
    if duty.source:
        lines.append(_("Căn cứ: {source}").format(source=duty.source))
    return lines
