"""Work in a fresh process: started here, told back as one line of JSON, timed from before the process exists."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

_PLAIN = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""Python keeps what it compiled, as on every desk: the libraries come compiled, and so does an installed program."""


def run(module: str, *arguments: object) -> dict[str, float]:
    """Runs ``python -m module``; what it prints at its end, its moments counted from before it was started."""
    start = time.perf_counter()  # the same clock in every process of one computer
    done = subprocess.run(
        [sys.executable, "-m", f"tests.bench.{module}", *map(str, arguments)],
        env=_PLAIN,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    if done.returncode != 0:
        raise RuntimeError(f"{module} failed:\n{done.stderr}")
    told: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return {name: value - start if name.endswith("_at") else value for name, value in told.items()}


def tell(**values: Any) -> None:
    """Hands values to the process that waits: moments end in ``_at``, the peak memory is added in bytes."""
    print(json.dumps({**values, "memory": _peak_memory()}), flush=True)


def least(rounds: list[dict[str, float]]) -> dict[str, float]:
    """The least of every value over several runs: a fresh process can only be held up, never sped up, by others."""
    return {name: min(found[name] for found in rounds) for name in rounds[0]}


def _peak_memory() -> int:
    """Linux counts in ``ru_maxrss`` what the starting process held, so its own count of the fresh process is read."""
    status = Path("/proc/self/status")
    if status.exists():
        (line,) = (line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) * 1024
    if sys.platform == "win32":
        return 0
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
