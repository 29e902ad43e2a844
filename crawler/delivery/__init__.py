"""A page done, the links found on it and the records read from it: in one commit, or not at all."""
