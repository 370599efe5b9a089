"""``python -m tests.bench [--quick]``: measures everything beside its baseline and prints one table."""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from tests.bench import (
    big_store,
    command,
    exchanging,
    logging_activity,
    paging,
    printing,
    reporting,
    searching,
    starting,
)
from tests.bench.sizes import FULL, QUICK, Sizes
from tests.bench.table import Figure, table

_NOTES = """\
Ours and baseline are taken in turns: fresh processes the best of several, the rest the middle. The stores lie in a
temporary folder of this disk; their password costs next to nothing, because what Argon2id takes (half a second) is
chosen, not measured. Starting counts what a person waits for: until the password is asked for, and again after Enter;
while it is being typed (1.5 s here) the program loads its libraries."""


def main() -> int:
    """Builds the stores, measures, prints; 0 whether or not the aims hold, for a busy computer is no defect."""
    parser = argparse.ArgumentParser(prog="start.py bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small sizes, few rounds: shows that all of it works")
    sizes = QUICK if parser.parse_args().quick else FULL
    start = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="xaso-bench-") as folder:
        figures = _measure(Path(folder), sizes)
    print(f"\n{table(figures)}\n\n{_NOTES}\nTook {time.perf_counter() - start:.0f} s.")
    return 0


def _measure(folder: Path, sizes: Sizes) -> list[Figure]:
    _say(f"building stores of {sizes.people:,} people, {sizes.entries:,} journal rows and of {sizes.few_entries:,}")
    large = big_store.build(folder / "large", people=sizes.people, entries=sizes.entries)
    small = big_store.build(folder / "small", people=sizes.few_people, entries=sizes.few_entries)
    _say("starting the program in fresh processes")
    figures = starting.measure(large, small, sizes)
    _say("making papers")
    figures += printing.measure(sizes)
    _say("carrying out commands and turning pages")
    figures += [*command.measure(large, sizes), *paging.measure(large, sizes)]
    _say(f"logging activities beside {sizes.log_entries:,} others")
    figures += logging_activity.measure(large, sizes)
    _say("making reports from the log")
    figures += reporting.measure(large, sizes)
    _say("searching as a person types")
    figures += searching.measure(large, sizes)
    _say(f"carrying changes between two offices of {sizes.bundle_rows:,} rows")
    return [*figures, *exchanging.measure(folder / "exchange", sizes)]


def _say(words: str) -> None:
    print(f"... {words}", flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
