"""Nhiệm vụ và thời hạn: what is due, the duties behind it, the year's tasks and what they need."""

from ui.pages.duties.page import DutiesPage

__all__ = ["DutiesPage"]
