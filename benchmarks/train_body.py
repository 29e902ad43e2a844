"""Trains the body model on the corpus in READMORE_SHARED, checks it on domains it has not seen, writes its file.

Needs lightgbm 4.7.0 and numpy beside the project; about three minutes. ``--check`` alone writes nothing.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from training import (
    CORPUS,
    CORPUS_SETS,
    FOLDS,
    SET_WEIGHTS,
    Sample,
    export_trees,
    load_samples,
    load_stories,
    part_by_domain,
    to_judge,
    train_body,
    write_model,
)

from crawler.article.body.choice import choose_blocks
from crawler.article.body.features import FEATURES
from crawler.article.body.judge import FIRST, SECOND, SECOND_FEATURES, Judge
from crawler.article.body.model import Model
from crawler.article.body.typed import type_blocks
from crawler.page.blocks import read_blocks
from crawler.records.article import join_blocks

ROOM = Path(__file__).parents[1] / "crawler" / "article" / "body"
ROWS = Path(__file__).parents[1] / "tests" / "unit" / "article" / "body" / "model_rows.json"
SEEDS = (1, 2, 3)


def read_body_text(sample: Sample, judge: Judge) -> str:
    """The body text that these models give."""
    page = sample.load()
    choice = choose_blocks(page, read_blocks(page), sample.known, judge)
    return join_blocks(type_blocks(page, choice.chosen, choice.candidates.find_side))


def measure(samples: Sequence[Sample], texts: Sequence[str]) -> dict[str, dict[str, float]]:
    """Figures of the corpus' own score for each set."""
    sys.path.insert(0, str(CORPUS))
    from score import score_page, summarise  # noqa: PLC0415 -- it lies in the corpus

    figures = {}
    for name in ("fundus", "wcxb"):
        rows = [
            score_page(sample.entry, {"body": text})
            for sample, text in zip(samples, texts, strict=True)
            if sample.entry["set"] == name and sample.is_article
        ]
        summary = summarise(rows, boot=0)
        figures[name] = {
            key: round(summary[key]["value"], 4)
            for key in ("sh_f1", "sh_p", "sh_r", "with", "with_loose", "without")
            if key in summary
        }
    return figures


def cross_validate(samples: Sequence[Sample], seed: int) -> dict[str, dict[str, float]]:
    """The figures on domains that the model has not seen."""
    folds = part_by_domain(samples, seed)
    texts = [""] * len(samples)
    for fold in range(FOLDS):
        judge = to_judge(train_body([sample for sample, number in zip(samples, folds, strict=True) if number != fold]))
        for place, sample in enumerate(samples):
            if folds[place] == fold and sample.is_article:
                texts[place] = read_body_text(sample, judge)
    return measure(samples, texts)


def write_files(samples: Sequence[Sample]) -> Judge:
    """Train on all samples; the models' files, and rows with the training library's own answers for their test."""
    learned = train_body(samples)
    for booster, (_, name), features in ((learned.first, FIRST, FEATURES), (learned.second, SECOND, SECOND_FEATURES)):
        trees = export_trees(booster, features)[0]
        pages = f"{len(samples)} pages of {', '.join(SET_WEIGHTS)}"
        about = f"Made by benchmarks/train_body.py: {len(trees)} trees over {pages}"
        write_model(ROOM / name, Model(about=about, features=list(features), scores={"body": trees}))
    rows = np.concatenate([sample.rows[::97] for sample in samples if sample.entry["set"] == "fundus"])[::4]
    answers = [round(float(answer), 4) for answer in learned.first.predict(rows, raw_score=True)]
    lines = [
        json.dumps({"row": [float(f"{figure:.9g}") for figure in row], "log_odds": answer})
        for row, answer in zip(rows.tolist(), answers, strict=True)
    ]
    ROWS.write_text("[\n" + ",\n".join(lines) + "\n]\n", encoding="utf-8")
    return to_judge(learned)


def main() -> None:
    """Print the figures of each seed, and in sample; write the files."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--check", action="store_true", help="measure on unseen domains and write nothing")
    options.add_argument(
        "--write", action="store_true", help="write the files and leave the check on unseen domains out"
    )
    asked = options.parse_args()
    samples = [*load_samples(*CORPUS_SETS), *load_stories()]
    for seed in () if asked.write else SEEDS:
        print(f"unseen domains, seed {seed}: {cross_validate(samples, seed)}", flush=True)
    if not asked.check:
        judge = write_files(samples)
        print(f"in sample: {measure(samples, [read_body_text(sample, judge) for sample in samples])}")


if __name__ == "__main__":
    main()
