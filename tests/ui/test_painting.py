"""What waits for the first painting of a window comes after it, and comes also where nothing is painted."""

from PySide6.QtWidgets import QWidget

from ui.core.painting import AfterPainting


def test_it_comes_once_after_the_window_was_painted(qtbot):
    window, heard = QWidget(), []
    qtbot.addWidget(window)
    AfterPainting(window, lambda: heard.append(window.isVisible()))
    before = list(heard)

    window.show()
    qtbot.waitUntil(lambda: bool(heard))
    window.repaint()
    qtbot.wait(500)

    assert before == []
    assert heard == [True]


def test_it_comes_also_for_a_window_that_begins_minimised(qtbot):
    window, heard = QWidget(), []
    qtbot.addWidget(window)
    AfterPainting(window, lambda: heard.append(window.isVisible()))

    qtbot.waitUntil(lambda: bool(heard))

    assert heard == [False]
