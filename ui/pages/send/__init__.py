"""Gửi lên cấp trên: what goes, to whom, on which stick, and what came back of it."""
