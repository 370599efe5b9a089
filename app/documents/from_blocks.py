"""Papers whose words another noun makes from its records: a year's plan, a report, minutes of a review.

The template gives head, addressees, recipients, archive line and signer; the caller brings the blocks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from app.documents.commands import EditDocument, create_document, edit_document, edit_of
from app.documents.content import AnnexPart, BasisLine, Block
from app.documents.drafting import DraftDocument, drafted
from app.documents.queries import document
from app.kernel.work import UnitOfWork


def draft_from_blocks(
    work: UnitOfWork,
    *,
    template: str,
    day: date,
    subject: str,
    blocks: Sequence[Block],
    annexes: Sequence[AnnexPart] = (),
    bases: Sequence[BasisLine] | None = None,
    signer: str | None = None,
) -> str:
    """Keeps a draft of these blocks within the unit of work of the caller's own command; returns its uid.

    ``bases`` are those of the template where none are given. Refuses as ``DraftDocument`` does.
    """
    creation = drafted(work, DraftDocument(template=template, day=day, signer=signer))
    content = replace(creation.content, blocks=tuple(blocks), annexes=tuple(annexes))
    if bases is not None:
        content = replace(content, bases=tuple(bases))
    uid: str = create_document(work, replace(creation, subject=subject, content=content))
    return uid


def put_blocks(
    work: UnitOfWork, uid: str, *, subject: str, blocks: Sequence[Block], annexes: Sequence[AnnexPart] = ()
) -> None:
    """Gives an unsigned paper these blocks and keeps everything else of it; refuses REG-10 for a signed one."""
    view = document(work.session, uid)
    content = replace(view.content, blocks=tuple(blocks), annexes=tuple(annexes))
    command: EditDocument = edit_of(view, subject=subject, content=content)
    edit_document(work, command)
