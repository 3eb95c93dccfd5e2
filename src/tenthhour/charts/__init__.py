"""Two charts, drawn on the server, each with its text."""
