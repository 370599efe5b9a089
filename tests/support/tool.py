"""The headless tool as a shell runs it: a process of its own, its exit code, answers and complaints."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.support.source_tree import ROOT

PASSWORD = "mat-khau-thu-nghiem"
COMMUNE = ROOT / "resources" / "practice" / "commune.json"


@dataclass(frozen=True)
class Answer:
    """What one run said."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The answer as data."""
        return json.loads(self.out)


def environment(password: str | None) -> dict[str, str]:
    """This one's, with the password as a variable or without any."""
    kept = {name: value for name, value in os.environ.items() if name != "XASO_PASSWORD"}
    return kept | {"PYTHONPATH": str(ROOT)} | ({"XASO_PASSWORD": password} if password is not None else {})


def xaso(*words: str | Path, folder: Path | None = None, password: str | None = PASSWORD) -> Answer:
    """Runs ``python -m app`` to its end; ``folder`` is the workspace."""
    place = ("--workspace", str(folder)) if folder is not None else ()
    done = subprocess.run(
        [sys.executable, "-m", "app", *map(str, words), *place],
        env=environment(password),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=120,
        check=False,
    )
    return Answer(done.returncode, done.stdout.decode(), done.stderr.decode())


def people_and_phones() -> set[str]:
    """Every name and phone of the practice commune."""
    people = json.loads(COMMUNE.read_text(encoding="utf-8"))["people"]
    return {word for person in people for word in (person["full_name"], person.get("phone")) if word}
