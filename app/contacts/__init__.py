"""Channels through which committee, teams and households speak, and the log of who was in touch with whom."""
