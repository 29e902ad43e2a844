"""The spiders: they find pages and hand them to the reader."""
