"""Difficulties raised to the office above, and proposals with what became of them."""
