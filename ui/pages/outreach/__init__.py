"""Public information in the window: six tabs over radio, posts, displays, meetings, the plan and praise."""
