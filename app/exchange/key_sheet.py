"""Sheets to print about keys: the key sheet to compare and stamp, and the recovery sheet to seal in an envelope.

Drawn bare on one A4 page. The key sheet holds nothing secret; the recovery sheet's digits exist only on the paper.
"""

from __future__ import annotations

import base64
import io
from collections.abc import Sequence
from datetime import date
from typing import Any

from app.kernel.clock import VIETNAM
from app.kernel.text import nfc
from app.keys.enrolment import Enrolment
from app.keys.words import words_of
from app.typesetting.fonts import face

MM = 72 / 25.4  # pt in a millimetre
_WIDTH, _HEIGHT = 210 * MM, 297 * MM
_LEFT, _RIGHT = 25 * MM, 190 * MM
_QR_SIZE = 62 * MM


def qr_text(enrolment: Enrolment) -> str:
    """What the QR says: capitals and digits only, so that it stays coarse: format, office, key id and both keys."""
    keys = base64.b32encode(enrolment.keys.signing + enrolment.keys.sealing).decode().rstrip("=")
    return f"XASO1:{enrolment.office.office_code.upper()}:{enrolment.keys.key_id}:{keys}"


def key_sheet(enrolment: Enrolment) -> bytes:
    """The PDF of the key sheet: office, key id, eight words, QR of the public keys, room for signature and stamp."""
    page = _Page("Phiếu khóa")
    page.centred(enrolment.office.office_name.upper(), 13, bold=True)
    page.down(10)
    page.centred("PHIẾU ĐĂNG KÝ KHÓA TRAO ĐỔI DỮ LIỆU", 15, bold=True)
    page.down(6)
    page.line(f"Mã cơ quan: {enrolment.office.office_code}")
    page.line(f"Mã khóa: {_grouped(enrolment.keys.key_id, 4)}")
    page.line(f"Lập ngày: {enrolment.made_at.astimezone(VIETNAM):%d/%m/%Y}")
    page.down(5)
    page.line("Tám từ để so qua điện thoại (đọc lần lượt, hai bên phải giống nhau):", bold=True)
    page.numbered(words_of(enrolment.keys))
    page.down(3)
    page.qr(qr_text(enrolment))
    page.down(5)
    page.line("Khóa chỉ được tin dùng sau khi cấp trên đã so đủ tám từ với người giữ khóa,", size=11)
    page.line("hoặc đã đối chiếu với phiếu này có chữ ký và con dấu.", size=11)
    page.down(6)
    page.signatures("NGƯỜI GIỮ KHÓA", "THỦ TRƯỞNG CƠ QUAN")
    return page.finish()


def recovery_sheet(office_name: str, made_on: date, code: str) -> bytes:
    """The PDF of the sealed recovery sheet; ``code`` is the recovery code as made, eight groups of digits.

    One sheet serves for a forgotten password and for a computer that died; it names no key, for keys may change.
    """
    page = _Page("Phiếu khôi phục")
    page.centred(office_name.upper(), 13, bold=True)
    page.down(10)
    page.centred("PHIẾU KHÔI PHỤC - NIÊM PHONG", 15, bold=True)
    page.down(6)
    page.line(f"Lập ngày: {made_on:%d/%m/%Y} (tờ lập sau thay tờ lập trước)")
    page.line("Mã khôi phục (8 nhóm, chữ số cuối mỗi nhóm là số kiểm tra):", bold=True)
    page.numbered(code.split(), size=20)
    page.down(5)
    page.line("Khi nào cần:", bold=True)
    for text in (
        "Quên mật khẩu: ở màn hình mở dữ liệu, chọn “Quên mật khẩu? Dùng mã khôi phục”.",
        "Máy hỏng, còn bản sao lưu: trên máy mới chọn “Khôi phục từ bản sao lưu…”.",
        "Máy hỏng, không còn bản sao lưu: “Thay máy hỏng, thêm máy…”, cùng tệp giữ khóa (.xaso-giu).",
    ):
        page.line(f"- {text}", size=12)
    page.line("Giữ gìn:", bold=True)
    for text in (
        "Ai có phiếu này cùng bản sao lưu hoặc máy tính thì mở được toàn bộ dữ liệu của cơ quan.",
        "Gấp lại, cho vào phong bì dán kín, đóng dấu giáp lai và cất trong tủ khóa.",
        "Không chụp ảnh, không gửi qua mạng. Khi đã mở phong bì, hãy lập phiếu mới.",
    ):
        page.line(f"- {text}", size=12)
    page.down(8)
    page.signatures("NGƯỜI NIÊM PHONG", "NGƯỜI CẤT GIỮ")
    return page.finish()


