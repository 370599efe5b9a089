"""Zip files without the moment of their making, so that equal papers are equal bytes."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_MOMENT = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can say


def timeless(archive: bytes, change: Callable[[str, bytes], bytes] | None = None) -> bytes:
    """The same members in the same order, dated 01/01/1980; ``change`` may replace a member's content by its name."""
    out = BytesIO()
    with ZipFile(BytesIO(archive)) as source, ZipFile(out, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            member = ZipInfo(name, _MOMENT)
            member.compress_type = ZIP_DEFLATED
            member.create_system = 0  # the same on every platform
            target.writestr(member, change(name, content) if change else content)
    return out.getvalue()
