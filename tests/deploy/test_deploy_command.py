"""``scrapy deploy`` ends with a version that works, or with one clear line and the version before."""

import shutil

import pytest

from tests.deploy.scrapyd import deploy, free_port, point_at

BROKEN_IMPORT = "\nimport a_package_that_the_server_lacks\n"


@pytest.fixture
def copy(project, tmp_path):
    """A copy of the project to spoil."""
    return shutil.copytree(project, tmp_path / "copy", ignore=shutil.ignore_patterns("__pycache__"))


def line_of(done):
    assert "Traceback" not in done.stderr
    (line,) = done.stderr.strip().splitlines()
    return line


def append(path, text):
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


def versions(scrapyd):
    return scrapyd.api.ask("listversions", project="readmore")["versions"]


def test_it_says_what_runs_where(deployed, copy):
    done = deploy(copy, "default", "--version-name", "1001")
    assert done.returncode == 0, done.stderr
    assert "readmore 1001 runs at" in done.stdout
    assert "news" in done.stdout
    assert versions(deployed)[-1] == "1001"


def test_a_version_that_the_server_cannot_run_is_taken_back(deployed, copy):
    before = versions(deployed)
    append(copy / "spiders" / "news.py", BROKEN_IMPORT)
    done = deploy(copy)
    assert done.returncode == 1
    line = line_of(done)
    assert "No module named 'a_package_that_the_server_lacks'" in line
    assert f"it was taken back, jobs run {before[-1]}" in line
    assert versions(deployed) == before


@pytest.mark.parametrize("module", ["spiders/news.py", "pipelines/validate.py"])
def test_a_mistake_in_the_python_is_named_and_nothing_is_sent(deployed, copy, module):
    before = versions(deployed)
    append(copy / module, "\ndef broken(:\n")
    done = deploy(copy)
    assert done.returncode == 1
    assert module in line_of(done)
    assert "nothing was sent" in line_of(done)
    assert versions(deployed) == before


def test_a_version_is_never_overwritten(deployed, copy):
    newest = versions(deployed)[-1]
    done = deploy(copy, "--version-name", newest)
    assert done.returncode == 1
    assert f"version {newest} of readmore is there already" in line_of(done)


def test_a_version_older_than_the_newest_is_told(deployed, copy):
    newest = versions(deployed)[-1]
    done = deploy(copy, "--version-name", "5")
    deployed.api.order("delversion", {"project": "readmore", "version": "5"})
    assert done.returncode == 1
    assert f"jobs run the newest, {newest}" in line_of(done)


@pytest.mark.usefixtures("deployed")
def test_a_wrong_password(copy):
    done = deploy(copy, password="not this one")  # noqa: S106
    assert done.returncode == 1
    assert "refuses the password of 'keeper'" in line_of(done)


@pytest.mark.usefixtures("deployed")
def test_no_password(copy):
    path = copy / "scrapy.cfg"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if "SCRAPYD_" not in line), encoding="utf-8")
    done = deploy(copy, HOME=str(copy))
    assert done.returncode == 1
    assert "asks for one" in line_of(done)


@pytest.mark.usefixtures("deployed")
def test_a_password_from_netrc(copy):
    path = copy / "scrapy.cfg"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if "SCRAPYD_" not in line), encoding="utf-8")
    netrc = copy / ".netrc"
    netrc.write_text('machine 127.0.0.1 login keeper password "a secret of the tests"\n', encoding="utf-8")
    netrc.chmod(0o600)
    done = deploy(copy, HOME=str(copy))
    assert done.returncode == 0, done.stderr


def test_a_server_that_is_down(copy):
    path = copy / "scrapy.cfg"
    port = free_port()
    path.write_text(
        f"[settings]\ndefault = crawler.settings\n[deploy:far]\nurl = http://127.0.0.1:{port}/\nproject=r\n"
    )
    done = deploy(copy, "far")
    assert done.returncode == 1
    assert f"Scrapyd at http://127.0.0.1:{port}/ cannot be reached" in line_of(done)


def test_what_is_no_scrapyd(copy, site):
    point_at(copy, site.url)
    (copy / "scrapy.cfg").write_text(
        f"[deploy]\nurl = {site.url}/\nproject = readmore\n[settings]\ndefault = crawler.settings\n"
    )
    done = deploy(copy)
    assert done.returncode == 1
    assert "answers 404" in line_of(done)


@pytest.mark.parametrize(
    ("words", "line"),
    [(["nowhere"], "there are: default"), (["one", "two"], "name one target")],
)
def test_a_mistyped_target(copy, words, line):
    done = deploy(copy, *words)
    assert done.returncode == 2
    assert line in line_of(done)
