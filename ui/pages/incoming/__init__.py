"""Văn bản đến: the register of letters that came in, and the duties chosen from their text."""
