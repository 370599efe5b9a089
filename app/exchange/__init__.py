"""Bundles up, receipts and packages down: the file itself, its checks and its answers; FORMAT.md is the promise."""
