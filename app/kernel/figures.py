"""Figures with three values (a number, missing, not applicable) and sums that tell how many entries they cover.

Missing never becomes 0: a sum over entries that all lack a number is missing itself.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from app.kernel.problems import refused
from app.kernel.words import N_

NOT_APPLICABLE: Final = "na"
Amount: TypeAlias = int | Literal["na"] | None
"""What one entry says of one indicator: a whole number, None where it is missing, "na" where it does not apply."""

NOT_A_NUMBER = refused(
    "FIG-01",
    N_("{label}: không đọc được “{text}” là một số nguyên."),
    next_step=N_("Ghi số nguyên từ 0 trở lên; để trống nếu chưa có số liệu, ghi - nếu không áp dụng."),
)
NEGATIVE = refused(
    "FIG-02",
    N_("{label}: số {text} nhỏ hơn 0."),
    next_step=N_("Ghi số từ 0 trở lên; để trống nếu chưa có số liệu."),
)
TOO_LARGE = refused(
    "FIG-03",
    N_("{label}: số {text} lớn hơn mức tối đa {limit}."),
    next_step=N_("Kiểm tra lại số vừa nhập."),
)
LARGEST = 10**12


@dataclass(frozen=True, kw_only=True)
class Source:
    """One record a figure was counted from."""

    noun: str
    uid: str


@dataclass(frozen=True, kw_only=True)
class FigureKind:
    """What a figure of this key counts, in words for people."""

    key: str
    name: str
    unit: str
    group: str
    """Section of a report under which it is usually told: organisation, outreach, support, result, difficulties …"""


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A sum over entries, with what it covers and the entries it was made of."""

    key: str
    """Stable name such as ``activity.VNEID.guided`` or ``radio.programmes``."""
    value: int | None
    """The sum; None where no entry gave a number."""
    covered: int = 0
    """Entries that gave a number."""
    missing: int = 0
    """Entries that should have given one and did not."""
    not_applicable: int = 0
    sources: tuple[Source, ...] = ()

    @property
    def sources_hash(self) -> str:
        """SHA-256 over the sorted list of sources: the same list, the same hash."""
        return hashed(self.sources)


def hashed(sources: Iterable[Source]) -> str:
    """SHA-256 of a list of sources, whatever its order."""
    listed = "\n".join(sorted(f"{source.noun}/{source.uid}" for source in sources))
    return hashlib.sha256(listed.encode()).hexdigest()


def summed(key: str, entries: Iterable[tuple[Source, Amount]]) -> Figure:
    """The sum of what entries say of one indicator."""
    total, covered, missing, not_applicable = 0, 0, 0, 0
    sources: list[Source] = []
    for source, amount in entries:
        sources.append(source)
        if amount is None:
            missing += 1
        elif amount == NOT_APPLICABLE:
            not_applicable += 1
        else:
            covered, total = covered + 1, total + int(amount)
    return Figure(
        key=key,
        value=total if covered else None,
        covered=covered,
        missing=missing,
        not_applicable=not_applicable,
        sources=tuple(sources),
    )


def counted(key: str, sources: Iterable[Source]) -> Figure:
    """How many records there are; none at all is a true 0, for a count cannot be missing."""
    listed = tuple(sources)
    return Figure(key=key, value=len(listed), covered=len(listed), sources=listed)


def joined(key: str, figures: Sequence[Figure]) -> Figure:
    """The sum of figures of the same kind over spans that do not overlap."""
    values = [figure.value for figure in figures if figure.value is not None]
    return Figure(
        key=key,
        value=sum(values) if values else None,
        covered=sum(figure.covered for figure in figures),
        missing=sum(figure.missing for figure in figures),
        not_applicable=sum(figure.not_applicable for figure in figures),
        sources=tuple(source for figure in figures for source in figure.sources),
    )


def parse_amount(value: object, *, field: str, label: str) -> Amount:
    """An amount as a person types it: blank is missing, "-" or "x" does not apply, "1.234" is 1234.

    Refuses FIG-01 (no whole number), FIG-02 (below 0) and FIG-03 (beyond a million million).
    """
    text = "" if value is None else str(value).strip()
    if not text:
        return None
    if text.casefold() in {"-", "–", "x", "na", "kad"}:
        return NOT_APPLICABLE
    number = _whole(value, text)
    if number is None:
        raise NOT_A_NUMBER(field=field, label=label, text=text[:40])
    if number < 0:
        raise NEGATIVE(field=field, label=label, text=text[:40])
    if number > LARGEST:
        raise TOO_LARGE(field=field, label=label, text=text[:40], limit=show_amount(LARGEST))
    return number


def show_amount(value: Amount) -> str:
    """``1.234`` as Vietnamese papers write it, a dash where it does not apply, nothing where it is missing."""
    if value is None:
        return ""
    return "-" if value == NOT_APPLICABLE else f"{int(value):,}".replace(",", ".")


def _whole(value: object, text: str) -> int | None:
    if isinstance(value, float):
        return int(value) if value == int(value) else None
    bare = text.replace(" ", "").replace("\u00a0", "")
    groups = bare.lstrip("-").split(".")
    if len(groups) > 1:
        if not (1 <= len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:])):
            return None
        bare = ("-" if bare.startswith("-") else "") + "".join(groups)
    digits = bare.removeprefix("-")
    return int(bare) if digits.isascii() and digits.isdigit() and len(digits) <= 18 else None
