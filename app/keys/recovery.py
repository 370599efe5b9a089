"""The recovery code on paper: 40 random digits (132 bits) in 8 groups of 5, each followed by its check digit.

The check digit (ISO/IEC 7064, MOD 11,10) also counts the place of its group, so a mistyped digit and two swapped groups
both name the group to look at.
"""

from __future__ import annotations

import secrets
import unicodedata

from app.kernel.problems import refused
from app.kernel.words import N_

GROUPS = 8
_DIGITS = 5

WRONG_LENGTH = refused(
    "KEY-08",
    N_("Mã khôi phục phải có {groups} nhóm, mỗi nhóm {digits} chữ số; đã nhập {count} chữ số."),
    next_step=N_("Hãy nhập đủ các nhóm như trên phiếu khôi phục."),
)
WRONG_GROUP = refused(
    "KEY-09",
    N_("Nhóm số {group} của mã khôi phục (“{typed}”) bị gõ sai."),
    next_step=N_("Hãy so lại nhóm này với phiếu khôi phục rồi nhập lại."),
)


def new_code() -> str:
    """A fresh code as it is printed: eight groups of six digits with spaces between them."""
    groups = [f"{secrets.randbelow(10**_DIGITS):0{_DIGITS}d}" for _group in range(GROUPS)]
    return " ".join(group + check_digit(place, group) for place, group in enumerate(groups, start=1))


def secret_of(typed: str) -> bytes:
    """The 40 digits of a typed code, spaces and dashes ignored; raises KEY-08 or KEY-09 naming the group."""
    size = _DIGITS + 1
    digits = "".join(str(unicodedata.digit(letter)) for letter in typed if unicodedata.digit(letter, None) is not None)
    strangers = [letter for letter in typed if letter.isalpha()]
    if len(digits) != GROUPS * size or strangers:
        raise WRONG_LENGTH(field="recovery_code", groups=GROUPS, digits=size, count=len(digits))
    groups = [digits[start : start + size] for start in range(0, len(digits), size)]
    for place, group in enumerate(groups, start=1):
        if group[-1] != check_digit(place, group[:-1]):
            raise WRONG_GROUP(field="recovery_code", group=place, typed=group)
    return "".join(group[:-1] for group in groups).encode()


def check_digit(place: int, group: str) -> str:
    """The digit that closes a group of digits standing at ``place`` (1 to 8)."""
    product = 10
    for digit in (place, *map(int, group)):
        product = ((product + digit) % 10 or 10) * 2 % 11
    return str((11 - product) % 10)
