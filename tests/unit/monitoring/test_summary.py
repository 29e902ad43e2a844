"""A run's figures come out as lines that a person reads."""

import json

from crawler.monitoring.summary import count_pages, pretty, progress_line, summary

STATS = {
    "readmore/pages/article": 5,
    "readmore/pages/listing": 2,
    "readmore/articles": 4,
    "readmore/teasers": 9,
    "readmore/rejected/not_an_article": 1,
    "readmore/rejected/http_status": 2,
    "readmore/skipped/known": 7,
    "scheduler/enqueued": 12,
    "scheduler/dequeued": 8,
    "finish_reason": "finished",
    "elapsed_time_seconds": 3.4,
}


def test_progress_is_one_line():
    assert progress_line(STATS) == "7 pages read, 4 articles, 3 refused, 4 addresses waiting"


def test_nothing_is_read_at_first():
    assert count_pages({}) == 0


def test_the_summary_names_figures_reasons_and_files():
    text = summary(STATS, {"articles": "feeds/a.jsonl"})
    assert "7 read" in text
    assert "5 article, 2 listing" in text
    assert "feeds/a.jsonl" in text
    assert "2 http status, 1 not an article" in text
    assert "7 known" in text
    assert "finished after 3 s" in text


def test_a_record_is_shown_with_long_values_cut():
    shown = json.loads(pretty(json.dumps({"text": "x" * 500, "tags": ["a", "b", "c", "d", "e"], "n": 1})))
    assert shown["text"].endswith("… (500 characters)")
    assert shown["tags"] == ["a", "b", "c", "… and 2 more"]
    assert shown["n"] == 1
