"""In the middle: what a report is, what about it deserves a look, the officer's words, and its figures."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QTabWidget, QVBoxLayout, QWidget

from app.asked_above import AskedStage
from app.asked_words import last_day_words, stage_words
from app.duties.views import DueState
from app.kernel.clock import VIETNAM
from app.kernel.days import show_day
from app.kernel.words import _
from app.reports.owing import titled
from ui.core import tokens
from ui.core.context import Context
from ui.core.theme import named, selectable
from ui.pages.reports.facts_table import FactsTable
from ui.pages.reports.loading import ReportSeen
from ui.pages.reports.mark import Mark
from ui.pages.reports.own_texts import OwnTexts
from ui.widgets.badge import Badge
from ui.widgets.remark_place import RemarkPlace

_TONES = {DueState.LATE: "bad", DueState.DONE_LATE: "warn", DueState.DONE_ON_TIME: "ok", DueState.DONE: "ok"}


class ReportPane(QWidget):
    """One report, its paper aside."""

    send_asked = Signal()
    """The answer to a request from above is signed and is to go up."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.what = named(QLabel(wordWrap=True), "reportWhat", "heading")
        self.badge = named(Badge("", "neutral", self), "reportBadge")
        self.about = selectable(named(QLabel(wordWrap=True), "reportAbout", "small"))
        self.stale, self.by_hand = Mark("staleMark"), Mark("byHandMark")
        self.repeated, self.unsent = Mark("repeatedMark"), Mark("unsentMark")
        self.remarks = RemarkPlace()
        self.own, self.facts = OwnTexts(context.tasks), FactsTable(context.settings)
        self.tabs = named(QTabWidget(), "reportTabs")
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        scroll = named(QScrollArea(widgetResizable=True), "ownScroll")
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self.own)
        self.tabs.addTab(scroll, _("Nhận xét"))
        self.tabs.addTab(self.facts, _("Số liệu"))
        self._lay_out()

    def show_report(
        self, seen: ReportSeen, today: date, recount: Callable[[], object], replace: Callable[[], object]
    ) -> None:
        """Shows a report; ``recount`` counts anew, ``replace`` does so although the paper was changed by hand."""
        self.what.setText(titled(seen.kind, seen.view.period))
        self.badge.say(seen.head.state_words, _tone(seen))
        self.about.setText("\n".join(_about(seen, today)))
        self._mark_stale(seen, recount)
        self._mark_by_hand(seen, replace)
        signed = seen.asked is not None and seen.asked.stage is AskedStage.SIGNED
        words = _("Đã ký. Cấp trên nhận được khi gói gửi có báo cáo này đã đến nơi.") if signed else ""
        self.unsent.tell(words, _("Gửi lên cấp t&rên"), self.send_asked.emit)
        repeated = len(seen.freshness.repeated) if seen.is_open else 0
        words = _("{count} ô nhận xét giống hệt kỳ trước; ô đó có ghi chú bên dưới.").format(count=repeated)
        self.repeated.tell(words if repeated else "")
        self.remarks.about(seen.view.uid)
        self.own.show_report(seen)
        self.facts.show_report(seen)
        written = sum(bool(text) for text in seen.view.own_texts.values())
        self.tabs.setTabText(0, _("Nhận xét ({written}/{total})").format(written=written, total=len(self.own.fields)))
        self.tabs.setTabText(1, _("Số liệu ({count})").format(count=sum(row.is_told for row in seen.rows)))

    def begin(self) -> None:
        """The cursor in the first field of words."""
        self.tabs.setCurrentIndex(0)
        self.own.focus_first()

    def ask_replace(self, sentence: str, replace: Callable[[], object]) -> None:
        """What was changed by hand would be lost: asked here, done only on agreement (REP-06)."""
        self.by_hand.tell(sentence, _("Tính lại và &thay"), replace)

    def _mark_stale(self, seen: ReportSeen, recount: Callable[[], object]) -> None:
        if not seen.changed:
            self.stale.tell("")
        elif seen.is_open:
            words = _("Số liệu đã thay đổi: {count} chỉ tiêu trong nhật ký khác với lần tính trước.")
            self.stale.tell(words.format(count=seen.changed), _("&Tính lại"), recount)
        else:
            words = _("Sau khi ký, nhật ký đã thay đổi ở {count} chỉ tiêu. Văn bản đã ký giữ nguyên số cũ.")
            self.stale.tell(words.format(count=seen.changed))

    def _mark_by_hand(self, seen: ReportSeen, replace: Callable[[], object]) -> None:
        edited = seen.is_open and seen.freshness.edited
        words = _("Văn bản có phần sửa tay. Tính lại hoặc ghi nhận xét ở đây sẽ thay phần đó.")
        if edited:
            self.by_hand.tell(words, _("Tính lại và &thay"), replace)
        else:
            self.by_hand.tell("")

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.addWidget(self.what, 1)
        line.addWidget(self.badge, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.SPACE_S, 0, tokens.SPACE_S, 0)
        column.setSpacing(tokens.SPACE_XS)
        column.addLayout(line)
        for part in (self.about, self.remarks, self.unsent, self.stale, self.by_hand, self.repeated):
            column.addWidget(part)
        column.addWidget(self.tabs, 1)


def _tone(seen: ReportSeen) -> str:
    if not seen.view.is_issued:
        return "warn"
    return _TONES.get(seen.handing.state, "ok") if seen.handing is not None else "ok"


def _about(seen: ReportSeen, today: date) -> list[str]:
    period, moment = seen.view.period, seen.view.counted_at.astimezone(VIETNAM)
    lines = [
        _("Số liệu từ {first} đến {last}, tính lúc {time} ngày {day}").format(
            first=show_day(period.first),
            last=show_day(period.last),
            time=f"{moment:%H:%M}",
            day=show_day(moment.date()),
        )
    ]
    last_day = seen.head.last_day
    is_done = seen.handing is not None and seen.handing.fulfilment is not None
    if last_day is not None and not is_done:
        left = (last_day - today).days
        words = (
            _("Hạn: nộp trước 00 giờ ngày {next}; còn {left} ngày")
            if left > 0
            else _("Hạn: nộp trước 00 giờ ngày {next}; là hôm nay")
            if left == 0
            else _("Hạn: nộp trước 00 giờ ngày {next}; đã quá {late} ngày")
        )
        following = date.fromordinal(last_day.toordinal() + 1)
        lines.append(words.format(next=show_day(following), left=left, late=-left))
    if is_done and seen.is_open:
        lines.append(_("Kỳ này đã được ghi là nộp rồi, xem trang Nhiệm vụ và thời hạn."))
    if seen.asked is not None:
        told = _("Trả lời yêu cầu “{title}” của cấp trên: {stage}").format(
            title=seen.asked.request.title, stage=stage_words(seen.asked)
        )
        lines.append("; ".join(part for part in (told, last_day_words(seen.asked)) if part))
    if seen.view.receiver:
        lines.append(_("Nơi nhận: {receiver}").format(receiver=seen.view.receiver))
    return lines
