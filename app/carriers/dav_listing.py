"""What a WebDAV server says lies in a folder (RFC 4918, 9.1): untrusted XML made into plain values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

from app.carriers.carrier import MOST_LETTERS

ASK = (
    b'<?xml version="1.0" encoding="utf-8"?><propfind xmlns="DAV:"><prop>'
    b"<resourcetype/><getcontentlength/><getetag/><getlastmodified/></prop></propfind>"
)
MOST_BYTES = 16 * 1024 * 1024
_DAV = "{DAV:}"


class NoListing(ValueError):
    """The answer is not a listing."""


@dataclass(frozen=True)
class Entry:
    """One file directly in the folder."""

    name: str
    size: int
    version: str
    """ETag or date of change: differs when the content does."""


def entries(answer: bytes, folder: str) -> list[Entry]:
    """The files of a folder by name, from an answer to PROPFIND; ``folder`` is the path asked for."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        tree = etree.fromstring(answer, parser)
    except etree.XMLSyntaxError as error:
        raise NoListing from error
    if tree.tag != f"{_DAV}multistatus" or tree.getroottree().docinfo.doctype:
        raise NoListing
    found = (_entry(response, unquote(folder).rstrip("/")) for response in tree.iterfind(f"{_DAV}response"))
    return sorted((entry for entry in found if entry is not None), key=lambda entry: entry.name)


def _entry(response: Any, folder: str) -> Entry | None:
    path = unquote(urlsplit(response.findtext(f"{_DAV}href") or "").path)
    parent, _slash, name = path.rpartition("/")
    if parent != folder or not name or len(name) > 2 * MOST_LETTERS:
        return None  # the folder itself, one below, or somewhere else altogether
    for status in response.iterfind(f"{_DAV}propstat"):
        if " 200 " not in f"{status.findtext(f'{_DAV}status') or ''} ":
            continue
        if status.find(f"{_DAV}prop/{_DAV}resourcetype/{_DAV}collection") is not None:
            return None
        size = status.findtext(f"{_DAV}prop/{_DAV}getcontentlength") or ""
        etag = status.findtext(f"{_DAV}prop/{_DAV}getetag") or ""
        changed = status.findtext(f"{_DAV}prop/{_DAV}getlastmodified") or ""
        if size.isascii() and size.isdigit() and len(size) < 19:
            return Entry(name, int(size), etag or changed)
    return None
