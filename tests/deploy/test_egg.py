"""The egg holds the three packages with their data and nothing else, and works while it is zipped."""

import subprocess
import sys
import zipfile
from pathlib import PurePosixPath

import pytest

from tests.crawl.loopback import a_page
from tests.deploy.scrapyd import PYTHON, copy_project, plain_environment, read_lines

ROOTS = {"crawler", "spiders", "pipelines"}


def list_files(folder):
    kept = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {PurePosixPath(path.relative_to(folder)) for path in kept}


@pytest.fixture(scope="module")
def checkout(tmp_path_factory):
    return copy_project(tmp_path_factory.mktemp("checkout"))


@pytest.fixture(scope="module")
def egg(checkout, tmp_path_factory):
    path = tmp_path_factory.mktemp("egg") / "project.egg"
    before = list_files(checkout)
    words = ["-m", "scrapyd_client.deploy", "--build-egg", str(path)]
    subprocess.run([sys.executable, *words], cwd=checkout, env=plain_environment(), check=True, capture_output=True)
    assert list_files(checkout) == before, "building left something in the tree"
    return path


def test_it_holds_every_file_of_the_packages_and_no_other(checkout, egg):
    with zipfile.ZipFile(egg) as packed:
        names = {PurePosixPath(name) for name in packed.namelist() if not name.endswith((".pyc", "/"))}
    assert {name for name in names if name.parts[0] != "EGG-INFO"} == {
        path for path in list_files(checkout) if path.parts[0] in ROOTS
    }


def test_it_names_the_settings_to_scrapyd(egg):
    with zipfile.ZipFile(egg) as packed:
        assert "settings = crawler.settings" in packed.read("EGG-INFO/entry_points.txt").decode()
        assert "EGG-INFO/zip-safe" in packed.namelist()


def test_every_module_of_it_can_be_imported_while_zipped(egg, tmp_path):
    code = (
        "import importlib, pkgutil, sys\n"
        "for root in ('crawler', 'spiders', 'pipelines'):\n"
        "    package = importlib.import_module(root)\n"
        "    assert package.__file__.startswith(sys.argv[1]), package.__file__\n"
        "    for module in pkgutil.walk_packages(package.__path__, root + '.'):\n"
        "        if not module.name.endswith('__main__'):\n"
        "            importlib.import_module(module.name)\n"
    )
    run_from_egg(egg, tmp_path, "-c", code, str(egg))


def test_a_page_is_read_and_the_demo_site_is_told_from_it(egg, tmp_path):
    (tmp_path / "page.html").write_text(a_page("The egg reads a page"), encoding="utf-8")
    run_from_egg(egg, tmp_path, "-m", "scrapy", "read", "page.html", "-o", "read.jsonl")
    (record,) = read_lines(tmp_path / "read.jsonl")
    assert record["headline"] == "The egg reads a page"
    told = run_from_egg(
        egg, tmp_path, "-c", "from crawler.demo.site import Site; print(Site('http://127.0.0.1').answer('/').status)"
    )
    assert told.strip() == "200"


def run_from_egg(egg, folder, *words):
    if not PYTHON.exists():
        pytest.skip("no Scrapyd here: make test-deploy sets it up in .venv-scrapyd")
    environment = plain_environment(PYTHONPATH=str(egg), SCRAPY_SETTINGS_MODULE="crawler.settings")
    done = subprocess.run(
        [PYTHON, *words], cwd=folder, env=environment, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
