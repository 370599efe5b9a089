"""Reads the project's own source: which files there are, what they import, what they call and say."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FLOORS = ("app", "db", "resources", "ui")
LEFT_OUT = {".git", ".venv", "artefacts", "build", "dist", "__pycache__"}


@dataclass(frozen=True, kw_only=True)
class Content:
    """What the rules ask of one file, gathered in one walk: keeping every tree would take all memory."""

    imported: tuple[tuple[str, int], ...]
    calls: tuple[tuple[str, int], ...]
    strings: tuple[tuple[str, int], ...]
    marked: tuple[ast.Call, ...]
    documented: bool


@dataclass(frozen=True)
class Source:
    """One Python file of the project."""

    path: Path

    @property
    def place(self) -> str:
        """Where it stands, from the project's root, with forward slashes everywhere."""
        return self.path.relative_to(ROOT).as_posix()

    @property
    def module(self) -> str:
        """Its dotted name; a package's own file bears the package's name."""
        parts = self.path.relative_to(ROOT).with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    @property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    def imported(self) -> tuple[tuple[str, int], ...]:
        """Every dotted name it imports (late, relative and TYPE_CHECKING imports too), with the line."""
        return self._content.imported

    def calls(self) -> tuple[tuple[str, int], ...]:
        """Every call written as dotted names (`datetime.now`), with the line."""
        return self._content.calls

    def strings(self) -> tuple[tuple[str, int], ...]:
        """Every literal text, with the line."""
        return self._content.strings

    def marked(self) -> tuple[ast.Call, ...]:
        """Every call that marks a sentence for people."""
        return self._content.marked

    def is_documented(self) -> bool:
        return self._content.documented

    @cached_property
    def _content(self) -> Content:
        tree = ast.parse(self.text, filename=self.place)
        nodes = list(ast.walk(tree))
        calls = [(dotted(node.func), node) for node in nodes if isinstance(node, ast.Call)]
        return Content(
            imported=tuple(found for node in nodes for found in self._imports(node)),
            calls=tuple((name, node.lineno) for name, node in calls if name),
            strings=tuple(
                (node.value, node.lineno)
                for node in nodes
                if isinstance(node, ast.Constant) and isinstance(node.value, str)
            ),
            marked=tuple(node for name, node in calls if name in {"_", "N_"}),
            documented=bool(ast.get_docstring(tree)),
        )

    def _imports(self, node: ast.AST) -> Iterator[tuple[str, int]]:
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = self._base(node)
            yield from ((f"{base}.{alias.name}", node.lineno) for alias in node.names)

    def _base(self, node: ast.ImportFrom) -> str:
        if not node.level:
            return node.module or ""
        package = self.module.split(".") if self.path.name == "__init__.py" else self.module.split(".")[:-1]
        above = package[: len(package) - node.level + 1]
        return ".".join([*above, *([node.module] if node.module else [])])


def dotted(node: ast.expr) -> str:
    """`a.b.c` as text, or nothing when it is no plain chain of names."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute) and (before := dotted(node.value)):
        return f"{before}.{node.attr}"
    return ""


def sources(*rooms: str) -> list[Source]:
    """The Python files under these folders of the project, in order."""
    files = (file for room in rooms for file in sorted((ROOT / room).rglob("*.py")))
    return [_source(file) for file in files if "__pycache__" not in file.parts]


@cache
def _source(file: Path) -> Source:
    """One reading of a file serves every rule of a run."""
    return Source(file)


def kept_files() -> list[Path]:
    """What a clone would hold; where git is absent, everything that is not plainly made by a tool."""
    try:
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode()
        files = [ROOT / name for name in listed.split("\0") if name]
    except (OSError, subprocess.CalledProcessError):
        files = [file for file in ROOT.rglob("*") if not LEFT_OUT & set(file.relative_to(ROOT).parts)]
    return [file for file in files if file.is_file()]


def is_within(module: str, *packages: str) -> bool:
    """Whether a module is one of these packages or lies inside one."""
    return any(module == package or module.startswith(f"{package}.") for package in packages)
