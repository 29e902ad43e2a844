"""Sites are told who asks, and whom to turn to."""

import pytest
from scrapy.settings import Settings

import crawler
from crawler.download.identity import IdentityAddon, find_token, make_user_agent, parse_contact
from crawler.errors import SettingError


@pytest.mark.parametrize(
    ("contact", "parts"),
    [
        ("", ()),
        ("https://example.org/crawler", ("https://example.org/crawler",)),
        ("crawler@example.org", ("crawler@example.org",)),
        ("https://example.org, crawler@example.org", ("https://example.org", "crawler@example.org")),
    ],
)
def test_a_contact_is_a_web_or_e_mail_address_or_both(contact, parts):
    assert parse_contact(contact) == parts


@pytest.mark.parametrize("contact", ["me", "a@b", "ftp://x", "a@example.org\r\nX-Evil: 1", "https://a.example/)("])
def test_anything_else_is_no_contact(contact):
    with pytest.raises(SettingError, match="write a web or e-mail address"):
        parse_contact(contact)


def test_the_user_agent_is_a_product_and_where_to_turn_to():
    version = crawler.__version__
    assert make_user_agent(()) == f"Readmore/{version} (a news reader built on Scrapy)"
    both = ("https://example.org", "a@example.org")
    assert make_user_agent(both) == f"Readmore/{version} (+https://example.org; +a@example.org)"


@pytest.mark.parametrize(
    ("user_agent", "token"),
    [
        ("Readmore/1.0 (+x)", "Readmore"),
        ("My-News_bot", "My-News_bot"),
        ("Mozilla/5.0", "Mozilla"),
        ("(?)", "Readmore"),
    ],
)
def test_robots_txt_knows_the_product(user_agent, token):
    assert find_token(user_agent) == token


def complete(**values):
    settings = Settings({"USER_AGENT": "Readmore", "READMORE_CONTACT": "", **values}, priority="project")
    IdentityAddon().update_settings(settings)
    return settings


def test_a_contact_goes_into_both_headers():
    settings = complete(READMORE_CONTACT="https://example.org a@example.org")
    assert settings["USER_AGENT"].endswith("(+https://example.org; +a@example.org)")
    assert settings.getdict("DEFAULT_REQUEST_HEADERS")["From"] == "a@example.org"
    assert "Accept-Language" in settings.getdict("DEFAULT_REQUEST_HEADERS")
    assert settings["ROBOTSTXT_USER_AGENT"] == "Readmore"


def test_without_a_contact_one_friendly_line_says_so(caplog):
    with caplog.at_level("INFO"):
        settings = complete()
    (record,) = caplog.records
    assert "READMORE_CONTACT" in record.getMessage()
    assert "From" not in settings.getdict("DEFAULT_REQUEST_HEADERS")


def test_a_web_address_is_no_mailbox():
    assert "From" not in complete(READMORE_CONTACT="https://example.org").getdict("DEFAULT_REQUEST_HEADERS")


def test_a_user_agent_of_ones_own_stays(caplog):
    with caplog.at_level("INFO"):
        settings = complete(USER_AGENT="Gazette/3 (+https://gazette.example)")
    assert settings["USER_AGENT"] == "Gazette/3 (+https://gazette.example)"
    assert settings["ROBOTSTXT_USER_AGENT"] == "Gazette"
    assert not caplog.records
    assert complete(ROBOTSTXT_USER_AGENT="Ours")["ROBOTSTXT_USER_AGENT"] == "Ours"
