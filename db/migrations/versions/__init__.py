"""Dated migration steps; none imports today's models."""
