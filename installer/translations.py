"""The English catalogue: finds every sentence people see in the source, keeps it in en.po, compiles en.mo.

    python3 installer/start.py translations extract    after sentences were added or changed in the source
    python3 installer/start.py translations compile    after en.po was edited

Sentences are the literals inside ``_()`` and ``N_()`` of app and ui, what resources/reports calls a report and the
fields in which the officer writes, and what resources/activities calls kinds, indicators, units and forces. Other data
stays Vietnamese in every language: quotations of the letters in resources/rules, names and questions of
resources/templates, names of places.
"""

from __future__ import annotations

import argparse
import ast
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polib  # type: ignore[import-untyped]  # ships no types

ROOT = Path(__file__).resolve().parent.parent
FLOORS = ("app", "ui")
CATALOGUE = ROOT / "resources" / "translations" / "en.po"
REPORTS = "resources/reports"
ACTIVITIES = "resources/activities"
MARKS = frozenset({"_", "N_"})
WIDTH = 110
HEADER = {
    "Project-Id-Version": "Xã Số",
    "Language": "en",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
}
_PLACEHOLDER = re.compile(r"\{[^{}]*\}")


def main(arguments: list[str] | None = None) -> int:
    """Extracts or compiles; 1 when a sentence still lacks its English."""
    parser = argparse.ArgumentParser(prog="translations", description="English catalogue of Xã Số")
    parser.add_argument("step", choices=("extract", "compile"))
    if parser.parse_args(arguments).step == "extract":
        catalogue = updated(kept(CATALOGUE), sentences(ROOT))
        catalogue.save(str(CATALOGUE), newline="\n")
    catalogue = kept(CATALOGUE)
    compile_catalogue(catalogue, CATALOGUE.with_suffix(".mo"))
    missing = catalogue.untranslated_entries()
    print(f"{len(catalogue)} sentences, {len(missing)} without English")
    return 1 if missing else 0


def sentences(root: Path) -> dict[str, list[str]]:
    """Every sentence of the source with the files it stands in; no line numbers, so that edits elsewhere stay quiet."""
    found: dict[str, set[str]] = defaultdict(set)
    for floor in FLOORS:
        for file in sorted((root / floor).rglob("*.py")):
            for sentence in sentences_of(ast.parse(file.read_text(encoding="utf-8"))):
                found[sentence].add(file.relative_to(root).as_posix())
    for file in sorted((root / REPORTS).glob("*.json")):
        for sentence in sentences_of_report(json.loads(file.read_text(encoding="utf-8"))):
            found[sentence].add(REPORTS)
    for file in sorted((root / ACTIVITIES).glob("*.json")):
        for sentence in names_of_activities(json.loads(file.read_text(encoding="utf-8"))):
            found[sentence].add(ACTIVITIES)
    return {sentence: sorted(files) for sentence, files in found.items()}


def names_of_activities(book: dict[str, Any]) -> Iterator[str]:
    """Kinds with their indicators and units, or the forces that take part."""
    for each in (*book.get("kinds", ()), *book.get("forces", ())):
        yield each["name"]
        for one in each.get("indicators", ()):
            yield from (one["name"], one["unit"])


def sentences_of_report(part: dict[str, Any]) -> Iterator[str]:
    """What the window shows of one kind of report or of a section; a section without a field is on paper only."""
    shown = ("name", "note") if "name" in part else ("title", "own") if part.get("own") else ()
    yield from (part[key] for key in shown if part.get(key))
    for section in part.get("sections", ()):
        yield from sentences_of_report(section)


def sentences_of(tree: ast.AST) -> Iterator[str]:
    """Literals that one module marks, those in both branches of a choice included."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKS:
            for argument in node.args:
                yield from _literals(argument)


def _literals(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value:
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _literals(node.body)
        yield from _literals(node.orelse)


def kept(file: Path) -> polib.POFile:
    """The catalogue as it is kept, empty where there is none yet."""
    return polib.pofile(str(file), wrapwidth=WIDTH) if file.exists() else polib.POFile(wrapwidth=WIDTH)


def updated(former: polib.POFile, found: dict[str, list[str]]) -> polib.POFile:
    """The sentences found, by file, with the English they had before; what the source no longer says is dropped."""
    english = {entry.msgid: entry.msgstr for entry in former}
    catalogue = polib.POFile(wrapwidth=WIDTH)
    catalogue.metadata = dict(HEADER)
    for sentence, files in sorted(found.items(), key=lambda item: (item[1][0], item[0])):
        catalogue.append(
            polib.POEntry(
                msgid=sentence,
                msgstr=english.get(sentence, ""),
                occurrences=[(file, "") for file in files],
                flags=["python-brace-format"] if placeholders(sentence) else [],
            )
        )
    return catalogue


def placeholders(sentence: str) -> list[str]:
    """The ``{names}`` a sentence is filled with, in alphabetical order: English may place them otherwise."""
    return sorted(_PLACEHOLDER.findall(sentence))


def compile_catalogue(catalogue: polib.POFile, target: Path) -> None:
    """Writes what the program reads; a sentence without English is left out and appears in Vietnamese."""
    target.write_bytes(catalogue.to_binary())


if __name__ == "__main__":
    sys.exit(main())
