"""Benchmarks: what the program costs, beside the barest way to the same result measured in the same run."""
