"""Asks, sums, briefs, promises and letters: what a leader and a clinician write and read together."""
