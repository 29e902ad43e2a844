"""The words that pages use, as data."""
