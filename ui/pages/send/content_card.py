"""What would go now: kinds with counts, personal data said plainly, files with their size."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget

from app.exchange.content import Preview
from app.kernel.files import size_text
from app.kernel.words import _
from app.record_words import noun_place, noun_words
from ui.core import tokens
from ui.core.theme import named, selectable
from ui.widgets.card import Card


class ContentCard(Card):
    """Reads the preview out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Sẽ gửi những gì"), parent)
        self.span = named(QLabel(wordWrap=True), "sendSpan")
        self.people = named(QLabel(wordWrap=True), "sendPeople", "banner-warning")
        self.kinds = selectable(named(QLabel(wordWrap=True), "sendKinds"))
        self.files = named(QLabel(wordWrap=True), "sendFiles")
        self.people.setContentsMargins(tokens.SPACE_S, tokens.SPACE_XS, tokens.SPACE_S, tokens.SPACE_XS)
        for label in (self.span, self.people, self.kinds, self.files):
            self.body.addWidget(label)
        self.body.addStretch(1)

    def show_preview(self, preview: Preview) -> None:
        """Shows what a bundle made now would carry."""
        self.span.setText(_span(preview))
        self.people.setText(_people(preview))
        self.people.setVisible(bool(preview.nouns))
        self.kinds.setText(_kinds(preview))
        self.kinds.setVisible(bool(preview.nouns))
        self.files.setText(_files(preview))
        self.files.setVisible(bool(preview.nouns))


def _span(preview: Preview) -> str:
    if not preview.nouns:
        return _("Không có gì mới sau gói đã giao trước.")
    if preview.is_full:
        return _("Gói đầy đủ đầu tiên: toàn bộ dữ liệu của xã, {rows} bản ghi.").format(rows=_rows(preview))
    return _("Phần thay đổi sau gói trước: {rows} bản ghi.").format(rows=_rows(preview))


def _people(preview: Preview) -> str:
    fields = {
        "phone": _("{count} số điện thoại"),
        "email": _("{count} địa chỉ thư điện tử"),
        "birth_date": _("{count} ngày sinh"),
        "birth_year": _("{count} năm sinh"),
    }
    told = [words.format(count=preview.personal[name]) for name, words in fields.items() if preview.personal.get(name)]
    if not preview.people and not told:
        return _("Không có dữ liệu cá nhân trong gói này.")
    told.insert(0, _("{count} người").format(count=preview.people))
    return _("Dữ liệu cá nhân: {what}. Gói được niêm phong, chỉ nơi nhận mở được.").format(what=", ".join(told))


def _kinds(preview: Preview) -> str:
    lines = []
    for count in sorted(preview.nouns, key=lambda each: noun_place(each.noun)):
        line = f"• {noun_words(count.noun)}: {count.rows}"
        if count.deleted:
            line += " " + _("(trong đó {count} dấu đã bỏ)").format(count=count.deleted)
        lines.append(line)
    return "\n".join(lines)


def _files(preview: Preview) -> str:
    if not preview.files:
        told = _("Không kèm tệp nào.")
    else:
        told = _("Kèm {count} tệp, {size}.").format(count=preview.files, size=size_text(preview.files_size))
    if preview.missing_files:
        told += " " + _("{count} tệp không còn trong kho nên không gửi được.").format(count=len(preview.missing_files))
    return told


def _rows(preview: Preview) -> int:
    return sum(count.rows for count in preview.nouns)
