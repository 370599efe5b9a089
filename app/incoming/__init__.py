"""Letters that came in: their register, the reader of what they ask for, and the bases they may become."""
