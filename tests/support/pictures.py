"""Pictures made for tests: photos with a camera's remarks, and pictures that mean harm."""

from __future__ import annotations

import io
import struct
import zlib

from PIL import Image


def jpeg(
    width: int, height: int, *, orientation: int = 1, position: bool = False, taken: str = "", shade: int = 0
) -> bytes:
    """A photo; ``taken`` as cameras write it (``yyyy:mm:dd hh:mm:ss``), its left upper quarter darker."""
    picture = Image.new("RGB", (width, height), (200, 180, (width * 7 + height + shade) % 256))
    picture.paste((40, 60, 80), (0, 0, width // 2, height // 2))
    exif = Image.Exif()
    exif[0x0112] = orientation
    if taken:
        exif[0x8769] = {0x9003: taken}
    if position:
        exif[0x8825] = {1: "N", 2: (20.0, 1.0, 30.0), 3: "E", 4: (105.0, 50.0, 12.0)}
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=80, exif=exif, comment=b"of the camera")
    return out.getvalue()


def png_claiming(width: int, height: int) -> bytes:
    """A few bytes that claim to be a very large picture."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(bytes(10))) + _chunk(b"IEND", b"")
    )


def bomb() -> bytes:
    """A small file that unpacks to a text of a gigabyte."""
    head = struct.pack(">IIBBBBB", 10, 10, 8, 2, 0, 0, 0)
    squeezer = zlib.compressobj(9)
    packed = b"".join(squeezer.compress(bytes(1 << 20)) for _step in range(1024)) + squeezer.flush()
    text = _chunk(b"zTXt", b"Comment\0\0" + packed)
    pixels = _chunk(b"IDAT", zlib.compress(bytes(31 * 10)))
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + text + pixels + _chunk(b"IEND", b"")


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
