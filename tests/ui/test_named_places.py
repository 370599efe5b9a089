"""Whoever is sent to a place of the window finds it: names in quotation marks are words that stand in the window."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.support.source_tree import ROOT

_QUOTED = re.compile("“([^”]+)”")
_NO_PLACES = {
    "./.",
    "……",
    "Lưu:",
    "Cẩm nang chuyển đổi số",
    "Huyện yêu cầu gộp vào báo cáo quý II",
    "Màn hình tuyên truyền tại nhà văn hóa",
    "report list",
    "số 72/2025/QH15",
    "trước ngày 20",
    "trước ngày N",
    "Cẩm nan&g chuyển đổi số",
    "https://",
    "Trong kỳ",
    "Thực hiện",
}
"""Examples of what is typed, and pieces and columns of papers."""


def literals(*floors: str) -> Iterator[tuple[str, str]]:
    """(file, words) of everything said to people."""
    for floor in floors:
        for path in sorted((ROOT / floor).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("_", "N_"):
                    yield from ((path.name, str(each.value)) for each in node.args if isinstance(each, ast.Constant))


def plain(words: str) -> str:
    """Words as they are read: without the Alt letter, dots at the end and what is filled in."""
    return re.sub(r"\s*\(?\{\w+\}\)?", "", words.replace("&", "")).rstrip("….: ").strip()


def test_every_place_named_in_a_sentence_stands_in_the_window():
    shown = {plain(words) for _file, words in literals("ui", "app")}
    lost = {
        f"{file}: “{name}”"
        for file, words in literals("app", "ui")
        for name in _QUOTED.findall(words)
        if "{" not in name and not name.startswith("xaso ") and name not in _NO_PLACES and plain(name) not in shown
    }
    assert lost == set()


def test_every_place_named_in_the_handbook_stands_in_the_window():
    shown = {plain(words) for _file, words in literals("ui", "app")}
    lost = {
        f"{page.name}: {name}"
        for page in pages()
        for name in re.findall(r"[Tt]hẻ \*\*([^*]+)\*\*", page.read_text(encoding="utf-8"))
        if plain(name) not in shown
    }
    assert lost == set()


def pages() -> list[Path]:
    return sorted((ROOT / "resources" / "help").glob("*.md"))
