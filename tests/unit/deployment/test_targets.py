"""Targets are read as scrapyd-client reads them, and what they lack is said."""

from configparser import ConfigParser

import pytest

from crawler.deployment.targets import read_target
from crawler.errors import UsageError

CONFIG = """
[deploy]
url = http://127.0.0.1:6800
project = readmore
username = $TEST_SCRAPYD_USERNAME
password = ${TEST_SCRAPYD_PASSWORD}

[deploy:far]
url = https://scrapyd.example/
username = keeper
password = plain

[deploy:odd]
url = scrapyd.example
username = keeper
"""


@pytest.fixture
def config():
    parser = ConfigParser(interpolation=None)
    parser.read_string(CONFIG)
    return parser


def test_secrets_come_from_the_environment(config, monkeypatch):
    monkeypatch.setenv("TEST_SCRAPYD_USERNAME", "keeper")
    monkeypatch.setenv("TEST_SCRAPYD_PASSWORD", "a secret")
    target = read_target(config, "default")
    assert (target.url, target.username, target.password) == ("http://127.0.0.1:6800/", "keeper", "a secret")


def test_a_named_target_falls_back_to_what_all_share(config):
    target = read_target(config, "far")
    assert (target.url, target.project, target.password) == ("https://scrapyd.example/", "readmore", "plain")


def test_a_secret_that_is_not_set_is_named(config, monkeypatch):
    monkeypatch.delenv("TEST_SCRAPYD_USERNAME", raising=False)
    with pytest.raises(UsageError, match="set TEST_SCRAPYD_USERNAME"):
        read_target(config, "default")


def test_a_url_without_scheme_is_refused(config, monkeypatch):
    monkeypatch.setenv("TEST_SCRAPYD_PASSWORD", "a secret")
    with pytest.raises(UsageError, match="needs a url such as"):
        read_target(config, "odd")


def test_a_target_without_project_is_refused(config):
    config.remove_option("deploy", "project")
    with pytest.raises(UsageError, match="needs the project's name"):
        read_target(config, "far")


def test_an_unknown_target_is_told_which_there_are(config):
    with pytest.raises(UsageError, match="there are: default, far, odd"):
        read_target(config, "near")
