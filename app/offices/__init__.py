"""Offices and hamlets: who we are, who is above us, and where people live, as of a day."""
