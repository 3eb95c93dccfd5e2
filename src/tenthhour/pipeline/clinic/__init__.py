"""The clinic behind the answers: counts, people, baselines, thresholds, walks."""
