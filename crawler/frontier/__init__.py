"""The frontier: what is still to be fetched, and in which order."""
