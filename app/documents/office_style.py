"""The decree's style as this office prints it."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.kernel.settings import read_setting
from app.settings import RIGHT_MARGIN
from app.typesetting.nd30 import PageStyle, Style


def style_of(session: Session) -> Style:
    """The style of decree 30/2020 with the office's own right margin (15 to 20 mm)."""
    return Style(page=PageStyle(right=float(read_setting(session, RIGHT_MARGIN))))
