"""What the demo site offers to machines: RSS, sitemaps, the news sitemap and robots.txt."""

from datetime import datetime
from email.utils import format_datetime
from typing import Final
from xml.sax.saxutils import escape

from crawler.demo.markup import SITE_NAME, SLOGAN
from crawler.demo.newsroom import list_listings
from crawler.demo.stories import write_stories
from crawler.demo.story import Story

_HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SITEMAP: Final = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_NEWS: Final = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
_FEED_SIZE: Final = 20


def make_robots(base_url: str) -> str:
    """robots.txt: the drafts, which every page links to, are for the staff."""
    return (
        f"User-agent: *\nDisallow: /drafts/\n\nSitemap: {base_url}/sitemap.xml\nSitemap: {base_url}/sitemap-news.xml\n"
    )


def make_rss(base_url: str, stories: tuple[Story, ...] = ()) -> str:
    """The newest of the stories as RSS 2.0; of the paper's where none are given."""
    items = "".join(_rss_item(story, base_url) for story in (stories or write_stories())[:_FEED_SIZE])
    return (
        f'{_HEAD}<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>{SITE_NAME}</title>'
        f"<link>{base_url}/</link><description>{SLOGAN}</description><language>en</language>{items}</channel></rss>\n"
    )


def _rss_item(story: Story, base_url: str) -> str:
    url = escape(base_url + story.path)
    categories = "".join(f"<category>{escape(name)}</category>" for name in (story.section.name, *story.tags))
    creators = "".join(f"<dc:creator>{escape(name)}</dc:creator>" for name in story.authors)
    return (
        f"<item><title>{escape(story.headline)}</title><link>{url}</link><guid>{url}</guid>{creators}{categories}"
        f"<pubDate>{format_datetime(story.published)}</pubDate><description>{escape(story.excerpt)}</description></item>\n"
    )


def make_sitemap_index(base_url: str) -> str:
    """The list of the sitemaps."""
    names = ("sitemap-2024.xml", "sitemap-2025.xml", "sitemap-pages.xml")
    entries = "".join(f"<sitemap><loc>{base_url}/{name}</loc></sitemap>" for name in names)
    return f"{_HEAD}<sitemapindex {_SITEMAP}>{entries}</sitemapindex>\n"


def make_sitemap(base_url: str, year: int, stories: tuple[Story, ...] = ()) -> str:
    """One year's stories."""
    of_year = [story for story in stories or write_stories() if story.published.year == year]
    return _urlset("".join(_entry(base_url + story.path, story.modified or story.published) for story in of_year))


def make_page_sitemap(base_url: str) -> str:
    """The pages that are no stories."""
    paths = ["/about/", "/contact/", "/privacy/", *(listing.path for listing in list_listings())]
    return _urlset("".join(_entry(base_url + path, write_stories()[0].published) for path in paths))


def make_news_sitemap(base_url: str, stories: tuple[Story, ...] = ()) -> str:
    """The newest stories with their titles and dates."""
    newest = (stories or write_stories())[:_FEED_SIZE]
    return _urlset("".join(_news_entry(story, base_url) for story in newest), _NEWS)


def _news_entry(story: Story, base_url: str) -> str:
    publication = f"<news:name>{SITE_NAME}</news:name><news:language>{story.language}</news:language>"
    news = (
        f"<news:news><news:publication>{publication}</news:publication>"
        f"<news:publication_date>{story.published.isoformat()}</news:publication_date>"
        f"<news:title>{escape(story.headline)}</news:title></news:news>"
    )
    return f"<url><loc>{escape(base_url + story.path)}</loc>{news}</url>\n"


def _entry(url: str, changed: datetime) -> str:
    return f"<url><loc>{escape(url)}</loc><lastmod>{changed.isoformat()}</lastmod></url>\n"


def _urlset(entries: str, namespace: str = "") -> str:
    return f"{_HEAD}<urlset {_SITEMAP} {namespace}>\n{entries}</urlset>\n".replace(" >", ">")
