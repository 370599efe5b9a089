"""Renews the pinned lists of libraries from pyproject.toml: for every platform, without any registry's address."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Sequence

from environment import LOCKS, ROOT

GROUPS = {"runtime": ("build",), "dev": ("build", "dev"), "bench": ("build", "bench")}
FLAGS = (
    "--quiet",
    "--universal",
    "--python-version=3.11",
    "--generate-hashes",
    "--only-binary=:all:",
    "--no-header",
    "--no-annotate",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--no-emit-build-options",
)


def renew(uv: str, extra: Sequence[str]) -> int:
    """Write the three locks; `extra` goes to uv (for instance --upgrade). The runtime's versions bind the other two."""
    runtime = ROOT / "installer" / LOCKS["runtime"]
    for kind, name in LOCKS.items():
        target = ROOT / "installer" / name
        groups = [f"--group={group}" for group in GROUPS[kind]]
        bound = [] if kind == "runtime" else [f"--constraint={runtime}"]
        command = [uv, "pip", "compile", "pyproject.toml", *FLAGS, *groups, *bound, f"--output-file={target}", *extra]
        if code := subprocess.run(command, cwd=ROOT, check=False).returncode:
            return code
        if address := re.search(r"\w+://\S+", target.read_text(encoding="utf-8")):
            print(f"{target.name}: {address[0]} không được ghi vào đây / must not be recorded here")
            return 1
        print(f"==> {target.relative_to(ROOT).as_posix()}")
    return 0
