"""The words by which articles tell who, when and what kind, as data."""
