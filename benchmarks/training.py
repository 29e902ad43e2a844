"""What the training scripts share: pages with their true bodies, parts by domain, and the form of a model's file."""

import gzip
import json
import os
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import lightgbm
import msgspec
import numpy as np
from truth_blocks import mark_blocks

from crawler.article.body.company import Groups, find_groups, look_again
from crawler.article.body.features import FEATURES, read_candidates
from crawler.article.body.judge import SECOND_FEATURES, Judge
from crawler.article.body.landscape import survey
from crawler.article.body.model import Model, compile_trees
from crawler.article.body.values import Known
from crawler.article.fields import read_fields
from crawler.article.reader import to_known
from crawler.demo.site import Site
from crawler.demo.truth import list_truth
from crawler.page.blocks import read_blocks
from crawler.page.document import Document
from crawler.page.saved import SavedPage, find_saved_pages
from crawler.page.tree import Page
from crawler.records.article import Discovered, Run
from crawler.records.enums import Via
from crawler.records.evidence import Evidence

RUN, NOW = Run(id="training", spider="read"), datetime(2026, 1, 1, tzinfo=UTC)
CORPUS = Path(os.environ.get("READMORE_SHARED", "../shared")) / "corpus"
WORD = re.compile(r"\w+")
FOLDS = 5
DEMO = "https://courier.example"
DEMO_STEP = 5  # every fifth story is learned from
# How much a page of each set weighs. Fundus keeps our convention: the dek in, captions and boxes out.
SET_WEIGHTS = {"fundus": 3.0, "wcxb": 1.0, "readability": 0.3, "newspaper4k": 0.3, "demo": 0.5}
CORPUS_SETS = ("fundus", "wcxb", "readability", "newspaper4k")
EVEN_SHARE = 0.3  # of a page's weight that its blocks share evenly; the rest goes by their words
LEAST_WORDS = 40  # of a true body, so that a page of a few words does not weigh in a few blocks
PARAMETERS = {
    "objective": "binary", "learning_rate": 0.1, "num_leaves": 31, "min_data_in_leaf": 40, "lambda_l2": 5.0,
    "feature_fraction": 0.5, "bagging_fraction": 0.8, "bagging_freq": 1, "max_bin": 127, "seed": 1,
    "deterministic": True, "force_row_wise": True, "num_threads": 1, "verbose": -1,
}  # fmt: skip
MARKED = 0.5  # share of a block that the truth holds
ROUNDS, SECOND_ROUNDS = 60, 30
INNER_SEED = 101  # of the folds by which first shares are found for the second look


class Learned(NamedTuple):
    """The models of both looks at a block."""

    first: lightgbm.Booster
    second: lightgbm.Booster


class Story:
    """One page of the demo site, in the place of a saved one."""

    def __init__(self, site: Site, path: str) -> None:
        self.document = Document(
            url=site.base_url + path,
            body=site.answer(path).body,
            fetched_at=NOW,
            run=RUN,
            discovered=Discovered(via=Via.FILE),
        )

    def load(self, _run: Run, _now: datetime) -> Document:
        """Its document."""
        return self.document


@dataclass(eq=False)
class Sample:
    """One page of a set: its truth, what was known of it, and its candidates' rows, groups, words and marks."""

    entry: dict[str, Any]
    saved: SavedPage | Story
    known: Known
    rows: np.ndarray
    groups: Groups
    sizes: np.ndarray
    marks: np.ndarray | None = None

    def load(self) -> Page:
        """The page, parsed anew: all of them at once would fill the memory."""
        return Page(self.saved.load(RUN, NOW))

    @property
    def domain(self) -> str:
        """What the folds are parted by."""
        return self.entry["domain"]

    @property
    def is_article(self) -> bool:
        """Whether the page is an article by its set; sets of articles alone do not say so."""
        return self.entry.get("page_type", "article") == "article"


def load_samples(*names: str) -> Iterator[Sample]:
    """The pages of these sets."""
    for name in names:
        saved = {page.id: page for page in find_saved_pages(CORPUS / name / "pages.jsonl.gz")}
        with gzip.open(CORPUS / name / "pages.jsonl.gz", "rt", encoding="utf-8") as lines:
            for line in lines:
                entry = json.loads(line)
                yield make_sample(entry, saved[entry["id"]])


def load_stories() -> Iterator[Sample]:
    """Some stories of the demo site."""
    site = Site(DEMO)
    for truth in list_truth(DEMO)[::DEMO_STEP]:
        entry = {"set": "demo", "domain": "courier.example", "id": truth.url, "truth": {"body": truth.body_text}}
        yield make_sample(entry, Story(site, truth.url.removeprefix(DEMO)))


