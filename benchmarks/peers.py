"""The extractors that reading is measured against, each as its own documentation has it used."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

import lxml.html
import newspaper
import readability
import trafilatura
from goose3 import Goose
from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.html import HTMLTree

Prediction = dict[str, Any]
_goose = Goose({"enable_image_fetching": False})


def read_by_trafilatura(html: str, url: str) -> Prediction:
    """Its own record, without the comments that its default takes along."""
    found = trafilatura.bare_extraction(html, url=url, include_comments=False, with_metadata=True)
    if found is None:
        return {}
    authors = found.author.split("; ") if found.author else []
    return {"title": found.title, "authors": authors, "date_published": found.date, "body": found.text}


def read_by_newspaper(html: str, url: str) -> Prediction:
    """Its article, parsed from the page given."""
    article = newspaper.Article(url, fetch_images=False)
    article.download(input_html=html)
    article.parse()
    date = article.publish_date
    day = date.isoformat() if hasattr(date, "isoformat") else date
    return {"title": article.title, "authors": article.authors, "date_published": day, "body": article.text}


def read_by_readability(html: str, url: str) -> Prediction:
    """Its summary, the tags taken off."""
    document = readability.Document(html, url=url)
    summary = document.summary(html_partial=True)
    texts = lxml.html.fromstring(summary).itertext() if summary.strip() else ()
    return {"title": document.short_title(), "body": "\n".join(texts)}


def read_by_resiliparse(html: str, _url: str) -> Prediction:
    """Its plain text of the main content."""
    tree = HTMLTree.parse(html)
    return {"title": tree.title, "body": extract_plain_text(tree, main_content=True, list_bullets=False)}


def read_by_goose(html: str, url: str) -> Prediction:
    """Its article, images left alone."""
    found = _goose.extract(url=url, raw_html=html)
    return {
        "title": found.title,
        "authors": found.authors,
        "date_published": found.publish_date,
        "body": found.cleaned_text,
    }


@dataclass(frozen=True)
class Peer:
    """One extractor: its distribution's name, and a page's HTML and address to what it read."""

    name: str
    read: Callable[[str, str], Prediction]

    @property
    def label(self) -> str:
        """The name with the version that is installed."""
        return f"{self.name} {version(self.name)}"


PEERS = (
    Peer("trafilatura", read_by_trafilatura),
    Peer("newspaper4k", read_by_newspaper),
    Peer("readability-lxml", read_by_readability),
    Peer("resiliparse", read_by_resiliparse),
    Peer("goose3", read_by_goose),
)
# What they say of pages that they dislike is no part of the table.
logging.disable(logging.CRITICAL)
