"""The web application: people and rights below, the three pillars beside each other, the week on top."""
