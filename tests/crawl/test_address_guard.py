"""Nothing inner is touched: as written, as resolved, when a name changes its address, and at each redirect."""

import socket

import pytest

from tests.crawl.loopback import Answer, a_front, a_page

FEED = ("-O", "articles.jsonl")


def crawl(scrapy, url, *words, allowed="0", settings_module="crawler.settings"):
    return scrapy(
        "crawl", "news", "-a", f"url={url}", *FEED, "-s", f"READMORE_ALLOW_PRIVATE_ADDRESSES={allowed}", *words,
        allow_private=False, settings_module=settings_module,
    )  # fmt: skip


def host_of(site):
    return site.url.split("/")[2].split(":")[0]


def port_of(site):
    return site.url.rpartition(":")[2]


SPELLINGS = ["127.0.0.11", "127.11", "2130706443", "0x7f00000b", "0177.0.0.013", "[::ffff:127.0.0.11]", "localhost"]


def test_a_loopback_address_is_refused_however_it_is_written(scrapy, a_site):
    inner = a_site({"*": Answer(a_page("Behind the wall"))})
    urls = [f"http://{spelling}:{port_of(inner)}/{n}" for n, spelling in enumerate(SPELLINGS)]
    done = crawl(scrapy, " ".join([*urls, "http://169.254.169.254/latest/meta-data/"]))
    assert done.code == 1
    assert inner.asked == []
    assert {reason for reason, _ in done.rejects.values()} == {"address_refused"}
    assert all("private or local address" in detail for _, detail in done.rejects.values())
    assert len(done.rejects) == len(SPELLINGS) + 1


@pytest.mark.parametrize("spelling", ["127.0.0.{n}", "127.{n}", "0x7f.{n}"])
def test_a_redirect_to_an_inner_address_is_refused(scrapy, a_site, spelling):
    site = a_site({})
    inner = a_site({"*": Answer(a_page("Behind the wall"))})
    target = f"http://{spelling.format(n=host_of(inner).rpartition('.')[2])}:{port_of(inner)}/secret"
    site.answers.update({"/robots.txt": Answer("", 404), "/": Answer("", 302, location=target)})
    done = crawl(scrapy, f"{site.url}/", allowed=f"{host_of(site)}/32")
    assert done.code == 1
    assert inner.asked == []


def test_a_link_to_an_inner_address_is_refused_and_the_rest_unharmed(scrapy, a_site):
    inner = a_site({"*": Answer(a_page("Behind the wall"))})
    site = a_site({"/robots.txt": Answer("", 404)})
    away = "/story-that-leads-away-today"
    site.answers.update(
        {
            "/": Answer(a_front("/story-that-stays-here-today", away)),
            "/story-that-stays-here-today": Answer(a_page("Here to stay", f"{inner.url}/secret")),
            away: Answer(
                a_page("Away").replace("<head>", f'<head><meta http-equiv=refresh content="0;url={inner.url}/x">')
            ),
        }
    )
    done = crawl(scrapy, f"{site.url}/", allowed=f"{host_of(site)}/32")
    assert [article["headline"] for article in done.articles] == ["Here to stay"]
    assert done.rejects[away][0] in {"address_refused", "off_site"}
    assert inner.asked == []


REBINDING = """
from twisted.internet.address import IPv4Address
from crawler.download.address_guard import GuardedResolver

class Names:
    asked = 0

    def resolveHostName(self, receiver, name, port=0, *rest):
        Names.asked += 1
        receiver.resolutionBegan(None)
        receiver.addressResolved(IPv4Address("TCP", OPEN if Names.asked <= 2 else INNER, port))
        receiver.resolutionComplete()

class RebindingResolver(GuardedResolver):
    def __init__(self, reactor, cache_size, rules):
        super().__init__(reactor, cache_size, rules)
        self.original_resolver = Names()
"""


