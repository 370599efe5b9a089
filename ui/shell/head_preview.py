"""The head of a paper as it will print, drawn small: who issues it, the nation, number and place."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QWidget

import resources
from app.kernel.words import _
from ui.core.theme import named

_INK, _PAPER = "#000000", "#ffffff"  # paper is white and its letters black, whatever the window wears


class HeadPreview(QFrame):
    """White paper with two columns (decree 30/2020, appendix I); papers are Vietnamese in every language."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "headPreview")
        self.setAccessibleName(_("Đầu văn bản sẽ in"))
        self.setStyleSheet(
            f"#headPreview {{ background: {_PAPER}; border: 1px solid #c3ccd5; border-radius: 6px; }}"
            f"#headPreview QLabel {{ color: {_INK}; background: transparent; }}"
        )
        family = _family()
        grid = QGridLayout(self)
        grid.setContentsMargins(12, 10, 12, 10)
        grid.setVerticalSpacing(0)
        self.lines = {
            name: QLabel(alignment=Qt.AlignmentFlag.AlignHCenter)
            for name in ("office", "place", "number", "nation", "motto", "day")
        }
        for name, (row, column, bold, italic) in {
            "office": (0, 0, True, False),
            "nation": (0, 1, True, False),
            "place": (1, 0, True, False),
            "motto": (1, 1, True, False),
            "number": (3, 0, False, False),
            "day": (3, 1, False, True),
        }.items():
            label = named(self.lines[name], f"head_{name}")
            font = QFont(family)
            font.setPixelSize(13)
            font.setBold(bold)
            font.setItalic(italic)
            label.setStyleSheet(
                f"font-family: '{family}'; font-size: 13px; font-weight: {700 if bold else 400};"
                f"font-style: {'italic' if italic else 'normal'};"
            )
            label.setFont(font)
            grid.addWidget(label, row, column)
        for column in (0, 1):
            grid.addWidget(_rule(60 if column == 0 else 130), 2, column, Qt.AlignmentFlag.AlignHCenter)
            grid.setColumnStretch(column, 2 + column)
        self.lines["office"].setText("ỦY BAN NHÂN DÂN")
        self.lines["nation"].setText("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
        self.lines["motto"].setText("Độc lập - Tự do - Hạnh phúc")
        self.lines["number"].setText("Số:        /QĐ-UBND")

    def show_office(self, kind: str, name: str, year: int) -> None:
        """Shows the head of an office; an unknown name leaves dots."""
        self.lines["place"].setText(f"{kind} {name or '…'}".upper())
        self.lines["day"].setText(f"{name or '…'}, ngày       tháng       năm {year}")


def _rule(width: int) -> QFrame:
    rule = QFrame()
    rule.setFixedSize(width, 5)
    rule.setStyleSheet(f"border: none; border-top: 1px solid {_INK}; margin-top: 2px;")
    return rule


def _family() -> str:
    """The face of the papers; the system's own serif where it cannot be loaded."""
    family = ""
    for slant in ("Regular", "Bold", "Italic"):
        number = QFontDatabase.addApplicationFont(str(resources.path(f"fonts/LiberationSerif-{slant}.ttf")))
        families = QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
        family = families[0] if families else family
    return family or "Times New Roman"
