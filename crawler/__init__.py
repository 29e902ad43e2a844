"""Readmore: spiders find, the crawler reads and carries, pipelines keep."""

__version__ = "0.1.0"
