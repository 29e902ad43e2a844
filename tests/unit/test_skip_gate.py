"""A strict run fails for a skip that no list names, and for nothing else."""

from pathlib import Path

import pytest

CONFTEST = Path(__file__).parents[1] / "conftest.py"

ONE_SKIPPED = """
import pytest

def test_runs(): pass

@pytest.mark.parametrize("value", [1, 2])
def test_skips(value): pytest.skip("not here")
"""

LEAVE = """
[[skip]]
test = "tests/test_case.py::test_skips"
reason = "a device that this machine lacks"
"""


@pytest.fixture
def gated_run(pytester, monkeypatch):
    """Runs one test file under the gate with a given skip list; strict, unless told otherwise."""

    def run_case(case, skips="", *, strict=True):
        monkeypatch.delenv("CI", raising=False)
        monkeypatch.setenv("READMORE_STRICT_SKIPS", "1" if strict else "0")
        tests = pytester.mkdir("tests")
        (tests / "conftest.py").write_text(CONFTEST.read_text(encoding="utf-8"), encoding="utf-8")
        (tests / "skips.toml").write_text(skips, encoding="utf-8")
        (tests / "test_case.py").write_text(case, encoding="utf-8")
        return pytester.runpytest_inprocess("tests", "-rs", "-p", "no:cacheprovider")

    return run_case


def test_an_unlisted_skip_fails_the_run(gated_run):
    result = gated_run(ONE_SKIPPED)
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines(["SKIPPED without leave: tests/test_case.py::test_skips?2? *"])


def test_a_listed_skip_passes_with_all_its_parameters(gated_run):
    result = gated_run(ONE_SKIPPED, LEAVE)
    assert result.ret == pytest.ExitCode.OK
    result.stdout.no_fnmatch_line("*without leave*")


def test_a_module_skipped_whole_fails_the_run(gated_run):
    result = gated_run("import pytest\npytest.importorskip('no_such_module')\n")
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines(["SKIPPED without leave: tests/test_case.py *"])


def test_an_expected_failure_is_no_skip(gated_run):
    case = "import pytest\n@pytest.mark.xfail\ndef test_known(): assert False\n"
    assert gated_run(case).ret == pytest.ExitCode.OK


def test_a_run_that_is_not_strict_lets_skips_pass(gated_run):
    assert gated_run(ONE_SKIPPED, strict=False).ret == pytest.ExitCode.OK


def test_a_test_without_the_shared_folder_says_what_to_set(gated_run, monkeypatch):
    monkeypatch.setenv("READMORE_SHARED", "nowhere")
    result = gated_run("def test_real(shared): pass\n", strict=False)
    assert result.ret == pytest.ExitCode.OK
    result.stdout.fnmatch_lines(["SKIPPED*no real input at *nowhere: set READMORE_SHARED to its folder*"])
