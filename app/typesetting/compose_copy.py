"""Forms of the block that makes a paper a copy (decree 30/2020, annex III template 3.1)."""

from __future__ import annotations

from collections.abc import Iterable

from app.typesetting.breaking import Span
from app.typesetting.compose_close import signature_block
from app.typesetting.compose_head import head_bands, line
from app.typesetting.forms import Form, Para
from app.typesetting.model import CopyBlock, SignatureBlock
from app.typesetting.nd30 import Style


def copy_block(block: CopyBlock, style: Style) -> Iterable[Form]:
    """A line across the page; issuer and kind of copy, number and date; recipients and signature."""
    looks = style.copy
    yield Para(spans=(Span(""),), size=looks.gap, before=looks.gap, line_above=looks.line_weight, keep=True)
    yield head_bands(block.head, (line(block.word, looks.word),), style)
    yield from signature_block(SignatureBlock(signature=block.signature, recipients=block.recipients), style)
