"""A letter's file opened for its text: TXT, DOCX, PDF with text; foreign files are read in a child process.

What a child answers is plain text and a count; a file that asks for all memory ends the child only.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from app.importing import scans
from app.importing.confined import ChildEnded, TookTooLong, answer_of
from app.importing.legacy import decode, legacy_font_of
from app.incoming.rules import LONGEST_TEXT, TEXT_TOO_LONG
from app.incoming.texts import kept_text
from app.kernel.files import file_problems, size_text
from app.kernel.problems import refused
from app.kernel.text import nfc
from app.kernel.words import N_

LARGEST = 60_000_000
MOST_PAGES = 300
SECONDS = 30
MAX_UNPACKED = 80_000_000
_LEAST_PER_PAGE = 20
"""Letters and digits on an average page below which a PDF is taken for a scan."""
SUFFIXES = (".txt", ".docx", ".pdf")

OTHER_KIND = refused(
    "INC-11",
    N_("Chưa đọc được tệp “{name}”: chỉ nhận TXT, DOCX và PDF có chữ."),
    next_step=N_("Mở tệp bằng Word rồi lưu dạng .docx, hoặc chép nội dung và dán vào ô nội dung."),
)
TOO_LARGE = refused(
    "INC-12", N_("Tệp “{name}” quá lớn (tối đa {limit})."), next_step=N_("Chọn bản nhẹ hơn, hoặc dán nội dung.")
)
DAMAGED = refused(
    "INC-13",
    N_("Tệp “{name}” hỏng hoặc không đúng định dạng."),
    next_step=N_("Xin lại tệp, hoặc dán nội dung văn bản. Chưa có gì bị thay đổi."),
)
TOO_MANY_PAGES = refused(
    "INC-15",
    N_("Tệp “{name}” có {pages} trang; chỉ đọc văn bản đến {limit} trang."),
    next_step=N_("Tách phần công văn ra khỏi phụ lục rồi mở lại, hoặc dán nội dung."),
)
TOO_SLOW = refused(
    "INC-16",
    N_("Đọc tệp “{name}” quá {seconds} giây nên đã dừng."),
    next_step=N_("Mở tệp bằng chương trình khác, chép nội dung và dán vào ô nội dung."),
)
LOCKED = refused("INC-17", N_("Tệp “{name}” có mật khẩu nên chưa đọc được."), next_step=N_("Mở khóa tệp rồi chọn lại."))


@dataclass(frozen=True, kw_only=True)
class OpenedLetter:
    """The text of a file as far as it has one; ``is_scan`` says that its pages are pictures to be typed off."""

    name: str
    text: str
    pages: int
    is_scan: bool
    converted_from: str = ""
    """Old font or encoding from which the text was turned into Unicode; empty for Unicode."""


def open_letter(path: Path) -> OpenedLetter:
    """Reads a letter's file; Refused INC-07, INC-11 to INC-17, Unavailable FIL-*. May take seconds: files lane."""
    with file_problems(path):
        size = path.stat().st_size
        with path.open("rb") as stream:
            start = stream.read(8)
    name = nfc(path.name)
    if size > LARGEST:
        raise TOO_LARGE(field="file", name=name, limit=size_text(LARGEST))
    if start.startswith(b"%PDF"):
        return _in_child(path, name, _pdf)
    if start.startswith(b"PK\x03\x04"):
        return _in_child(path, name, _docx)
    if path.suffix.lower() != ".txt" or b"\0" in start.replace(b"\xff\xfe", b"")[:1]:
        raise OTHER_KIND(field="file", name=name)
    return _plain(path, name)


def open_scan(path: Path) -> OpenedLetter:
    """Looks at a scanned picture, whose text is typed off; Refused INC-12, SCN-*, Unavailable FIL-*: files lane."""
    with file_problems(path):
        size = path.stat().st_size
    name = nfc(path.name)
    if size > LARGEST:
        raise TOO_LARGE(field="file", name=name, limit=size_text(LARGEST))
    return OpenedLetter(name=name, text="", pages=scans.pages_of(path), is_scan=True)


