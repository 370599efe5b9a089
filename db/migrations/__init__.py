"""Migrations of the store: dated steps and the one runner."""
