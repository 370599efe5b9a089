"""The five themes of public information with sub-tags and source texts, and the forces that take part: data, read once.

A record keeps codes (``N4``, ``N4.CQS``); a code this version does not know is kept and shown as it is.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import resources
from app.kernel.days import paper_day
from app.kernel.problems import refused
from app.kernel.words import N_

UNKNOWN_THEME = refused(
    "OUT-01", N_("Không có chủ đề “{code}”."), next_step=N_("Chọn chủ đề N1 đến N5 hoặc mục con trong danh sách.")
)
UNKNOWN_FORCE = refused(
    "OUT-02", N_("Không có lực lượng “{code}”."), next_step=N_("Chọn lực lượng tham gia trong danh sách.")
)


@dataclass(frozen=True, kw_only=True)
class Tag:
    """A part of a theme that is counted apart."""

    code: str
    name: str
    short: str


@dataclass(frozen=True, kw_only=True)
class SourcePiece:
    """A text that a theme speaks about: who tells of the theme begins from it."""

    code: str
    citation: str
    issued_on: date
    issuer: str
    title: str
    place: str = ""
    """Province or district whose offices it binds."""

    @property
    def words(self) -> str:
        """``Nghị quyết số … ngày … của … về …`` as a script or a plan quotes it."""
        return f"{self.citation} {paper_day(self.issued_on)} của {self.issuer} {self.title}".strip()


@dataclass(frozen=True, kw_only=True)
class Theme:
    """One theme; names are those of papers and stay Vietnamese in every language."""

    code: str
    name: str
    text: str
    tags: tuple[Tag, ...] = ()
    sources: tuple[SourcePiece, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Force:
    """Who may take part beside the office."""

    code: str
    name: str


@dataclass(frozen=True, kw_only=True)
class _Book:
    source: str
    themes: tuple[Theme, ...]
    forces: tuple[Force, ...]


def themes() -> tuple[Theme, ...]:
    """N1 to N5, in order."""
    return _book().themes


def theme(code: str) -> Theme:
    """One theme; Refused OUT-01 for another code."""
    found = next((each for each in themes() if each.code == code), None)
    if found is None:
        raise UNKNOWN_THEME(field="themes", code=code)
    return found


def forces() -> tuple[Force, ...]:
    """The Front, the unions and the teams."""
    return _book().forces


def source() -> str:
    """Where the themes stand written."""
    return _book().source


def theme_codes() -> tuple[str, ...]:
    """Codes of themes and sub-tags, in order."""
    return tuple(code for each in themes() for code in (each.code, *(tag.code for tag in each.tags)))


def checked_themes(codes: Iterable[str]) -> list[str]:
    """Codes as they are kept: in order, once each, a sub-tag with its theme. Refused OUT-01 for an unknown one."""
    known = theme_codes()
    wanted = set()
    for code in codes:
        if code not in known:
            raise UNKNOWN_THEME(field="themes", code=code)
        wanted |= {code, code.partition(".")[0]}
    return [code for code in known if code in wanted]


def checked_forces(codes: Iterable[str]) -> list[str]:
    """Codes of forces in order, once each. Refused OUT-02 for an unknown one."""
    known = [each.code for each in forces()]
    wanted = set(codes)
    for code in sorted(wanted):
        if code not in known:
            raise UNKNOWN_FORCE(field="forces", code=code)
    return [code for code in known if code in wanted]


def theme_words(codes: Iterable[str]) -> str:
    """``N2, N4 (CQS, KTS)`` as lists show it."""
    shorts = {tag.code: tag.short for each in themes() for tag in each.tags}
    codes = list(codes)
    parts = []
    for code in (each for each in codes if "." not in each):
        inner = [shorts.get(each, each) for each in codes if each.startswith(f"{code}.")]
        parts.append(f"{code} ({', '.join(inner)})" if inner else code)
    return ", ".join(parts)


def force_words(codes: Iterable[str]) -> str:
    """Names of forces, joined by commas."""
    names = {each.code: each.name for each in forces()}
    return ", ".join(names.get(code, code) for code in codes)


@lru_cache(maxsize=1)
def _book() -> _Book:
    book = json.loads(resources.path("outreach/themes.json").read_text(encoding="utf-8"))
    return _Book(
        source=book["source"],
        themes=tuple(
            Theme(
                code=each["code"],
                name=each["name"],
                text=each["text"],
                tags=tuple(Tag(**tag) for tag in each["tags"]),
                sources=tuple(
                    SourcePiece(**(piece | {"issued_on": date.fromisoformat(piece["issued_on"])}))
                    for piece in each["sources"]
                ),
            )
            for each in book["themes"]
        ),
        forces=tuple(Force(**each) for each in book["forces"]),
    )