def make_sample(entry: dict[str, Any], saved: SavedPage | Story) -> Sample:
    """One page read as far as its candidates."""
    page = Page(saved.load(RUN, NOW))
    known = to_known(page, read_fields(page, Evidence()))
    blocks = read_blocks(page)
    candidates = read_candidates(page, blocks, survey(blocks), known)
    texts = [blocks[place].text for place in candidates.places]
    sample = Sample(
        entry=entry, saved=saved, known=known,
        rows=np.array(candidates.rows, dtype=float).reshape(-1, len(FEATURES)),
        groups=find_groups([blocks[place] for place in candidates.places]),
        sizes=np.array([max(1, len(WORD.findall(text))) for text in texts], dtype=float),
    )  # fmt: skip
    truth = entry.get("truth", {}).get("body")
    if truth:
        marks = mark_blocks([block.text for block in blocks], truth)
        sample.marks = np.array([marks[place] for place in candidates.places])
    return sample


def part_by_domain(samples: Sequence[Sample], seed: int) -> list[int]:
    """The number of each sample's fold; one domain stands in one fold."""
    domains = sorted({sample.domain for sample in samples})
    random.Random(seed).shuffle(domains)  # noqa: S311 -- folds are no secret
    fold = {domain: number % FOLDS for number, domain in enumerate(domains)}
    return [fold[sample.domain] for sample in samples]


def train_body(samples: Sequence[Sample]) -> Learned:
    """The body models of these samples; those without marks, and other pages than articles, are left out.

    The second learns from the shares that first models give which have not seen the page's domain.
    """
    told = [sample for sample in samples if sample.marks is not None and len(sample.marks) and sample.is_article]
    folds = part_by_domain(told, INNER_SEED)
    company = [np.zeros(0)] * len(told)
    for fold in range(FOLDS):
        others = [sample for sample, number in zip(told, folds, strict=True) if number != fold]
        booster = _train(others, [sample.rows for sample in others], ROUNDS)
        for place, sample in enumerate(told):
            if folds[place] == fold:
                shares = booster.predict(sample.rows, num_threads=1).tolist()
                company[place] = np.array(look_again(sample.groups, shares, sample.sizes.tolist()))
    joined = [np.hstack([sample.rows, rows]) for sample, rows in zip(told, company, strict=True)]
    return Learned(_train(told, [sample.rows for sample in told], ROUNDS), _train(told, joined, SECOND_ROUNDS))


def _train(samples: Sequence[Sample], rows: Sequence[np.ndarray], rounds: int) -> lightgbm.Booster:
    """A model of these rows, a table for each sample."""
    marks, weights = [], []
    for sample in samples:
        is_body = sample.marks >= MARKED
        words = max(LEAST_WORDS, sample.sizes[is_body].sum())
        weight = sample.sizes / words + EVEN_SHARE / len(sample.marks)
        marks.append(is_body)
        weights.append(weight * SET_WEIGHTS.get(sample.entry["set"], 0.0))
    weight = np.concatenate(weights)
    data = lightgbm.Dataset(np.concatenate(rows), np.concatenate(marks).astype(float), weight=weight / weight.mean())
    return lightgbm.train(PARAMETERS, data, rounds)


def export_trees(booster: lightgbm.Booster, features: Sequence[str], classes: int = 1) -> list[list[Any]]:
    """The trees of each class, as ``crawler.article.body.model`` has them."""
    dumped = booster.dump_model()["tree_info"]
    trees: list[list[Any]] = [[] for _ in range(classes)]
    for number, tree in enumerate(dumped):
        trees[number % classes].append(_plain(tree["tree_structure"], features))
    return trees


def _plain(node: dict[str, Any], features: Sequence[str]) -> Any:
    if "leaf_value" in node:
        return round(node["leaf_value"], 4)
    threshold = float(f"{node['threshold']:.6g}")
    feature = features[node["split_feature"]]
    return [feature, threshold, _plain(node["left_child"], features), _plain(node["right_child"], features)]


def to_judge(learned: Learned) -> Judge:
    """The body models, as the crawler runs them."""
    return Judge(
        compile_trees(export_trees(learned.first, FEATURES)[0], FEATURES),
        compile_trees(export_trees(learned.second, SECOND_FEATURES)[0], SECOND_FEATURES),
    )


def write_model(path: Path, model: Model) -> None:
    """The model's file: one tree a line, so that a change shows what changed."""
    head = f'{{"about": {json.dumps(model.about)},\n"features": {json.dumps(model.features)},\n"scores": {{'
    scores = ",\n".join(
        f"{json.dumps(name)}: [\n" + ",\n".join(msgspec.json.encode(tree).decode() for tree in trees) + "\n]"
        for name, trees in model.scores.items()
    )
    path.write_text(f"{head}\n{scores}\n}}}}\n", encoding="utf-8")
