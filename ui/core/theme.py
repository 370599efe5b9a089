"""Dresses the application from the tokens: palette, font and style sheet, light or dark or as the system says."""

from __future__ import annotations

from string import Template
from typing import TypeVar

from PySide6 import QtCore
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QWidget

import resources
from ui.core import icons, tokens
from ui.core.tokens import DARK, LIGHT, Tokens

W = TypeVar("W", bound=QWidget)
MODES = ("light", "dark", "system")
_SCHEMES = {"light": "Light", "dark": "Dark", "system": "Unknown"}
_LISTENING = "xasoThemeListening"
_MODE = "xasoThemeMode"
_IN_FUSION = "xasoInFusion"


def new_app(program: str) -> QApplication:
    """The application in the one style used on every system.

    The style is told as an argument: ``setStyle`` answers with a QStyle, and making that class with its hundreds of
    enumerated values takes longer than dressing the first window.
    """
    app = QApplication([program, "-style", "Fusion"])
    app.setProperty(_IN_FUSION, True)
    return app


def apply_theme(app: QApplication, mode: str = "system") -> Tokens:
    """Dresses the application; ``mode`` is light, dark or system, and system follows later changes too."""
    app.setProperty(_MODE, mode if mode in MODES else "system")
    # By name: the class Qt, with its 1500 enumerated values, takes longer to make than the whole first window.
    app.styleHints().setProperty("colorScheme", _SCHEMES.get(mode, "Unknown"))
    if not app.property(_LISTENING):
        app.setProperty(_LISTENING, True)
        if not app.property(_IN_FUSION):
            app.setStyle("Fusion")
        app.styleHints().colorSchemeChanged.connect(lambda _scheme: _dress(app))
    return _dress(app)


def current_tokens() -> Tokens:
    """The tokens the application wears now; light before any theme was applied."""
    app = QApplication.instance()
    return DARK if app is not None and app.property(icons.THEME_PROPERTY) == "dark" else LIGHT


def named(widget: W, name: str = "", look: str = "") -> W:
    """The widget itself, given its object name (for tests, screen readers, style) and look as it is made."""
    if name:
        widget.setObjectName(name)
    if look:
        widget.setProperty("look", look)
    return widget


def selectable(label: QLabel) -> QLabel:
    """The label itself, its words ready to be marked with the mouse and copied."""
    label.setProperty("textInteractionFlags", "TextSelectableByMouse")  # by name, as the colour scheme above
    return label


def set_look(widget: QWidget, look: str) -> None:
    """Gives a widget one of the looks of the style sheet (primary, quiet, title, bad …) and repaints it."""
    if widget.property("look") != look:
        widget.setProperty("look", look)
        restyle(widget)


def restyle(widget: QWidget) -> None:
    """Lets the style sheet see a changed dynamic property."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def style_sheet(chosen: Tokens) -> str:
    """The style sheet of one theme, filled from the tokens."""
    text = (resources.path("styles") / "window.qss").read_text(encoding="utf-8")
    sizes: dict[str, object] = {
        "text_px": tokens.TEXT_PX,
        "small_px": tokens.SMALL_PX,
        "title_px": tokens.TITLE_PX,
        "radius": tokens.RADIUS_PX,
        "row_px": tokens.ROW_PX,
    }
    marks = (resources.path("styles") / "marks").as_posix()
    return Template(text).substitute(sizes, **chosen.colours(), theme=chosen.name, marks=marks)


def palette(chosen: Tokens) -> QPalette:
    """Palette of one theme, for everything the style sheet does not name (and for the print dialog)."""
    role = QPalette.ColorRole
    colours = {
        role.Window: chosen.ground,
        role.WindowText: chosen.text,
        role.Base: chosen.surface,
        role.AlternateBase: chosen.ground,
        role.Text: chosen.text,
        role.Button: chosen.surface,
        role.ButtonText: chosen.text,
        role.ToolTipBase: chosen.surface,
        role.ToolTipText: chosen.text,
        role.PlaceholderText: chosen.quiet,
        role.Highlight: chosen.accent,
        role.HighlightedText: chosen.on_accent,
        role.Link: chosen.accent,
        role.LinkVisited: chosen.accent,
        role.BrightText: chosen.bad,
        role.Light: chosen.surface,
        role.Midlight: chosen.line,
        role.Mid: chosen.field_line,
        role.Dark: chosen.field_line,
        role.Shadow: chosen.line,
        role.Accent: chosen.accent,
    }
    result = QPalette()
    for name, colour in colours.items():
        result.setColor(name, QColor(colour))
    for name in (role.WindowText, role.Text, role.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, name, QColor(chosen.quiet))
    return result


def _dress(app: QApplication) -> Tokens:
    mode = app.property(_MODE)
    dark = mode == "dark" or (mode == "system" and app.styleHints().colorScheme() == QtCore.Qt.ColorScheme.Dark)
    chosen = DARK if dark else LIGHT
    if app.property(icons.THEME_PROPERTY) == chosen.name:
        return chosen
    app.setProperty(icons.THEME_PROPERTY, chosen.name)
    app.setPalette(palette(chosen))
    app.setFont(_font())
    app.setStyleSheet(style_sheet(chosen))
    icons.retint(app)
    return chosen


def _font() -> QFont:
    font = QFont()
    font.setFamilies(list(tokens.FONT_FAMILIES))
    font.setPixelSize(tokens.TEXT_PX)  # logical pixels: Qt multiplies them by the scale of the screen
    font.setStyleHint(QFont.StyleHint.SansSerif)
    return font
