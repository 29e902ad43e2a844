"""The rules of the house that no linter checks; each failure names the place and what to do there."""

import ast
import re
import subprocess
import tomllib
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath

import pytest

ROOT = Path(__file__).parents[1]
if not (ROOT / ".git").exists():
    pytest.skip("the house is checked in a git clone, which knows its files", allow_module_level=True)

PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def list_tracked() -> list[PurePosixPath]:
    """Every file that git keeps, and the new ones that it would, as paths below the root."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listing = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return [PurePosixPath(line) for line in listing.splitlines() if (ROOT / line).is_file()]


def read_text(path: PurePosixPath) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


TRACKED = list_tracked()
ROOTS = ("crawler", "spiders", "pipelines")
MODULES = [path for path in TRACKED if path.suffix == ".py" and path.parts[0] in ROOTS]
TREES = {path: ast.parse(read_text(path)) for path in MODULES}
CLASSES = [(path, node) for path, tree in TREES.items() for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
SETTINGS = ROOT / "crawler" / "settings.py"

each_module = pytest.mark.parametrize("path", MODULES, ids=str)


# ---------------------------------------------------------------- files and names


def test_the_top_level_holds_what_the_house_has_and_nothing_else():
    known = {".ci", "crawler", "spiders", "pipelines", "tests", "docs", "benchmarks", "examples", "feeds"}
    strangers = {path.parts[0] for path in TRACKED if len(path.parts) > 1} - known
    assert not strangers, f"{strangers}: find a room in the house for these (docs/architecture.md)"


@pytest.mark.parametrize("name", ["crawler", "spiders", "pipelines", "tests"])
def test_the_four_roots_stand(name):
    assert any(path.parts[0] == name for path in TRACKED)


def test_no_name_says_nothing():
    empty_words = {"utils", "util", "helpers", "common", "base", "core", "manager", "misc"}
    found = [str(path) for path in TRACKED if empty_words & {PurePosixPath(part).stem for part in path.parts}]
    assert not found, f"{found}: name each for what it holds"


@each_module
def test_a_module_begins_with_its_one_responsibility(path):
    docstring = ast.get_docstring(TREES[path])
    assert docstring, f"{path}: line 1 is a docstring that says the module's one responsibility"
    first = docstring.splitlines()[0]
    assert read_text(path).startswith('"""'), f"{path}: the docstring begins in line 1"
    assert first.endswith((".", "!", "?")), f"{path}: the first line is one whole sentence: {first!r}"
    assert not re.search(r"[a-z)\"'`]\. [A-Z]", first), f"{path}: the first line is one sentence, not two: {first!r}"


@pytest.mark.parametrize("path", [path for path in TRACKED if path.suffix == ".py"], ids=str)
def test_a_file_stays_under_400_lines(path):
    lines = len(read_text(path).splitlines())
    assert lines <= 400, f"{path} has {lines} lines: part it by responsibility"


