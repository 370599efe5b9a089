"""Every colour, distance and size of the window, light and dark: the one file to change its looks."""

from __future__ import annotations

from typing import NamedTuple

FONT_FAMILIES = ("Segoe UI", "Noto Sans", "DejaVu Sans", "sans-serif")
TEXT_PX = 13
SMALL_PX = 12
TITLE_PX = 19
ROW_PX = 32
RADIUS_PX = 6
SPACE_XS, SPACE_S, SPACE_M, SPACE_L = 4, 8, 14, 20
NAVIGATION_PX = 220
NAVIGATION_FOLDED_PX = 56
FOLD_BELOW_PX = 1200
LOW_PX = 440


class Tokens(NamedTuple):
    """Colours of one theme; each pair that carries text keeps a contrast of at least 4.5 : 1."""

    name: str
    ground: str
    surface: str
    hover: str
    line: str
    field_line: str
    text: str
    quiet: str
    accent: str
    accent_strong: str
    accent_soft: str
    on_accent: str
    warn: str
    warn_soft: str
    bad: str
    bad_soft: str
    neutral_soft: str
    desk: str
    """The desk under the sheet of paper in the preview; paper itself is always white."""

    def colours(self) -> dict[str, str]:
        """Token name to colour, for the style sheet."""
        return {name: colour for name, colour in self._asdict().items() if name != "name"}


LIGHT = Tokens(
    name="light",
    ground="#f6f7f9",
    surface="#ffffff",
    hover="#eef1f4",
    line="#e2e6ea",
    field_line="#c3ccd5",
    text="#1d2733",
    quiet="#5c6b7a",
    accent="#0b6e4f",
    accent_strong="#095a41",
    accent_soft="#e8f3ee",
    on_accent="#ffffff",
    warn="#8a5a00",
    warn_soft="#fdf3e1",
    bad="#b4321c",
    bad_soft="#fdeae6",
    neutral_soft="#edf0f3",
    desk="#dde2e7",
)

DARK = Tokens(
    name="dark",
    ground="#14191f",
    surface="#1c232b",
    hover="#252e38",
    line="#323c47",
    field_line="#4a5866",
    text="#e6ebf0",
    quiet="#a3b1bf",
    accent="#5fcf9f",
    accent_strong="#7bdcb2",
    accent_soft="#17382c",
    on_accent="#0a2018",
    warn="#f0bd62",
    warn_soft="#3a2d13",
    bad="#ff9b87",
    bad_soft="#45211a",
    neutral_soft="#2a333d",
    desk="#0e1216",
)


def contrast(first: str, second: str) -> float:
    """Contrast ratio of two ``#rrggbb`` colours as WCAG counts it, 1 to 21."""
    bright, dim = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
