"""The week, a person's page, and the files."""
