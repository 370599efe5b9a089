"""Files made to go out with their states, and the way of the one in sight: prepared, handed over, proved received."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.connections.accounts import Way
from app.connections.queries import is_unsent
from app.exchange.header import Kind
from app.exchange.queries import OutgoingView
from app.exchange.refusals import CHAIN_BROKEN, FORK
from app.intake.phoning import REFUSED_BY_PHONE
from app.intake.receipts import STATES_DIFFER
from app.kernel.files import size_text
from app.kernel.problems import catalogue
from app.kernel.words import N_, _
from app.vocabulary import OutboxState
from ui.core import icons, tokens
from ui.core.context import Context
from ui.core.row_model import Column, RowModel
from ui.core.theme import named, selectable, set_look
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.exchange_words import kind_words, moment, sent_look
from ui.widgets.grid import Grid
from ui.widgets.grid_pane import GridPane

_HIDDEN_STATES = (OutboxState.SUPERSEDED,)
_LEAST_PX = 90
_VALUE = re.compile(r"\{\w+\}")
_PLACES = {"folder": N_("USB"), str(Way.MAIL): N_("máy chủ thư"), str(Way.WEBDAV): N_("máy chủ WebDAV")}
_TOLD = {
    REFUSED_BY_PHONE: N_("Cấp trên đọc mã qua điện thoại: gói này không được nhận. Hỏi lý do rồi gửi lại."),
    STATES_DIFFER: N_(
        "Đã có biên nhận nhưng số liệu hai bên chưa khớp, như sau khi khôi phục từ bản sao lưu. Hãy gửi gói tiếp theo; "
        "nếu vẫn chưa khớp, ở thẻ “Khóa” chọn “Bắt đầu đợt gửi mới…” (gói đầy đủ)."
    ),
    FORK.code: N_(
        "Cấp trên đã có một gói khác ở chỗ này. Hãy chuẩn bị gói mới: gói đó tự gửi lại đầy đủ từ đầu, không mất gì."
    ),
    CHAIN_BROKEN.code: N_(
        "Cấp trên thấy số của gói không nối tiếp. Hãy chuẩn bị gói mới: gói đó tự gửi lại đầy đủ từ đầu, không mất gì."
    ),
}


class OutboxPane(QWidget):
    """Files of the outbox; buttons of the page stand in ``tools``."""

    def __init__(self, context: Context, name: str, empty: EmptyState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.grid = Grid(RowModel[OutgoingView](_columns()), name=name)
        self.grid.setAccessibleName(_("Hộp gửi"))
        self.grid.remember(context.settings, name)
        self.pane = GridPane(self.grid, empty=empty)
        self.card = Card()
        self.way = _Way()
        self.reason = selectable(named(QLabel(wordWrap=True), f"{name}Reason"))
        self.tools = QHBoxLayout()
        self.tools.setSpacing(tokens.SPACE_S)
        self.card.body.addWidget(self.way)
        self.card.body.addWidget(self.reason)
        self.card.body.addLayout(self.tools)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, tokens.SPACE_S, 0, 0)
        layout.setSpacing(tokens.SPACE_S)
        layout.addWidget(self.pane, 1)
        layout.addWidget(self.card)
        self.grid.current_changed.connect(lambda _view: self._show_current())
        self._show_current()

    def show_files(self, views: Sequence[OutgoingView]) -> None:
        """Shows these; what was replaced before it left is left out."""
        shown = [view for view in views if view.state not in _HIDDEN_STATES]
        self.grid.rows.set_rows(shown)
        if self.current() is None and shown:
            self.grid.selectRow(0)
        self._show_current()

    def current(self) -> OutgoingView | None:
        """The file under the cursor."""
        view: OutgoingView | None = self.grid.current()
        return view

    def add_tool(self, text: str, name: str, icon: str = "") -> QPushButton:
        """Adds a button below the way."""
        button = named(QPushButton(text), name)
        if icon:
            icons.set_icon(button, icon, "accent")
        self.tools.addWidget(button)
        return button

    def _show_current(self) -> None:
        view = self.current()
        self.card.setVisible(view is not None)
        if view is None:
            return
        self.way.show_view(view)
        told = " ".join(filter(None, (reason_of(view), _next_try(view))))
        self.reason.setText(told)
        self.reason.setVisible(bool(told))


class _Way(QWidget):
    """Three steps with a mark each; a receipt alone sets the last."""

    def __init__(self) -> None:
        super().__init__()
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(tokens.SPACE_S)
        self._cells: list[tuple[QLabel, QLabel]] = []
        for place in range(3):
            if place:
                arrow = QLabel()
                icons.set_icon(arrow, "chevron-right", "quiet", 16)
                self._line.addWidget(arrow)
            mark, words = QLabel(), QLabel(wordWrap=True)
            words.setMinimumWidth(_LEAST_PX)
            self._line.addWidget(mark)
            self._line.addWidget(words, 1)
            self._cells.append((mark, words))
        self.words: list[str] = []

    def show_view(self, view: OutgoingView) -> None:
        """Shows how far a file has come."""
        steps = [
            (_("đã chuẩn bị"), moment(view.made_at), True),
            (_("đã giao"), moment(view.handed_over_at), view.handed_over_at is not None),
        ]
        if view.kind != Kind.RECEIPT:
            came = _("có biên nhận") if view.kind == Kind.BUNDLE else _("xã đã nhận")
            steps.append((came, moment(view.confirmed_at), view.state is OutboxState.CONFIRMED))
        self.words = [f"{'✓' if taken else '○'} {words}: {at or _('chưa')}" for words, at, taken in steps]
        for place, (mark, label) in enumerate(self._cells):
            there = place < len(steps)
            mark.setVisible(there)
            label.setVisible(there)
            if there:
                words, at, taken = steps[place]
                icons.set_icon(mark, "ok" if taken else "circle", "accent" if taken else "quiet", 16)
                label.setText(f"{words}: {at or _('chưa')}")
                set_look(label, "heading" if taken else "quiet")


def reason_of(view: OutgoingView) -> str:
    """Why it has not gone or was not taken, in words; the code stands behind them for whoever is asked for help."""
    if not view.problem:
        return ""
    if view.problem in _TOLD:
        return f"{_(_TOLD[view.problem])} ({view.problem})"
    kind = next((each for each in catalogue() if each.code == view.problem), None)
    if kind is None:
        return _("Cấp trên nêu lý do mã {code}. Hỏi cấp trên để biết cách xử lý.").format(code=view.problem)
    told = f"{_(kind.sentence)} {_(kind.next_step)}"
    where = _PLACES.get(view.carrier)
    if where is not None:
        told = told.replace("{place}", _(where))
    return f"{_VALUE.sub('…', told)} ({view.problem})"


def _next_try(view: OutgoingView) -> str:
    if view.next_try_at is None or not is_unsent(view):
        return ""
    return _("Đã thử {count} lần; tự thử lại lúc {moment}.").format(
        count=view.attempts, moment=moment(view.next_try_at)
    )


def _columns() -> list[Column[OutgoingView]]:
    return [
        Column(_("Tệp"), lambda row: kind_words(row.kind), width=110),
        Column(
            _("Tình trạng"),
            lambda row: sent_look(row)[0],
            icon=lambda row: sent_look(row)[1],
            tint=lambda row: sent_look(row)[2],
            width=220,
        ),
        Column(_("Nơi nhận"), lambda row: row.receiver_name, width=210, tip=lambda row: row.receiver_name),
        Column(_("Lập lúc"), lambda row: moment(row.made_at), sort=lambda row: row.made_at.isoformat(), width=150),
        Column(_("Giao lúc"), lambda row: moment(row.handed_over_at), sort=_by_given, width=150),
        Column(_("Biên nhận lúc"), lambda row: moment(row.confirmed_at), sort=_by_confirmed, width=150),
        Column(_("Cỡ"), lambda row: size_text(row.size), sort=lambda row: row.size, number=True, width=80),
    ]


def _by_given(row: OutgoingView) -> str:
    return row.handed_over_at.isoformat() if row.handed_over_at else ""


def _by_confirmed(row: OutgoingView) -> str:
    return row.confirmed_at.isoformat() if row.confirmed_at else ""
