"""Kinds of copies of papers: their names, abbreviations and the one series they share.

Source: Nghị định 30/2020/NĐ-CP, Điều 25 and Phụ lục I, phần II (SY, SL and TrS run in one series from 01 each year).
"""

from __future__ import annotations

from enum import StrEnum

from app.kernel.words import N_

COPIES_SERIES = "SAO"


class CopyKind(StrEnum):
    """How a copy is made; the value stands as the template of its document."""

    FULL = "sao-y"
    """Sao y: the whole paper, from the paper itself."""
    FROM_COPY = "sao-luc"
    """Sao lục: the whole paper, from a sao y."""
    EXTRACT = "trich-sao"
    """Trích sao: the wanted part of a paper, set anew with its head."""


ABBREVIATIONS = {CopyKind.FULL: "SY", CopyKind.FROM_COPY: "SL", CopyKind.EXTRACT: "TrS"}
HEADINGS = {CopyKind.FULL: "SAO Y", CopyKind.FROM_COPY: "SAO LỤC", CopyKind.EXTRACT: "TRÍCH SAO"}
NAMES = {CopyKind.FULL: N_("Bản sao y"), CopyKind.FROM_COPY: N_("Bản sao lục"), CopyKind.EXTRACT: N_("Bản trích sao")}


def copy_kind(template: str) -> CopyKind | None:
    """The kind of copy a document is, None for a paper of its own."""
    return next((kind for kind in CopyKind if kind.value == template), None)
