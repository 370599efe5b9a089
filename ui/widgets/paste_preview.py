"""Shows what pasted rows would become before anything is stored: each row's state in words, each cell's message.

The preview is any object with ``headings`` (names of known columns), ``rows`` (each with ``state``: new, changed, same,
doubtful, skipped or refused; ``cells`` and ``messages``, a mapping of column number to words), and ``unknown_columns``.
Rows in doubt may carry ``number``, ``offers`` and ``answers`` (app.importing.settling); they are settled one by one by
Enter, and what stays unanswered is not taken in. The preview's ``settled(row, answers)`` then gives the row anew.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from app.importing.settling import IN_GENERAL, Answers, Choice, Offer
from app.kernel.words import N_, _
from ui.core import icons, tokens
from ui.core.row_model import Column, RowModel
from ui.core.theme import named
from ui.widgets.badge import Badge
from ui.widgets.grid import Grid
from ui.widgets.grid_pane import GridPane


class PreviewRow(Protocol):
    """One row that would be taken in."""

    @property
    def state(self) -> str: ...

    @property
    def cells(self) -> Sequence[str]: ...

    @property
    def messages(self) -> Mapping[int, str]: ...


class Preview(Protocol):
    """All that would be taken in."""

    @property
    def headings(self) -> Sequence[str]: ...

    @property
    def rows(self) -> Sequence[PreviewRow]: ...

    @property
    def unknown_columns(self) -> Sequence[str]: ...


_STATES = {
    "new": (N_("thêm mới"), "accent", "add", "ok"),
    "changed": (N_("sửa"), "accent", "edit", "ok"),
    "same": (N_("đã có, không đổi"), "quiet", "ok", "neutral"),
    "doubtful": (N_("cần xem lại"), "warn", "warning", "warn"),
    "skipped": (N_("bỏ qua"), "quiet", "remove", "neutral"),
    "refused": (N_("chưa nhận được"), "bad", "error", "bad"),
}
_FIRST = ("refused", "doubtful")
_WIDTH, _HEIGHT = 1160, 560
_FEW = 12
"""Rows that need no filter."""


class PastePreview(QDialog):
    """Asks once: take in n rows, or leave it. Ctrl+Enter takes in, Esc leaves, Enter answers for a row in doubt."""

    def __init__(self, preview: Preview, *, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.preview = preview
        self.shown: list[Any] = sorted(preview.rows, key=_place)
        self.asks = any(_offers(row) for row in preview.rows)
        self._said: dict[str, list[str]] = {}
        self.setObjectName("PastePreview")
        self.setWindowTitle(title or _("Xem trước nội dung dán"))
        screen = self.screen().availableGeometry()
        self.resize(min(_WIDTH, screen.width() - 2 * tokens.SPACE_L), min(_HEIGHT, screen.height() * 9 // 10))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(tokens.SPACE_L, tokens.SPACE_L, tokens.SPACE_L, tokens.SPACE_M)
        layout.setSpacing(tokens.SPACE_M)
        self._badges = _Badges()
        layout.addWidget(self._badges)
        for label in self._remarks():
            layout.addWidget(label)
        self.grid = Grid(RowModel(self._columns(), uid=_uid), name="previewGrid")
        self.grid.rows.set_rows(self.shown)
        self._hide_empty_columns()
        self.grid.opened.connect(lambda _row: self.ask_about_row())
        self.pane = GridPane(self.grid)
        if len(self.shown) <= _FEW:
            self.pane.filter.hide()
            self.pane.count.hide()
        layout.addWidget(self.pane, 1)
        self.row_words = named(QLabel(wordWrap=True), "rowWords", "warn")
        layout.addWidget(self.row_words)
        self._foot = named(QLabel(wordWrap=True), "previewFoot", "small")
        layout.addWidget(self._foot)
        layout.addLayout(self._buttons())
        self.grid.current_changed.connect(lambda _row: self._tell_row())
        self._count()
        self._begin()
        self._tell_row()

    @classmethod
    def ask(cls, preview: Preview, *, title: str = "", parent: QWidget | None = None) -> bool:
        """Shows the preview; True when the person takes the rows in."""
        return cls(preview, title=title, parent=parent).exec() == QDialog.DialogCode.Accepted

    def ask_about_row(self) -> None:
        """Offers the answers for the row under the cursor."""
        row = self.grid.current()
        if row is None or not (_offers(row) or _answers(row)):
            return
        menu = named(QMenu(self), "answers")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for number, offer in enumerate(_offers(row), start=1):
            words = f"&{number}. {_plain(offer.words)}" if number < 10 else _plain(offer.words)
            menu.addAction(words).triggered.connect(lambda _checked=False, said=offer: self.answer(row, said))
        if _answers(row):
            menu.addAction(_("&Hỏi lại dòng này")).triggered.connect(lambda _checked=False: self.ask_again(row))
        menu.setActiveAction(menu.actions()[0])
        spot = self.grid.visualRect(self.grid.currentIndex()).bottomLeft()
        menu.popup(self.grid.viewport().mapToGlobal(QPoint(max(spot.x(), 0), spot.y())))

    def answer(self, row: Any, offer: Offer) -> None:
        """Settles a row by one answer; the cursor goes on to the next one in doubt."""
        settled = self._settle(row, offer)
        self._replace([settled])
        if _offers(settled):
            self.grid.select_uid(_uid(settled))
        else:
            self._go_on(settled)

    def ask_again(self, row: Any) -> None:
        """Takes the answers of a row back."""
        self._said.pop(_uid(row), None)
        self._replace([self._settled(row, ())])

    def answer_rest(self, kind: Choice) -> None:
        """Gives the same kind of answer to every row that still waits for one, wherever it is offered."""
        changed = []
        for row in self.shown:
            settled = row
            while (offer := _offered(settled, kind)) is not None:
                settled = self._settle(settled, offer)
            if settled is not row:
                changed.append(settled)
        self._replace(changed)

    def _settle(self, row: Any, offer: Offer) -> Any:
        self._said.setdefault(_uid(row), []).append(offer.words)
        return self._settled(row, (*_answers(row), offer.answer))

    def _settled(self, row: Any, answers: Answers) -> Any:
        again: Any = self.preview
        return again.settled(row, answers)

    def _replace(self, rows: Iterable[Any]) -> None:
        anew = {_uid(row): row for row in rows}
        self.shown = [anew.get(_uid(row), row) for row in self.shown]
        self.grid.rows.set_rows(self.shown)
        self._count()
        self._tell_row()

    def _go_on(self, row: Any) -> None:
        rows = self.grid.rows.rows
        start = self.grid.rows.row_of(_uid(row))
        following = (*rows[start + 1 :], *rows[: max(start, 0)])
        self.grid.select_uid(_uid(next((one for one in following if _offers(one)), row)))
        self.grid.setFocus()

    def _begin(self) -> None:
        """The cursor stands on the first row in doubt, else on the button that takes in."""
        waiting = next((row for row in self.shown if _offers(row)), None)
        if waiting is None:
            self.take_button.setFocus()
        else:
            self.grid.select_uid(_uid(waiting))
            self.grid.setFocus()

    def _count(self) -> None:
        counts = Counter(row.state for row in self.shown)
        waiting = sum(bool(_offers(row)) for row in self.shown)
        self.taken = sum(row.state in ("new", "changed", "doubtful") and not _offers(row) for row in self.shown)
        self._badges.show_counts(counts)
        self.take_button.setText(_("Đưa &vào {count} dòng").format(count=self.taken))
        self.take_button.setEnabled(self.taken > 0)
        self.row_button.setVisible(self.asks)
        self.rest_button.setVisible(self.asks)
        self.rest_button.setEnabled(waiting > 0)
        self._foot.setText(
            _("{count} dòng chờ trả lời (Enter); dòng chưa trả lời thì chưa đưa vào.").format(count=waiting)
            if waiting
            else _("Chưa có gì được lưu. Sau khi đưa vào vẫn có thể hoàn tác bằng Ctrl+Z.")
        )

    def _tell_row(self) -> None:
        """What is said of the row under the cursor, in full, for its column may be out of sight."""
        row = self.grid.current()
        words = " ".join(row.messages.values()) if row is not None else ""
        self.row_words.setText(words)
        self.row_words.setVisible(bool(words))

    def _columns(self) -> list[Column[PreviewRow]]:
        columns = [
            Column[PreviewRow](
                _("Kết quả"), _state_words, tint=lambda row: _state(row)[1], icon=lambda row: _state(row)[2], width=150
            )
        ]
        if self.asks:
            columns.append(Column(_("Trả lời"), self._answer_words, width=170, tint=_answer_tint))
        columns += [_cell_column(number, heading) for number, heading in enumerate(self.preview.headings)]
        columns.append(
            Column(_("Vì sao"), lambda row: " ".join(row.messages.values()), width=320, tint=lambda row: _state(row)[1])
        )
        return columns

    def _answer_words(self, row: PreviewRow) -> str:
        said = "; ".join(self._said.get(_uid(row), ()))
        return said if not _offers(row) else _("chờ trả lời (Enter)")

    def _hide_empty_columns(self) -> None:
        """A column of which no row says anything only pushes the others out of sight."""
        rows = self.preview.rows
        told = [
            any(number in row.messages or (number < len(row.cells) and row.cells[number]) for row in rows)
            for number in range(len(self.preview.headings))
        ]
        always = [True] * (2 if self.asks else 1)
        for number, said in enumerate([*always, *told, any(row.messages for row in rows)]):
            self.grid.setColumnHidden(number, not said)

    def _remarks(self) -> Iterable[QLabel]:
        """What is to be said about the table as a whole."""
        if said := "\n".join(getattr(self.preview, "remarks", ())):
            yield named(QLabel(said, wordWrap=True), "tableRemarks", "warn")
        if self.preview.unknown_columns:
            names = ", ".join(f"“{name}”" for name in self.preview.unknown_columns)
            words = _("Không dùng tới các cột: {names}. Đổi tên cột trong Excel rồi dán lại nếu cần.")
            yield named(QLabel(words.format(names=names), wordWrap=True), "formMessage")

    def _buttons(self) -> QHBoxLayout:
        self.row_button = named(QPushButton(_("Trả &lời dòng này…")), "answerRow")
        icons.set_icon(self.row_button, "edit", "accent")
        self.row_button.setToolTip("Enter")
        self.row_button.clicked.connect(lambda _checked=False: self.ask_about_row())
        self.rest_button = named(QPushButton(_("&Các dòng còn lại")), "answerRest")
        self.rest_button.setMenu(self._rest_menu())
        self.take_button = named(QPushButton(), "takeButton", "primary")
        self.take_button.setToolTip("Ctrl+Enter")
        self.take_button.clicked.connect(self.accept)
        self.leave_button = named(QPushButton(_("&Thôi")), "leaveButton")
        self.leave_button.clicked.connect(self.reject)
        row = QHBoxLayout()
        for button in (self.row_button, self.rest_button, self.take_button, self.leave_button):
            button.setAutoDefault(False)
            if button is self.take_button:
                row.addStretch(1)
            row.addWidget(button)
        return row

    def _rest_menu(self) -> QMenu:
        menu = named(QMenu(self), "answersToRest")
        for number, (kind, words) in enumerate(IN_GENERAL.items(), start=1):
            said = _("Các dòng còn lại: {answer}").format(answer=_(words))
            menu.addAction(f"&{number}. {said}").triggered.connect(partial(self._on_rest, kind))
        return menu

    def _on_rest(self, kind: Choice, _checked: bool = False) -> None:
        self.answer_rest(kind)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.take_button.click()
        elif isinstance(focused := self.focusWidget(), QPushButton):
            focused.click()


class _Badges(QWidget):
    """How many rows are in each state."""

    def __init__(self) -> None:
        super().__init__()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(tokens.SPACE_S)
        self._badges = {state: Badge() for state in _STATES}
        for badge in self._badges.values():
            line.addWidget(badge)
        line.addStretch(1)

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Shows the states that occur."""
        for state, badge in self._badges.items():
            words, _tint, _icon, tone = _STATES[state]
            badge.say(f"{counts[state]} {_(words)}" if counts.get(state) else "", tone)


