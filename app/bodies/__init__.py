"""Bodies: committees and teams set up by a decision, their members and the rules they must keep."""
