"""The kernel: problems, clock, actor, files, unit of work, journal and commands; it knows no noun."""
