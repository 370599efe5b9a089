"""How well the reader does: its proposals against a table of what people found in the same letters.

A row of the table is *found* when a proposal stands on one of its lines and shares its words; a proposal is *right*
when it finds a row. Words are shared when at least two words of substance, or half of those the row has where it has
fewer than four, stand in the proposal's sentence; short forms are spelled out first. *One for one* counts each proposal
for one row only. Pure functions over texts; nothing is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.incoming.reader import read_letter
from app.incoming.reader_views import LetterRead, Proposal
from app.kernel.text import fold, nfc

_SHORT = {
    "bcđ": "ban chỉ đạo",
    "cđs": "chuyển đổi số",
    "cnscđ": "công nghệ số cộng đồng",
    "cv": "công văn",
    "kh": "kế hoạch",
    "qđ": "quyết định",
    "nq": "nghị quyết",
    "vb": "văn bản",
    "cthđ": "chương trình hành động",
    "ctr": "chương trình",
    "ubnd": "ủy ban nhân dân",
    "hđnd": "hội đồng nhân dân",
    "tn": "thanh niên",
    "dn": "doanh nghiệp",
    "hộ kd": "hộ kinh doanh",
    "ttđt": "thông tin điện tử",
    "tt": "trung tâm",
    "vhtt": "văn hóa thông tin",
    "vhttttdl": "văn hóa thông tin thể thao du lịch",
    "pvhtt": "phòng văn hóa thông tin",
    "pl": "phụ lục",
    "pl2": "phụ lục",
    "mttq": "mặt trận tổ quốc",
    "ubmttq": "mặt trận tổ quốc",
    "pct": "phó chủ tịch",
    "ct": "chủ tịch",
    "cbccvc": "cán bộ công chức viên chức",
    "nlđ": "người lao động",
    "gđ": "giám đốc",
    "pgđ": "phó giám đốc",
    "ttvt": "trung tâm viễn thông",
    "đtn": "đoàn thanh niên",
    "tncs": "thanh niên cộng sản",
    "hcm": "hồ chí minh",
    "cntt": "công nghệ thông tin",
    "cqs": "chính quyền số",
    "kts": "kinh tế số",
    "xhs": "xã hội số",
    "bc": "báo cáo",
    "dvc": "dịch vụ công",
}
_LITTLE = frozenset(
    re.findall(
        r"\w+",
        "và của các cho theo về với trong tại từ đến để là có được này đó như một những khi hoặc do bằng trên dưới"
        " ra vào qua nhất gồm việc cái sau trước ngày tháng năm số nếu mà thì đã đang sẽ không",
    )
)


@dataclass(frozen=True)
class Expected:
    """A row of the table: what people found on which lines of which letter."""

    row: str
    letter: str
    lines: tuple[tuple[int, int], ...]
    words: str


@dataclass(frozen=True)
class Measured:
    """The figures of one letter, and what stands behind them."""

    letter: str
    rows: int
    found: int
    proposals: int
    right: int
    one_for_one: int
    missed: tuple[str, ...]
    wrong: tuple[Proposal, ...]

    @property
    def recall(self) -> float:
        """Rows found of all rows; 1 where there were none."""
        return self.found / self.rows if self.rows else 1.0

    @property
    def precision(self) -> float:
        """Proposals that are right of all proposals; 1 where there were none."""
        return self.right / self.proposals if self.proposals else 1.0


def expected_rows(table: str) -> list[Expected]:
    """The rows of a tab-separated table with the columns id, seed_file (or letter), lines, obligation."""
    lines = table.lstrip("\ufeff").splitlines()
    names = lines[0].split("\t") if lines else []
    rows = []
    for line in lines[1:]:
        cells = dict(zip(names, line.split("\t"), strict=False))
        letter = cells.get("seed_file") or cells.get("letter") or ""
        if letter and (ranges := _ranges(cells.get("lines", ""))):
            rows.append(Expected(cells.get("id", ""), letter, ranges, cells.get("obligation", "")))
    return rows


def measure(letter: str, text: str, rows: Sequence[Expected], *, without: frozenset[str] = frozenset()) -> Measured:
    """The figures of one letter against its rows."""
    return compare(letter, read_letter(text, without=without), [row for row in rows if row.letter == letter])


def compare(letter: str, read: LetterRead, rows: Sequence[Expected]) -> Measured:
    """The figures of what was read against the rows of the same letter."""
    proposals = read.proposals
    fits = {row.row: [place for place, each in enumerate(proposals) if matches(each, row)] for row in rows}
    right = {place for places in fits.values() for place in places}
    return Measured(
        letter=letter,
        rows=len(rows),
        found=sum(bool(places) for places in fits.values()),
        proposals=len(proposals),
        right=len(right),
        one_for_one=_paired(fits),
        missed=tuple(row.row for row in rows if not fits[row.row]),
        wrong=tuple(each for place, each in enumerate(proposals) if place not in right),
    )


def total(measured: Iterable[Measured]) -> Measured:
    """All letters taken together."""
    each = list(measured)
    return Measured(
        letter="",
        rows=sum(one.rows for one in each),
        found=sum(one.found for one in each),
        proposals=sum(one.proposals for one in each),
        right=sum(one.right for one in each),
        one_for_one=sum(one.one_for_one for one in each),
        missed=tuple(row for one in each for row in one.missed),
        wrong=tuple(proposal for one in each for proposal in one.wrong),
    )


def matches(proposal: Proposal, row: Expected) -> bool:
    """Whether a proposal stands on the row's lines and shares its words."""
    if not any(proposal.first_line <= last and first <= proposal.last_line for first, last in row.lines):
        return False
    wanted, told = words_of(row.words), words_of(f"{proposal.sentence} {proposal.title}")
    return len(wanted & told) >= (2 if len(wanted) >= 4 else max(1, len(wanted) // 2))


def words_of(text: str) -> set[str]:
    """The words of substance, folded, short forms spelled out."""
    tokens = re.findall(r"[^\W_]+", nfc(text).lower())
    spelled = " ".join(_SHORT.get(token, token) for token in tokens).split()
    return {fold(word) for word in spelled if word not in _LITTLE and (len(word) > 1 or word.isdigit())}


def only_here(reads: Mapping[str, LetterRead], letter: str) -> frozenset[str]:
    """Names of the rules that spoke in one letter and in none of the others."""
    spoke = {name: {rule for each in read.proposals for rule in each.rules} for name, read in reads.items()}
    elsewhere = {rule for name, rules in spoke.items() if name != letter for rule in rules}
    return frozenset(spoke[letter] - elsewhere)


def _ranges(told: str) -> tuple[tuple[int, int], ...]:
    found = []
    for part in told.split(","):
        first, _dash, last = part.strip().partition("-")
        if first.isdigit():
            found.append((int(first), int(last) if last.isdigit() else int(first)))
    return tuple(found)


def _paired(fits: Mapping[str, Sequence[int]]) -> int:
    """The most rows that can be found when each proposal counts for one row only."""
    taken: dict[int, str] = {}

    def place(row: str, tried: set[int]) -> bool:
        for proposal in fits[row]:
            if proposal not in tried:
                tried.add(proposal)
                if proposal not in taken or place(taken[proposal], tried):
                    taken[proposal] = row
                    return True
        return False

    return sum(place(row, set()) for row in fits)
