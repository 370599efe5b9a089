"""Photos made anew: at most 1600 pixels, upright, without position and without anything else that rode along.

Foreign pictures are opened in a limited child process only; what comes back was written by us.
"""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from app.evidence.rules import DAMAGED, LONGEST_EDGE, TOO_MANY_PIXELS, TOO_SLOW
from app.importing.confined import ChildEnded, TookTooLong, answer_of

SECONDS = 20
MOST_PIXELS = 60_000_000
MOST_PIXELS_JPEG = 250_000_000
"""A JPEG is scaled down while it is decoded and takes little memory; phones make 200 megapixels."""
_LARGEST_ANSWER = 20_000_000
_FORMATS = ("JPEG", "PNG", "WEBP", "BMP", "GIF")
_GPS, _EXIF, _TAKEN, _OFFSET = 0x8825, 0x8769, 0x9003, 0x9011


@dataclass(frozen=True, kw_only=True)
class Photo:
    """A photo as it will be kept."""

    content: bytes
    media_type: str
    width: int
    height: int
    taken_at: datetime | None
    with_position: bool


def made_anew(source: Path | bytes, *, name: str, keep_position: bool = False, lossless: bool = False) -> Photo:
    """The photo re-encoded; ``lossless`` keeps a PNG (a screen capture) a PNG. Refuses EVI-03, EVI-04 and EVI-09."""
    given = source if isinstance(source, bytes) else str(source)
    try:
        answer = answer_of(_made_anew, given, keep_position, lossless, seconds=SECONDS, largest=_LARGEST_ANSWER)
    except TookTooLong as error:
        raise TOO_SLOW(field="file", name=name, seconds=SECONDS) from error
    except ChildEnded as error:
        raise DAMAGED(field="file", name=name) from error
    head, _line, content = answer.partition(b"\n")
    facts: dict[str, Any] = json.loads(head)
    if facts.get("refusal") == "pixels":
        raise TOO_MANY_PIXELS(field="file", name=name, width=facts["width"], height=facts["height"])
    if facts.get("refusal"):
        raise DAMAGED(field="file", name=name)
    taken = facts.pop("taken_at")
    return Photo(content=content, taken_at=datetime.fromisoformat(taken) if taken else None, **facts)


def thumbnails(paths: Sequence[Path], edge: int = 200) -> list[bytes]:
    """Small JPEGs of these files, all read in one child; empty bytes for what cannot be shown."""
    try:
        answer = answer_of(_thumbnails, [str(path) for path in paths], edge, seconds=SECONDS, largest=_LARGEST_ANSWER)
    except (TookTooLong, ChildEnded):
        return [b""] * len(paths)
    sizes, _line, content = answer.partition(b"\n")
    found, start = [], 0
    for size in json.loads(sizes):
        found.append(content[start : start + size])
        start += size
    return found


# ---- from here on: the child ----


def _made_anew(source: str | bytes, keep_position: bool, lossless: bool) -> bytes:
    try:
        facts, content = _encoded(source, keep_position, lossless)
    except Exception:  # noqa: BLE001 - whatever a hostile picture makes the reader raise, it is no picture for us
        facts, content = {"refusal": "damaged"}, b""
    return json.dumps(facts).encode() + b"\n" + content


def _encoded(source: str | bytes, keep_position: bool, lossless: bool) -> tuple[dict[str, Any], bytes]:
    from PIL import Image, WebPImagePlugin  # noqa: F401 - the reader of WebP is known once it is imported

    Image.MAX_IMAGE_PIXELS = None  # judged here, before anything is decoded
    with Image.open(io.BytesIO(source) if isinstance(source, bytes) else source, formats=_FORMATS) as picture:
        width, height = picture.size
        if width * height > (MOST_PIXELS_JPEG if picture.format in {"JPEG", "MPO"} else MOST_PIXELS):
            return {"refusal": "pixels", "width": width, "height": height}, b""
        exif = picture.getexif()
        position, taken_at = exif.get_ifd(_GPS), _taken_at(exif.get_ifd(_EXIF))
        as_png = lossless and picture.format == "PNG"
        clean = _clean(picture, LONGEST_EDGE)
    kept: dict[str, Any] = {}
    if keep_position and position:
        kept["exif"] = Image.Exif()
        kept["exif"][_GPS] = position
    out = io.BytesIO()
    if as_png:
        clean.save(out, "PNG", optimize=True)
    else:
        clean.save(out, "JPEG", quality=85, optimize=True, **kept)
    facts = {
        "media_type": "image/png" if as_png else "image/jpeg",
        "width": clean.width,
        "height": clean.height,
        "taken_at": taken_at,
        "with_position": bool(keep_position and position and not as_png),
    }
    return facts, out.getvalue()


def _clean(picture: Any, edge: int) -> Any:
    """Only the pixels, upright and on white, on a sheet of their own that carries no comment, profile or position."""
    from PIL import Image, ImageOps

    picture.draft("RGB", (edge, edge))
    picture.thumbnail((edge, edge), Image.Resampling.LANCZOS, reducing_gap=3.0)
    upright = ImageOps.exif_transpose(picture)
    if upright.mode in {"RGBA", "LA", "PA"} or "transparency" in upright.info:
        upright = upright.convert("RGBA")
        sheet = Image.new("RGB", upright.size, "white")
        sheet.paste(upright, mask=upright.getchannel("A"))
        return sheet
    sheet = Image.new("RGB", upright.size)
    sheet.paste(upright.convert("RGB"))
    return sheet


def _taken_at(exif: dict[int, Any]) -> str | None:
    """The moment of the camera; where it names no zone, Vietnam's."""
    moment, zone = str(exif.get(_TAKEN, "")).strip("\0 "), str(exif.get(_OFFSET, "")).strip("\0 ")
    for text in (moment + zone, moment + "+07:00"):
        try:
            return datetime.strptime(text, "%Y:%m:%d %H:%M:%S%z").isoformat()
        except ValueError:
            continue
    return None


def _thumbnails(paths: list[str], edge: int) -> bytes:
    small = [_thumbnail(path, edge) for path in paths]
    return json.dumps([len(content) for content in small]).encode() + b"\n" + b"".join(small)


def _thumbnail(path: str, edge: int) -> bytes:
    from PIL import Image, WebPImagePlugin  # noqa: F401 - as above

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    out = io.BytesIO()
    try:
        with Image.open(path, formats=_FORMATS) as picture:
            _clean(picture, edge).save(out, "JPEG", quality=75)
    except Exception:  # noqa: BLE001 - as above: one bad file must not hide the others
        return b""
    return out.getvalue()
