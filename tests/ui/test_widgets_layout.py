"""Panes turn on a narrow window and remember; cards fill the columns that fit."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from app.vocabulary import OfficeRelation
from ui.core.context import SettingsInMemory
from ui.pages.offices.cards import OfficeCard
from ui.widgets.badge import Badge
from ui.widgets.card import Card, CardFlow
from ui.widgets.elided_button import ElidedButton
from ui.widgets.panes import Panes


def panes_of(qtbot, settings):
    page = QWidget()
    qtbot.addWidget(page)
    panes = Panes(settings, "test", page)
    for least in (300, 280):
        panes.add_pane(QWidget(), least)
    panes.page = page
    panes.resize(900, 500)
    page.show()
    return panes


def test_panes_lie_one_above_the_other_where_the_window_is_narrow(qtbot):
    panes = panes_of(qtbot, SettingsInMemory())
    assert panes.orientation() == Qt.Orientation.Horizontal
    panes.resize(500, 700)
    assert panes.orientation() == Qt.Orientation.Vertical
    assert panes.minimumSizeHint().height() >= 600
    panes.resize(900, 700)
    assert panes.orientation() == Qt.Orientation.Horizontal


def test_the_sizes_of_panes_are_remembered(qtbot):
    settings = SettingsInMemory()
    panes = panes_of(qtbot, settings)
    panes.setSizes([550, 350])
    panes._save()
    again = panes_of(qtbot, settings)
    assert again.sizes() == panes.sizes()


@pytest.mark.parametrize(("width", "columns"), [(1000, 3), (700, 2), (300, 1)])
def test_cards_fill_the_columns_that_fit(qtbot, width, columns):
    flow = CardFlow(least_width=300)
    qtbot.addWidget(flow)
    cards = [Card(f"Thẻ {number}") for number in range(4)]
    flow.set_cards(cards)
    flow.resize(width, 600)
    flow.show()
    qtbot.waitUntil(lambda: all(card.isVisible() for card in cards))
    qtbot.waitUntil(lambda: len({card.x() for card in cards}) == columns)


def test_a_badge_says_its_state_in_words(qtbot):
    holder = QLabel()
    qtbot.addWidget(holder)
    badge = Badge("", "ok", holder)
    assert badge.isHidden()
    badge.say("đã ký", "ok")
    assert (badge.text(), badge.isHidden(), badge.property("look")) == ("đã ký", False, "badge-ok")


def test_long_words_of_a_button_end_in_dots_and_stay_whole_in_its_text(qtbot):
    button = ElidedButton("Báo cáo tuyên truyền sáu tháng đầu năm – hạn 15/6")
    qtbot.addWidget(button)
    button.resize(button.sizeHint())
    button.show()
    assert button.shown_text() == button.text()

    button.resize(150, button.height())

    assert button.minimumSizeHint().width() <= 150
    assert button.shown_text().endswith("…") and button.shown_text()[:3] == "Báo"
    assert button.fontMetrics().horizontalAdvance(button.shown_text()) <= 150
    assert button.text().endswith("15/6")


def test_buttons_of_an_office_stand_below_each_other_where_their_words_do_not_fit(qtbot):
    holder = QWidget()
    qtbot.addWidget(holder)
    holder.resize(800, 400)
    card = OfficeCard(OfficeRelation.SUPERIOR)
    card.setParent(holder)
    holder.show()
    card.correct.show()
    card.correct.setText("Edit the higher office…")
    card.rename.setText("Change the higher office from…")
    card.show()

    def are_whole():
        return all(button.width() >= button.sizeHint().width() for button in (card.correct, card.rename))

    card.resize(700, 300)
    qtbot.waitUntil(lambda: card.correct.y() == card.rename.y() and are_whole())
    card.resize(300, 300)
    qtbot.waitUntil(lambda: card.correct.y() < card.rename.y() and are_whole())