@pytest.mark.parametrize("path", [path for path in MODULES if path.name == "__init__.py"], ids=str)
def test_an_init_is_a_docstring_and_at_most_one_door(path):
    body = TREES[path].body[1:]
    doors = [node for node in body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    rest = [node for node in body if node not in doors and not is_door_frame(node)]
    assert len(doors) <= 1, f"{path}: one door function at most"
    assert not rest, f"{path}: line {rest[0].lineno} belongs in a module of its own"


def is_door_frame(node: ast.stmt) -> bool:
    """Whether a statement is an import, or the version that the packaging reads."""
    names = [target.id for target in getattr(node, "targets", []) if isinstance(target, ast.Name)]
    return isinstance(node, ast.Import | ast.ImportFrom) or names == ["__version__"]


def test_pipelines_are_verbs():
    # A noun would need its whole class read to know what it does to an item.
    verbs = {"normalise", "validate", "deduplicate", "label_duplicates", "detect_changes", "export"}
    names = {path.stem for path in MODULES if path.parts[0] == "pipelines"} - {"__init__"}
    assert names <= verbs, f"{names - verbs}: name a pipeline's file for what it does, and add the verb here"


def test_scrapys_components_say_what_they_are():
    suffixes = ("Spider", "Middleware", "Pipeline", "Command", "Error", "Extension", "Exporter", "Addon")
    for path, node in CLASSES:
        kinds = {suffix for parent in node.bases for suffix in suffixes if ast.unparse(parent).endswith(suffix)}
        methods = {item.name for item in node.body if isinstance(item, ast.FunctionDef | ast.AsyncFunctionDef)}
        kinds |= {"Pipeline"} if "process_item" in methods else set()
        kinds |= {"Middleware"} if methods & {"process_request", "process_spider_output"} else set()
        for kind in kinds:
            assert node.name.endswith(kind), f"{path}:{node.lineno} {node.name}: its name ends in {kind}"


# ---------------------------------------------------------------- settings and statistics


def read_own_settings() -> list[str]:
    return re.findall(r"^(READMORE_\w+) *(?::[^=]+)?=", SETTINGS.read_text(encoding="utf-8"), flags=re.MULTILINE)


def test_every_own_setting_is_documented():
    documented = set(re.findall(r"\bREADMORE_\w+", (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")))
    missing = set(read_own_settings()) - documented
    assert not missing, f"{sorted(missing)}: say in docs/settings.md what each does, its unit and its default"


def test_every_setting_that_the_code_asks_for_is_declared():
    asked = {name for path in MODULES for name in re.findall(r"[\"'](READMORE_[A-Z_]+)[\"']", read_text(path))}
    unknown = asked - set(read_own_settings())
    assert not unknown, f"{sorted(unknown)}: give each a default in crawler/settings.py"


def test_a_numeric_setting_names_its_unit():
    unit = r"^(READMORE_\w*(?:TIME|TIMEOUT|DELAY|INTERVAL|SIZE|AGE|PERIOD))\b"
    found = re.findall(unit, SETTINGS.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert not found, f"{found}: end durations in _SECONDS, sizes in _BYTES, times in _AT"


def test_statistics_begin_with_our_name():
    # A component of ours that stands in for one of Scrapy's keeps the names that dashboards know.
    ours = ("readmore/", "robotstxt/", "scheduler/", "dupefilter/")
    calls = re.compile(r"\b(?:inc_value|set_value|max_value|min_value)\(\s*f?[\"']([^\"']+)")
    for path in MODULES:
        strangers = [key for key in calls.findall(read_text(path)) if not key.startswith(ours)]
        assert not strangers, f"{path}: {strangers}: a statistic of ours begins with readmore/"


# ---------------------------------------------------------------- what must not be there


def test_nothing_is_left_for_later():
    words = re.compile("TO" + "DO|FIX" + "ME|NotImplemented" + "Error")
    found = [str(path) for path in TRACKED if path.suffix == ".py" and words.search(read_text(path))]
    assert not found, f"{found}: finish it, or take it out"


def test_no_file_names_a_package_registry():
    hosts = re.compile(r"(?:pypi|pythonhosted|npmjs|crates|ghcr|deb\.debian|proxy\.golang)\.(?:org|com|io)")
    found = [str(path) for path in TRACKED if hosts.search((ROOT / path).read_bytes().decode(errors="replace"))]
    assert not found, f"{found}: installing leaves the registry to the machine's own settings"


# ---------------------------------------------------------------- packaging and architecture


def test_every_data_file_of_the_packages_is_shipped():
    patterns = PYPROJECT["tool"]["setuptools"]["package-data"]["*"]
    data = [path for path in TRACKED if path.parts[0] in ROOTS and path.suffix != ".py"]
    lost = [str(path) for path in data if not any(fnmatch(path.name, pattern) for pattern in patterns)]
    assert not lost, f"{lost}: add the pattern to [tool.setuptools.package-data]"
    orphans = [str(path) for path in data if path.parent / "__init__.py" not in MODULES]
    assert not orphans, f"{orphans}: a data file is shipped only from a package: add an __init__.py beside it"


def test_everything_that_is_installed_is_pinned():
    pinned = set(re.findall(r"^([\w.-]+)==", (ROOT / "constraints.txt").read_text(encoding="utf-8"), re.MULTILINE))
    groups = [PYPROJECT["project"]["dependencies"], *PYPROJECT["dependency-groups"].values()]
    asked = {re.match(r"[\w.-]+", requirement).group() for group in groups for requirement in group}
    missing = {name for name in asked if fold(name) not in {fold(pin) for pin in pinned}}
    assert not missing, f"{sorted(missing)}: run make constraints"


def fold(name: str) -> str:
    """A distribution's name as the packaging standard compares it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def read_contract(contract_id: str) -> dict[str, list[str]]:
    contracts = PYPROJECT["tool"]["importlinter"]["contracts"]
    return next(contract for contract in contracts if contract["id"] == contract_id)


def list_rooms() -> set[str]:
    """The importable names one step below crawler."""
    below = {path.parts[1] for path in MODULES if path.parts[0] == "crawler"} - {"__init__.py"}
    return {f"crawler.{PurePosixPath(name).stem}" for name in below}


def test_every_room_stands_on_a_floor():
    floors = set(re.findall(r"[\w.]+", " ".join(read_contract("floors")["layers"])))
    homeless = list_rooms() - floors
    assert not homeless, f"{sorted(homeless)}: give each its floor in [tool.importlinter]"


def test_every_room_below_the_requests_is_kept_free_of_scrapy():
    layers = read_contract("floors")["layers"]
    below = layers[layers.index("crawler.request") + 1 :]
    pure = list_rooms() & set(re.findall(r"[\w.]+", " ".join(below))) - {"crawler.settings"}
    assert pure == set(read_contract("scrapy-free")["source_modules"]), "list the rooms that stand, and only those"


# ---------------------------------------------------------------- texts


def test_the_readme_stays_short():
    lines = len((ROOT / "README.md").read_text(encoding="utf-8").splitlines())
    assert lines <= 120, f"README.md has {lines} lines: move details to docs/"


TEXTS = [path for path in TRACKED if path.suffix == ".md"]


@pytest.mark.parametrize("path", TEXTS, ids=str)
def test_every_link_between_texts_leads_to_a_file(path):
    targets = re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", read_text(path))
    dead = [target for target in targets if not (ROOT / path.parent / target).exists()]
    assert not dead, f"{path}: {dead} do not exist"


@pytest.mark.parametrize("path", [path for path in TEXTS if path.name != "CHANGELOG.md"], ids=str)
def test_every_make_target_that_a_text_names_exists(path):
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE))
    named = set(re.findall(r"(?:^|`)make ([a-z-]+)", read_text(path), flags=re.MULTILINE))
    assert named <= targets, f"{path}: the Makefile has no target {sorted(named - targets)}"


DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.name)
def test_a_decision_is_one_page_of_one_form(path):
    text = path.read_text(encoding="utf-8")
    headings = re.findall(r"^## (.+)$", text, flags=re.MULTILINE)
    assert re.fullmatch(r"\d{4}-[a-z0-9-]+\.md", path.name), f"{path.name}: NNNN-words.md"
    assert headings == ["Status", "What we chose", "Why", "What we gave up"], f"{path.name}: {headings}"
    assert len(text.splitlines()) <= 60, f"{path.name}: one page, 60 lines"


def test_decisions_are_numbered_without_gaps():
    assert [int(path.name[:4]) for path in DECISIONS] == list(range(1, len(DECISIONS) + 1))


def test_every_skip_on_the_list_has_a_test_and_a_reason():
    for entry in tomllib.loads((ROOT / "tests" / "skips.toml").read_text(encoding="utf-8")).get("skip", []):
        assert entry["reason"].strip(), f"{entry['test']}: say why it may be skipped"
        file, _, name = entry["test"].partition("::")
        assert name.rpartition("::")[2].partition("[")[0] in read_text(PurePosixPath(file)), (
            f"{entry['test']} is gone: strike it out"
        )
