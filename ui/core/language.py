"""Qt's own words (OK, Cancel, the print dialog) and number forms in the chosen language."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QTranslator
from PySide6.QtWidgets import QApplication

import resources


def speak(app: QApplication, language: str) -> bool:
    """Makes Qt speak ``vi`` or ``en``; answers whether its words were found (English needs none)."""
    QLocale.setDefault(QLocale("vi_VN" if language == "vi" else "en_GB"))
    old = app.property("xasoTranslator")
    if isinstance(old, QTranslator):
        app.removeTranslator(old)
    if language != "vi":
        app.setProperty("xasoTranslator", None)
        return True
    translator = QTranslator(app)
    found = translator.load(str(resources.path("translations") / "qt_vi.qm"))
    app.installTranslator(translator)
    app.setProperty("xasoTranslator", translator)
    return found
