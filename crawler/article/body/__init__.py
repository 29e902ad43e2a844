"""The text of an article: chosen block by block, typed, in order."""
