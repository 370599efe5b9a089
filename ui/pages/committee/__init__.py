"""The committee: who sits in it, with which duties, and what the rules still ask."""
