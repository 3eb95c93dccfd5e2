"""Early, fair, well-prepared conversations about numbers."""

__version__ = "0.1.0"
