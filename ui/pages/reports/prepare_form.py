"""Lập báo cáo: which kind, for which days, and what an ad hoc request asks for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QWidget

from app.asked_above import Asked
from app.asked_words import about_words
from app.intake.asking import RequestView
from app.kernel.days import show_day
from app.kernel.periods import MONTHS
from app.kernel.problems import Refused, refused
from app.kernel.words import N_, _
from app.reports.asked import asked_lines
from app.reports.commands import PrepareReport
from app.reports.definitions import Definition, definition, definitions
from app.reports.queries import period_due, periods_offered
from ui.core import tokens
from ui.core.dialogs import FormDialog
from ui.core.tab_order import begin_at
from ui.core.theme import named
from ui.widgets.fields import CheckField, ChoiceField, DateField, Field, LongTextField
from ui.widgets.search_combo import Choice

AD_HOC = "dot-xuat"
"""The kind that answers fields named by a request."""
_ROWS_SHOWN = 6
NO_KIND = refused("REP-20", N_("Chưa chọn loại báo cáo."), next_step=N_("Chọn một loại trong danh sách."))
NO_PERIOD = refused("REP-21", N_("Chưa chọn kỳ báo cáo."), next_step=N_("Nhấn ↓ trong ô Kỳ rồi chọn một kỳ."))
NO_DAYS = refused(
    "REP-22", N_("Chưa ghi đủ hai ngày đầu và cuối."), next_step=N_("Ghi cả hai ngày theo dạng ngày/tháng/năm.")
)
FAR_OFF = refused(
    "REP-26",
    N_("Ngày cuối {last} còn {days} ngày nữa mới đến."),
    next_step=N_("Sửa lại ngày nếu gõ nhầm, hoặc đánh dấu xác nhận bên dưới rồi lập báo cáo."),
)
_SOON = timedelta(days=31)
"""So far ahead a last day needs no second thought: a month's report is begun before the month ends."""


def answer_to(request: RequestView) -> PrepareReport:
    """The report that answers a request with what it names."""
    return PrepareReport(definition=AD_HOC, period=request.period, asked=request.fields, request=request.uid)


class PrepareForm(FormDialog):
    """Makes the command; kinds with periods offer the one due first."""

    def __init__(
        self, today: date, chosen: str = "", asked: Sequence[Asked] = (), parent: QWidget | None = None
    ) -> None:
        self.title = _("Lập báo cáo")
        self.save_words = _("Lậ&p báo cáo")
        super().__init__(parent)
        self._today = today
        self._requests = {each.uid: each.request for each in asked}
        self.request = ChoiceField(
            _("Theo &yêu cầu của cấp trên"),
            [Choice(each.uid, each.request.title, about_words(each)) for each in asked],
            name="request",
            placeholder=_("để trống nếu không theo yêu cầu nào"),
        )
        if asked:
            self.add_field("request", self.request)
            self.request.changed.connect(self._on_request)
        self.list = self._list()
        self.add_field("definition", Field(_("&Loại báo cáo"), self.list, name="reportKinds"))
        self.about = named(QLabel(wordWrap=True), "reportKindNote", "small")
        self.form.addWidget(self.about)
        self.period = ChoiceField(_("&Kỳ"), name="period")
        self.first = DateField(_("Từ &ngày"), name="first")
        self.last = DateField(_("Đến n&gày"), name="last")
        self.far_off = CheckField(_("Đúng là lấy &số liệu đến một ngày còn xa"), name="far_off")
        self.asked = LongTextField(
            _("&Các nội dung được hỏi"),
            name="asked",
            lines=4,
            hint=_("Mỗi dòng một nội dung, dán được từ công văn hoặc Excel. Nội dung chưa có số liệu sẽ được nêu tên."),
        )
        for field in (self.period, self.first, self.last, self.far_off, self.asked):
            self.add_field(field.editor.objectName(), field)
        self.last.changed.connect(self._on_last)
        self.last.edit.editingFinished.connect(self._on_last)
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
        return PrepareReport(
            definition=kind.code,
            period=self._key(kind),
            asked=self._asked(kind),
            request=self.request.value() or "",
        )

    def _key(self, kind: Definition) -> str:
        if kind.cadence in MONTHS:
            key = self.period.value()
            if key is None:
                raise NO_PERIOD(field="period")
            return str(key)
        first, last = self.first.value(), self.last.value()
        if first is None or last is None:
            raise NO_DAYS(field="first" if first is None else "last")
        if self._is_far_off(last) and not self.far_off.value():
            self._on_last()
            raise FAR_OFF(field="last", last=show_day(last), days=(last - self._today).days)
        return f"{first.isoformat()}/{last.isoformat()}"

    def _asked(self, kind: Definition) -> tuple[str, ...]:
        if kind.code != AD_HOC:
            return ()
        return asked_lines(self.asked.value())

    def _on_request(self) -> None:
        """What the office above named stands in the fields, where it can be seen and changed."""
        request = self._requests.get(self.request.value() or "")
        if request is not None:
            self._choose(AD_HOC)
            self.first.set_value(request.first_day)
            self.last.set_value(request.last_day)
            self.asked.set_value("\n".join(request.fields))
            self._on_last()

    def _is_far_off(self, last: date) -> bool:
        """Whether a slip of the hand is likelier than the wish; what the office above asked for is its wish."""
        request = self._requests.get(self.request.value() or "")
        return last > self._today + _SOON and (request is None or last != request.last_day)

    def _on_last(self) -> None:
        """Says what a day to come means, and asks where it is far off."""
        try:
            last = self.last.value()
        except Refused:
            last = None
        is_coming = last is not None and last > self._today
        self.last.set_hint(_("Ngày này chưa đến: số liệu chỉ có đến hôm nay.") if is_coming else "")
        self.far_off.setVisible(last is not None and not self.last.isHidden() and self._is_far_off(last))

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
        self._on_last()

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
