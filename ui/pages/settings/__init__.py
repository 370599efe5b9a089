"""Settings, password and recovery, backups, and what this program is."""
