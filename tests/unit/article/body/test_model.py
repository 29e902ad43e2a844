"""The model's file and its evaluator: what the training library answers, without the library."""

import json
import traceback
from pathlib import Path

import pytest

from crawler.article.body.features import FEATURES
from crawler.article.body.judge import FIRST, SECOND
from crawler.article.body.model import compile_trees, load_scorers, read_model, to_share
from crawler.article.kind import MODEL as KIND_MODEL
from crawler.article.kind_figures import KIND_FEATURES
from crawler.records.enums import PageKind

STORED = json.loads(Path(__file__).with_name("model_rows.json").read_text(encoding="utf-8"))


def test_the_evaluator_answers_what_the_training_library_answered():
    score = load_scorers(*FIRST, FEATURES)["body"]
    answers = score([stored["row"] for stored in STORED])
    # Leaves are rounded to four digits in the file.
    assert answers == pytest.approx([stored["log_odds"] for stored in STORED], abs=0.01)
    assert min(answers) < -2 < 2 < max(answers)


def test_a_tree_sends_a_figure_up_to_the_threshold_down():
    score = compile_trees([["a", 1.5, -1.0, ["b", 0.0, 2, 3.0]], 0.25], ["a", "unused", "b"])
    assert score([(1.5, 9.0, 1.0), (2.0, 9.0, 0.0), (2.0, 9.0, 1.0)]) == [-0.75, 2.25, 3.25]
    assert score([]) == []


def test_what_traces_finds_no_lines_and_an_error_is_told_as_any_other():
    score = compile_trees([["a", 1.5, -1.0, 1.0]] * 20, ["a"])
    assert {line for _, _, line in score.__code__.co_lines()} == {None}
    with pytest.raises(TypeError) as caught:
        score([("no number",)])
    assert "in score_rows" in "".join(traceback.format_exception(caught.value))


def test_a_feature_must_be_a_name():
    with pytest.raises(ValueError, match="no name"):
        compile_trees([["__import__('os')", 1.5, -1.0, 1.0]], ["a"])


def test_a_model_of_other_features_is_refused():
    with pytest.raises(ValueError, match="other features"):
        load_scorers(*FIRST, (*FEATURES, "new"))


def test_the_files_say_who_made_them():
    assert "benchmarks/train_body.py" in read_model(*FIRST).about
    assert "benchmarks/train_body.py" in read_model(*SECOND).about
    assert "benchmarks/train_kind.py" in read_model(*KIND_MODEL).about


def test_there_is_a_score_for_each_kind():
    assert list(load_scorers(*KIND_MODEL, KIND_FEATURES)) == list(PageKind)


@pytest.mark.parametrize(("odds", "share"), [(0.0, 0.5), (1e9, 1.0), (-1e9, 0.0)])
def test_log_odds_become_a_share(odds, share):
    assert to_share(odds) == pytest.approx(share)
