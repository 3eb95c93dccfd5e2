"""The pure core: no framework, files, clock, network or hidden randomness."""
