"""Ad hoc requests: each field asked for is answered from an indicator of the same meaning, or listed as unknown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from app.documents.content import Block, Heading, HeadingLevel, Paragraph, TableBlock, TableColumn
from app.kernel.figures import FigureKind
from app.kernel.text import fold
from app.reports.facts import Fact
from app.reports.narrative import shown
from app.reports.views import AskedField

_LEAST_SHARED = 0.6
"""Share of the field's words an indicator's name must hold to be offered as its answer."""
_EMPTY_WORDS = frozenset(
    {"so", "luong", "tong", "cac", "cua", "trong", "ky", "ve", "duoc", "da", "va", "tren", "nguoi"}
)


def asked_lines(text: str) -> tuple[str, ...]:
    """What a request asks for, one field a line; of a row pasted from Excel the first cell with words counts."""
    lines = ([cell.strip() for cell in line.split("\t")] for line in text.splitlines())
    words = (next((cell for cell in cells if any(sign.isalpha() for sign in cell)), "") for cells in lines)
    return tuple(dict.fromkeys(each.lstrip("-–+•* ").rstrip(" :;") for each in words if each))


def match(labels: Iterable[str], kinds: Mapping[str, FigureKind]) -> tuple[AskedField, ...]:
    """For each field asked, the indicator whose name holds most of its words; none where no name holds enough."""
    names = {key: _words(kind.name) for key, kind in kinds.items()}
    return tuple(AskedField(label=label, key=_best(label, names)) for label in labels if label.strip())


def asked_blocks(asked: Sequence[AskedField], facts: Mapping[str, Fact]) -> list[Block]:
    """The answers as a table, and the fields nothing is known about named one by one."""
    if not asked:
        return []
    known = [(each, facts[each.key]) for each in asked if each.key is not None and each.key in facts]
    unknown = [each.label for each in asked if each.key is None or each.key not in facts]
    blocks: list[Block] = [Heading(level=HeadingLevel.ROMAN, title="Nội dung theo yêu cầu")]
    if known:
        columns = (
            TableColumn(title="TT", weight=8, centered=True),
            TableColumn(title="Nội dung yêu cầu", weight=47),
            TableColumn(title="Đơn vị", weight=20, centered=True),
            TableColumn(title="Kết quả", weight=25, centered=True),
        )
        rows = tuple(
            (str(place), each.label, fact.kind.unit, shown(fact.now))
            for place, (each, fact) in enumerate(known, start=1)
        )
        blocks.append(TableBlock(columns=columns, rows=rows))
    if unknown:
        blocks.append(Paragraph(text="Các nội dung xã chưa có số liệu: " + "; ".join(unknown) + "."))
    return blocks


def _best(label: str, names: Mapping[str, frozenset[str]]) -> str | None:
    wanted = _words(label)
    if not wanted:
        return None
    scores = {key: (len(wanted & held) / len(wanted), -len(held - wanted)) for key, held in names.items()}
    key = max(scores, key=lambda each: scores[each], default=None)
    return key if key is not None and scores[key][0] >= _LEAST_SHARED else None


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", fold(text))) - _EMPTY_WORDS
