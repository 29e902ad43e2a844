"""Words that links are known by, in the languages of the Web."""
