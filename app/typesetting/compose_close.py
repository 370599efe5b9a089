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
    share, gap = style.closing.left_share, style.text.paragraph_gap
    if block.left is None:
        signature = (*_offices(block.signature, style), *_names(block.signature, style))
        yield Bands(rows=((recipients, signature),), left_share=share, closes=True)
        return
    offices = tuple(_offices(block.left, style)), tuple(_offices(block.signature, style))
    names = tuple(_names(block.left, style)), tuple(_names(block.signature, style))
    yield Bands(rows=(offices, names), left_share=share, closes=True, after=gap)
    yield from (replace(para, keep=at < len(recipients) - 1) for at, para in enumerate(recipients))


def _offices(signature: Signature, style: Style) -> Iterable[Para]:
    """Box 7a, and the room for the signature under it."""
    looks = style.closing
    lines = [line(text, looks.formula) for text in signature.formula]
    if signature.note:
        lines.append(line(signature.note, looks.note))
    return [*lines[:-1], *(replace(last, after=looks.signature_space) for last in lines[-1:])]


def _names(signature: Signature, style: Style) -> Iterable[Para]:
    """Box 7b."""
    looks = style.closing
    if signature.second_office:
        yield line(signature.second_office, looks.second_office)
    yield line(signature.signer, looks.signer)


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
