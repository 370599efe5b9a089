"""Kinds of activity, indicators, units and forces as the window names them; papers say them as the data files do.

What is kept, read from messages or printed stays Vietnamese; names the office gave itself stay as they are.
"""

from __future__ import annotations

from app.activities.views import Force, Indicator, KindView
from app.kernel.words import _


def kind_name(kind: KindView) -> str:
    """``Cài đặt, kích hoạt VNeID``."""
    return _(kind.name)


def indicator_name(indicator: Indicator) -> str:
    """``Người dân được hướng dẫn``."""
    return _(indicator.name)


def with_unit(indicator: Indicator) -> str:
    """``Người dân được hướng dẫn (người)``."""
    return f"{_(indicator.name)} ({_(indicator.unit)})"


def unit(word: str) -> str:
    """``người``, ``hộ``."""
    return _(word)


def force_name(force: Force) -> str:
    """``Đoàn Thanh niên``."""
    return _(force.name)
