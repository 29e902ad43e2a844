"""AMP pages and pages to be printed that name no article as theirs, folded into it."""

from collections.abc import Callable

from crawler.ledger.deliveries import Delivered
from crawler.links.versions import find_plain, list_shorter, list_spellings
from crawler.reading import Reading
from crawler.records.revisions import Remembered
from crawler.urls import loose_form
from spiders.page_kind import letters_of


def find_original(reading: Reading, find: Callable[[str], Delivered | Remembered | None]) -> str | None:
    """The address of the article of which a page is another version; None where it is an article of its own.

    ``find`` gives what was delivered of the article at a canonical address. The page's address has to be made of the
    article's, and the page has to link to it or to bear the same headline, so that no other article is lost. Where its
    address only has a parameter more, it has to say the very same.
    """
    article = reading.article
    for address in list_shorter(article.canonical_url) if article.body_text else ():
        first = find(address)
        if first is not None and first.content_hash == article.content_hash:
            return first.url
    plain = find_plain(article.canonical_url)
    if plain is None:
        return None
    is_linked = any(loose_form(link.canonical_url) == loose_form(plain) for link in reading.links)
    for address in list_spellings(plain):
        first = find(address)
        if first is not None and (is_linked or _is_same(article.headline, article.content_hash, first)):
            return first.url
    return None


def _is_same(headline: str | None, content_hash: str, first: Delivered | Remembered) -> bool:
    if content_hash == first.content_hash:
        return True
    known = first.headline if isinstance(first, Delivered) else None
    return headline is not None and known is not None and letters_of(headline) == letters_of(known)
