"""Anonymous answers to a few questions: sealed while a wave is open, deleted when its bands are published."""
