"""Trains the model of page kinds on the corpus in READMORE_SHARED and the demo site, checks it, writes its file.

Needs lightgbm 4.7.0 and numpy beside the project; some three minutes. It looks at bodies as body models see them that
do not know the page's domain.
"""

import argparse
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path

import lightgbm
import numpy as np
from training import (
    CORPUS_SETS,
    FOLDS,
    NOW,
    PARAMETERS,
    RUN,
    Sample,
    export_trees,
    load_samples,
    load_stories,
    part_by_domain,
    to_judge,
    train_body,
    write_model,
)

from crawler.article.body.choice import Choice, choose_blocks
from crawler.article.body.judge import Judge
from crawler.article.body.model import Model
from crawler.article.body.reader import measure
from crawler.article.body.values import Body, Known
from crawler.article.fields import read_fields
from crawler.article.kind import choose_kind
from crawler.article.kind_figures import KIND_FEATURES, read_figures
from crawler.article.reader import to_known
from crawler.demo.newsroom import list_listings
from crawler.demo.site import Site
from crawler.demo.stories import write_stories
from crawler.page.blocks import read_blocks
from crawler.page.document import Document
from crawler.page.tree import Page
from crawler.records.article import Discovered
from crawler.records.enums import BodyStatus, PageKind, Via
from crawler.records.evidence import Evidence

FILE = Path(__file__).parents[1] / "crawler" / "article" / "kind_model.json"
KINDS = tuple(PageKind)
TYPES = {"article": PageKind.ARTICLE, "listing": PageKind.LISTING, "collection": PageKind.LISTING}
# Sets of articles alone weigh less, or every page would be one.
WEIGHTS = {"wcxb": 1.0, "fundus": 0.5, "postlight": 0.3, "demo": 0.15}
LEARNING = {
    **PARAMETERS, "objective": "multiclass", "num_class": len(KINDS), "num_leaves": 8, "min_data_in_leaf": 15,
    "learning_rate": 0.04, "feature_fraction": 0.2, "bagging_fraction": 0.6, "lambda_l2": 10.0, "path_smooth": 5.0,
}  # fmt: skip
ROUNDS = 400
# Each page is learned from a second time without what it declares, or a plain page of a story would be none.
BARE_WEIGHT = 0.2
FIRST_LINES = 6
DECLARED = (
    re.compile(rb"<script[^>]*ld\+json.*?</script\s*>", re.IGNORECASE | re.DOTALL),
    re.compile(rb"<meta\b(?![^>]*charset)[^>]*>|<link\b[^>]*>", re.IGNORECASE),
    re.compile(
        rb"\s(?:itemscope|itemtype|itemprop|typeof|property|vocab)(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>]+))?(?=[\s/>])",
        re.IGNORECASE,
    ),
)
ARTICLES = re.compile(rb"<(/?)article\b", re.IGNORECASE)
TOPS = re.compile(rb"(<(?:html|body)\b[^>]*?)\sclass\s*=\s*(?:\"[^\"]*\"|'[^']*')", re.IGNORECASE)
SEEDS = (1, 2, 3, 4, 5)
DEMO_STORIES = 40


@dataclass(eq=False)
class Case:
    """One page: where it is from, what it is, and its figures by body models that do not know its domain.

    ``is_bare``: a copy that declares nothing of itself, or that is nothing but a headline and its first paragraphs.
    """

    source: str
    domain: str
    kind: PageKind
    figures: tuple[float, ...]
    is_bare: bool = False


def strip(document: Document) -> Document:
    """The page without what it declares of itself in its head, its attributes and its article elements."""
    body = document.body
    for pattern in DECLARED:
        body = pattern.sub(b"", body)
    return replace(document, body=TOPS.sub(rb"\1", ARTICLES.sub(rb"<\1div", body)))


def cut_down(document: Document, headline: str | None, paragraphs: Sequence[str]) -> Document:
    """A page of nothing but this."""
    text = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)
    head = f"<title>{escape(headline or '')}</title>"
    html = f"<html><head>{head}</head><body><h1>{escape(headline or '')}</h1>{text}</body></html>"
    return replace(document, body=html.encode(), encoding="utf-8")


def read_cases(case: Case, document: Document, judge: Judge | None) -> Iterator[Case]:
    """The case of this page as it is, that of its bare copy, and that of the first lines alone of a story of news."""
    whole, known, choice = read_page(case, document, judge)
    yield whole
    yield replace(read_page(case, strip(document), judge)[0], is_bare=True)
    if case.kind is PageKind.ARTICLE and case.source != "wcxb" and choice.chosen:
        lines = cut_down(document, known.headline, [block.text for block in choice.chosen[:FIRST_LINES]])
        yield replace(read_page(case, lines, judge)[0], is_bare=True)


def read_page(case: Case, document: Document, judge: Judge | None) -> tuple[Case, Known, Choice]:
    """The case with the figures of this page, and what they were read from."""
    page = Page(document)
    known = to_known(page, read_fields(page, Evidence()))
    choice = choose_blocks(page, read_blocks(page), known, judge)
    body = Body(
        blocks=(), status=BodyStatus.FULL, elements=(), inner_link=None, word_count=0, warnings=(),
        signals=measure(choice),
    )  # fmt: skip
    return replace(case, figures=read_figures(page, body, known)), known, choice


