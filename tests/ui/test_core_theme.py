"""The theme: readable in light and dark, complete, and its icons drawn by us and tinted from the tokens."""

import pytest
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QPushButton

import resources
from ui.core import icons, theme
from ui.core.tokens import DARK, LIGHT, contrast

BOTH = pytest.mark.parametrize("chosen", [LIGHT, DARK], ids=["light", "dark"])


@BOTH
def test_every_pair_that_carries_text_can_be_read(chosen):
    pairs = [
        ("text", "ground"),
        ("text", "surface"),
        ("text", "hover"),
        ("quiet", "surface"),
        ("quiet", "ground"),
        ("quiet", "neutral_soft"),
        ("accent", "surface"),
        ("accent", "accent_soft"),
        ("on_accent", "accent"),
        ("on_accent", "accent_strong"),
        ("warn", "warn_soft"),
        ("bad", "bad_soft"),
        ("bad", "surface"),
        ("bad", "ground"),
        ("text", "accent_soft"),
        ("text", "bad_soft"),
        ("text", "warn_soft"),
    ]
    poor = {pair: contrast(getattr(chosen, pair[0]), getattr(chosen, pair[1])) for pair in pairs}
    assert {pair: ratio for pair, ratio in poor.items() if ratio < 4.5} == {}


def test_contrast_counts_as_the_standard_does():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@BOTH
def test_the_style_sheet_is_filled_and_its_pictures_exist(chosen):
    sheet = theme.style_sheet(chosen)
    assert "$" not in sheet
    assert sheet.count("{") == sheet.count("}")
    for name in ("down", "up", "check", "partial", "radio"):
        mark = resources.path("styles") / "marks" / f"{chosen.name}-{name}.svg"
        assert mark.as_posix() in sheet
        assert chosen.quiet in mark.read_text() or chosen.on_accent in mark.read_text()


def test_a_change_of_theme_tints_remembered_icons_anew(qapp, qtbot):
    theme.apply_theme(qapp, "light")
    button = QPushButton("In")
    qtbot.addWidget(button)
    icons.set_icon(button, "print", "accent")
    light = button.icon().pixmap(18).toImage()

    theme.apply_theme(qapp, "dark")

    assert button.icon().pixmap(18).toImage() != light
    assert theme.current_tokens() is DARK
    theme.apply_theme(qapp, "light")
    assert button.icon().pixmap(18).toImage() == light


@pytest.mark.parametrize("name", icons.names())
def test_every_icon_draws_something_and_is_grey_when_disabled(qapp, name):
    picture = icons.icon(name, "accent")
    assert _ink(picture, QIcon.Mode.Normal) > 20
    assert picture.pixmap(36, QIcon.Mode.Disabled).toImage() != picture.pixmap(36).toImage()


def _ink(picture, mode):
    image = picture.pixmap(36, mode).toImage()
    return sum(image.pixelColor(x, y).alpha() > 128 for x in range(image.width()) for y in range(image.height()))
