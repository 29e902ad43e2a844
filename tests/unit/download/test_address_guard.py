"""The guard refuses before anything is sent, and hands Twisted no address that it may not connect to."""

import pytest
from scrapy import Request
from scrapy.exceptions import CannotResolveHostError
from scrapy.settings import Settings
from twisted.internet.address import HostnameAddress, IPv4Address, IPv6Address
from twisted.internet.interfaces import IHostnameResolver, IResolutionReceiver
from zope.interface import implementer

from crawler.download.address_guard import (
    TO_SERVICE,
    AddressGuardMiddleware,
    AddressRefusedError,
    GuardedResolver,
    read_rules,
)
from crawler.download.addresses import AddressRules, Endpoint


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:8000/", "https://2130706433/", "http://[::1]/x", "http://169.254.169.254/latest"]
)
def test_the_middleware_refuses_before_anything_is_sent(url):
    with pytest.raises(AddressRefusedError, match="private or local"):
        AddressGuardMiddleware(AddressRules()).process_request(Request(url))


@pytest.mark.parametrize("url", ["https://example.com/", "data:,x", "file:///etc/hostname"])
def test_the_middleware_lets_the_rest_pass(url):
    assert AddressGuardMiddleware(AddressRules()).process_request(Request(url)) is None


def test_our_own_request_to_a_service_is_told_by_its_mark():
    guard = AddressGuardMiddleware(AddressRules(services=frozenset({Endpoint("127.0.0.1", 8050)})))
    url = "http://127.0.0.1:8050/render.html"
    assert guard.process_request(Request(url, meta={TO_SERVICE: True})) is None
    assert guard.process_request(Request(url, method="POST", meta={"_splash_processed": True})) is None
    with pytest.raises(AddressRefusedError, match="a service of the crawl itself"):
        guard.process_request(Request(url, meta={"_splash_processed": True}))


def test_services_come_from_settings_and_environment(monkeypatch):
    monkeypatch.setenv("http_proxy", "http://10.0.0.9:3128")
    rules = read_rules(Settings({"SPLASH_URL": "http://localhost:8050", "READMORE_ALLOW_PRIVATE_ADDRESSES": "0"}))
    assert {("localhost", 8050), ("10.0.0.9", 3128)} <= rules.services


def test_the_resolvers_refusal_is_told_where_the_look_up_failed(monkeypatch):
    monkeypatch.setitem(GuardedResolver.refusals, "inner.example", "inner.example is 10.0.0.1 is private")
    guard = AddressGuardMiddleware(AddressRules())
    with pytest.raises(AddressRefusedError, match=r"10\.0\.0\.1"):
        guard.process_exception(Request("https://inner.example/"), CannotResolveHostError("no results"))
    assert guard.process_exception(Request("https://other.example/"), CannotResolveHostError("no results")) is None


@implementer(IHostnameResolver)
class TableResolver:
    """A name server of a few names."""

    def __init__(self, table: dict[str, list[str]]) -> None:
        self.table = table

    def resolveHostName(self, receiver, name, port=0, *_rest):  # noqa: N802 - Twisted's name
        receiver.resolutionBegan(None)
        for host in self.table.get(name, ()):
            kind = IPv6Address if ":" in host else IPv4Address
            receiver.addressResolved(kind("TCP", host, port))
        receiver.resolutionComplete()
        return HostnameAddress(name.encode(), port)


class NamedReactor:
    """As much of a reactor as a resolver asks for."""

    def __init__(self, table: dict[str, list[str]]) -> None:
        self.nameResolver = TableResolver(table)


@implementer(IResolutionReceiver)
class Answers(list):
    """What a resolver hands on: host and port of each address."""

    def resolutionBegan(self, _resolution):  # noqa: N802 - Twisted's name
        self.is_complete = False

    def addressResolved(self, address):  # noqa: N802 - the same
        self.append((address.host, address.port))

    def resolutionComplete(self):  # noqa: N802 - the same
        self.is_complete = True


TABLE = {
    "news.example": ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"],
    "mixed.example": ["10.0.0.1", "93.184.215.14", "fd00:ec2::254"],
    "inner.example": ["169.254.169.254", "fe80::1%eth0"],
    "splash.example": ["10.0.0.7"],
}


@pytest.fixture
def resolve(monkeypatch):
    monkeypatch.setattr(GuardedResolver, "refusals", {})
    rules = AddressRules(services=frozenset({Endpoint("splash.example", 8050)}))
    resolver = GuardedResolver(NamedReactor(TABLE), 0, rules)

    def ask(name, port=443):
        answers = Answers()
        resolver.resolveHostName(answers, name, port)
        assert answers.is_complete
        return list(answers)

    return ask


def test_public_addresses_of_both_families_are_handed_on(resolve):
    assert resolve("news.example") == [(host, 443) for host in TABLE["news.example"]]


def test_inner_addresses_among_public_ones_are_left_out(resolve):
    assert resolve("mixed.example") == [("93.184.215.14", 443)]
    assert GuardedResolver.refusals == {}


def test_a_name_that_is_all_inner_is_refused_with_its_reason_until_it_is_not(resolve, monkeypatch):
    assert resolve("inner.example") == []
    assert "fe80::1 is a private or local address" in GuardedResolver.refusals["inner.example"]
    monkeypatch.setitem(TABLE, "inner.example", ["93.184.215.14"])
    assert resolve("inner.example") == [("93.184.215.14", 443)]
    assert GuardedResolver.refusals == {}


def test_a_service_is_resolved_at_its_own_port_only(resolve):
    assert resolve("splash.example", 8050) == [("10.0.0.7", 8050)]
    assert resolve("splash.example", 0) == [("10.0.0.7", 0)]
    assert resolve("splash.example", 80) == []
