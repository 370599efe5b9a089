"""The usual kinds of activity and the forces that take part: data files, read once."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

import resources
from app.activities.views import Force, Indicator, KindView


@lru_cache(maxsize=1)
def usual_kinds() -> tuple[KindView, ...]:
    """Kinds of the data file, in its order."""
    return tuple(
        KindView(
            code=each["code"],
            name=each["name"],
            group=each["group"],
            words=tuple(each["words"]),
            indicators=indicators_of(each["indicators"]),
        )
        for each in _read("kinds.json")["kinds"]
    )


@lru_cache(maxsize=1)
def forces() -> tuple[Force, ...]:
    """Who may take part, the core force first."""
    return tuple(Force(**each) for each in _read("forces.json")["forces"])


def indicators_of(kept: Iterable[Mapping[str, Any]]) -> tuple[Indicator, ...]:
    """Indicators as they are kept in a data file or a row."""
    return tuple(Indicator(**each) for each in kept)


def _read(name: str) -> Any:
    return json.loads((resources.path("activities") / name).read_text(encoding="utf-8"))
