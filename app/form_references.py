"""References to cells, moved when rows are put into a worksheet or taken out of it."""

from __future__ import annotations

import re
from dataclasses import dataclass

_STRING = re.compile(r'("(?:[^"]|"")*")')
_REFERENCE = re.compile(
    r"(?<![\w.$'\]])(?P<sheet>(?:'(?:[^']|'')+'|[^\W\d][\w.]*)!)?"
    r"(?:(?P<c1>\$?[A-Z]{1,3})(?P<d1>\$?)(?P<r1>\d{1,7})(?::(?P<c2>\$?[A-Z]{1,3})(?P<d2>\$?)(?P<r2>\d{1,7}))?"
    r"|(?P<d3>\$?)(?P<r3>\d{1,7}):(?P<d4>\$?)(?P<r4>\d{1,7}))(?![\w(.!])"
)


@dataclass(frozen=True, kw_only=True)
class RowMove:
    """The list of a sheet, from ``first`` to before ``below``, becomes ``change`` rows longer (or shorter)."""

    first: int
    below: int
    change: int

    def row(self, row: int) -> int:
        """Where a row of the form stands afterwards; rows within the list keep their place as far as there is one."""
        if row >= self.below:
            return row + self.change
        return min(row, max(self.first, self.below + self.change - 1)) if row >= self.first else row

    def last(self, row: int, top: int) -> int:
        """The same for the lower end of a span: one that ends with the list ends with it again."""
        ends_list = row == self.below - 1 and top < self.below and self.below > self.first
        return self.row(row) + (max(self.change, 0) if ends_list else 0)

    def span(self, reference: str) -> str:
        """``B9`` or ``B9:H20`` moved; several are divided by spaces."""
        return " ".join(_REFERENCE.sub(self._moved, each) for each in reference.split())

    def formula(self, text: str, sheet: str, *, at_home: bool) -> str:
        """A formula with its references to ``sheet`` moved; ``at_home`` when it stands in that sheet itself."""
        parts = _STRING.split(text)
        return "".join(
            part
            if place % 2
            else _REFERENCE.sub(
                lambda found: self._moved(found) if _is_meant(found["sheet"], sheet, at_home) else found[0], part
            )
            for place, part in enumerate(parts)
        )

    def _moved(self, found: re.Match[str]) -> str:
        sheet = found["sheet"] or ""
        if found["r3"]:
            top, bottom = int(found["r3"]), int(found["r4"])
            return f"{sheet}{found['d3']}{self.row(top)}:{found['d4']}{self.last(bottom, top)}"
        top = int(found["r1"])
        moved = f"{sheet}{found['c1']}{found['d1']}{self.row(top)}"
        if found["r2"]:
            moved += f":{found['c2']}{found['d2']}{self.last(int(found['r2']), top)}"
        return moved


def _is_meant(prefix: str | None, sheet: str, at_home: bool) -> bool:
    if not prefix:
        return at_home
    return prefix[:-1].strip("'").replace("''", "'") == sheet
