"""Papers as plain text, compared with texts kept in tests/golden; a difference is shown line by line.

``KEEP=1 pytest …`` writes the kept texts anew; read the difference in version control before committing it.
"""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

from app.typesetting import model

GOLDEN = Path(__file__).parents[1] / "golden"


def paper_text(paper: model.Document) -> str:
    """One line for each block, each named by its kind, with everything it says."""
    lines = [f"Document: {paper.title}"]
    if paper.letterhead:
        lines.append(_line(paper.letterhead))
    lines += [line for block in paper.blocks for line in _block(block)]
    for annex in paper.annexes:
        lines += [
            "",
            f"Annex: {annex.number!r} | {annex.title} | {annex.subtitle} | {annex.reference} | {annex.orientation}",
        ]
        lines += [_line(annex.letterhead)] if annex.letterhead else []
        lines += [line for block in annex.blocks for line in _block(block)]
    return "\n".join(lines) + "\n"


def assert_kept(name: str, text: str) -> None:
    """Fails with a readable difference where a text is not the kept one."""
    path = GOLDEN / f"{name}.txt"
    if os.environ.get("KEEP"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    kept = path.read_text(encoding="utf-8") if path.is_file() else ""
    difference = "\n".join(difflib.unified_diff(kept.splitlines(), text.splitlines(), "kept", "now", lineterm=""))
    assert not difference, f"{path.name}\n{difference}"


def _block(block: model.Block) -> Iterator[str]:
    if not isinstance(block, model.Table):
        yield _line(block)
        return
    yield "Table: " + " | ".join(column.title for column in block.columns)
    for row in block.rows:
        yield f"  [{row.text}]" if isinstance(row, model.GroupRow) else "  " + " | ".join(map(str, row.cells))


def _line(block: object) -> str:
    assert is_dataclass(block)
    said = (_value(getattr(block, field.name)) for field in fields(block))
    return f"{type(block).__name__}: " + " | ".join(text for text in said if text)


def _value(value: object) -> str:
    if is_dataclass(value):
        return f"({_line(value)})"
    if isinstance(value, tuple):
        return " / ".join(map(_value, value))
    return "" if value is None or isinstance(value, bool) else str(value)
