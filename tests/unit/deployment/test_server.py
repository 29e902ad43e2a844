"""Every answer of a Scrapyd server is judged by its JSON, never by its status alone."""

import json
import zipfile

import pytest

from crawler.deployment.delivery import deliver
from crawler.deployment.egg import check_syntax
from crawler.deployment.server import ScrapydServer, last_line
from crawler.deployment.targets import Target
from crawler.errors import DeploymentError
from tests.crawl.loopback import Answer, serve

TRACEBACK = 'RunnerError: Traceback (most recent call last):\n  File "x.py"\nImportError: no such thing\n'


@pytest.fixture
def ask():
    def at(answers, what="listversions"):
        with serve({f"/{what}.json?project=readmore": answers}, "127.0.0.1") as site:
            return ScrapydServer(Target("t", f"{site.url}/", "readmore", "me", "pass")).ask(what, project="readmore")

    return at


def test_an_answer_is_its_json(ask):
    assert ask(Answer(json.dumps({"status": "ok", "versions": ["1"]})))["versions"] == ["1"]


@pytest.mark.parametrize(
    ("answer", "line"),
    [
        (Answer(json.dumps({"status": "error", "message": TRACEBACK})), "^ImportError: no such thing$"),
        (Answer("<h1>Hello</h1>"), "answers no JSON of Scrapyd's"),
        (Answer("no", 401), "refuses the password of 'me'"),
        (Answer("no", 500), "answers 500"),
    ],
)
def test_whatever_else_it_answers_is_one_line(ask, answer, line):
    with pytest.raises(DeploymentError, match=line):
        ask(answer)


def test_the_last_line_of_nothing():
    assert last_line(" \n") == "it says nothing"


def test_a_module_with_a_mistake_is_named(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.egg", "w") as egg:
        egg.writestr("spiders/good.py", "x = 1\n")
        egg.writestr("data.toml", "x = [\n")
        egg.writestr("spiders/bad.py", "x = 1\ndef (:\n")
    with pytest.raises(DeploymentError, match=r"spiders/bad\.py, line 2: invalid syntax; nothing was sent"):
        check_syntax(tmp_path / "a.egg")


class Shelf(ScrapydServer):
    """A server that keeps what it is given on a list, as Scrapyd's file store does."""

    def __init__(self, *versions, spiders=("news",), breaks=""):
        self.versions, self.spiders, self.breaks = list(versions), list(spiders), breaks

    def ask(self, what, **_parameters):
        return {"versions": sorted(self.versions, key=int)} if what == "listversions" else {"spiders": self.spiders}

    def order(self, what, fields, egg=None):
        if what == "addversion":
            assert egg
            self.versions.append(fields["version"])
            if self.breaks:
                raise DeploymentError(self.breaks)
        elif self.breaks == "for good":
            raise DeploymentError(self.breaks)
        else:
            self.versions.remove(fields["version"])
        return {}


def test_a_version_that_works_stays():
    shelf = Shelf("1")
    assert deliver(shelf, "readmore", "2", b"egg").spiders == ("news",)
    assert shelf.versions == ["1", "2"]


def test_the_first_version_is_taken_back_too():
    shelf = Shelf(breaks="it is broken")
    with pytest.raises(DeploymentError, match="it is broken; it was taken back, no version is left"):
        deliver(shelf, "readmore", "2", b"egg")
    assert shelf.versions == []


def test_a_version_without_spiders_is_taken_back():
    shelf = Shelf("1", spiders=())
    with pytest.raises(DeploymentError, match="the egg has no spiders; it was taken back, jobs run 1"):
        deliver(shelf, "readmore", "2", b"egg")
    assert shelf.versions == ["1"]


def test_what_cannot_be_taken_back_is_told():
    with pytest.raises(DeploymentError, match=r"could not be taken back \(for good\)"):
        deliver(Shelf("1", breaks="for good"), "readmore", "2", b"egg")
