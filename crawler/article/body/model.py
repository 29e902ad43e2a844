"""Boosted trees out of a data file, made into one Python function."""

import functools
import math
from collections.abc import Callable, Sequence
from importlib.resources import files
from types import CodeType, FunctionType
from typing import Any, Final, TypeAlias

import msgspec

Row: TypeAlias = Sequence[float]
Scorer: TypeAlias = Callable[[Sequence[Row]], list[float]]
_MAX_EXPONENT: Final = 500.0
_NO_LOCATION: Final = 0x80 | 15 << 3  # an entry's first bit, and its kind (CPython's Objects/locations.md)


class Model(msgspec.Struct, forbid_unknown_fields=True):
    """A model as its data file has it.

    ``features`` names the figures of a row, in order. A tree is a leaf, which is a number, or ``[feature,
    threshold, low, high]`` with the tree for figures up to the threshold and the one for those above it.
    ``scores`` holds the trees of each score that the model gives, whose sum is its log-odds.
    """

    about: str
    features: list[str]
    scores: dict[str, list[Any]]


def read_model(package: str, name: str) -> Model:
    """The model of that file in a package."""
    return msgspec.json.decode(files(package).joinpath(name).read_bytes(), type=Model)


@functools.cache
def load_scorers(package: str, name: str, features: tuple[str, ...]) -> dict[str, Scorer]:
    """The model's functions from rows of these features to log-odds, by the name of the score.

    Raises:
        ValueError: the file's features are others.
    """
    model = read_model(package, name)
    if tuple(model.features) != features:
        raise ValueError(f"{name} was trained on other features: make it anew (benchmarks/)")
    return {score: compile_trees(trees, model.features) for score, trees in model.scores.items()}


def to_share(log_odds: float) -> float:
    """Log-odds as a probability, 0 to 1."""
    return 1.0 / (1.0 + math.exp(-max(-_MAX_EXPONENT, min(_MAX_EXPONENT, log_odds))))


def compile_trees(trees: list[Any], features: list[str]) -> Scorer:
    """One function for all trees: a tenth of the time that a walk through their nodes takes."""
    used: set[str] = set()
    sums = [f"        score += {_write(tree, used)}" for tree in trees]
    row = ", ".join(name if name in used else "_" for name in features)
    lines = [
        "def score_rows(rows):", "    scores = []", f"    for {row}, in rows:", "        score = 0.0", *sums,
        "        scores.append(score)", "    return scores",
    ]  # fmt: skip
    space: dict[str, Any] = {}
    exec(compile("\n".join(lines), "<model>", "exec"), space)  # noqa: S102 -- numbers and checked names of our own file
    score_rows: FunctionType = space["score_rows"]
    score_rows.__code__ = _without_lines(score_rows.__code__)
    return score_rows


def _without_lines(code: CodeType) -> CodeType:
    """The code with no numbers of lines: CPython's table of locations, each entry "none" for up to eight instructions.

    From Python 3.12 on, what traces (a debugger, a coverage) otherwise waits for a search of the table at each step,
    which takes a thousand times as long as the steps themselves.
    """
    units = len(code.co_code) // 2
    lengths = [8] * (units // 8) + [units % 8] * bool(units % 8)
    return code.replace(co_linetable=bytes(_NO_LOCATION | length - 1 for length in lengths))


def _write(tree: Any, used: set[str]) -> str:
    if isinstance(tree, int | float):
        return repr(float(tree))
    feature, threshold, low, high = tree
    if not feature.isidentifier():
        raise ValueError(f"{feature!r} is no name of a feature")
    used.add(feature)
    return f"({_write(low, used)} if {feature} <= {float(threshold)!r} else {_write(high, used)})"
