"""Data files of the program (fonts, templates, rules, help) and the one function that finds them."""

from pathlib import Path

_ROOT = Path(__file__).resolve().parent


def path(name: str = "") -> Path:
    """Absolute path of a resource by its name relative to this folder, such as ``fonts/LiberationSerif-Bold.ttf``."""
    return _ROOT / name