def load_cases(samples: Sequence[Sample], seed: int) -> Iterator[Case]:
    """The pages of the corpus, each with figures by the body models of the folds it is not in."""
    folds = part_by_domain(samples, seed)
    for fold in range(FOLDS):
        judge = to_judge(train_body([sample for sample, number in zip(samples, folds, strict=True) if number != fold]))
        for sample, number in zip(samples, folds, strict=True):
            source = sample.entry["set"]
            if number == fold and source in WEIGHTS and source != "demo":
                kind = TYPES.get(sample.entry.get("page_type") or "article", PageKind.OTHER)
                yield from read_cases(Case(source, sample.domain, kind, ()), sample.saved.load(RUN, NOW), judge)


def load_demo() -> Iterator[Case]:
    """Pages of the demo site: some stories, every listing, and what is neither."""
    site = Site("https://courier.example")
    kinds = {story.path: PageKind.ARTICLE for story in write_stories()[:: len(write_stories()) // DEMO_STORIES]}
    for listing in list_listings():
        kinds |= {listing.page_path(number): PageKind.LISTING for number in range(1, listing.page_count + 1)}
    others = ("/about/", "/contact/", "/privacy/", "/drafts/", "/search?q=", "/calendar/2025/03/", "/nowhere")
    kinds |= dict.fromkeys(others, PageKind.OTHER)
    for path, kind in kinds.items():
        document = Document(
            url=f"https://courier.example{path}", body=site.answer(path).body, fetched_at=NOW,
            run=RUN, discovered=Discovered(via=Via.FILE),
        )  # fmt: skip
        yield from read_cases(Case("demo", "courier.example", kind, ()), document, None)


def train_kinds(cases: Sequence[Case]) -> lightgbm.Booster:
    """The model of these cases."""
    weight = np.array([WEIGHTS[case.source] * (BARE_WEIGHT if case.is_bare else 1.0) for case in cases])
    rows = np.array([case.figures for case in cases], dtype=float)
    data = lightgbm.Dataset(rows, [KINDS.index(case.kind) for case in cases], weight=weight / weight.mean())
    return lightgbm.train(LEARNING, data, ROUNDS)


def cross_validate(cases: Sequence[Case], seed: int) -> np.ndarray:
    """The shares of each kind for each case, by models that have not seen its domain."""
    folds = part_by_domain(cases, seed)
    shares = np.zeros((len(cases), len(KINDS)))
    for fold in range(FOLDS):
        booster = train_kinds([case for case, number in zip(cases, folds, strict=True) if number != fold])
        mine = [place for place, number in enumerate(folds) if number == fold]
        shares[mine] = booster.predict(np.array([cases[place].figures for place in mine], dtype=float))
    return shares


def report(cases: Sequence[Case], shares: np.ndarray) -> str:
    """Article or not over the pages of all types, all kinds, and whether a confidence means what it says."""
    mixed = [place for place, case in enumerate(cases) if case.source == "wcxb" and not case.is_bare]
    bare = [place for place, case in enumerate(cases) if case.source == "wcxb" and case.is_bare]
    chosen = np.array([KINDS.index(choose_kind(dict(zip(KINDS, row, strict=True)))) for row in shares])
    truth = np.array([KINDS.index(case.kind) for case in cases])
    article = KINDS.index(PageKind.ARTICLE)
    two, plain = (
        float(np.mean([(chosen[place] == article) == (truth[place] == article) for place in places]))
        for places in (mixed, bare)
    )
    three = float(np.mean([chosen[place] == truth[place] for place in mixed]))
    sure = shares[np.arange(len(chosen)), chosen]
    bands = []
    for low, high in ((0.0, 0.6), (0.6, 0.7), (0.7, 0.8), (0.8, 0.9), (0.9, 0.95), (0.95, 1.01)):
        inside = [place for place in mixed if low <= sure[place] < high]
        if inside:
            right = np.mean([chosen[place] == truth[place] for place in inside])
            bands.append(f"{sure[inside].mean():.2f}: {right:.2f} of {len(inside)}")
    news = [place for place, case in enumerate(cases) if case.source == "fundus" and not case.is_bare]
    found = np.mean([chosen[place] == article for place in news])
    kinds = f"article or not {two:.4f} (bare copies {plain:.4f}), three kinds {three:.4f}, fundus {found:.3f}"
    return f"{kinds}; confidence: right {'; '.join(bands)}"


def main() -> None:
    """Print the figures of each seed; write the file."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--check", action="store_true", help="measure on unseen domains and write nothing")
    asked = options.parse_args()
    samples = [*load_samples(*CORPUS_SETS, "postlight"), *load_stories()]
    cases = [*load_cases(samples, SEEDS[0]), *load_demo()]
    for seed in SEEDS:
        print(f"unseen domains, seed {seed}: {report(cases, cross_validate(cases, seed))}", flush=True)
    if not asked.check:
        trees = export_trees(train_kinds(cases), KIND_FEATURES, len(KINDS))
        sources = ", ".join(WEIGHTS)
        about = f"Made by benchmarks/train_kind.py: {ROUNDS} trees for each kind, over {len(cases)} pages of {sources}"
        scores = {kind.value: kind_trees for kind, kind_trees in zip(KINDS, trees, strict=True)}
        write_model(FILE, Model(about=about, features=list(KIND_FEATURES), scores=scores))


if __name__ == "__main__":
    main()
