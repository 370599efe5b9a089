"""The cards of looks and of papers: each field tells its setting when it was changed by the person."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Signal

from app import settings
from app.kernel.problems import Problem, refused
from app.kernel.words import N_, _
from ui.core.theme import named
from ui.widgets.card import Card
from ui.widgets.fields import CheckField, ChoiceField, Field, TextField
from ui.widgets.search_combo import Choice

MARGIN_OUTSIDE = refused(
    "WIN-21",
    N_("Lề phải phải từ 15 đến 20 mm (Nghị định 30/2020/NĐ-CP, Phụ lục I)."),
    next_step=N_("Nhập số từ 15 đến 20."),
)
NAME_EMPTY = refused(
    "WIN-22",
    N_("Tên gọi của tổ không được để trống."),
    next_step=N_("Nhập tên theo văn bản hướng dẫn, ví dụ: Tổ công nghệ số cộng đồng."),
)
_LEAST_MARGIN, _MOST_MARGIN = 15, 20


class ChoicesCard(Card):
    """Fields by the key of their setting."""

    chosen = Signal(str, object)

    def __init__(self, heading: str) -> None:
        super().__init__(heading)
        self.fields: dict[str, Field] = {}

    def show_value(self, key: str, value: Any) -> None:
        """Shows a kept value where it belongs to this card."""
        field: Any = self.fields.get(key)
        if field is not None:
            field.blockSignals(True)
            field.set_value(str(value) if isinstance(field, TextField) else value)
            field.blockSignals(False)
            field.clear_error()

    def show_refusal(self, problem: Problem) -> bool:
        """Shows a refusal beside its field; False where the field is not here."""
        field = self.fields.get(problem.field)
        if field is not None:
            field.set_error(f"{problem.sentence} {problem.next_step}")
        return field is not None

    def add(self, key: str, field: Field) -> None:
        """Adds a field under the key of its setting."""
        self.fields[key] = field
        self.body.addWidget(field)


class LooksCard(ChoicesCard):
    """Language and theme."""

    def __init__(self) -> None:
        super().__init__(_("Giao diện"))
        named(self, "looksCard")
        language = ChoiceField(
            _("N&gôn ngữ"),
            [Choice("vi", "Tiếng Việt"), Choice("en", "English")],
            name="language",
            hint=_(settings.LANGUAGE.help),
        )
        theme = ChoiceField(
            _("Màu sắc (&c)"),
            [Choice("light", _("Sáng")), Choice("dark", _("Tối")), Choice("system", _("Theo máy"))],
            name="theme",
        )
        for key, field in (("language", language), ("theme", theme)):
            field.combo.chosen.connect(partial(self._take, key))
            self.add(key, field)
        self.body.addStretch(1)

    def _take(self, key: str, value: Any) -> None:
        if value is not None:  # None while the person is still typing
            self.chosen.emit(key, value)


class PapersCard(ChoicesCard):
    """What papers look like where the decree leaves a choice."""

    def __init__(self) -> None:
        super().__init__(_("Văn bản in ra"))
        named(self, "papersCard")
        margin = TextField(_("&Lề phải (mm)"), name="right_margin", hint=_(settings.RIGHT_MARGIN.help))
        team = TextField(_("Tên gọi của &tổ"), name="team_name", hint=_(settings.TEAM_NAME.help))
        mark = CheckField(_(settings.DRAFT_MARK.label), name="draft_mark", hint=_(settings.DRAFT_MARK.help))
        phones = CheckField(_(settings.ROSTER_PHONES.label), name="roster_phones", hint=_(settings.ROSTER_PHONES.help))
        laws = CheckField(_(settings.LAW_NUMBERS.label), name="law_numbers", hint=_(settings.LAW_NUMBERS.help))
        margin.edit.editingFinished.connect(self._take_margin)
        team.edit.editingFinished.connect(self._take_team)
        self._margin, self._team = margin, team
        self._kept: dict[str, Any] = {}
        for key, field in (
            ("right_margin", margin),
            ("team_name", team),
            ("draft_mark", mark),
            ("roster_phones", phones),
            ("law_numbers", laws),
        ):
            self.add(key, field)
        for key, box in (("draft_mark", mark), ("roster_phones", phones), ("law_numbers", laws)):
            box.changed.connect(lambda key=key, box=box: self.chosen.emit(key, box.value()))
        self.body.addStretch(1)

    def show_value(self, key: str, value: Any) -> None:
        self._kept[key] = value
        super().show_value(key, value)

    def _take_margin(self) -> None:
        text = self._margin.value()
        fits = text.isascii() and text.isdigit() and _LEAST_MARGIN <= int(text[:4]) <= _MOST_MARGIN
        self._take("right_margin", int(text) if fits else None, MARGIN_OUTSIDE(field="right_margin"))

    def _take_team(self) -> None:
        self._take("team_name", self._team.value() or None, NAME_EMPTY(field="team_name"))

    def _take(self, key: str, value: Any, problem: Problem) -> None:
        if value is None:
            self.show_refusal(problem)
        elif value != self._kept.get(key):
            self.fields[key].clear_error()
            self._kept[key] = value
            self.chosen.emit(key, value)
        else:
            self.fields[key].clear_error()
