"""HTML bytes to one parsed tree, once, and what the tree says of itself."""
