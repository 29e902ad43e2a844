"""Each pipeline does its one thing to our records, and lets items of other spiders pass as they are."""

import asyncio
from dataclasses import replace

import pytest
from scrapy.utils.test import get_crawler

from crawler.delivery.commit import Delivery
from crawler.ledger.jobs import open_job
from crawler.ledger.store import open_temporary_ledger
from crawler.records.article import Extractor
from crawler.records.enums import PageKind, RejectReason
from pipelines.deduplicate import CANONICAL_CONTESTED, DeduplicatePipeline, Judge
from pipelines.normalise import NormalisePipeline
from pipelines.validate import ValidatePipeline, find_fault
from tests.unit.samples import URL, a_reject, a_teaser, an_article

LISTING = Extractor(name="readmore", version="0", page_kind=PageKind.LISTING, page_kind_confidence=0.8)


@pytest.fixture
def delivery():
    ledger = open_temporary_ledger()
    delivery = Delivery(ledger, open_job(ledger, "a job", "2026-01-02T03:04:05Z"))
    yield delivery
    delivery.close()


@pytest.fixture
def deliveries(delivery):
    return Judge(delivery)


@pytest.mark.parametrize("pipeline", [NormalisePipeline(), ValidatePipeline(), DeduplicatePipeline(get_crawler())])
@pytest.mark.parametrize("item", [{"title": " kept \x00"}, a_teaser(), a_reject()])
def test_what_is_not_the_pipelines_business_passes(pipeline, item):
    assert asyncio.run(pipeline.process_item(item)) == item


def test_an_article_is_brought_into_its_normal_form():
    item = asyncio.run(NormalisePipeline().process_item(an_article(headline=" A  b ")))
    assert item.headline == "A b"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"extractor": LISTING}, RejectReason.NOT_AN_ARTICLE),
        ({"headline": None}, RejectReason.NO_HEADLINE),
        ({"body_text": None}, RejectReason.NO_BODY),
        ({"word_count": "five"}, RejectReason.INVALID_RECORD),
    ],
)
def test_a_fault_makes_a_reject_of_an_article(change, reason):
    item = asyncio.run(ValidatePipeline().process_item(an_article(**change)))
    assert item.reason is reason
    assert item.url == URL
    assert item.item["canonical_url"] == URL


def test_a_sound_article_has_no_fault():
    assert find_fault(an_article()) is None


def test_an_article_is_delivered_once(deliveries):
    article = an_article()
    assert deliveries.judge(article) is article
    again = deliveries.judge(replace(article, url=f"{URL}?from=front"))
    assert again.reason is RejectReason.DUPLICATE_ADDRESS
    assert again.detail == f"the same article as {URL}"


def test_an_edited_article_is_still_the_same(deliveries):
    deliveries.judge(an_article())
    assert deliveries.judge(an_article(body_text="Edited.")).reason is RejectReason.DUPLICATE_ADDRESS


def test_a_page_that_claims_the_address_of_another_keeps_its_own(deliveries):
    deliveries.judge(an_article())
    other = replace(an_article(headline="Another", body_text="Other."), url="https://news.example/another")
    kept = deliveries.judge(other)
    assert kept.canonical_url == "https://news.example/another"
    assert kept.id != other.id
    assert CANONICAL_CONTESTED in kept.warnings


@pytest.mark.parametrize("url", [f"{URL}/", f"{URL}/index.html", "https://www.news.example/story"])
def test_spellings_with_one_content_are_one_article(deliveries, url):
    deliveries.judge(an_article())
    assert deliveries.judge(an_article(url)).reason is RejectReason.DUPLICATE_ADDRESS


def test_the_same_text_at_an_address_of_its_own_is_another_article(deliveries):
    deliveries.judge(an_article())
    wire_copy = an_article("https://news.example/wire-copy")
    assert deliveries.judge(wire_copy) is wire_copy


def test_a_pause_forgets_nothing(delivery):
    Judge(delivery).judge(an_article())
    assert Judge(delivery).judge(an_article()).reason is RejectReason.DUPLICATE_ADDRESS
