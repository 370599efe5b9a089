"""Reports: made from the log in one press, read with the sources of every figure, written into, handed over."""
