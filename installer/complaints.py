"""What the installer says when the computer lacks something it cannot supply itself."""

from __future__ import annotations


class Missing(Exception):
    """One line, Vietnamese then English, saying what to install or do; start.py prints it and ends with 3."""
