"""Pictures of signed sheets looked at before they are kept: whole, of a sane size, never opened by this process.

A scan is kept as it came; only whether it can be shown is asked, in a child process that may use little memory.
"""

from __future__ import annotations

import json
from pathlib import Path

from app.importing.confined import ChildEnded, TookTooLong, answer_of
from app.kernel.files import file_problems
from app.kernel.problems import refused
from app.kernel.text import nfc
from app.kernel.words import N_

SECONDS = 30
ENDINGS = (".jpg", ".jpeg", ".png", ".tif", ".tiff")
MOST_PIXELS = 120_000_000
"""An A3 sheet at 600 dots per inch has 70 million."""
MOST_PIXELS_JPEG = 250_000_000
"""A JPEG is scaled down while it is decoded and takes little memory."""
MOST_PAGES = 300
_FORMATS = ("JPEG", "PNG", "TIFF")
_LARGEST_ANSWER = 1_000

DAMAGED = refused(
    "SCN-01",
    N_("Ảnh quét “{name}” bị hỏng hoặc không phải ảnh JPG, PNG, TIF."),
    next_step=N_("Mở ảnh xem còn rõ không, quét hoặc chép lại rồi chọn lại. Chưa có gì được lưu."),
)
TOO_MANY_PIXELS = refused(
    "SCN-02",
    N_("Ảnh quét “{name}” khai kích thước {width} x {height} điểm ảnh, lớn bất thường nên không mở."),
    next_step=N_("Quét lại ở 300 dpi, hoặc lưu ảnh ở cỡ nhỏ hơn rồi chọn lại. Chưa có gì được lưu."),
)
TOO_MANY_PAGES = refused(
    "SCN-03",
    N_("Tệp quét “{name}” có {pages} trang, nhiều hơn mức tối đa {limit}."),
    next_step=N_("Tách phần cần lưu thành tệp riêng rồi chọn lại. Chưa có gì được lưu."),
)
TOO_SLOW = refused(
    "SCN-04",
    N_("Mở ảnh quét “{name}” quá {seconds} giây nên đã dừng."),
    next_step=N_("Lưu ảnh ở cỡ nhỏ hơn rồi chọn lại. Chưa có gì được lưu."),
)


def is_picture(path: Path) -> bool:
    """Whether the name says that the scan is a picture (a PDF is judged by who reads it)."""
    return path.suffix.lower() in ENDINGS


def pages_of(path: Path) -> int:
    """How many sheets a scanned picture holds; Refused SCN-01 to SCN-04, Unavailable FIL-*: files lane."""
    with file_problems(path):
        path.stat()
    name = nfc(path.name)
    try:
        answer = json.loads(answer_of(_looked_at, str(path), seconds=SECONDS, largest=_LARGEST_ANSWER))
    except TookTooLong as error:
        raise TOO_SLOW(field="file", name=name, seconds=SECONDS) from error
    except (ChildEnded, ValueError) as error:
        raise DAMAGED(field="file", name=name) from error
    if answer.get("refusal") == "pixels":
        raise TOO_MANY_PIXELS(field="file", name=name, width=answer["width"], height=answer["height"])
    if answer.get("refusal") == "pages":
        raise TOO_MANY_PAGES(field="file", name=name, pages=answer["pages"], limit=MOST_PAGES)
    if answer.get("refusal"):
        raise DAMAGED(field="file", name=name)
    return int(answer["pages"])


# ---- from here on: the child ----


def _looked_at(path: str) -> bytes:
    try:
        answer = _decoded(path)
    except Exception:  # noqa: BLE001 - whatever a hostile picture makes the reader raise, it is no scan for us
        answer = {"refusal": "damaged"}
    return json.dumps(answer).encode()


def _decoded(path: str) -> dict[str, object]:
    """Decodes every sheet once: only then is it known that nothing of it is missing."""
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = None  # judged here, before anything is decoded
    with Image.open(path, formats=_FORMATS) as picture:
        pages = int(getattr(picture, "n_frames", 1))
        if pages > MOST_PAGES:
            return {"refusal": "pages", "pages": pages}
        for page in range(pages):
            picture.seek(page)
            width, height = picture.size
            if width * height > (MOST_PIXELS_JPEG if picture.format in {"JPEG", "MPO"} else MOST_PIXELS):
                return {"refusal": "pixels", "width": width, "height": height}
            if page == 0:
                picture.draft("L", (800, 800))
            picture.load()
    return {"pages": pages}
