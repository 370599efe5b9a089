"""The page of the log: entries newest first, with quick entry beside them."""