def _place(row: PreviewRow) -> int:
    """What wants a word comes first."""
    return _FIRST.index(row.state) if row.state in _FIRST and (row.state == "refused" or _offers(row)) else len(_FIRST)


def _uid(row: Any) -> str:
    return str(getattr(row, "number", 0) or id(row))


def _offers(row: Any) -> Sequence[Offer]:
    offers: Sequence[Offer] = getattr(row, "offers", ())
    return offers


def _answers(row: Any) -> Answers:
    answers: Answers = getattr(row, "answers", ())
    return answers


def _offered(row: Any, kind: Choice) -> Offer | None:
    return next((offer for offer in _offers(row) if offer.answer.kind is kind), None)


def _answer_tint(row: PreviewRow) -> str:
    return "warn" if _offers(row) else ""


def _plain(words: str) -> str:
    return words.replace("&", "&&")


def _cell_column(number: int, heading: str) -> Column[PreviewRow]:
    def words(row: PreviewRow) -> str:
        return row.cells[number] if number < len(row.cells) else ""

    def tip(row: PreviewRow) -> str:
        return row.messages.get(number) or words(row)

    def tint(row: PreviewRow) -> str:
        return _state(row)[1] if number in row.messages else ""

    def icon(row: PreviewRow) -> str:
        return _state(row)[2] if number in row.messages else ""

    return Column(heading, words, tint=tint, icon=icon, tip=tip)


def _state(row: PreviewRow) -> tuple[str, str, str, str]:
    return _STATES.get(row.state, _STATES["doubtful"])


def _state_words(row: PreviewRow) -> str:
    return _(_state(row)[0])
