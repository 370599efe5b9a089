"""Writes the kept vectors: small files that must be refused, each with the code it must be refused with for ever.

``python -m tests.legacy.make_vectors`` adds what is new and never touches a file that is there: seals are random, and
a kept vector is what an older version really wrote.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.legacy import body_vectors, header_vectors, outer_vectors, small_vectors

FOLDER = Path(__file__).parent / "vectors"
TABLE = FOLDER / "expected.tsv"


def vectors() -> Iterator[tuple[str, bytes, str, str]]:
    """(file name, bytes, expected code, what was taken in before) of every vector."""
    for source in (outer_vectors, header_vectors, body_vectors, small_vectors):
        for name, content, code, *before in source.vectors():
            suffix = "" if "." in name else ".xaso"
            yield f"{name}{suffix}", content, code, before[0] if before else "-"


def main() -> None:
    """Writes what is missing and the table of all."""
    FOLDER.mkdir(exist_ok=True)
    lines = []
    for name, content, code, before in vectors():
        path = FOLDER / name
        if not path.exists():
            path.write_bytes(content)
        lines.append(f"{name}\t{code or '-'}\t{before}\n")
    TABLE.write_text("file\tcode\tafter\n" + "".join(sorted(lines)), encoding="utf-8")
    print(f"{len(lines)} vectors in {FOLDER.name}")


if __name__ == "__main__":
    main()
