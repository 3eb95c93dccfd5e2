"""The charts of the pages, drawn on the server, each with its text."""
