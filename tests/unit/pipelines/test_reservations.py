"""What a publisher reserves is found on the record, and refused only where that is asked for."""

import asyncio

import pytest
from scrapy.utils.test import get_crawler

from crawler.records.article import RightsSignals
from crawler.records.enums import RejectReason
from crawler.records.reject import Reject
from pipelines.label_duplicates import LabelDuplicatesPipeline
from pipelines.validate import ValidatePipeline, find_reservation
from tests.unit.samples import a_teaser, an_article


@pytest.mark.parametrize(
    ("changes", "reservation"),
    [
        ({}, None),
        ({"rights_signals": RightsSignals(robots_noai=True)}, "noai"),
        ({"rights_signals": RightsSignals(tdm="1 https://a.example/p")}, "tdm-reservation 1 https://a.example/p"),
        ({"rights_signals": RightsSignals(tdm="0")}, None),
        ({"warnings": ("noindex",)}, "noindex"),
    ],
)
def test_a_reservation_is_refused_where_that_is_asked_for(changes, reservation):
    article = an_article(**changes)
    assert find_reservation(article) == reservation
    assert asyncio.run(ValidatePipeline().process_item(article)) == article
    strict = ValidatePipeline.from_crawler(get_crawler(settings_dict={"READMORE_OBEY_RIGHTS": True}))
    outcome = asyncio.run(strict.process_item(article))
    if reservation is None:
        assert outcome == article
    else:
        assert isinstance(outcome, Reject)
        assert outcome.reason is RejectReason.RIGHTS_RESERVED
        assert outcome.detail.endswith(reservation)


def test_articles_get_their_fingerprint_and_nothing_else_does():
    pipeline = LabelDuplicatesPipeline(get_crawler())
    labelled = asyncio.run(pipeline.process_item(an_article()))
    assert len(labelled.simhash) == 16
    assert labelled.duplicate_of is None
    assert asyncio.run(pipeline.process_item(a_teaser())) == a_teaser()
