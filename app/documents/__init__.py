"""Documents: the official papers we issue, their register, their citations and their life."""
