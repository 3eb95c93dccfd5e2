"""Forms of the asks, sums, talks, promises and letters."""
