"""The headless tool: everything the window does, from a shell, with answers for people or as JSON."""
