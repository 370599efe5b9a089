"""People and the posts they hold over time."""
