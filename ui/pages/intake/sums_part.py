"""Reports of communes added up: who sent in time or late, the sums with what they cover, the paper further up."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.kernel.days import show_day
from app.kernel.figures import show_amount
from app.kernel.words import _
from app.overview.commands import PrepareSummary
from app.overview.views import CommuneSent, Overview, Sent, SumLine
from app.overview.wording import coverage, coverage_sentence, remark, sent_words, total
from ui.core import icons, tokens
from ui.core.context import Context
from ui.core.row_model import Column, RowModel
from ui.core.theme import named, selectable
from ui.pages.intake.sums_loading import SumsSeen, offer_words, sums_seen, sums_workbook, workbook_name
from ui.widgets.empty_state import EmptyState
from ui.widgets.grid import Grid
from ui.widgets.grid_pane import GridPane
from ui.widgets.made_files import MadeFiles
from ui.widgets.panes import Panes

_LOOKS = {
    Sent.ON_TIME: ("ok", "accent"),
    Sent.LATE: ("warning", "warn"),
    Sent.CAME: ("ok", ""),
    Sent.DRAFT: ("edit", "warn"),
    Sent.OTHER_DAYS: ("calendar", "warn"),
    Sent.LOG_ONLY: ("diary", "warn"),
    Sent.NOTHING: ("circle", "bad"),
}
"""State -> icon and tint; the words say the same."""


class SumsPart(QWidget):
    """A kind of report and a period are chosen; communes stand left, sums right, the parts of a sum below."""

    record_asked = Signal(str, str, str)
    """Office, kind and uid of the report of the commune in sight."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context, self.tasks = context, context.tasks
        self.seen: SumsSeen | None = None
        self._is_stale = False
        self.files = MadeFiles(context, self)
        self.kind, self.period = named(QComboBox(), "sumKind"), named(QComboBox(), "sumPeriod")
        self.told = selectable(named(QLabel(wordWrap=True), "sumCoverage"))
        self.parts = selectable(named(QLabel(wordWrap=True), "sumParts", "small"))
        self.communes = Grid(RowModel[CommuneSent](_commune_columns()), name="sumCommunes")
        self.sums = Grid(RowModel[SumLine](_sum_columns()), name="sumGrid")
        self.communes.setAccessibleName(_("Các xã và báo cáo của kỳ"))
        self.sums.setAccessibleName(_("Số liệu cộng từ các xã"))
        for grid in (self.communes, self.sums):
            grid.remember(context.settings, f"intake.{grid.objectName()}")
        self.empty = EmptyState(
            _("Chưa xã nào gửi báo cáo đã ký của kỳ này. Nhận gói của các xã, số liệu tự được cộng ở đây."),
            icon="report",
        )
        self._build()
        self._wire()
        self._show_part()

    def refresh(self) -> None:
        """Reads again, now or as soon as it is in sight: many reports take a moment."""
        self._is_stale = True
        if self.isVisible():
            self._read()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self._read()

    def _read(self) -> None:
        self._is_stale = False
        code, key = (self.kind.currentData() or ""), (self.period.currentData() or "")
        self.tasks.read(sums_seen, code, key, self.context.clock.today(), then=self._show)

    def prepare(self) -> None:
        """Makes the paper, or counts its draft anew, and opens it."""
        seen = self._overview()
        if seen is not None:
            command = PrepareSummary(
                definition=seen.definition,
                period=seen.period.key,
                first_day=seen.period.first,
                last_day=seen.period.last,
            )
            self.tasks.do(
                command,
                then=lambda done: self.context.navigate("documents", str(done.value)),
                button=self.prepare_button,
            )

    def save_workbook(self) -> None:
        """Asks where and writes sums, communes' figures and who sent."""
        seen = self.seen
        if seen is not None and seen.overview is not None and seen.offer is not None:
            make = partial(sums_workbook, seen.kind, seen.offer)
            self.files.save(make, workbook_name(seen.overview), _("Bảng tính Excel"), self.workbook_button)

    def copy(self) -> None:
        """Copies the sums with their headings, to be pasted into Excel."""
        self.sums.selectAll()
        self.sums.copy(headings=True)
        self.context.notices.info(_("Đã chép bảng số liệu; dán vào Excel bằng Ctrl+V."))

    # --- inside -------------------------------------------------------------------------------------------------------

    def _overview(self) -> Overview | None:
        return self.seen.overview if self.seen is not None else None

    def _show(self, seen: SumsSeen) -> None:
        self.seen = seen
        _offer(self.kind, list(seen.kinds), seen.kind)
        periods = [(offer.key, offer_words(offer)) for offer in seen.offers]
        _offer(self.period, periods, seen.offer.key if seen.offer is not None else "")
        found = seen.overview
        self.communes.rows.set_rows(found.communes if found else ())
        lines = found.lines if found is not None and found.counted else ()
        self.sums.rows.set_rows(lines)
        if self.sums.current() is None and lines:
            self.sums.selectRow(0)
        self.told.setText(_told(found))
        has_sums = bool(lines)
        for button in (self.prepare_button, self.workbook_button, self.copy_button):
            button.setEnabled(has_sums)
        self._show_part()
        self._show_commune()

    def _show_part(self) -> None:
        line: SumLine | None = self.sums.current()
        self.parts.setText(_parts_words(line) if line is not None else "")
        self.parts.setVisible(line is not None)

    def _show_commune(self) -> None:
        commune: CommuneSent | None = self.communes.current()
        self.report_button.setEnabled(commune is not None and bool(commune.report))

    def _open_report(self) -> None:
        commune: CommuneSent | None = self.communes.current()
        if commune is not None and commune.report:
            self.record_asked.emit(commune.office_uid, "report", commune.report)

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, tokens.SPACE_S, 0, 0)
        layout.setSpacing(tokens.SPACE_S)
        layout.addLayout(self._build_choices())
        layout.addWidget(self.told)
        panes = Panes(self.context.settings, "intake.sums")
        panes.add_pane(GridPane(self.communes, placeholder=_("Lọc theo xã, tình trạng…")), 300, 2)
        panes.add_pane(GridPane(self.sums, placeholder=_("Lọc chỉ tiêu…"), empty=self.empty), 340, 3)
        layout.addWidget(panes, 1)
        layout.addWidget(self.parts)
        layout.addLayout(self._build_buttons())

    def _build_choices(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(tokens.SPACE_S)
        for words, box, stretch in ((_("Mẫu báo &cáo"), self.kind, 2), (_("&Kỳ"), self.period, 3)):
            label = QLabel(words)
            label.setBuddy(box)
            box.setAccessibleName(words.replace("&", ""))
            box.setMinimumContentsLength(12)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            line.addWidget(label)
            line.addWidget(box, stretch)
        return line

    def _build_buttons(self) -> QHBoxLayout:
        self.prepare_button = named(QPushButton(_("Lập &tổng hợp")), "prepareSummary", "primary")
        self.workbook_button = named(QPushButton(_("&Excel…")), "sumWorkbook")
        self.copy_button = named(QPushButton(_("Ché&p bảng")), "copySums")
        self.report_button = named(QPushButton(_("Xe&m báo cáo")), "openCommuneReport")
        self.copy_button.setToolTip(_("Chép cả bảng số liệu kèm tiêu đề cột để dán vào Excel"))
        icons.set_icon(self.prepare_button, "report", "on_accent")
        icons.set_icon(self.workbook_button, "xlsx", "accent")
        icons.set_icon(self.copy_button, "copy", "accent")
        icons.set_icon(self.report_button, "open", "accent")
        line = QHBoxLayout()
        line.setSpacing(tokens.SPACE_S)
        for button in (self.prepare_button, self.workbook_button, self.copy_button, self.report_button):
            line.addWidget(button)
        line.addStretch(1)
        return line

    def _wire(self) -> None:
        self.kind.activated.connect(lambda _place: self._choose_kind())
        self.period.activated.connect(lambda _place: self._read())
        self.sums.current_changed.connect(lambda _line: self._show_part())
        self.communes.current_changed.connect(lambda _commune: self._show_commune())
        self.communes.opened.connect(lambda _commune: self._open_report())
        self.prepare_button.clicked.connect(lambda _checked=False: self.prepare())
        self.workbook_button.clicked.connect(lambda _checked=False: self.save_workbook())
        self.copy_button.clicked.connect(lambda _checked=False: self.copy())
        self.report_button.clicked.connect(lambda _checked=False: self._open_report())

    def _choose_kind(self) -> None:
        """Another kind has other periods: the latest that came is shown."""
        self.period.clear()
        self._read()


def _offer(box: QComboBox, choices: list[tuple[str, str]], chosen: str) -> None:
    box.blockSignals(True)
    box.clear()
    for value, words in choices:
        box.addItem(words, value)
    box.setCurrentIndex(max(box.findData(chosen), 0) if choices else -1)
    box.blockSignals(False)


def _told(seen: Overview | None) -> str:
    if seen is None or not seen.communes:
        return _("Chưa xã nào đăng ký khóa, hoặc chưa có kỳ nào để cộng.")
    words = [coverage_sentence(seen)]
    if seen.lacking:
        names = ", ".join(each.office_name for each in seen.lacking)
        words.append(_("Chưa có trong tổng: {names}.").format(names=names))
        words.append(_("Xã chưa có báo cáo không tính là 0."))
    return " ".join(words)


def _parts_words(line: SumLine) -> str:
    """What the sum is made of, commune by commune, as they sent it."""
    told = [
        f"{part.office_name}: {show_amount(part.value)}"
        + (" " + _("({count} mục chưa ghi số)").format(count=part.missing) if part.missing else "")
        for part in line.parts
        if part.value is not None
    ]
    words = f"{line.name}: {'; '.join(told) or _('chưa xã nào có số liệu')}."
    if line.without:
        words += " " + _("Chưa có số liệu: {names}.").format(names="; ".join(line.without))
    return words


def _commune_columns() -> list[Column[CommuneSent]]:
    return [
        Column(_("Xã"), lambda row: row.office_name, width=116, tip=lambda row: row.office_name),
        Column(
            _("Tình trạng"),
            lambda row: sent_words(row.sent),
            sort=lambda row: list(Sent).index(row.sent),
            icon=lambda row: _LOOKS[row.sent][0],
            tint=lambda row: _LOOKS[row.sent][1],
            width=196,
            tip=lambda row: remark(row) or sent_words(row.sent),
        ),
        Column(_("Ngày nhận"), lambda row: show_day(row.came_on), sort=lambda row: str(row.came_on or ""), width=96),
        Column(_("Hạn"), lambda row: show_day(row.last_day), sort=lambda row: str(row.last_day or ""), width=96),
        Column(_("Số báo cáo"), lambda row: row.number, width=110),
        Column(_("Ghi chú"), remark, width=180, tip=remark),
    ]


def _sum_columns() -> list[Column[SumLine]]:
    return [
        Column(_("Chỉ tiêu"), lambda row: row.name, width=270, tip=lambda row: row.name),
        Column(_("Trong kỳ"), total, sort=lambda row: row.value or 0, number=True, width=104),
        Column(_("Lũy kế năm"), lambda row: total(row, year=True), sort=_by_year, number=True, width=104),
        Column(_("Đơn vị"), lambda row: row.unit, width=110),
        Column(
            _("Độ phủ"),
            coverage,
            sort=lambda row: row.covered,
            tint=lambda row: "warn" if row.without else "",
            width=80,
        ),
        Column(_("Xã chưa có số liệu"), _without, width=200, tip=_without),
    ]


def _by_year(row: SumLine) -> int:
    return row.year or 0


def _without(row: SumLine) -> str:
    return "; ".join(row.without)
