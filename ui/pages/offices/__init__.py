"""The own office, the office above, and the hamlets."""
