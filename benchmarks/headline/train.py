"""Learns the weights by which headlines are chosen, and says how good they are on domains not learnt from.

    .venv/bin/python benchmarks/headline/train.py [--corpus ../shared/corpus] [--write]

The model is a sum of weights, one for each fact that is true of a title (``crawler.article.headline.group_titles``);
of a page's titles the one with the largest sum is chosen. Learnt by gradient descent on the log-likelihood of the
right title, with a pull towards what is believed beforehand; no library is needed. Folds hold whole domains.
"""

import argparse
import gzip
import json
import math
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from crawler.article.headline import group_titles
from crawler.article.site_name import fold_site_names, read_site_name
from crawler.page.saved import find_saved_pages
from crawler.page.tree import Page
from crawler.records.article import Run
from crawler.records.evidence import Evidence
from crawler.urls import site_of

# How much a page of each set counts: Fundus holds to the news convention of the record, the others have more pages.
SETS = {"fundus": 3.0, "wcxb": 1.0, "postlight": 1.5}
FOLDS = 5
ROUNDS = 200
PULL = 0.003
FEWEST = 8  # pages; a rarer fact gets no weight
# Facts that only say where a title stood, or that other facts are made of: with weights of their own, domains that
# were not learnt from fared worse.
NO_SIGN = frozenset({
    "JSON-LD name", "first h1", "h1 out of place", "in list", "last part of heading", "meta", "microdata",
    "part of heading", "teaser", "twitter:title",
})  # fmt: skip
# What is believed before any page is seen: a headline is what the reader sees as one.
PRIOR = {
    "h1": 1.0,
    "headline below": 4.0,
    "shown and stated": 1.0,
    "in menu": -1.0,
    "other heading": -2.0,
    "site's name": -2.0,
    "cut": -2.0,
    "short": -1.0,
}
WEIGHTS = Path(__file__).parents[2] / "crawler" / "article" / "vocabulary" / "headline_weights.toml"
HEAD = """# How much each fact speaks for a title being the headline; made by benchmarks/headline/train.py, not by hand.

[weights]
"""

Case = tuple[str, str, float, list[list[str]], list[int]]  # set, domain, weight, facts of each title, the right ones


def read_cases(corpus: Path, fold: Callable[[str], str]) -> Iterator[Case]:
    """Every page with a truth, as its titles' facts and which of them are right."""
    for name, weight in SETS.items():
        pages = corpus / name / "pages.jsonl.gz"
        with gzip.open(pages, "rt", encoding="utf-8") as lines:
            entries = {entry["id"]: entry for entry in map(json.loads, lines)}
        for saved in find_saved_pages(pages):
            entry = entries[saved.id]
            truth = fold(entry["truth"].get("title"))
            if truth and (name != "wcxb" or entry["page_type"] == "article"):
                page = Page(saved.load(Run(id="train", spider="none"), datetime(2026, 1, 1, tzinfo=UTC)))
                names = fold_site_names(page, read_site_name(page, Evidence()))
                groups = group_titles(page, names, Evidence())
                right = [rank for rank, group in enumerate(groups) if any(fold(p.text) == truth for p in group.places)]
                yield name, site_of(page.url), weight, [sorted(group.facts) for group in groups], right


def learn(cases: list[Case]) -> dict[str, float]:
    """Weights by full-batch gradient ascent with a step of its own for each weight (Adagrad)."""
    seen = Counter(fact for _, _, _, titles, right in cases if right for fact in {f for t in titles for f in t})
    weights = {fact: PRIOR.get(fact, 0.0) for fact, pages in seen.items() if pages >= FEWEST and fact not in NO_SIGN}
    kept = [
        (weight, [[fact for fact in title if fact in weights] for title in titles], right)
        for _, _, weight, titles, right in cases
        if right and len(titles) > 1
    ]
    total = sum(weight for weight, _, _ in kept)
    squares = dict.fromkeys(weights, 1e-8)
    for _ in range(ROUNDS):
        slope = defaultdict(float)
        for weight, titles, right in kept:
            scores = [sum(weights[fact] for fact in title) for title in titles]
            highest = max(scores)
            shares = [math.exp(score - highest) for score in scores]
            whole, good = sum(shares), sum(shares[rank] for rank in right)
            for rank, title in enumerate(titles):
                push = (shares[rank] / good if rank in right else 0.0) - shares[rank] / whole
                for fact in title:
                    slope[fact] += weight * push
        for fact, value in weights.items():
            step = slope[fact] / total - PULL * (value - PRIOR.get(fact, 0.0))
            squares[fact] += step * step
            weights[fact] += 0.3 * step / math.sqrt(squares[fact])
    return weights


def score(cases: list[Case], weights: dict[str, float]) -> dict[str, list[int]]:
    """Set to (right, pages)."""
    found = defaultdict(lambda: [0, 0])
    for name, _, _, titles, right in cases:
        scores = [sum(weights.get(fact, 0.0) for fact in title) for title in titles]
        found[name][0] += bool(scores) and scores.index(max(scores)) in right
        found[name][1] += 1
    return found


def show(label: str, found: dict[str, list[int]]) -> None:
    """One line of shares, a set each."""
    print(f"{label:28}", "  ".join(f"{name} {good / pages:.4f}" for name, (good, pages) in found.items()))


def main() -> None:
    """Read, cross-validate, learn from all."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corpus", type=Path, default=Path("../shared/corpus"))
    parser.add_argument("--seeds", type=int, default=12)
    parser.add_argument("--write", action="store_true", help="write the weights into the crawler")
    options = parser.parse_args()
    sys.path.insert(0, str(options.corpus))
    from score import fold  # noqa: PLC0415 - the corpus' own measure of equality

    cases = list(read_cases(options.corpus, fold))
    ceiling = defaultdict(lambda: [0, 0])
    for name, _, _, _, right in cases:
        ceiling[name][0] += bool(right)
        ceiling[name][1] += 1
    show("among the candidates", ceiling)
    for seed in range(options.seeds):
        domains = sorted({case[1] for case in cases})
        random.Random(seed).shuffle(domains)  # noqa: S311 - folds, not secrets
        fold_of = {domain: rank % FOLDS for rank, domain in enumerate(domains)}
        found = defaultdict(lambda: [0, 0])
        for number in range(FOLDS):
            weights = learn([case for case in cases if fold_of[case[1]] != number])
            for name, (good, pages) in score([case for case in cases if fold_of[case[1]] == number], weights).items():
                found[name][0] += good
                found[name][1] += pages
        show(f"domains not learnt, seed {seed}", found)
    weights = learn(cases)
    show("all, learnt from all", score(cases, weights))
    if options.write:
        ranked = sorted(weights.items(), key=lambda pair: (-abs(pair[1]), pair[0]))
        WEIGHTS.write_text(HEAD + "".join(f'"{fact}" = {weight:.2f}\n' for fact, weight in ranked), encoding="utf-8")


if __name__ == "__main__":
    main()
