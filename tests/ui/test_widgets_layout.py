"""Panes turn on a narrow window and remember; cards fill the columns that fit."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from ui.core.context import SettingsInMemory
from ui.widgets.badge import Badge
from ui.widgets.card import Card, CardFlow
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
