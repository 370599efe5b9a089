"""What an office above makes of its communes' reports: who sent, who is late, sums that say what they cover."""
