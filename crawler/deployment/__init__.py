"""The project as an egg on a Scrapyd server: where to, what is sent, and whether it works there."""
