"""Partners outside the commune's own organisation: telecom firms, the post, banks, schools."""
