"""Inner addresses are refused however they are written, unless the setting allows them."""

import ipaddress

import pytest
from scrapy import Request
from scrapy.exceptions import CannotResolveHostError

from crawler.download.address_guard import (
    AddressGuardMiddleware,
    AddressRefusedError,
    GuardedResolver,
    check_address,
    find_ip_address,
    is_public,
    parse_allowed_networks,
)
from crawler.errors import AddressError, SettingError


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "127.1", "0x7f000001", "2130706433", "0177.0.0.1", "[::1]", "[::ffff:127.0.0.1]"]
)
def test_loopback_is_known_in_every_spelling(host):
    address = find_ip_address(host)
    assert address is not None
    assert not is_public(address)


@pytest.mark.parametrize("host", ["example.com", "localhost", "1.2.3.4.example", "face.example", ""])
def test_a_name_is_no_address(host):
    assert find_ip_address(host) is None


@pytest.mark.parametrize(
    "address",
    [
        "10.0.0.1",
        "172.16.5.4",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "fe80::1",
        "fc00::1",
        "224.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "::ffff:169.254.169.254",
    ],
)
def test_inner_addresses_are_refused(address):
    with pytest.raises(AddressError, match="READMORE_ALLOW_PRIVATE_ADDRESSES=1"):
        check_address(ipaddress.ip_address(address), ())


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "64:ff9b::5db8:d70e"])
def test_public_addresses_pass(address):
    check_address(ipaddress.ip_address(address), ())


@pytest.mark.parametrize("value", ["0", "", "no", "False"])
def test_nothing_is_allowed(value):
    assert parse_allowed_networks(value) == ()


def test_all_or_some_networks_are_allowed():
    check_address(ipaddress.ip_address("127.0.0.5"), parse_allowed_networks("1"))
    some = parse_allowed_networks("127.0.0.0/8, fd00::/8")
    check_address(ipaddress.ip_address("127.0.0.5"), some)
    check_address(ipaddress.ip_address("fd00::5"), some)
    with pytest.raises(AddressError):
        check_address(ipaddress.ip_address("10.0.0.1"), some)


def test_a_mistyped_setting_says_what_to_write():
    with pytest.raises(SettingError, match="write 0, 1, or networks"):
        parse_allowed_networks("localhost")


@pytest.mark.parametrize("url", ["http://127.0.0.1:8000/", "https://2130706433/", "http://[::1]/x"])
def test_the_middleware_refuses_before_anything_is_sent(url):
    with pytest.raises(AddressRefusedError, match="private or local"):
        AddressGuardMiddleware(()).process_request(Request(url))


@pytest.mark.parametrize("url", ["https://example.com/", "data:,x", "file:///etc/hostname"])
def test_the_middleware_lets_the_rest_pass(url):
    assert AddressGuardMiddleware(()).process_request(Request(url)) is None


def test_the_resolvers_refusal_is_told_where_the_look_up_failed(monkeypatch):
    monkeypatch.setitem(GuardedResolver.refusals, "inner.example", "inner.example is 10.0.0.1 is private")
    guard = AddressGuardMiddleware(())
    with pytest.raises(AddressRefusedError, match=r"10\.0\.0\.1"):
        guard.process_exception(Request("https://inner.example/"), CannotResolveHostError("no results"))
    assert guard.process_exception(Request("https://other.example/"), CannotResolveHostError("no results")) is None