def _plain(path: Path, name: str) -> OpenedLetter:
    with file_problems(path):
        text, encoding = decode(path.read_bytes())
    converted = "" if encoding.startswith("utf") else encoding
    if old := legacy_font_of(text.splitlines()):
        converted, convert = old
        text = convert(text)
    if len(text) > LONGEST_TEXT:
        raise TEXT_TOO_LONG(field="text", length=len(text), limit=LONGEST_TEXT)
    return OpenedLetter(name=name, text=kept_text(text), pages=1, is_scan=False, converted_from=converted)


def _in_child(path: Path, name: str, work: Any) -> OpenedLetter:
    try:
        answer = json.loads(answer_of(work, str(path), seconds=SECONDS, largest=4 * LONGEST_TEXT))
    except TookTooLong as error:
        raise TOO_SLOW(field="file", name=name, seconds=SECONDS) from error
    except (ChildEnded, ValueError) as error:
        raise DAMAGED(field="file", name=name) from error
    if answer.get("refusal") == "pages":
        raise TOO_MANY_PAGES(field="file", name=name, pages=answer["pages"], limit=MOST_PAGES)
    if answer.get("refusal") == "kind":
        raise OTHER_KIND(field="file", name=name)
    if answer.get("refusal") == "locked":
        raise LOCKED(field="file", name=name)
    if answer.get("refusal"):
        raise DAMAGED(field="file", name=name)
    text, pages = kept_text(answer["text"]), max(answer["pages"], 1)
    if len(text) > LONGEST_TEXT:
        raise TEXT_TOO_LONG(field="text", length=len(text), limit=LONGEST_TEXT)
    letters = len(re.findall(r"\w", text))
    return OpenedLetter(name=name, text=text, pages=pages, is_scan=letters < _LEAST_PER_PAGE * pages)


# ---- from here on: the child ----


def _pdf(path: str) -> bytes:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        return json.dumps({"refusal": "locked" if "assword" in str(error) else "damaged"}).encode()
    with document:
        count = len(document)
        if count > MOST_PAGES:
            return json.dumps({"refusal": "pages", "pages": count}).encode()
        pages = [page.get_textpage().get_text_bounded() for page in document]
    text = "\n".join(pages)[: LONGEST_TEXT + 1].encode("utf-8", "replace").decode("utf-8")
    return json.dumps({"text": text, "pages": count}).encode()


def _docx(path: str) -> bytes:
    try:
        with ZipFile(path) as archive:
            parts = archive.infolist()
            if len(parts) > 2000 or sum(part.file_size for part in parts) > MAX_UNPACKED:
                return json.dumps({"refusal": "damaged"}).encode()
            if "word/document.xml" not in archive.namelist():
                return json.dumps({"refusal": "kind"}).encode()
        return json.dumps({"text": _docx_text(Path(path).read_bytes())[: LONGEST_TEXT + 1], "pages": 1}).encode()
    except (BadZipFile, OSError, ValueError, KeyError, RuntimeError, MemoryError, NotImplementedError):
        return json.dumps({"refusal": "damaged"}).encode()


def _docx_text(content: bytes) -> str:
    """Paragraphs and cells in reading order; what stands in one row of a table stands on one line."""
    from docx import Document
    from docx.table import Table

    lines: list[str] = []
    for block in Document(BytesIO(content)).iter_inner_content():
        if not isinstance(block, Table):
            lines.append(block.text)
            continue
        for row in block.rows:
            cells = list(dict.fromkeys(cell.text.strip() for cell in row.cells))
            several = any("\n" in cell for cell in cells)
            lines.append(("\n" if several else "   ").join(cell for cell in cells if cell))
    return "\n".join(lines)
