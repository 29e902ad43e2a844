"""Headers, cookies and proxy come from the environment, go to the site's own hosts, and show themselves nowhere."""

import pytest

from crawler.errors import ProfileError
from crawler.sites.credentials import NO_CREDENTIALS, Proxy, find_credentials
from crawler.sites.load import parse_profile

START = 'start = ["https://www.example.com/"]\ndomains = ["example.com", "example.net"]\n'
WHOLE = """
proxy = "http://reader:$PROXY_PASSWORD@proxy.example.org:3128"
[headers]
Authorization = "Bearer $TOKEN"
X-Price = "5 $$"
[cookies]
session = "env:SESSION"
consent = "yes"
"""
SECRETS = {"TOKEN": "t0ken", "SESSION": "sess10n", "PROXY_PASSWORD": "pa%40ss"}


def parse(text):
    return parse_profile(START + text, "post", "profiles/post.toml")


def test_the_environment_fills_them_in():
    credentials = find_credentials(parse(WHOLE), SECRETS)
    assert dict(credentials.headers) == {"Authorization": "Bearer t0ken", "X-Price": "5 $"}
    assert credentials.cookie_header == "session=sess10n; consent=yes"
    assert credentials.proxy == Proxy("http://proxy.example.org:3128", "reader", "pa@ss")
    assert credentials.proxy.authorization == "Basic cmVhZGVyOnBhQHNz"


def test_nothing_of_it_is_in_a_repr():
    profile = parse(WHOLE.replace("$PROXY_PASSWORD", "pa%40ss").replace("$TOKEN", "t0ken"))
    shown = repr(profile) + repr(find_credentials(profile, SECRETS)) + str(find_credentials(profile, SECRETS).proxy)
    assert not any(secret in shown for secret in ("t0ken", "sess10n", "pa%40ss", "pa@ss", "Bearer"))


@pytest.mark.parametrize(
    ("url", "may_see"),
    [
        ("https://www.example.com/a", True),
        ("https://news.example.net/a", True),
        ("https://example.org/a", False),
        ("https://example.com.evil.example/a", False),
        ("http://www.example.com/a", False),  # whoever listens on the way could read it
        ("https://www.example.com@evil.example/a", False),
    ],
)
def test_only_the_sites_own_hosts_see_them(url, may_see):
    assert find_credentials(parse(WHOLE), SECRETS).may_see(url) is may_see


def test_a_site_that_begins_in_plain_http_sees_them_there():
    profile = parse_profile('start = ["http://127.0.0.1:8080/"]\n[cookies]\na = "b"', "post", "post.toml")
    credentials = find_credentials(profile, {})
    assert credentials.may_see("http://127.0.0.1:8080/x")
    assert not credentials.may_see("http://127.0.0.1:8081/x")


def test_a_neighbour_on_a_host_that_lets_names_to_anyone_sees_nothing():
    profile = parse_profile('start = ["https://post.github.io/"]\n[cookies]\na = "b"', "post", "post.toml")
    credentials = find_credentials(profile, {})
    assert credentials.may_see("https://post.github.io/x")
    assert not credentials.may_see("https://neighbour.github.io/x")
    assert not credentials.may_see("https://github.io/")


def test_without_any_nobody_sees_anything():
    assert not NO_CREDENTIALS.may_see("https://www.example.com/")
    assert NO_CREDENTIALS.cookie_header is None
    assert Proxy("http://p.example:1").authorization is None


@pytest.mark.parametrize(
    ("text", "environment", "message"),
    [
        (
            WHOLE,
            {**SECRETS, "TOKEN": None},
            "Authorization in [headers] takes TOKEN from the environment, which has no",
        ),
        (
            WHOLE,
            {**SECRETS, "SESSION": None},
            "session in [cookies] takes SESSION from the environment, which has none",
        ),
        (WHOLE, {**SECRETS, "PROXY_PASSWORD": None}, "proxy takes PROXY_PASSWORD from the environment, which has none"),
        (WHOLE, {**SECRETS, "SESSION": ""}, "session in [cookies]: what SESSION holds is empty"),
        (
            WHOLE,
            {**SECRETS, "TOKEN": "s3cret\r\nX-Evil: 1"},
            "Authorization in [headers]: what TOKEN holds is empty, or",
        ),
        ('proxy = "$P"', {"P": "socks5://s3cret:1"}, "proxy: what the environment holds is no address of a proxy"),
    ],
)
def test_what_cannot_be_filled_in_is_told_by_its_name_alone(text, environment, message):
    with pytest.raises(ProfileError) as caught:
        find_credentials(parse(text), {name: value for name, value in environment.items() if value is not None})
    assert f"the profile 'post': {message}" in str(caught.value)
    assert "s3cret" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('[headers]\n"X Y" = "s3cret"', "line 4: 'X Y' cannot be the name of one of the headers"),
        ('[headers]\nCookie = "s3cret"', "line 4: Cookie: write it in the table [cookies]"),
        ('[headers]\nUser-Agent = "s3cret"', "line 4: User-Agent: it is the crawl's own"),
        ('[headers]\nContent-Length = "s3cret"', "line 4: Content-Length: this header belongs to the connection"),
        ("[headers]\nX-Key = 12", "line 4: X-Key: it takes a text in quotes"),
        ('[cookies]\na = "s3cret; b"', "line 4: a: it holds a sign that cannot stand in one of the cookies"),
        ('[cookies]\na = "s3cret$"', "line 4: a: a dollar sign stands before the name of an environment variable"),
        ('headers = "s3cret"', "line 3: headers is a table: write [headers]"),
        ('proxy = "s3cret.example"', "line 3: proxy: a proxy's address begins with http:// and has a host"),
        ("proxy = 3", "line 3: proxy: it takes the address of a proxy, or the name of an environment variable"),
    ],
)
def test_a_mistake_is_told_with_its_line_and_without_the_secret(text, line):
    with pytest.raises(ProfileError) as caught:
        parse(text)
    assert str(caught.value).startswith(f"profiles/post.toml, {line}")
    assert "s3cret" not in str(caught.value)
