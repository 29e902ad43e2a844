"""Read what a night delivered: whole files only, checked against the manifest. Needs nothing but Python.

python examples/read_records.py exports/demo/2026-11-24
"""

import gzip
import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path


def read_night(folder: Path, feed: str = "articles") -> Iterator[dict]:
    """The records of one feed of a night, in the order in which they were delivered."""
    if not (folder / "_SUCCESS").exists():
        reason = (folder / "_PARTIAL").read_text() if (folder / "_PARTIAL").exists() else "it has not ended"
        print(f"{folder} is not the whole night: {reason.strip()}", file=sys.stderr)
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    for listed in manifest["files"]:
        if listed["feed"] != feed:
            continue
        path = folder / listed["name"]
        if hashlib.sha256(path.read_bytes()).hexdigest() != listed["sha256"]:
            sys.exit(f"{path} is not the file that the manifest lists")
        with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                yield json.loads(line)


def main() -> None:
    """Keep the newest state of each article in a dict, as a database would, and print it."""
    articles: dict[str, dict] = {}
    for folder in map(Path, sys.argv[1:]):
        for record in read_night(folder):
            if record["change"] == "gone":
                articles.pop(record["id"], None)
            else:
                articles[record["id"]] = record
    for record in sorted(articles.values(), key=lambda article: article["published_at"] or ""):
        print(record["published_at"], record["source"]["id"], record["headline"], sep="\t")
    print(f"{len(articles)} articles", file=sys.stderr)


if __name__ == "__main__":
    main()
