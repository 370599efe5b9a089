"""The teams of the hamlets: which there are, who is in them, and what the rules still ask."""
