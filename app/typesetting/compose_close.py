"""Forms of the end of a paper: signatures, recipients, the drafter's mark, the address at the foot."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from app.typesetting import wording
from app.typesetting.compose_head import line
from app.typesetting.forms import Bands, Form, Para
from app.typesetting.model import Signature, SignatureBlock
from app.typesetting.nd30 import Style


def signature_block(block: SignatureBlock, style: Style) -> Iterable[Form]:
    """Recipients left and signature right on one level; two signatures (minutes) with the recipients below."""
    recipients = tuple(_recipients(block, style))
    signature = tuple(_signature(block.signature, style))
    share, gap = style.closing.left_share, style.text.paragraph_gap
    if block.left is None:
        yield Bands(rows=((recipients, signature),), left_share=share, closes=True)
        return
    yield Bands(rows=((tuple(_signature(block.left, style)), signature),), left_share=share, closes=True, after=gap)
    if recipients:
        yield from (replace(para, keep=at < len(recipients) - 1) for at, para in enumerate(recipients))


def _signature(signature: Signature, style: Style) -> Iterable[Para]:
    looks = style.closing
    for text in signature.formula:
        yield line(text, looks.formula)
    if signature.note:
        yield line(signature.note, looks.note)
    room = looks.signature_space
    if signature.second_office:
        yield line(signature.second_office, looks.second_office, before=room)
        room = 0.0
    yield line(signature.signer, looks.signer, before=room)


def _recipients(block: SignatureBlock, style: Style) -> Iterable[Para]:
    looks = style.closing
    if block.recipients:
        yield line(wording.RECIPIENTS, looks.recipients_word)
    for item in block.recipients:
        yield line(item, looks.recipients)
    if block.draftsman:
        yield line(block.draftsman.text, looks.draftsman)


def address_foot(address: tuple[str, ...], style: Style) -> tuple[Para, ...]:
    """Box 13: the lines at the foot of the first page."""
    return tuple(line(text, style.closing.address) for text in address)
