"""People and their posts over time."""
