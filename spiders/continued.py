"""An article that goes on over several pages, joined into one record."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Final

from crawler.links.reader import LinkKind
from crawler.page.phrases import count_words
from crawler.page.shapes import Shape, read_shape
from crawler.reading import Reading
from crawler.records.article import Article, Block, hash_content, join_blocks
from crawler.urls import canonicalize

_MAX_PAGES: Final = 30


async def join_pages(first: Reading, url: str, fetch: Callable[[str], Awaitable[Reading | None]]) -> Article:
    """The article of a page at ``url`` with the text of the pages that follow it, as far as ``fetch`` gets them.

    A page that repeats the ones before it ends the article.
    """
    article = first.article
    reading, number = first, 1
    while number < _MAX_PAGES:
        address = find_page(reading, url, number + 1) or find_page(first, url, number + 1)
        following = await fetch(address) if address else None
        if following is None:
            break
        joined = _join(article, following.article)
        if joined is article:
            break
        reading, number = following, number + 1
        article = replace(joined, pages=number)
    return article


def find_page(reading: Reading, url: str, number: int) -> str | None:
    """The address of the article's page of this number, as a page of it links to it; None where it does not."""
    own = read_shape(canonicalize(url))
    for link in reading.links:
        if link.kind is LinkKind.ARTICLE_PAGE:
            shape = read_shape(link.canonical_url)
            if shape.is_page_of(own) and number_of(shape) == number:
                return link.url
    return None


def is_continuation(article: Article) -> bool:
    """Whether a page that calls itself no other's is a later page of an article, as its address tells."""
    shape = read_shape(canonicalize(article.url))
    return shape.page is not None and shape.page > 1 and article.canonical_url == canonicalize(article.url)


def number_of(shape: Shape) -> int:
    """The number of a page in its article, from 1."""
    return shape.page if shape.page is not None else shape.number or 1


def _join(article: Article, following: Article) -> Article:
    """The article with what the following page adds; itself where that adds nothing."""
    blocks = article.blocks or ()
    had = {_key(block) for block in blocks}
    added = tuple(block for block in following.blocks or () if _key(block) not in had)
    if not any(block.as_text() for block in added):
        return article
    blocks += added
    body_text = join_blocks(blocks)
    urls = {image.url for image in article.images}
    return replace(
        article,
        blocks=blocks,
        body_text=body_text,
        word_count=count_words(body_text),
        content_hash=hash_content(article.headline, body_text),
        images=(*article.images, *(image for image in following.images if image.url not in urls)),
    )


def _key(block: Block) -> tuple[str, str]:
    return block.as_text() or block.url or "", block.type
