"""A page to its links: read more, pagination, sections."""
