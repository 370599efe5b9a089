"""Choosing bases from the table of citable texts, and adding a text the table lacks."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.documents.citations_store import AddCitation, ConfirmCitation
from app.documents.queries import citations
from app.documents.views import CitationView
from app.kernel.days import show_day
from app.kernel.words import _
from ui.core import tokens
from ui.core.context import Context
from ui.core.dialogs import FormDialog
from ui.core.row_model import Column, RowModel
from ui.core.tab_order import begin_at
from ui.core.theme import named, set_look
from ui.widgets.fields import DateField, LongTextField, TextField
from ui.widgets.grid import Grid
from ui.widgets.grid_pane import GridPane


class CitationForm(FormDialog):
    """A text or letter becomes citable."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.title = _("Thêm văn bản vào bảng trích dẫn")
        super().__init__(parent)
        self.kind = TextField(_("Tên l&oại"), name="type_name", hint=_("Ví dụ: Luật, Nghị định, Quyết định, Công văn."))
        self.symbol = TextField(_("&Số, ký hiệu"), name="symbol", hint=_("Ví dụ: 793/BTTTT-THH."))
        self.issued_on = DateField(_("&Ngày ban hành"), name="issued_on")
        self.issuer = TextField(_("&Cơ quan ban hành"), name="issuer")
        self.words = LongTextField(_("T&rích yếu"), name="title")
        self.valid_from = DateField(_("&Hiệu lực từ ngày"), name="valid_from")
        self.valid_to = DateField(_("Hết hiệu lực sa&u ngày"), name="valid_to", hint=_("Để trống nếu còn hiệu lực."))
        for name, field in (
            ("type_name", self.kind),
            ("symbol", self.symbol),
            ("issued_on", self.issued_on),
            ("issuer", self.issuer),
            ("title", self.words),
            ("valid_from", self.valid_from),
            ("valid_to", self.valid_to),
        ):
            self.add_field(name, field)
        begin_at(self, self.kind.edit)

    def command(self) -> Any:
        return AddCitation(
            symbol=self.symbol.value(),
            type_name=self.kind.value(),
            issued_on=self.issued_on.value(),
            issuer=self.issuer.value(),
            title=" ".join(self.words.value().split()),
            valid_from=self.valid_from.value(),
            valid_to=self.valid_to.value(),
        )


class CitationPicker(QDialog):
    """The table of citable texts; one or more are chosen."""

    picked = Signal(object)
    """Uids of the texts chosen, and every citation as it is now."""

    def __init__(
        self, context: Context, parent: QWidget | None = None, *, wanted: str = "", may_take: bool = True
    ) -> None:
        super().__init__(parent)
        self._context, self._may_take = context, may_take
        named(self, "CitationPicker")
        self.setWindowTitle(_("Chọn căn cứ từ bảng văn bản") if may_take else _("Bảng văn bản trích dẫn"))
        self.citations: tuple[CitationView, ...] = ()
        self.rows = RowModel[CitationView](_columns())
        self.grid = Grid(self.rows, name="citationGrid")
        self.grid.setAccessibleName(_("Bảng văn bản trích dẫn"))
        self.grid.opened.connect(lambda _record: self._pick())
        self.pane = GridPane(self.grid, placeholder=_("Gõ số, ký hiệu hoặc trích yếu…"))
        self._lay_out()
        self.grid.current_changed.connect(lambda _record: self._tell())
        room = self.screen().availableGeometry()
        self.resize(min(860, room.width() - 40), min(520, room.height() - 60))
        self.reload(wanted)

    def reload(self, wanted: str = "") -> None:
        """Reads the table anew and goes to one of its texts."""

        def show(found: list[CitationView]) -> None:
            self.citations = tuple(found)
            self.rows.set_rows(found)
            if wanted:
                self.pane.filter.clear()
                self.grid.select_uid(wanted)
            self._tell()

        self._context.tasks.read(citations, then=show)

    def _lay_out(self) -> None:
        self.add = named(QPushButton(_("Thêm &văn bản…")), "addCitation")
        self.confirm = named(QPushButton(_("Đã đối &chiếu bản gốc")), "confirmCitation")
        self.take = named(QPushButton(_("Đư&a vào căn cứ")), "takeCitation", "primary")
        self.leave = named(QPushButton(_("&Thôi")), "leaveButton")
        for button, slot in (
            (self.add, self._add),
            (self.confirm, self._confirm),
            (self.take, self._pick),
            (self.leave, self.reject),
        ):
            button.setAutoDefault(False)
            button.clicked.connect(lambda _checked=False, do=slot: do())
        line = QHBoxLayout()
        line.addWidget(self.add)
        line.addWidget(self.confirm)
        line.addStretch(1)
        line.addWidget(self.take)
        line.addWidget(self.leave)
        self.take.setVisible(self._may_take)
        self.about = named(QLabel(wordWrap=True), "citationAbout", "small")
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.SPACE_L, tokens.SPACE_L, tokens.SPACE_L, tokens.SPACE_M)
        column.setSpacing(tokens.SPACE_S)
        column.addWidget(self.pane, 1)
        column.addWidget(self.about)
        column.addLayout(line)
        self.pane.filter.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self) -> None:
        form = CitationForm(parent=self)
        form.send_with(self._context.tasks, then=lambda outcome: self.reload(str(outcome.value)))

    def _confirm(self) -> None:
        record = self.grid.current()
        if record is not None and not record.checked:
            self._context.tasks.do(
                ConfirmCitation(citation=record.uid), then=lambda outcome: self.reload(str(outcome.value))
            )

    def _tell(self) -> None:
        """Says of the text under the cursor what one must know before citing it."""
        record = self.grid.current()
        doubted = record is not None and not record.checked
        self.confirm.setVisible(doubted)
        words = (
            _("Chọn một hoặc nhiều dòng (giữ Ctrl), rồi nhấn Enter hoặc nút Đưa vào căn cứ.") if self._may_take else ""
        )
        if doubted:
            words = _("Cần kiểm tra: ngày ban hành của văn bản này chưa được đối chiếu với bản gốc.")
        self.about.setText(words)
        self.about.setVisible(bool(words))
        set_look(self.about, "warn" if doubted else "small")

    def _pick(self) -> None:
        chosen = [record.uid for record in self.grid.selected()]
        if chosen and self._may_take:
            self.picked.emit((chosen, self.citations))
            self.accept()


def _columns() -> list[Column[CitationView]]:
    return [
        Column(_("Tên loại"), lambda row: row.type_name, width=90),
        Column(_("Số, ký hiệu"), lambda row: row.symbol, width=140),
        Column(_("Ngày"), lambda row: show_day(row.issued_on), sort=_by_day, width=102),
        Column(_("Cơ quan ban hành"), lambda row: row.issuer, width=140),
        Column(_("Hiệu lực"), _validity, width=112, tint=_validity_tint),
        Column(_("Trích yếu"), lambda row: row.title, width=240),
    ]


def _by_day(row: CitationView) -> str:
    """Undated texts come first."""
    return row.issued_on.isoformat() if row.issued_on else ""


def _validity_tint(row: CitationView) -> str:
    if not row.checked:
        return "warn"
    return "quiet" if row.valid_to else ""


def _validity(row: CitationView) -> str:
    if not row.checked:
        return _("cần kiểm tra")
    if row.valid_to is not None:
        return _("hết hiệu lực sau {day}").format(day=show_day(row.valid_to))
    return _("đã bị thay thế") if row.replaced_by else ""
