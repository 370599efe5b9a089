"""Watches the window library for a defect that kills the process: a reference to None lost on every void call.

PySide6-Essentials 6.12.0 has it under Python 3.11; the pinned version must not.
A few thousand calls are enough to abort.
"""

from __future__ import annotations

import gc
import sys

import pytest
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QLabel

CALLS = 1_000
NOISE = CALLS // 2
"""References to None that may go for other reasons meanwhile; the defect loses one for every call."""


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal since Python 3.12: it cannot be lost")
def test_void_calls_of_the_window_library_do_not_eat_references_to_none(qtbot):
    label = QLabel()
    qtbot.addWidget(label)
    model = QStandardItemModel()
    label.setText("làm nóng")

    gc.collect()
    gc.disable()  # rubbish of earlier tests gives back references too

    before = sys.getrefcount(None)
    for number in range(CALLS):
        label.setText(str(number))
        model.setItem(0, 0, QStandardItem("ô"))
    lost = before - sys.getrefcount(None)
    gc.enable()

    assert lost < NOISE


def test_the_window_library_is_the_sound_one():
    from importlib.metadata import version

    assert version("PySide6-Essentials").startswith("6.11.")
