"""Fair numbers: what changed, what is shared, and what may not be said."""
