"""Waves, and what was published of them."""
