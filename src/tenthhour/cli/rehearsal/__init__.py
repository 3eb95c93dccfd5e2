"""A rehearsal at the terminal: what is printed, typed and remembered."""
