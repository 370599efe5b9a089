"""Lập báo cáo: which kind, for which days, and what an ad hoc request asks for."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QWidget

from app.kernel.days import show_day
from app.kernel.periods import MONTHS
from app.kernel.problems import refused
from app.kernel.words import N_, _
from app.reports.asked import asked_lines
from app.reports.commands import PrepareReport
from app.reports.definitions import Definition, definition, definitions
from app.reports.queries import period_due, periods_offered
from ui.core import tokens
from ui.core.dialogs import FormDialog
from ui.core.tab_order import begin_at
from ui.core.theme import named
from ui.widgets.fields import ChoiceField, DateField, Field, LongTextField
from ui.widgets.search_combo import Choice

AD_HOC = "dot-xuat"
"""The kind that answers fields named by a request."""
_ROWS_SHOWN = 6
NO_KIND = refused("REP-20", N_("Chưa chọn loại báo cáo."), next_step=N_("Chọn một loại trong danh sách."))
NO_PERIOD = refused("REP-21", N_("Chưa chọn kỳ báo cáo."), next_step=N_("Nhấn ↓ trong ô Kỳ rồi chọn một kỳ."))
NO_DAYS = refused(
    "REP-22", N_("Chưa ghi đủ hai ngày đầu và cuối."), next_step=N_("Ghi cả hai ngày theo dạng ngày/tháng/năm.")
)


class PrepareForm(FormDialog):
    """Makes the command; kinds with periods offer the one due first."""

    def __init__(self, today: date, chosen: str = "", parent: QWidget | None = None) -> None:
        self.title = _("Lập báo cáo")
        self.save_words = _("Lậ&p báo cáo")
        super().__init__(parent)
        self._today = today
        self.list = self._list()
        self.add_field("definition", Field(_("&Loại báo cáo"), self.list, name="reportKinds"))
        self.about = named(QLabel(wordWrap=True), "reportKindNote", "small")
        self.form.addWidget(self.about)
        self.period = ChoiceField(_("&Kỳ"), name="period")
        self.first = DateField(_("Từ &ngày"), name="first")
        self.last = DateField(_("Đến n&gày"), name="last")
        self.asked = LongTextField(
            _("&Các nội dung được hỏi"),
            name="asked",
            lines=4,
            hint=_("Mỗi dòng một nội dung, dán được từ công văn hoặc Excel. Nội dung chưa có số liệu sẽ được nêu tên."),
        )
        for name, field in (("period", self.period), ("first", self.first), ("last", self.last), ("asked", self.asked)):
            self.add_field(name, field)
        self.form.addStretch(1)
        self.list.currentItemChanged.connect(lambda *_items: self._on_kind())
        self._choose(chosen)
        self.resize(560, 560)
        begin_at(self, self.list)

    def kind(self) -> Definition | None:
        """The kind chosen."""
        row = self.list.currentRow()
        return definition(str(self.list.item(row).data(Qt.ItemDataRole.UserRole))) if row >= 0 else None

    def command(self) -> PrepareReport:
        kind = self.kind()
        if kind is None:
            raise NO_KIND(field="definition")
        return PrepareReport(definition=kind.code, period=self._key(kind), asked=self._asked(kind))

    def _key(self, kind: Definition) -> str:
        if kind.cadence in MONTHS:
            key = self.period.value()
            if key is None:
                raise NO_PERIOD(field="period")
            return str(key)
        first, last = self.first.value(), self.last.value()
        if first is None or last is None:
            raise NO_DAYS(field="first" if first is None else "last")
        return f"{first.isoformat()}/{last.isoformat()}"

    def _asked(self, kind: Definition) -> tuple[str, ...]:
        if kind.code != AD_HOC:
            return ()
        return asked_lines(self.asked.value())

    def _on_kind(self) -> None:
        kind = self.kind()
        if kind is None:
            return
        self.about.setText(
            "\n".join(part for part in (_(kind.note), _("Căn cứ: {source}").format(source=kind.source)) if part)
        )
        periodic = kind.cadence in MONTHS
        self.period.setVisible(periodic)
        self.first.setVisible(not periodic)
        self.last.setVisible(not periodic)
        self.asked.setVisible(kind.code == AD_HOC)
        if periodic:
            self._offer(kind)
        else:
            self.first.set_value(self._today.replace(month=1, day=1))
            self.last.set_value(self._today)

    def _offer(self, kind: Definition) -> None:
        days = _("từ {first} đến {last}")
        self.period.set_choices(
            [
                Choice(each.key, each.label, days.format(first=show_day(each.first), last=show_day(each.last)))
                for each in periods_offered(kind, self._today)
            ]
        )
        due = period_due(kind, self._today)
        self.period.set_value(due.key if due is not None else None)

    def _list(self) -> QListWidget:
        shown = named(QListWidget(), "reportKinds")
        for kind in definitions():
            item = QListWidgetItem(_(kind.name))
            item.setData(Qt.ItemDataRole.UserRole, kind.code)
            shown.addItem(item)
        shown.setFixedHeight(min(_ROWS_SHOWN * tokens.ROW_PX, self.screen().availableGeometry().height() * 3 // 10))
        return shown

    def _choose(self, code: str) -> None:
        rows = range(self.list.count())
        data = [self.list.item(row).data(Qt.ItemDataRole.UserRole) for row in rows]
        self.list.setCurrentRow(data.index(code) if code in data else 0)
        self._on_kind()