def _grouped(text: str, size: int) -> str:
    return " ".join(text[start : start + size] for start in range(0, len(text), size))


class _Page:
    """One A4 page, filled from the top."""

    def __init__(self, title: str) -> None:
        from reportlab.pdfgen.canvas import Canvas

        self._out = io.BytesIO()
        regular = face().name
        self._canvas: Any = Canvas(
            self._out, pagesize=(_WIDTH, _HEIGHT), invariant=1, initialFontName=regular, lang="vi-VN"
        )
        self._canvas.setTitle(title)
        self._y = _HEIGHT - 25 * MM

    def down(self, height: float) -> None:
        """Leaves a gap in mm."""
        self._y -= height * MM

    def _draw(self, x: float, text: str, size: float, *, bold: bool = False, centred: bool = False) -> None:
        used = face(bold)
        self._canvas.setFont(used.name, size)
        text = nfc(text)
        self._canvas.drawString(x - used.width(text, size) / 2 if centred else x, self._y, text)

    def centred(self, text: str, size: float, *, bold: bool = False) -> None:
        """One or more centred lines: a long name is broken between words."""
        lines = [""]
        for word in nfc(text).split():
            longer = f"{lines[-1]} {word}".strip()
            if face(bold).width(longer, size) > _RIGHT - _LEFT:
                lines.append(word)
            else:
                lines[-1] = longer
        for line in lines:
            self._draw((_LEFT + _RIGHT) / 2, line, size, bold=bold, centred=True)
            self.down(size * 0.5)

    def line(self, text: str, *, size: float = 13, bold: bool = False) -> None:
        """One line from the left."""
        self._draw(_LEFT, text, size, bold=bold)
        self.down(size * 0.55)

    def numbered(self, texts: Sequence[str], *, size: float = 17) -> None:
        """Eight texts in two columns, each with its number."""
        self.down(2)
        rows = -(-len(texts) // 2)
        for row in range(rows):
            for column, number in enumerate((row, row + rows)):
                if number < len(texts):
                    self._draw(_LEFT + column * 80 * MM, f"{number + 1}.", 12)
                    self._draw(_LEFT + column * 80 * MM + 9 * MM, texts[number], size, bold=True)
            self.down(size * 0.6)

    def qr(self, text: str) -> None:
        """The QR in the middle, with medium error correction."""
        from reportlab.graphics import renderPDF
        from reportlab.graphics.barcode.qr import QrCodeWidget
        from reportlab.graphics.shapes import Drawing

        drawing = Drawing(_QR_SIZE, _QR_SIZE)
        drawing.add(QrCodeWidget(text, barLevel="M", barWidth=_QR_SIZE, barHeight=_QR_SIZE))
        self._y -= _QR_SIZE
        renderPDF.draw(drawing, self._canvas, (_LEFT + _RIGHT - _QR_SIZE) / 2, self._y)

    def signatures(self, left: str, right: str) -> None:
        """Two places to sign."""
        for x, title, hint in ((0.25, left, "(Ký, ghi rõ họ tên)"), (0.75, right, "(Ký, đóng dấu)")):
            middle = _LEFT + (_RIGHT - _LEFT) * x
            self._draw(middle, title, 12, bold=True, centred=True)
            self._y -= 5 * MM
            self._draw(middle, hint, 11, centred=True)
            self._y += 5 * MM

    def finish(self) -> bytes:
        """The bytes of the PDF."""
        self._canvas.showPage()
        self._canvas.save()
        return self._out.getvalue()
