"""Pages of a question."""
