"""Duties with their periods and last days, the year's tasks, their resources, and models of tasks."""
