"""A night's files arrive by real S3 and FTP protocols, each once, the mark last, whatever was cut off."""

import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import boto3
import pytest
from moto.server import ThreadedMotoServer

from tests.crawl.loopback import Answer, a_front, a_page
from tests.crawl.test_bad_input import last_line
from tests.crawl.test_nights import options, write_profile

DAY = "2026-11-24"
STORIES = [f"/story-number-{n}-of-the-day" for n in range(1, 4)]
FILES = ["articles-00001.jsonl.gz", "teasers-00001.jsonl.gz", "manifest.json", "_SUCCESS"]


@dataclass
class Store:
    """A place to carry to: its URI, the settings it needs, and which files arrived there in which order."""

    uri: str
    read: Callable[[str], bytes]
    settings: tuple[str, ...] = ()
    list_arrived: Callable[[], list[str]] = list


@pytest.fixture
def s3() -> Iterator[Store]:
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    client = boto3.client(
        "s3",
        endpoint_url=f"http://{host}:{port}",
        aws_access_key_id="key",
        aws_secret_access_key="word",  # noqa: S106 - the server takes any
        region_name="us-east-1",
    )
    client.create_bucket(Bucket="news-bucket")
    settings = {
        "AWS_ENDPOINT_URL": f"http://{host}:{port}",
        "AWS_ACCESS_KEY_ID": "key",
        "AWS_SECRET_ACCESS_KEY": "word",
        "AWS_REGION_NAME": "us-east-1",
    }

    def read(key: str) -> bytes:
        return client.get_object(Bucket="news-bucket", Key=f"nights/{key}")["Body"].read()

    yield Store("s3://news-bucket/nights", read, tuple(f"{name}={value}" for name, value in settings.items()))
    server.stop()


@pytest.fixture
def ftp(tmp_path: Path) -> Iterator[Store]:
    """Pyftpdlib in a process of its own: on Python 3.11 it stands on a module whose import warns."""
    root, log = tmp_path / "ftp-root", tmp_path / "ftp.log"
    root.mkdir()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    words = f"-m pyftpdlib -i 127.0.0.1 -p {port} -u desk -P word -w -d".split()
    with log.open("w") as file, subprocess.Popen([sys.executable, *words, str(root)], stderr=file) as server:
        while f">>> starting FTP server on 127.0.0.1:{port}" not in log.read_text():
            assert server.poll() is None, log.read_text()
            time.sleep(0.02)

        def list_arrived() -> list[str]:
            return [Path(path).name for path in re.findall(r" STOR (\S+) completed=1", log.read_text())]

        uri = f"ftp://desk:word@127.0.0.1:{port}/nights"
        yield Store(uri, lambda key: (root / "nights" / key).read_bytes(), (), list_arrived)
        server.terminate()


@pytest.fixture
def folder(tmp_path: Path) -> Store:
    target = tmp_path / "elsewhere"
    return Store(str(target), lambda key: (target / key).read_bytes())


@pytest.fixture(
    params=[pytest.param("s3", marks=pytest.mark.nights), pytest.param("ftp", marks=pytest.mark.nights), "folder"]
)
def store(request) -> Store:
    """Each place in turn."""
    return request.getfixturevalue(request.param)


@pytest.fixture
def night(scrapy, a_site, tmp_path):
    """Run the night of a small site."""
    answers = {path: Answer(a_page(f"What happened at {path[1:]}")) for path in STORIES}
    site = a_site({"/robots.txt": Answer("", 404), "/": Answer(a_front(*STORIES)), **answers})
    write_profile(tmp_path, "post", f"{site.url}/")

    def run(store: Store, *settings: str):
        carrying = (f"READMORE_UPLOAD_URI={store.uri}", *store.settings, *settings)
        done = scrapy("nightly", "post", "--date", DAY, *options(*carrying))
        return done, site

    return run


def test_all_files_arrive_as_they_are(night, store, tmp_path):
    done, _ = night(store)
    assert done.code == 0, done.stderr
    assert "4 files carried" in done.stderr
    for name in FILES:
        assert store.read(f"post/{DAY}/{name}") == (tmp_path / "exports" / "post" / DAY / name).read_bytes()
    again, _ = night(store)
    assert again.code == 0
    assert "files carried" not in again.stderr


@pytest.mark.nights
def test_the_manifest_comes_behind_the_records_and_the_mark_last(night, ftp):
    assert night(ftp)[0].code == 0
    assert ftp.list_arrived() == FILES


@pytest.mark.nights
@pytest.mark.parametrize("count", [1, 3])
def test_killed_while_carrying_the_next_run_carries_the_rest(night, ftp, count):
    killed, site = night(ftp, f"READMORE_FAULT_POINT=upload.stored:{count}")
    assert killed.code == -9
    asked = len(site.asked)
    done, _ = night(ftp)
    assert done.code == 0, done.stderr
    assert ftp.list_arrived() == [*FILES[:count], *FILES[count - 1 :]]  # the one that was not noted goes twice
    assert len(site.asked) == asked


@pytest.mark.nights
def test_a_store_that_is_down_is_told_and_the_night_stands_here(night, tmp_path):
    away = Store("ftp://desk:word@127.0.0.1:9/nights", lambda _: b"")
    done, _ = night(away)
    assert done.code == 1
    assert (tmp_path / "exports" / "post" / DAY / "_SUCCESS").exists()
    assert "cannot be carried to ftp://127.0.0.1:9/nights/post" in done.stderr
    assert "word@" not in done.stderr
    assert "Traceback" not in done.stderr


def test_a_place_that_no_storage_knows_is_a_mistake(night):
    done, _ = night(Store("sftp://desk:word@example.com/nights", lambda _: b""))
    assert done.code == 2
    assert "READMORE_UPLOAD_URI is 'sftp://example.com/nights': begin it with one of" in last_line(done.stderr)
