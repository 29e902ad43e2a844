"""A night's work: several sites crawled at once, each into a folder of its own that says whether it is whole."""
