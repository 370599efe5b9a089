"""Hôm nay: the to-do list, what the organisation lacks, and what was just done."""

from ui.pages.today.page import TodayPage

__all__ = ["TodayPage"]
