"""Jobs on a real Scrapyd: scheduled, watched, cancelled, continued, and their exports kept."""

import pytest
import requests

from tests.deploy.conftest import STORIES
from tests.deploy.scrapyd import PASSWORD, USERNAME, read_lines, wait_until


@pytest.fixture
def settings(tmp_path):
    """What every job is started with: feeds in a folder of its own, and no politeness towards loopback."""
    return {
        "READMORE_ALLOW_PRIVATE_ADDRESSES": "127.0.0.0/8",
        "FEEDS": f'{{"{tmp_path}/articles.jsonl": {{"format": "jsonlines"}}}}',
        "READMORE_REJECTS_FEED": f"{tmp_path}/rejects.jsonl",
        "AUTOTHROTTLE_ENABLED": "0",
    }


def paths(site, articles):
    return sorted(article["url"].removeprefix(site.url) for article in articles)


def read_segments(folder):
    """The articles of all sealed segments."""
    return [article for path in sorted(folder.glob("articles-*.jsonl")) for article in read_lines(path)]


def is_begun(folder):
    """Whether the open segment holds a story that its job has committed."""
    return any(path.stat().st_size for path in folder.glob("articles-*.jsonl.part"))


def test_the_spiders_are_listed(deployed):
    assert "news" in deployed.api.ask("listspiders", project="readmore")["spiders"]


def test_a_job_runs_with_its_arguments_settings_and_id(deployed, site, settings, tmp_path):
    deployed.schedule("news", "job-one", settings, url=f"{site.url}/")
    deployed.wait("job-one")
    articles = read_lines(tmp_path / "articles.jsonl")
    assert paths(site, articles) == sorted(STORIES)
    assert {article["run"]["id"] for article in articles} == {"job-one"}
    assert "Traceback" not in deployed.log("job-one")


def test_its_log_is_read_over_http(deployed, site, settings):
    deployed.schedule("news", "job-log", settings, url=f"{site.url}/")
    deployed.wait("job-log")
    where = f"{deployed.url}logs/readmore/news/job-log.log"
    assert requests.get(where, timeout=30).status_code == 401
    assert "Spider closed (finished)" in requests.get(where, auth=(USERNAME, PASSWORD), timeout=30).text


def test_what_is_wrong_with_a_job_stands_in_one_line_of_scrapyds_output(deployed, settings):
    deployed.schedule("news", "job-mistyped", settings, url="example.com")
    deployed.wait("job-mistyped")
    told = (deployed.folder / "scrapyd.out").read_text(encoding="utf-8")
    assert "write https://example.com" in told
    assert "Process died: exitstatus=2" in told


def test_retention_takes_logs_and_no_exports(deployed, site, settings, tmp_path):
    jobs = [f"job-kept-{number}" for number in range(4)]
    for job in jobs:
        feeds = {**settings, "FEEDS": f'{{"{tmp_path}/{job}.jsonl": {{"format": "jsonlines"}}}}'}
        deployed.schedule("news", job, feeds, url=f"{site.url}/")
        deployed.wait(job)
    assert [job for job in jobs if deployed.log(job)] == jobs[1:], "jobs_to_keep is 2, beside the newest"
    for job in jobs:
        assert paths(site, read_lines(tmp_path / f"{job}.jsonl")) == sorted(STORIES)


@pytest.mark.parametrize("signal", ["TERM", "KILL"])
def test_a_job_that_was_ended_goes_on_where_it_was_when_it_is_scheduled_again(
    deployed, site, settings, tmp_path, signal
):
    again = {**settings, "JOBDIR": f"{tmp_path}/job"}
    first, second = f"job-first-{signal}", f"job-second-{signal}"
    deployed.schedule("news", first, {**again, "DOWNLOAD_DELAY": "0.1"}, url=f"{site.url}/")
    wait_until(lambda: is_begun(tmp_path / "job" / "export"), "some stories were kept")
    deployed.api.order("cancel", {"project": "readmore", "job": first, "signal": signal})
    deployed.wait(first)
    assert len(set(site.asked) & set(STORIES)) < len(STORIES)
    deployed.schedule("news", second, again, url=f"{site.url}/")
    deployed.wait(second)
    articles = read_segments(tmp_path / "job" / "export")
    assert paths(site, articles) == sorted(STORIES)
    assert {article["run"]["id"] for article in articles} == {first, second}


def test_a_job_that_is_through_is_not_done_twice(deployed, site, settings, tmp_path):
    again = {**settings, "JOBDIR": f"{tmp_path}/job"}
    for job in ("job-once", "job-twice"):
        deployed.schedule("news", job, again, url=f"{site.url}/")
        deployed.wait(job)
    assert paths(site, read_segments(tmp_path / "job" / "export")) == sorted(STORIES)


def test_a_job_outlives_a_restart_of_scrapyd_and_those_that_wait_are_run(deployed, site, settings, tmp_path):
    for job in ("job-through-1", "job-through-2", "job-through-3"):
        feeds = {
            **settings,
            "FEEDS": f'{{"{tmp_path}/{job}.jsonl": {{"format": "jsonlines"}}}}',
            "DOWNLOAD_DELAY": "0.1",
        }
        deployed.schedule("news", job, feeds, url=f"{site.url}/")
    wait_until(lambda: len(site.asked) >= 8, "some pages were fetched")
    deployed.stop()
    deployed.start()
    deployed.wait("job-through-3")
    for job in ("job-through-1", "job-through-2", "job-through-3"):
        path = tmp_path / f"{job}.jsonl"
        wait_until(lambda path=path: len(read_lines(path)) >= len(STORIES), f"{path.name} is whole")
        assert paths(site, read_lines(path)) == sorted(STORIES)
