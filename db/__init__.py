"""The store: word lists, mappings, the one way to open it, and its migrations."""
