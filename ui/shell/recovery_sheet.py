"""The sheet with the recovery code: shown once, printed or saved as PDF, and never kept by the program."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF
from PySide6.QtGui import QFont, QPageSize, QPdfWriter, QTextDocument
from PySide6.QtWidgets import QFileDialog, QFrame, QGridLayout, QLabel, QWidget

from app.kernel.files import atomic_write
from app.kernel.words import _
from ui.core.theme import named

_FAMILIES = ["Liberation Serif", "Times New Roman", "DejaVu Serif", "serif"]


class CodeGroups(QFrame):
    """The eight groups with their numbers, large enough to be copied by hand."""

    def __init__(self, code: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "codeGroups", "card")
        self.setAccessibleName(_("Mã khôi phục"))
        grid = QGridLayout(self)
        grid.setContentsMargins(14, 8, 14, 8)
        grid.setVerticalSpacing(4)
        for place, group in enumerate(code.split()):
            cell = named(QLabel(f"{place + 1}.  <b style='font-size:16px'>{group}</b>"), f"group{place + 1}")
            grid.addWidget(cell, place // 4, place % 4)


def sheet_pdf(code: str, office: str) -> bytes:
    """The sheet as PDF, A4."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(25, 25, 20, 25))
    writer.setTitle(_("Mã khôi phục"))
    document = QTextDocument()
    font = QFont()
    font.setFamilies(_FAMILIES)
    font.setPointSize(13)
    document.setDefaultFont(font)
    document.setHtml(_html(code, office))
    document.print_(writer)
    del document, writer
    data: QByteArray = buffer.data()
    return bytes(data.data())


def save_sheet(parent: QWidget, data: bytes) -> Path | None:
    """Asks where to save the sheet and writes it; None when the person leaves. Raises FIL problems."""
    name, _kind = QFileDialog.getSaveFileName(parent, _("Lưu tờ mã khôi phục"), _("ma-khoi-phuc.pdf"), "PDF (*.pdf)")
    if not name:
        return None
    path = Path(name).with_suffix(".pdf")
    atomic_write(path, data)
    return path


def print_sheet(parent: QWidget, data: bytes) -> bool:
    """Prints the sheet; False when the person leaves."""
    from ui.widgets.printing import ask_printer, print_pdf

    printer = ask_printer(parent, 1, title=_("Mã khôi phục"))
    if printer is None:
        return False
    print_pdf(data, printer)
    return True


def _html(code: str, office: str) -> str:
    from html import escape

    groups = code.split()
    cells = "".join(
        f"<td style='padding:8px 16px'>{place}. <b>{group}</b></td>" + ("</tr><tr>" if place == 4 else "")
        for place, group in enumerate(groups, start=1)
    )
    return (
        f"<h2>{_('Mã khôi phục dữ liệu Xã Số')}</h2><p>{escape(office)}</p>"
        f"<table border='1' cellspacing='0'><tr>{cells}</tr></table>"
        f"<p>{_('Ai có tờ này và có máy tính chứa dữ liệu thì đặt lại được mật khẩu.')}</p>"
        f"<p>{_('Hãy cất trong phong bì niêm phong, ở tủ có khóa; không chụp ảnh, không gửi qua mạng.')}</p>"
        f"<p>{_('Quên mật khẩu: ở màn hình mở dữ liệu, chọn “Quên mật khẩu? Dùng mã khôi phục”.')}</p>"
    )
