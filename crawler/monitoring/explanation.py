"""An explanation as text for a terminal, and as marks on the page itself."""

from collections.abc import Iterator
from typing import Any, Final

from crawler.article.candidates import Candidate, Choice
from crawler.article.dates import Stated
from crawler.article.explanation import Explanation
from crawler.article.names import Authors
from crawler.article.told import Told
from crawler.links.told import find_told
from crawler.page.annotated import ElementMark
from crawler.page.tree import Page
from crawler.reading import Reading
from crawler.records.article import Author
from crawler.records.evidence import Evidence
from crawler.records.selector import Selector

_SHOWN: Final = 72  # characters of a value or of a block
_LABEL_WIDTH: Final = 14


def describe(reading: Reading, explanation: Explanation) -> str:
    """Kind, every field with the candidates it beat, every block with its score, and the links by kind."""
    article = reading.article
    sure = article.extractor.page_kind_confidence
    body = f"body {article.body_status}, {article.word_count} words, access {article.access}"
    lines = [article.url, f"{reading.kind} (confidence {sure:.2f}), {body}", ""]
    for field, choice in explanation.choices.items():
        lines += _describe_choice(field, choice)
    lines += _describe_told(explanation.fields.told)
    lines += ["", *_describe_blocks(explanation), "", *_describe_links(reading)]
    if article.warnings:
        lines += ["", f"warnings: {', '.join(article.warnings)}"]
    return "\n".join(lines)


def find_marks(explanation: Explanation) -> dict[int, ElementMark]:
    """The marks of the page's elements: the headline, the blocks that were taken, and those that were left."""
    marks: dict[int, ElementMark] = {}
    for judged in explanation.blocks:
        index = judged.block.owner.index
        if judged.is_chosen:
            marks[index] = ElementMark("body", f"taken, {judged.score:.2f}: {judged.why}")
        else:
            marks.setdefault(index, ElementMark("left", f"left, {judged.score:.2f}: {judged.why}"))
    if explanation.fields.heading is not None:
        marks[explanation.fields.heading.index] = ElementMark("headline", "the headline")
    return marks


def _describe_choice(field: str, choice: Choice[Any]) -> Iterator[str]:
    if choice.chosen is None:
        yield f"{field:<{_LABEL_WIDTH}}(nothing)"
        return
    yield f"{field:<{_LABEL_WIDTH}}{_describe_candidate(choice.chosen)}"
    others = [candidate for candidate in choice.candidates if candidate is not choice.chosen]
    for candidate in sorted(others, key=lambda other: -other.confidence):
        yield f"{'  beat':<{_LABEL_WIDTH}}{_describe_candidate(candidate)}"


def _describe_candidate(candidate: Candidate[Any]) -> str:
    where = f"{candidate.origin}: {candidate.note}" if candidate.note else str(candidate.origin)
    return f"{_shorten(_to_text(candidate.value)):<{_SHOWN}}  {candidate.confidence:.2f}  {where}"


def _to_text(value: str | Stated | Authors) -> str:
    if isinstance(value, Stated):
        return f"{value.moment.when.isoformat()} (“{value.raw}”)"
    if isinstance(value, tuple):
        return ", ".join(author.name if isinstance(author, Author) else str(author) for author in value)
    return str(value)


def _describe_told(told: Told) -> Iterator[str]:
    """What each selector of the site's profile came to on the page."""
    if told.findings:
        yield ""
        yield "selectors of the profile:"
    for selector, found in told.findings:
        is_taken = told.css.get(selector.name) == selector.css
        yield _describe_selector(selector, "taken" if is_taken else "left", found)


def describe_link_selectors(page: Page, evidence: Evidence) -> Iterator[str]:
    """How many addresses of the page each of the profile's selectors of links names."""
    day = page.document.fetched_at.date()
    for selector in evidence.link_selectors:
        found = len(find_told(page, [selector], day)) if selector.holds_on(day) else None
        yield _describe_selector(selector, f"links of the kind {selector.name}", found)


def _describe_selector(selector: Selector, verdict: str, found: int | None) -> str:
    if found is None:
        verdict = f"holds from {selector.valid_from or 'ever'} until {selector.valid_until or 'now'} only"
    elif not found:
        verdict = "nothing on this page"
    else:
        verdict = f"{found} found, {verdict}"
    return f"  {selector.name:<{_LABEL_WIDTH}}{_shorten(selector.css):<40}  {verdict}"


def _describe_blocks(explanation: Explanation) -> Iterator[str]:
    taken = sum(judged.is_chosen for judged in explanation.blocks)
    yield f"{taken} of {len(explanation.blocks)} text blocks are the body:"
    for judged in explanation.blocks:
        sign = "+" if judged.is_chosen else "-"
        words = _shorten(judged.block.text)
        yield f"  {sign} {judged.score:.2f}  {judged.block.owner.tag:<10} {words:<{_SHOWN}}  {judged.why}".rstrip()


def _describe_links(reading: Reading) -> Iterator[str]:
    counts: dict[str, int] = {}
    for link in reading.links:
        counts[link.kind] = counts.get(link.kind, 0) + 1
    yield "links: " + (", ".join(f"{count} {kind}" for kind, count in counts.items()) or "none")


def _shorten(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
