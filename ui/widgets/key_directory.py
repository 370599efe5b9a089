"""The key directory: every key known here with its state, and what may be done with the one under the cursor."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from app.exchange.ring import ABOVE, BELOW, OURS
from app.kernel.words import N_, _
from app.vocabulary import KeyState
from ui.core import tokens
from ui.core.context import Context
from ui.core.row_model import Column, RowModel
from ui.core.theme import named
from ui.widgets.card import Card
from ui.widgets.exchange_words import key_look, moment
from ui.widgets.grid import Grid
from ui.widgets.key_loading import KeyLine, KeysSeen

_RELATIONS = {ABOVE: N_("cấp trên"), BELOW: N_("xã cấp dưới"), OURS: N_("máy khác của cơ quan")}
_MOST_ROWS = 7


class KeyDirectoryCard(Card):
    """The list with its buttons."""

    compare = Signal(object)
    revoke = Signal(object)
    hand_over = Signal(object)
    save_file = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(_("Danh bạ khóa"), parent)
        self.seen: KeysSeen | None = None
        self.told = named(QLabel(wordWrap=True), "directoryTold", "small")
        self.grid = Grid(RowModel[KeyLine](_columns()), name="keyGrid")
        self.grid.setAccessibleName(_("Danh bạ khóa"))
        self.grid.remember(context.settings, "keys")
        self.compare_button = named(QPushButton(_("So &tám từ…")), "compareKey")
        self.revoke_button = named(QPushButton(_("Thu hồi (&mất, lộ)…")), "revokeKey")
        self.hand_over_button = named(QPushButton(_("Ký bàn &giao…")), "signHandOver")
        self.file_button = named(QPushButton(_("Lưu tệp nà&y…")), "saveOtherKey")
        self.body.addWidget(self.told)
        self.body.addWidget(self.grid)
        line = QHBoxLayout()
        line.setSpacing(tokens.SPACE_S)
        for button, signal in (
            (self.compare_button, self.compare),
            (self.hand_over_button, self.hand_over),
            (self.revoke_button, self.revoke),
            (self.file_button, self.save_file),
        ):
            button.clicked.connect(lambda _checked=False, tell=signal: self._tell(tell))
            line.addWidget(button)
        line.addStretch(1)
        self.body.addLayout(line)
        self.grid.current_changed.connect(lambda _line: self._on_current())
        self._on_current()

    def show_seen(self, seen: KeysSeen) -> None:
        """Shows these keys."""
        self.seen = seen
        self.grid.rows.set_rows(list(seen.lines))
        if self.grid.current() is None and seen.lines:
            self.grid.selectRow(0)
        fit_rows(self.grid, len(seen.lines), _MOST_ROWS)
        self.told.setText(_told(seen))
        self._on_current()

    def current(self) -> KeyLine | None:
        """The key under the cursor."""
        line: KeyLine | None = self.grid.current()
        return line

    def _tell(self, signal: Signal) -> None:
        line = self.current()
        if line is not None:
            signal.emit(line)  # type: ignore[attr-defined]  # a bound signal

    def _on_current(self) -> None:
        line, seen = self.current(), self.seen
        waits = line is not None and not line.is_mine and line.view.state is KeyState.QUARANTINED
        self.compare_button.setVisible(waits)
        self.hand_over_button.setVisible(
            waits and seen is not None and seen.is_superior and line is not None and bool(seen.older_of(line))
        )
        self.revoke_button.setVisible(line is not None and seen is not None and may_revoke(line, seen))
        self.file_button.setVisible(line is not None and not line.is_mine)


def may_revoke(line: KeyLine, seen: KeysSeen) -> bool:
    """An office ends its own keys, the office above those of its communes; nobody those of the office above."""
    if line.view.state is KeyState.REVOKED:
        return False
    if line.is_mine:
        return line.view.state is KeyState.TRUSTED
    return line.view.relation == OURS or (seen.is_superior and line.view.relation == BELOW)


def _told(seen: KeysSeen) -> str:
    if seen.is_superior:
        return _("Danh bạ bản số {number}, do cơ quan này ký; đi cùng mọi biên nhận và gói hướng dẫn.").format(
            number=seen.number
        )
    if seen.number:
        return _("Danh bạ bản số {number}, do cấp trên ký; số bản không bao giờ lùi.").format(number=seen.number)
    return _("Danh bạ do cấp trên ký sẽ đến cùng biên nhận đầu tiên.")


def fit_rows(grid: Grid, rows: int, most: int) -> None:
    """As high as its rows, up to so many; beyond that the list scrolls."""
    row, head = grid.verticalHeader().defaultSectionSize(), grid.horizontalHeader().sizeHint().height()
    grid.setFixedHeight(head + row * max(1, min(rows, most)) + tokens.SPACE_L)


def _office(line: KeyLine) -> str:
    return _("Máy này") if line.is_mine else line.view.office_name


def _relation(line: KeyLine) -> str:
    return _("khóa của mình") if line.is_mine else _(_RELATIONS[line.view.relation])


def _state(line: KeyLine) -> str:
    if line.is_mine and line.view.state is KeyState.TRUSTED:
        return _("đang dùng")
    return key_look(line.view.state)[0]


def _through(line: KeyLine) -> str:
    """How far a key that ended still counts."""
    if line.view.state not in (KeyState.REPLACED, KeyState.REVOKED) or line.is_mine:
        return ""
    if line.counts_for_all:
        return _("mọi gói")
    if not line.view.valid_through:
        return _("không gói nào")
    return _("gói đến số {number}").format(number=line.view.valid_through)


def _columns() -> list[Column[KeyLine]]:
    return [
        Column(_("Của ai"), _office, width=210, tip=_office),
        Column(_("Quan hệ"), _relation, width=130),
        Column(
            _("Tình trạng"),
            _state,
            icon=lambda row: key_look(row.view.state)[1],
            tint=lambda row: key_look(row.view.state)[2],
            width=130,
        ),
        Column(_("Còn tính"), _through, width=115),
        Column(_("Biết từ"), lambda row: moment(row.view.came_at), sort=_by_came, width=140),
        Column(_("Đã so lúc"), lambda row: moment(row.view.compared_at), width=140),
        Column(_("Mã khóa"), lambda row: row.view.key_id, width=190),
    ]


def _by_came(line: KeyLine) -> str:
    return line.view.came_at.isoformat()
