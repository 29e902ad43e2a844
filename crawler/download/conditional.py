"""Conditional GET: a page that was fetched before is asked for again only as far as it has changed."""
