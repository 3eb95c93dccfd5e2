"""Files to checked tables to counts, as Ibis expressions."""
