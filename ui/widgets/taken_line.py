"""What became of files that were taken in, one sentence each, in a card that stays until it is put away."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from app.intake.arriving import Taken
from app.kernel.words import _
from ui.core.theme import named, selectable, set_look
from ui.widgets.card import Card
from ui.widgets.exchange_words import came_words

_MOST = 8
"""Sentences shown; the list of files has all."""


class TakenLine(Card):
    """Hidden until something was taken in."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.words = selectable(named(QLabel(wordWrap=True), "takenWords"))
        self.close_button = named(QPushButton(_("Đóng")), "takenClose")
        self.close_button.clicked.connect(lambda _checked=False: self.hide())
        line = QHBoxLayout()
        line.addWidget(self.words, 1)
        line.addWidget(self.close_button)
        self.body.addLayout(line)
        self.hide()

    def show_taken(self, taken: Taken) -> None:
        """Tells what became of each file."""
        lines = taken_lines(taken)
        if len(lines) > _MOST:
            more = _("… và {count} tệp nữa; xem danh sách tệp.").format(count=len(lines) - _MOST)
            lines = [*lines[:_MOST], more]
        well = (
            not taken.problems
            and not taken.foreign
            and not taken.is_stopped
            and all(came.is_taken_in for came in taken.came)
        )
        set_look(self, "card" if well else "banner-warning")
        self.words.setText("\n".join(lines))
        self.show()


def taken_lines(taken: Taken) -> list[str]:
    """One sentence for each file, for key files and for what else lay there."""
    lines = [came_words(came, taken.names.get(came.file_sha256, "")) for came in taken.came]
    lines += [f"{name}: {problem.sentence} {problem.next_step} ({problem.code})" for name, problem in taken.problems]
    if taken.keys:
        lines.append(_("Đã nhận {count} tệp về khóa; khóa nào chờ thì so tám từ.").format(count=len(taken.keys)))
    if taken.is_stopped:
        lines.append(_("Đã dừng theo ý anh chị; những tệp còn lại chưa nhận, cứ nhận lại lúc khác."))
    elif taken.is_empty:
        lines.append(_("Không có tệp trao đổi nào gửi cho máy này ở đó."))
    if taken.own:
        lines.append(_("{count} tệp do chính máy này lập được để nguyên.").format(count=taken.own))
    if taken.others:
        lines.append(_("{count} tệp gửi cho cơ quan khác được để nguyên.").format(count=taken.others))
    if taken.foreign:
        names = ", ".join(taken.foreign[:3])
        lines.append(
            _("Trên USB có {count} tệp lạ có thể chạy được ({names}). Không mở; hãy quét vi-rút.").format(
                count=len(taken.foreign), names=names
            )
        )
    return lines
