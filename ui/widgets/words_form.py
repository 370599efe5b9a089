"""The eight words of a key are typed as its owner reads them out, and compared; nothing is shown to copy from."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget

from app.exchange.enrolling import ConfirmKey
from app.exchange.queries import KeyView
from app.kernel.words import _
from ui.core.dialogs import FormDialog
from ui.core.theme import named
from ui.widgets.fields import TextField


class WordsForm(FormDialog):
    """Asks for the words of one key of another office."""

    def __init__(self, key: KeyView, parent: QWidget | None = None) -> None:
        self.key = key
        self.title = _("So tám từ")
        self.save_words = _("&So và tin dùng")
        super().__init__(parent)
        told = _(
            "Gọi điện cho {office} theo số anh chị đã biết (không theo số ghi trong tệp), đề nghị đọc tám từ trên "
            "phiếu khóa của họ, rồi gõ lại đây. Đúng cả tám từ mới tin dùng khóa."
        )
        self.form.addWidget(named(QLabel(told.format(office=key.office_name), wordWrap=True), "wordsTold"))
        self.words = TextField(
            _("Tám từ, th&eo thứ tự"), name="words", hint=_("Ví dụ: ao sen, bà con, … Không cần đúng dấu, chữ hoa.")
        )
        self.add_field("words", self.words)
        self.form.addStretch(1)
        self.resize(560, 300)

    def command(self) -> ConfirmKey:
        return ConfirmKey(key_id=self.key.key_id, words=words_in(self.words.value()))


def words_in(text: str) -> tuple[str, ...]:
    """The words typed: by commas or lines where there are some, else two syllables each, as every word has."""
    if "," in text or ";" in text or "\n" in text:
        parts = text.replace(";", ",").replace("\n", ",").split(",")
        return tuple(part.strip() for part in parts if part.strip())
    syllables = text.split()
    return tuple(" ".join(syllables[at : at + 2]) for at in range(0, len(syllables), 2))
