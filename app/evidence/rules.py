"""Which files may prove something, how large they may be, and what is said of those that may not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from app.kernel.problems import refused
from app.kernel.text import clean_line
from app.kernel.words import N_, _
from db.vocabulary import EvidenceKind

MEGABYTE: Final = 1024 * 1024
LARGEST: Final = 50 * MEGABYTE
LARGEST_AUDIO: Final = 200 * MEGABYTE
LONGEST_EDGE: Final = 1600
"""Pixels of the longer edge of a photo as it is kept."""
CAPTION_LIMIT: Final = 300

TOO_LARGE = refused(
    "EVI-01",
    N_("Tệp “{name}” nặng {size}, lớn hơn mức tối đa {limit}."),
    next_step=N_("Chọn tệp nhỏ hơn, hoặc đưa tệp lên trang của xã rồi gắn địa chỉ. Chưa có gì được lưu."),
)
VIDEO = refused(
    "EVI-02",
    N_("“{name}” là phim, nặng {size}; phim lớn hơn {limit} không lưu vào sổ."),
    next_step=N_(
        "Chọn vài ảnh chụp từ phim, cắt một đoạn ngắn, hoặc đưa phim lên trang, kênh của xã rồi gắn địa chỉ. "
        "Chưa có gì được lưu."
    ),
)
DAMAGED = refused(
    "EVI-03",
    N_("Ảnh “{name}” bị hỏng hoặc không phải ảnh."),
    next_step=N_("Mở ảnh trên điện thoại xem còn rõ không, chép lại rồi gắn lại. Chưa có gì được lưu."),
)
TOO_MANY_PIXELS = refused(
    "EVI-04",
    N_("Ảnh “{name}” khai kích thước {width} x {height} điểm ảnh, lớn bất thường nên không mở."),
    next_step=N_("Chụp màn hình ảnh đó hoặc lưu lại ảnh ở cỡ nhỏ hơn rồi gắn lại. Chưa có gì được lưu."),
)
SAME_PHOTO = refused(
    "EVI-05",
    N_("“{name}” đã được gắn cho mục khác: {where}."),
    next_step=N_("Nếu đúng là cùng một tệp minh chứng cho cả hai việc, xác nhận để gắn; nếu không, chọn tệp khác."),
)
UNKNOWN_PICTURE = refused(
    "EVI-06",
    N_("Chưa đọc được ảnh “{name}” dạng {ending}."),
    next_step=N_("Trên điện thoại, chọn lưu ảnh dạng JPEG (tương thích nhất), hoặc gửi ảnh qua Zalo rồi lưu lại."),
)
NOT_AN_ADDRESS = refused(
    "EVI-07",
    N_("“{url}” không phải địa chỉ trang mạng."),
    next_step=N_("Sao chép cả địa chỉ bắt đầu bằng https:// trên thanh địa chỉ của trình duyệt."),
)
EMPTY = refused("EVI-08", N_("Tệp “{name}” rỗng."), next_step=N_("Chép lại tệp rồi gắn lại."))
TOO_SLOW = refused(
    "EVI-09",
    N_("Mở ảnh “{name}” quá {seconds} giây nên đã dừng."),
    next_step=N_("Lưu lại ảnh ở cỡ nhỏ hơn rồi gắn lại. Chưa có gì được lưu."),
)
PROGRAM = refused(
    "EVI-10",
    N_("Tệp “{name}” là chương trình hoặc lối tắt, không dùng làm minh chứng được."),
    next_step=N_("Chọn ảnh, tệp ghi âm, bản quét hoặc văn bản."),
)
NO_FILE = refused("EVI-11", N_("Chưa chọn tệp nào."), next_step=N_("Chọn tệp, thả tệp vào, hoặc dán ảnh."))

PICTURES: Final = {
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "bmp": "image/bmp",
    "gif": "image/gif",
}
AUDIO: Final = {
    "mp3": "audio/mpeg",
    "wav": "audio/wav",
    "m4a": "audio/mp4",
    "aac": "audio/aac",
    "ogg": "audio/ogg",
    "opus": "audio/ogg",
    "wma": "audio/x-ms-wma",
    "amr": "audio/amr",
}
TEXTS: Final = {
    "txt": "text/plain",
    "doc": "application/msword",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "xls": "application/vnd.ms-excel",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
SCANS: Final = {"pdf": "application/pdf", "tif": "image/tiff", "tiff": "image/tiff"}
VIDEOS: Final = {"mp4", "mov", "avi", "mkv", "wmv", "3gp", "webm", "m4v", "mpg", "mpeg", "flv"}
UNREADABLE_PICTURES: Final = {"heic", "heif", "avif", "dng", "raw", "cr2", "nef", "psd"}
PROGRAMS: Final = {
    "exe",
    "msi",
    "bat",
    "cmd",
    "com",
    "scr",
    "ps1",
    "vbs",
    "js",
    "jar",
    "lnk",
    "url",
    "hta",
    "dll",
    "apk",
}


@dataclass(frozen=True, kw_only=True)
class FileSort:
    """What a file is, by its first bytes and its name."""

    kind: EvidenceKind
    media_type: str
    is_picture: bool = False
    is_video: bool = False

    @property
    def limit(self) -> int:
        """Most bytes of such a file."""
        return LARGEST_AUDIO if self.kind is EvidenceKind.AUDIO else LARGEST


def sort_of(name: str, head: bytes) -> FileSort:
    """What a file is; its first bytes (at least 16) outrule its name. Refuses EVI-06 and EVI-10."""
    ending = name.rpartition(".")[2].casefold() if "." in name else ""
    if head[:2] == b"MZ" or head[:4] == b"\x7fELF" or ending in PROGRAMS:
        raise PROGRAM(field="file", name=name)
    seen = _by_bytes(head)
    if seen in UNREADABLE_PICTURES or (not seen and ending in UNREADABLE_PICTURES):
        raise UNKNOWN_PICTURE(field="file", name=name, ending=(seen or ending).upper())
    for found in (seen, ending):
        if found in PICTURES:
            return FileSort(kind=EvidenceKind.PHOTO, media_type=PICTURES[found], is_picture=True)
        if found in VIDEOS and ending not in AUDIO:
            return FileSort(kind=EvidenceKind.FILE, media_type="video/mp4", is_video=True)
        if found in SCANS:
            return FileSort(kind=EvidenceKind.SCAN, media_type=SCANS[found])
    if ending in AUDIO:
        return FileSort(kind=EvidenceKind.AUDIO, media_type=AUDIO[ending])
    if ending in TEXTS:
        return FileSort(kind=EvidenceKind.TEXT, media_type=TEXTS[ending])
    return FileSort(kind=EvidenceKind.FILE, media_type="application/octet-stream")


def address(url: str) -> str:
    """A web address as it is kept; a missing https:// is added. Refuses EVI-07."""
    text = clean_line(url, field="url", limit=1000, label=_("Địa chỉ"))
    whole = text if "://" in text else f"https://{text}"
    try:
        parts = urlsplit(whole)
        host = parts.hostname or ""
    except ValueError as error:
        raise NOT_AN_ADDRESS(field="url", url=text[:80]) from error
    if parts.scheme not in {"http", "https"} or "." not in host or " " in whole:
        raise NOT_AN_ADDRESS(field="url", url=text[:80])
    return whole


def _by_bytes(head: bytes) -> str:
    starts = {
        b"\xff\xd8\xff": "jpg",
        b"\x89PNG\r\n\x1a\n": "png",
        b"GIF8": "gif",
        b"BM": "bmp",
        b"%PDF": "pdf",
        b"II*\0": "tif",
        b"MM\0*": "tif",
    }
    for start, found in starts.items():
        if head.startswith(start):
            return found
    if head[:4] == b"RIFF":
        return {b"WEBP": "webp", b"AVI ": "avi"}.get(head[8:12], "")
    if head[4:8] == b"ftyp":
        return "heic" if head[8:12] in {b"heic", b"heix", b"mif1", b"msf1", b"heif", b"avif"} else "mp4"
    return "mkv" if head[:4] == b"\x1aE\xdf\xa3" else ""
