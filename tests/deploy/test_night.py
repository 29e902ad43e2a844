"""The night of all sites, run by Scrapyd alone."""

import gzip
import json

import pytest

from tests.deploy.conftest import STORIES
from tests.deploy.scrapyd import wait_until

DAY = "2026-11-24"


@pytest.fixture
def settings(site, other_site, tmp_path):
    """Two profiles of one's own, and where their nights go."""
    profiles = tmp_path / "profiles"
    profiles.mkdir()
    for name, paper in (("post", site), ("herald", other_site)):
        (profiles / f"{name}.toml").write_text(f'name = "{name}"\nstart = ["{paper.url}/"]\n', encoding="utf-8")
    return {
        "READMORE_ALLOW_PRIVATE_ADDRESSES": "127.0.0.0/8",
        "READMORE_PROFILES_DIR": str(profiles),
        "READMORE_NIGHTS_DIR": str(tmp_path / "exports"),
        "READMORE_LEDGER_URL": f"sqlite:///{tmp_path}/ledger.db",
        "READMORE_REJECTS_FEED": "",
        "AUTOTHROTTLE_ENABLED": "0",
    }


def read_night(tmp_path, name):
    folder = tmp_path / "exports" / name / DAY
    assert (folder / "_SUCCESS").exists(), sorted(path.name for path in folder.iterdir())
    packed = sorted(folder.glob("articles-*.gz"))
    lines = [line for path in packed for line in gzip.decompress(path.read_bytes()).splitlines()]
    return sorted("/" + json.loads(line)["url"].split("/", 3)[3] for line in lines)


def test_all_sites_in_one_job(deployed, settings, tmp_path):
    deployed.schedule("nightly", "night-1", settings, date=DAY)
    deployed.wait("night-1")
    assert read_night(tmp_path, "herald") == sorted(STORIES)
    assert read_night(tmp_path, "post") == sorted(STORIES)


@pytest.mark.parametrize("signal", ["INT", "KILL"])
def test_a_night_that_was_ended_goes_on_when_it_is_scheduled_again(deployed, site, settings, tmp_path, signal):
    first, second = f"night-first-{signal}", f"night-second-{signal}"
    deployed.schedule("nightly", first, {**settings, "DOWNLOAD_DELAY": "0.1"}, sites="post", date=DAY)
    wait_until(lambda: len(set(site.asked) & set(STORIES)) >= 8, "some stories were fetched")
    deployed.api.order("cancel", {"project": "readmore", "job": first, "signal": signal})
    deployed.wait(first)
    assert not (tmp_path / "exports" / "post" / DAY / "_SUCCESS").exists()
    deployed.schedule("nightly", second, settings, sites="post", date=DAY)
    deployed.wait(second)
    assert read_night(tmp_path, "post") == sorted(STORIES)


def test_what_is_wrong_with_a_night_is_one_line(deployed, settings):
    deployed.schedule("nightly", "night-wrong", settings, sites="nowhere")
    deployed.wait("night-wrong")
    told = (deployed.folder / "scrapyd.out").read_text(encoding="utf-8")
    assert "no profile is called 'nowhere'" in told
