"""Rehearsals on the web. The page carries the record; the server forgets it with each answer."""
