"""The real pages that reading is measured on: where they lie, and the scorer that came with them."""

import gzip
import importlib.util
import json
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).parents[1]
CORPUS = (ROOT / os.environ.get("READMORE_SHARED", "../shared") / "corpus").resolve()


@dataclass(frozen=True)
class CorpusPage:
    """One page: the corpus' own entry (id, url, page_type, truth) and the bytes as they were saved."""

    entry: dict[str, Any]
    body: bytes

    @property
    def url(self) -> str:
        """The address that the page had; empty where the corpus knows none."""
        return self.entry.get("url") or ""

    @property
    def encoding(self) -> str | None:
        """The encoding that the corpus states."""
        return self.entry.get("encoding")

    @property
    def html(self) -> str:
        """The page as text, for the peers that take text."""
        return self.body.decode(self.encoding or "utf-8", "replace")


def load_pages(name: str) -> Iterator[CorpusPage]:
    """The pages of one set in the order of its list."""
    folder = CORPUS / name
    if not folder.is_dir():
        sys.exit(f"no real pages at {folder}: set READMORE_SHARED to the folder that holds corpus/")
    with gzip.open(folder / "pages.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            entry = json.loads(line)
            yield CorpusPage(entry, gzip.decompress((folder / entry["file"]).read_bytes()))


def load_scorer() -> ModuleType:
    """The corpus' ``score.py`` as a module."""
    spec = importlib.util.spec_from_file_location("corpus_score", CORPUS / "score.py")
    if spec is None or spec.loader is None:
        sys.exit(f"no scorer at {CORPUS}: set READMORE_SHARED to the folder that holds corpus/")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
