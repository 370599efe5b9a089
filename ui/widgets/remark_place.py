"""What the office above says of one record: on top of its fields, and beside the field it names."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.kernel.clock import VIETNAM
from app.kernel.days import show_day
from app.kernel.words import N_, _
from app.record_words import field_words, noun_words
from app.sent_back import SentBack, Stage
from ui.core import icons, tokens
from ui.core.row_model import RowMark
from ui.core.tab_order import bring_into_sight
from ui.core.theme import named, selectable, set_look
from ui.widgets.whole import KeptWhole

OPEN, MENDED = "remark-open", "remark-mended"
_LOOKS = {
    Stage.OPEN: (OPEN, "flag", "warn"),
    Stage.MENDED: (MENDED, "edit", "accent"),
    Stage.GONE: (MENDED, "send", "accent"),
}
_SHORT = {
    Stage.OPEN: N_("cấp trên trả lại"),
    Stage.MENDED: N_("đã sửa, chờ gửi lại"),
    Stage.GONE: N_("đã gửi lại, chờ nhận"),
}
_WORDS = {
    Stage.OPEN: N_("Cấp trên trả lại ngày {day}: {comment}"),
    Stage.MENDED: N_("Đã sửa, chờ gửi lại. Cấp trên đã yêu cầu ngày {day}: {comment}"),
    Stage.GONE: N_("Đã gửi lại, chờ cấp trên nhận. Cấp trên đã yêu cầu ngày {day}: {comment}"),
}


def words_of(remark: SentBack) -> str:
    """A remark with its day and how far the mending is."""
    day = show_day(remark.came_at.astimezone(VIETNAM).date()) if remark.came_at is not None else "?"
    return _(_WORDS[remark.stage]).format(day=day, comment=remark.comment)


def mark_of(remarks: Sequence[SentBack]) -> RowMark:
    """The mark of a record in its list; what waits to be mended tells before what is mended."""
    stage = min((each.stage for each in remarks), key=list(Stage).index)
    _look, icon, tint = _LOOKS[stage]
    words = "\n".join(_placed(each) for each in remarks)
    return RowMark(short=_(_SHORT[stage]), words=words, icon=icon, tint=tint)


def below(place: RemarkPlace, part: QWidget) -> QWidget:
    """A part of a page with the remarks on top of it."""
    both = QWidget()
    column = QVBoxLayout(both)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(tokens.SPACE_S)
    column.addWidget(place)
    column.addWidget(part, 1)
    return both


class RemarkPlace(QFrame):
    """Hidden while nothing is said of the record in sight."""

    shown_for = Signal(str)
    """Uid of the record that is in sight now."""

    def __init__(
        self,
        fields: Mapping[str, Any] | None = None,
        *,
        also: Mapping[str, str] | None = None,
        reveal: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """``also`` maps a column to the field that shows it; ``reveal`` unfolds fields that are put away."""
        super().__init__(parent)
        named(self, "remarkPlace", OPEN)
        self._fields: Mapping[str, Any] = fields if fields is not None else {}
        self._also, self._reveal = also or {}, reveal
        self._find: Callable[[str], Sequence[SentBack]] = lambda _uid: ()
        self.uid = ""
        self._is_beside = True
        self.sign = QLabel()
        self.words = selectable(named(QLabel(wordWrap=True), "remarkWords"))
        line = QHBoxLayout(self)
        line.setContentsMargins(tokens.SPACE_S, tokens.SPACE_S, tokens.SPACE_S, tokens.SPACE_S)
        line.setSpacing(tokens.SPACE_S)
        line.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.words, 1)
        KeptWhole(self)
        self.hide()

    def follow(self, find: Callable[[str], Sequence[SentBack]]) -> None:
        """Whom to ask what is said of a record."""
        self._find = find

    def about(self, uid: str, *, beside: bool = True) -> None:
        """Shows what is said of this record, "" for none; and tells who leads here.

        Without ``beside`` all of it stands on top: the fields are not in sight.
        """
        self.uid, self._is_beside = uid, beside
        self.renew()
        self.shown_for.emit(uid)

    def renew(self) -> None:
        """Shows what is said now."""
        remarks = self._find(self.uid) if self.uid else ()
        beside: dict[str, list[SentBack]] = {}
        above: list[SentBack] = []
        for each in remarks:
            name = self._name(each.field)
            if each.row_uid == self.uid and name and self._takes(name):
                beside.setdefault(name, []).append(each)
            else:
                above.append(each)
        for name, field in self._fields.items():
            if hasattr(field, "set_remark"):
                field.set_remark(*_beside(beside.get(name, ())))
        if beside and self._reveal is not None:
            self._reveal()
        self._say(above)

    def go_to(self, field: str) -> None:
        """Puts the cursor into the field that is named, else into the first one that can take it."""
        widget = self._fields.get(self._name(field))
        if widget is None or widget.isHidden():
            widget = next((each for each in self._fields.values() if not each.isHidden()), None)
        if widget is not None:
            QTimer.singleShot(0, widget, lambda: _begin_in(widget))

    def _name(self, column: str) -> str:
        return self._also.get(column, column)

    def _takes(self, name: str) -> bool:
        field = self._fields.get(name)
        return self._is_beside and field is not None and hasattr(field, "set_remark") and not field.isHidden()

    def _say(self, remarks: Sequence[SentBack]) -> None:
        self.setVisible(bool(remarks))
        if not remarks:
            self.words.clear()
            return
        mark = mark_of(remarks)
        set_look(self, OPEN if any(each.stage is Stage.OPEN for each in remarks) else MENDED)
        icons.set_icon(self.sign, mark.icon, mark.tint)
        self.words.setText("\n".join(_placed(each, part=each.row_uid != self.uid) for each in remarks))
        self.words.setToolTip(_senders(remarks))


def _begin_in(field: QWidget) -> None:
    """The cursor in a field, and the field in sight with what is said below it."""
    field.setFocus(Qt.FocusReason.OtherFocusReason)
    QTimer.singleShot(0, field, lambda: bring_into_sight(field))  # after whoever follows the cursor has scrolled


def _beside(remarks: Sequence[SentBack]) -> tuple[str, str, str]:
    """Words, look and tool tip at a field."""
    if not remarks:
        return "", OPEN, ""
    look = OPEN if any(each.stage is Stage.OPEN for each in remarks) else MENDED
    return "\n".join(words_of(each) for each in remarks), look, _senders(remarks)


def _placed(remark: SentBack, *, part: bool = False) -> str:
    """The remark with the field it names, and with the kind of record where that is only a part of the one shown."""
    where = [noun_words(remark.noun)] if part else []
    where += [_("mục {field}").format(field=field_words(remark.field))] if remark.field else []
    words = ", ".join(where)
    return f"{words[:1].upper()}{words[1:]}. {words_of(remark)}" if words else words_of(remark)


def _senders(remarks: Sequence[SentBack]) -> str:
    return "\n".join(dict.fromkeys(each.who for each in remarks if each.who))
