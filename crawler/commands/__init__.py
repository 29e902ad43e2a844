"""The commands: what one types after ``scrapy``."""
