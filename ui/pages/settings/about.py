"""What this program is: version, how it keeps data, and the works of others it stands on with their licences."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

from PySide6.QtWidgets import QLabel

from app.kernel.words import _
from ui.core.theme import named
from ui.widgets.card import Card

PARTS = (
    ("Qt, PySide6", "PySide6_Essentials", "LGPL-3.0"),
    ("SQLCipher, sqlcipher3", "sqlcipher3", "BSD-3-Clause, zlib"),
    ("SQLAlchemy", "sqlalchemy", "MIT"),
    ("Alembic", "alembic", "MIT"),
    ("ReportLab", "reportlab", "BSD-3-Clause"),
    ("python-docx", "python-docx", "MIT"),
    ("openpyxl", "openpyxl", "MIT"),
    ("python-calamine", "python-calamine", "MIT"),
    ("PDFium, pypdfium2", "pypdfium2", "Apache-2.0, BSD-3-Clause"),
    ("cryptography", "cryptography", "Apache-2.0, BSD-3-Clause"),
    ("argon2-cffi", "argon2-cffi", "MIT"),
    ("Liberation Serif", "", "SIL OFL 1.1"),
)
"""Shown name, distribution, licence (SPDX)."""


class AboutCard(Card):
    """Version and licences."""

    def __init__(self) -> None:
        super().__init__(_("Giới thiệu"))
        named(self, "aboutCard")
        self.words = named(QLabel(wordWrap=True), "aboutWords")
        self.words.setText(
            _("Xã Số, phiên bản {version}. Làm việc không cần mạng; dữ liệu mã hóa và chỉ ở máy này.").format(
                version=version_of("xaso") or "0.1.0"
            )
        )
        self.licences = named(QLabel(wordWrap=True), "licenceWords", "small")
        parts = "; ".join(
            " ".join(filter(None, (name, version_of(package), f"({licence})"))) for name, package, licence in PARTS
        )
        self.licences.setText(_("Dùng các phần mềm nguồn mở: {parts}.").format(parts=parts))
        self.body.addWidget(self.words)
        self.body.addWidget(self.licences)
        self.body.addStretch(1)


def version_of(package: str) -> str:
    """The installed version of a distribution, "" where it is not known (a built program may leave it out)."""
    try:
        return version(package) if package else ""
    except PackageNotFoundError:
        return ""
