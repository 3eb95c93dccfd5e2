"""Anonymous answers: what may be published of them, and the questions that are asked."""
