"""A page to an article: headline, body, blocks, dates, authors, access."""
