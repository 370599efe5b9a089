"""The overview: a year in figures and charts, every one of them a click away from its records."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QLabel, QVBoxLayout, QWidget

from app.kernel.days import show_day
from app.kernel.words import N_, _
from app.outlook import Outlook, Place, Tile, outlook
from app.vocabulary import PeriodScheme
from ui.core import tokens
from ui.core.context import Context
from ui.core.page import Page
from ui.core.theme import named
from ui.pages.overview.parts import PanelCard, StateCard, TileButton
from ui.widgets.card import CardFlow
from ui.widgets.empty_state import EmptyState
from ui.widgets.sheet import Sheet

_SCHEME = "overview.scheme"
_SCHEMES = (
    (PeriodScheme.CALENDAR, N_("tháng dương lịch")),
    (PeriodScheme.ND09, N_("từ ngày 15 đến ngày 14")),
)
_TILE_PX, _PANEL_PX = 236, 430
_CHARTS = ("entries", "people", "hamlets", "forces", "deadlines")
_STATES = ("radio", "coverage")
_ORDER = ("entries", "people", "hamlets", "radio", "coverage", "deadlines", "forces")
"""Cards as one reads them."""


class OverviewPage(Page):
    """Figures of a year, charts by month and hamlet, and how radio, meetings and deadlines stand."""

    shows = frozenset(
        {"activity", "activity_kind", "hamlet", "partner", "programme", "airing", "online_post", "display", "meeting"}
        | {"difficulty", "duty", "fulfilment", "task", "evidence", "setting"}
    )
    handbook = "tong-quan"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.set_title(_("Tổng quan"))
        self.seen: Outlook | None = None
        self._year = 0
        self._build_choices()
        self._build_body()

    def refresh(self) -> None:
        self.tasks.read(outlook, self.context.clock.today(), self._year, self.scheme, then=self.show_outlook)

    @property
    def scheme(self) -> PeriodScheme:
        """Where months are cut."""
        return _SCHEMES[max(self.schemes.currentIndex(), 0)][0]

    def show_outlook(self, found: Outlook) -> None:
        """Shows what was found."""
        self.seen = found
        self._offer_years(found)
        self.sheet.setVisible(not found.is_empty)
        self.empty.setVisible(found.is_empty)
        for choice in (self.years_label, self.years, self.schemes_label, self.schemes):
            choice.setVisible(not found.is_empty)
        if found.is_empty:
            return
        self.span.setText(_span_words(found))
        self.tiles.set_cards([self._tile(tile) for tile in found.tiles])
        for panel in found.charts:
            self.charts[panel.code].show_panel(panel)
        for states in found.states:
            self.states[states.code].show_panel(states)

    def _tile(self, tile: Tile) -> TileButton:
        button = TileButton(tile)
        button.clicked.connect(lambda _checked=False: self._open(button.tile.place))
        return button

    def _open(self, place: Place | None) -> None:
        if place is not None:
            self.context.navigate(place.page, place.target)

    def _offer_years(self, found: Outlook) -> None:
        self.years.blockSignals(True)
        self.years.clear()
        for year in found.years:
            self.years.addItem(str(year), year)
        self.years.setCurrentIndex(self.years.findData(found.year))
        self.years.blockSignals(False)

    def _choose_year(self) -> None:
        self._year = int(self.years.currentData() or 0)
        self.refresh()

    def _choose_scheme(self) -> None:
        self.context.settings.set(_SCHEME, self.scheme.value)
        self.refresh()

    def _build_choices(self) -> None:
        self.years_label, self.years = _choice(_("&Năm"), "overviewYear")
        self.schemes_label, self.schemes = _choice(_("&Kỳ"), "overviewScheme")
        for scheme, words in _SCHEMES:
            self.schemes.addItem(_(words), scheme.value)
        kept = self.schemes.findData(self.context.settings.get(_SCHEME, PeriodScheme.CALENDAR.value))
        self.schemes.setCurrentIndex(max(kept, 0))
        for part in (self.years_label, self.years, self.schemes_label, self.schemes):
            self.buttons.addWidget(part)
            part.hide()
        self.years.activated.connect(lambda _place: self._choose_year())
        self.schemes.activated.connect(lambda _place: self._choose_scheme())

    def _build_body(self) -> None:
        self.tiles = named(CardFlow(_TILE_PX), "overviewTiles")
        self.charts = {code: PanelCard(self.context, code) for code in _CHARTS}
        self.states = {code: StateCard(code) for code in _STATES}
        cards: dict[str, PanelCard | StateCard] = {**self.charts, **self.states}
        for card in cards.values():
            card.opened.connect(self._open)
        self.panels = named(CardFlow(_PANEL_PX), "overviewPanels")
        self.panels.set_cards([cards[code] for code in _ORDER])
        self.span = named(QLabel(wordWrap=True), "overviewSpan", "quiet")
        self.sheet = Sheet()
        column = QVBoxLayout(self.sheet)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_M)
        for part in (self.span, self.tiles, self.panels):
            column.addWidget(part)
        column.addStretch(1)
        self.empty = self._nothing_yet()
        for whole in (self.sheet, self.empty):
            self.body.addWidget(whole, 1)
            whole.hide()  # until the first answer

    def _nothing_yet(self) -> EmptyState:
        empty = EmptyState(
            _("Tổng quan tự vẽ từ những gì đã ghi: hoạt động, phát thanh, tin bài, cuộc họp, nhiệm vụ."),
            _("Ghi hoạt động"),
            icon="diary",
        )
        empty.offer(_("Ghi hoạt động"), _("Ghi chương trình phát thanh"))
        empty.begun.connect(lambda: self.context.navigate("diary", ""))
        empty.other_begun.connect(lambda: self.context.navigate("outreach", "tab:radio"))
        empty.help_asked.connect(self._help)
        return empty

    def _help(self) -> None:
        window = self.window()
        if hasattr(window, "help_requested"):
            window.help_requested.emit(self.handbook)


def _choice(words: str, name: str) -> tuple[QLabel, QComboBox]:
    label, box = QLabel(words), named(QComboBox(), name)
    label.setBuddy(box)
    box.setAccessibleName(words.replace("&", ""))
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    return label, box


def _span_words(found: Outlook) -> str:
    words = [_("Từ {first} đến {last}.").format(first=show_day(found.first), last=show_day(found.last))]
    if found.compared is not None:
        first, last = found.compared
        words.append(_("Năm trước: từ {first} đến {last}.").format(first=show_day(first), last=show_day(last)))
    if found.compares_a_part:
        words.append(_("Số liệu được ghi từ ngày {day}, nên năm trước chưa đủ.").format(day=show_day(found.began)))
    return " ".join(words)
