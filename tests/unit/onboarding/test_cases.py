"""The saved pages of a profile read as they did, and whatever reads otherwise is told by its field."""

import json
from dataclasses import replace

import pytest

from crawler.errors import PageError, UsageError
from crawler.onboarding.cases import Difference, accept_cases, check_cases, choose_pages, save_cases
from crawler.onboarding.findings import find_out
from crawler.records.selector import Selector
from crawler.sites.profile import SiteProfile
from tests.unit.onboarding.conftest import SITE

PROFILE = SiteProfile(id="post", start=(f"{SITE}/",))
MENDED = replace(PROFILE, field_selectors=(Selector(name="authors", css="p.byline"), Selector(name="kicker", css="h1")))


@pytest.fixture
def folder(visit, tmp_path):
    found = find_out(visit)
    assert save_cases(choose_pages(found.articles, found.listings), tmp_path / "post", PROFILE) == 5
    return tmp_path / "post"


def test_a_case_is_a_folder_with_page_expectation_and_address(folder):
    assert sorted(path.name for path in folder.iterdir()) == [
        "02-01-bridge-to-be-closed-for-two-years",
        "03-04-council-at-noon-in-the-town",
        "03-05-weather-for-the-week-ahead",
        "front",
        "page-2",
    ]
    case = folder / "03-04-council-at-noon-in-the-town"
    assert sorted(path.name for path in case.iterdir()) == ["about.toml", "expected.json", "page.html.gz"]
    expected = json.loads((case / "expected.json").read_text(encoding="utf-8"))
    assert (expected["page_kind"], expected["published_at"]) == ("article", "2025-03-04T04:06:00Z")
    front = json.loads((folder / "front" / "expected.json").read_text(encoding="utf-8"))
    assert len(front["links_article"]) == 2
    assert "page_kind" not in front, "a list that prints its newest story whole is a list all the same"


def test_what_is_unchanged_reads_as_expected(folder):
    assert check_cases(folder, PROFILE) == (5, [])


def test_what_a_changed_profile_reads_otherwise_is_told_and_may_be_accepted(folder):
    case = "03-04-council-at-noon-in-the-town"
    expected = json.loads((folder / case / "expected.json").read_text(encoding="utf-8"))
    expected["authors"], expected["gone"] = [{"name": "Somebody Else", "type": "person"}], 1
    (folder / case / "expected.json").write_text(json.dumps(expected), encoding="utf-8")
    count, differences = check_cases(folder, MENDED)
    assert count == 5
    mine = {difference.field: difference for difference in differences if difference.case == case}
    assert mine["authors"].expected[0]["name"] == "Somebody Else"
    assert mine["authors"].found[0]["name"] == "Ada Oyelaran"
    assert mine["kicker"] == Difference(case, "kicker", None, "What was said at town")
    assert (mine["gone"].expected, mine["gone"].found) == (1, None)
    assert accept_cases(folder, MENDED) == 5
    assert check_cases(folder, MENDED) == (5, [])


def test_a_second_visit_takes_the_place_of_the_first(folder, visit):
    page = visit.articles[0]
    assert save_cases([page, page], folder, PROFILE) == 2
    assert sorted(path.name for path in folder.iterdir()) == [
        "03-04-council-at-noon-in-the-town",
        "03-04-council-at-noon-in-the-town-2",
    ]


def test_what_cannot_be_read_is_named(folder, tmp_path, visit):
    with pytest.raises(UsageError, match="holds no saved pages: scrapy onboard URL --name none"):
        check_cases(tmp_path / "none", PROFILE)
    (folder / "front" / "expected.json").write_text("{", encoding="utf-8")
    with pytest.raises(PageError, match=r"front/expected\.json cannot be read"):
        check_cases(folder, PROFILE)
    (folder / "front" / "expected.json").write_text("{}", encoding="utf-8")
    (folder / "front" / "page.html.gz").write_bytes(b"no gzip")
    with pytest.raises(PageError, match="front cannot be read"):
        accept_cases(folder, PROFILE)
    (folder / "front" / "about.toml").write_text('url = "x"\nfetched_at = 3\n', encoding="utf-8")
    with pytest.raises(PageError, match="fetched_at is no time"):
        check_cases(folder, PROFILE)
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(UsageError, match="cannot be written"):
        save_cases(visit.articles, tmp_path / "file" / "post", PROFILE)
