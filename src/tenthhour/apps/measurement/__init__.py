"""Imported months and what they say, kept with where they came from."""
