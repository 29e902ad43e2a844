"""``python -m crawler.demo``: serve the demo site until it is interrupted."""

import argparse
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from crawler.demo.edited_site import EditedSite
from crawler.demo.server import DEFAULT_HOST, DemoServer
from crawler.demo.site import Site
from crawler.demo.stories import write_stories
from crawler.demo.truth import write_truth

DEFAULT_PORT: Final = 8765


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the arguments, write what they ask for, serve; the exit code."""
    options = _parse(arguments)
    try:
        server = DemoServer(options.host, options.port, EditedSite if options.edited else Site)
    except OSError as error:
        print(f"cannot serve on {options.host}:{options.port}: {error.strerror}; try another --port", file=sys.stderr)  # noqa: T201
        return 1
    with server:
        try:
            _write_files(server, options.truth, options.root)
        except OSError as error:
            print(f"cannot write {error.filename}: {error.strerror}", file=sys.stderr)  # noqa: T201
            return 1
        with suppress(KeyboardInterrupt):
            print(f"The Harbour Courier is at {server.running.url}/ (Ctrl-C ends it)", flush=True)  # noqa: T201
            server.serve_forever()
    return 0


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m crawler.demo", description="Serve the demo news site.")
    parser.add_argument("--host", default=DEFAULT_HOST, help="the address to listen on (%(default)s)")
    parser.add_argument("--port", type=int, default=DEFAULT_PORT, help="the port, 0 for a free one (%(default)s)")
    parser.add_argument("--edited", action="store_true", help="serve the paper of the day after, with edits")
    parser.add_argument("--truth", type=Path, metavar="FILE", help="write what is true of the 200 articles, as JSONL")
    parser.add_argument(
        "--root", type=Path, metavar="DIR", help="save each article's page below DIR, for `scrapy read`"
    )
    return parser.parse_args(arguments)


def _write_files(server: DemoServer, truth: Path | None, root: Path | None) -> None:
    if truth:
        truth.parent.mkdir(parents=True, exist_ok=True)
        write_truth(truth, server.running.url)
    if root:
        root.mkdir(parents=True, exist_ok=True)
        for story in write_stories():
            (root / f"{story.number:03}.html").write_bytes(server.site.answer(story.path).body)


if __name__ == "__main__":
    sys.exit(main())
