"""Widgets of our own that know no noun."""
