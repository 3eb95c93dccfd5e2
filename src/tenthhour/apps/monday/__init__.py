"""The leader's week, a clinician's own page, and taking a month in; owns no tables."""
