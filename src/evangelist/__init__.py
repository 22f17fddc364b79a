"""evangelist: a static-site generator for teams that market what they offer."""

__version__ = "0.1.0"
