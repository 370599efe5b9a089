"""Our own icons: SVG drawings tinted from the tokens, sharp at every scale, re-tinted when the theme changes."""

from __future__ import annotations

from functools import lru_cache

# PySide6 makes a class, with all enumerations in it, when its name is first asked for: pictures are drawn after the
# first window was painted, so their classes are named where they are used.
from PySide6 import QtCore, QtGui
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel

import resources
from ui.core.tokens import DARK, LIGHT

THEME_PROPERTY = "xasoTheme"
SIZE = 18
_LOGICAL_SIZES = (16, SIZE)
_SPARE_SIZE = 2 * SIZE  # for a screen of double scale that is plugged in later; Qt scales down from the next larger one
_NAME, _TINT = "iconName", "iconTint"


def icon(name: str, tint: str = "text") -> QtGui.QIcon:
    """The icon drawn in the colour of a token (text, quiet, accent, on_accent, warn, bad) of the present theme."""
    return _icon(name, _colour(tint), _colour("quiet"))


def pixmap(name: str, tint: str = "text", size: int = SIZE) -> QtGui.QPixmap:
    """The icon as a picture of ``size`` logical pixels, as sharp as the sharpest screen."""
    app = QApplication.instance()
    ratio = app.devicePixelRatio() if isinstance(app, QApplication) else 1.0
    picture = _draw(name, _colour(tint), round(size * ratio))
    picture.setDevicePixelRatio(ratio)
    return picture


def set_icon(target: QAbstractButton | QtGui.QAction | QLabel, name: str, tint: str = "text", size: int = SIZE) -> None:
    """Puts an icon on a button, action or label and remembers it, so that a change of theme tints it anew."""
    target.setProperty(_NAME, name)
    target.setProperty(_TINT, tint)
    target.setProperty("iconLogicalSize", size)
    _tint(target)


def retint(app: QApplication) -> None:
    """Tints every remembered icon in the colours of the present theme."""
    for top in app.topLevelWidgets():
        for action in top.findChildren(QtGui.QAction):
            _tint(action)
    for widget in app.allWidgets():
        _tint(widget)


def names() -> tuple[str, ...]:
    """Names of all icons there are."""
    return tuple(sorted(file.stem for file in resources.path("icons").glob("*.svg")))


def _tint(target: QtCore.QObject) -> None:
    name = target.property(_NAME)
    if not name:
        return
    tint, size = target.property(_TINT), target.property("iconLogicalSize")
    if isinstance(target, QLabel):
        target.setPixmap(pixmap(name, tint, size))
    elif isinstance(target, (QAbstractButton, QtGui.QAction)):
        target.setIcon(icon(name, tint))
        if isinstance(target, QAbstractButton):
            target.setIconSize(QtCore.QSize(size, size))


def _colour(tint: str) -> str:
    app = QApplication.instance()
    dark = app is not None and app.property(THEME_PROPERTY) == "dark"
    return str(getattr(DARK if dark else LIGHT, tint))


@lru_cache(maxsize=256)
def _icon(name: str, colour: str, disabled: str) -> QtGui.QIcon:
    result = QtGui.QIcon()
    ratios = {screen.devicePixelRatio() for screen in QApplication.screens()}
    for size in sorted({round(size * ratio) for size in _LOGICAL_SIZES for ratio in ratios} | {_SPARE_SIZE}):
        result.addPixmap(_draw(name, colour, size))
    result.addPixmap(_draw(name, disabled, _SPARE_SIZE), QtGui.QIcon.Mode.Disabled)
    return result


def _draw(name: str, colour: str, size: int) -> QtGui.QPixmap:
    from PySide6.QtSvg import QSvgRenderer

    picture = QtGui.QPixmap(size, size)
    picture.fill(QtCore.Qt.GlobalColor.transparent)
    renderer = QSvgRenderer(QtCore.QByteArray(_source(name).replace("currentColor", colour).encode()))
    painter = QtGui.QPainter(picture)
    painter.setRenderHint(QtGui.QPainter.RenderHint.Antialiasing)
    renderer.render(painter, QtCore.QRectF(0, 0, size, size))
    painter.end()
    return picture


@lru_cache(maxsize=128)
def _source(name: str) -> str:
    return (resources.path("icons") / f"{name}.svg").read_text(encoding="utf-8")
