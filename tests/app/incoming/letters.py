"""The letters the reader is measured on: five public ones (signers renamed) and six invented ones of other places."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from app.incoming.measuring import Expected, expected_rows

GOLDEN = Path(__file__).parents[2] / "golden"
SEEDS, INVENTED = GOLDEN / "letters", GOLDEN / "letters_invented"
TRIEU_SON, QUAN_HOA, HA_TRUNG = "000_b41cc5aaa19d546a.txt", "001_d1c1be779fca8e85.txt", "004_8980bb4c6179e3be.txt"
THUONG_XUAN = "003_f26480ef6e6c512b.txt"
HELD_OUT = ("cua-bien-2024.txt", "hon-ngoc-2025.txt", "tra-may-2025.txt")
"""Invented letters whose readings were never used to better the reader."""


@cache
def texts(folder: Path) -> dict[str, str]:
    """Every letter of a folder by its file name, as it came."""
    return {path.name: path.read_bytes().decode("utf-8") for path in sorted(folder.glob("*.txt"))}


@cache
def rows(folder: Path) -> tuple[Expected, ...]:
    """What people found in the letters of a folder."""
    return tuple(expected_rows((folder / "obligations.tsv").read_text(encoding="utf-8")))