def test_a_name_that_changes_its_address_gains_nothing(scrapy, a_site, tmp_path):
    paths = [f"/story-number-{n}-of-the-day" for n in range(1, 4)]
    close = (("Connection", "close"),)
    front, story = Answer(a_front(*paths), headers=close), Answer(a_page("A story"), headers=close)
    site = a_site({"/robots.txt": Answer("", 404, headers=close), "/": front, "*": story})
    inner = a_site({"*": Answer(a_page("Behind the wall"))}, port=int(port_of(site)))
    addresses = f"OPEN, INNER = {host_of(site)!r}, {host_of(inner)!r}\n"
    (tmp_path / "rebinding.py").write_text(addresses + REBINDING, encoding="utf-8")
    (tmp_path / "rebinding_settings.py").write_text(
        "from crawler.settings import *\n"
        'TWISTED_DNS_RESOLVER = "rebinding.RebindingResolver"\nDNSCACHE_ENABLED = False\n',
        encoding="utf-8",
    )
    url = f"http://news.example:{port_of(site)}/"
    done = crawl(scrapy, url, allowed=f"{host_of(site)}/32", settings_module="rebinding_settings")
    assert site.asked == ["/robots.txt", "/"]
    assert inner.asked == []
    assert {reason for reason, _ in done.rejects.values()} == {"address_refused"}
    assert set(done.rejects) == set(paths)


def test_our_own_services_are_no_pages(scrapy, a_site):
    service = a_site({"*": Answer(a_page("The renderer"))})
    site = a_site({"/robots.txt": Answer("", 404), "/": Answer("", 302, location=f"{service.url}/render.html?url=x")})
    done = crawl(scrapy, f"{site.url}/", "-s", f"SPLASH_URL={service.url}", allowed=f"{host_of(site)}/32")
    assert done.code == 1
    assert service.asked == []


def test_names_are_judged_where_someone_else_started_the_reactor(scrapy, a_site):
    inner = a_site({"*": Answer(a_page("Behind the wall"))})
    done = crawl(
        scrapy,
        f"http://localhost:{port_of(inner)}/",
        "-s",
        "TWISTED_DNS_RESOLVER=scrapy.resolver.CachingThreadedResolver",
    )
    assert done.code == 1
    assert "private or local address" in done.stderr.strip().splitlines()[-1]
    assert inner.asked == []


def test_names_resolve_to_ipv6_too(scrapy, a_site, tmp_path):
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError as error:
        pytest.skip(f"this machine has no IPv6 loopback: {error}")
    site = a_site(
        {"/robots.txt": Answer("", 404), "/a-story-of-the-day": Answer(a_page("By either family"))}, host="::1"
    )
    names = (
        "from twisted.internet.address import IPv4Address, IPv6Address\n"
        "from crawler.download.address_guard import GuardedResolver\n\n"
        "class Names:\n"
        "    def resolveHostName(self, receiver, name, port=0, *rest):\n"
        "        receiver.resolutionBegan(None)\n"
        '        receiver.addressResolved(IPv6Address("TCP", "::1", port))\n'
        '        receiver.addressResolved(IPv4Address("TCP", "127.0.0.250", port))\n'
        "        receiver.resolutionComplete()\n\n"
        "class DualResolver(GuardedResolver):\n"
        "    def __init__(self, reactor, cache_size, rules):\n"
        "        super().__init__(reactor, cache_size, rules)\n"
        "        self.original_resolver = Names()\n"
    )
    (tmp_path / "dual.py").write_text(names, encoding="utf-8")
    (tmp_path / "dual_settings.py").write_text(
        'from crawler.settings import *\nTWISTED_DNS_RESOLVER = "dual.DualResolver"\n', encoding="utf-8"
    )
    url = f"http://news.example:{port_of(site)}/a-story-of-the-day"
    done = crawl(scrapy, url, allowed="1", settings_module="dual_settings")
    assert [article["headline"] for article in done.articles] == ["By either family"]
