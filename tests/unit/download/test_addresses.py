"""Inner addresses are known however they are written, and our own services are no pages."""

import ipaddress

import pytest

from crawler.download.addresses import (
    AddressRules,
    Endpoint,
    find_endpoint,
    find_endpoints,
    find_ip_address,
    is_public,
    parse_allowed_networks,
)
from crawler.errors import AddressError, SettingError

NOTHING_ALLOWED = AddressRules()


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "127.1", "127.0.1", "0x7f000001", "0x7f.1", "2130706433", "0177.0.0.1", "017700000001", "[::1]",
     "[::ffff:127.0.0.1]", "::1%lo"],
)  # fmt: skip
def test_loopback_is_known_in_every_spelling(host):
    address = find_ip_address(host)
    assert address is not None
    assert not is_public(address)


@pytest.mark.parametrize("host", ["example.com", "localhost", "1.2.3.4.example", "face.example", "", "１２７.0.0.1"])
def test_a_name_is_no_address(host):
    assert find_ip_address(host) is None


@pytest.mark.parametrize(
    "address",
    [
        "0.1.2.3",
        "10.0.0.1",
        "172.16.5.4",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "100.100.100.200",
        "192.0.0.192",
        "168.63.129.16",
        "198.18.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "::",
        "fe80::1",
        "fec0::1",
        "fc00::1",
        "fd00:ec2::254",
        "ff02::1",
        "2001::1",
        "2001:db8::1",
        "3fff::1",
        "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::5db8:d70e",
        "2002:7f00:1::",
        "2002:c0a8:101::1",
        "::127.0.0.1",
        "::ffff:169.254.169.254",
    ],
)
def test_inner_addresses_are_refused(address):
    with pytest.raises(AddressError, match="READMORE_ALLOW_PRIVATE_ADDRESSES=1"):
        NOTHING_ALLOWED.check_address(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "address",
    ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "64:ff9b::5db8:d70e", "2002:5db8:d70e::1",
     "::ffff:93.184.215.14"],
)  # fmt: skip
def test_public_addresses_pass(address):
    NOTHING_ALLOWED.check_address(ipaddress.ip_address(address))


@pytest.mark.parametrize("value", ["0", "", "no", "False"])
def test_nothing_is_allowed(value):
    assert parse_allowed_networks(value) == ()


def test_all_or_some_networks_are_allowed():
    AddressRules(parse_allowed_networks("1")).check_address(ipaddress.ip_address("127.0.0.5"))
    some = AddressRules(parse_allowed_networks("127.0.0.0/8, fd00::/8"))
    for address in ("127.0.0.5", "::ffff:127.0.0.5", "fd00::5"):
        some.check_address(ipaddress.ip_address(address))
    with pytest.raises(AddressError):
        some.check_address(ipaddress.ip_address("10.0.0.1"))


def test_a_mistyped_setting_says_what_to_write():
    with pytest.raises(SettingError, match="write 0, 1, or networks"):
        parse_allowed_networks("localhost")


def test_services_are_found_by_host_and_port():
    urls = [
        "http://Splash.example:8050/",
        "",
        "10.0.0.2:3128",
        "https://proxy.example",
        "postgresql://db/x",
        "http://h:x",
    ]
    assert find_endpoints(urls) == {("splash.example", 8050), ("10.0.0.2", 3128), ("proxy.example", 443)}
    assert find_endpoint("mailto:a@b.example") is None


RULES = AddressRules(services=frozenset({Endpoint("127.0.0.1", 8050), Endpoint("splash.example", 8050)}))


@pytest.mark.parametrize("url", ["http://127.0.0.1:8050/render.html", "http://splash.example:8050/"])
def test_only_we_may_talk_to_our_services(url):
    RULES.check_url(url, by_us=True)
    with pytest.raises(AddressError, match="a service of the crawl itself"):
        RULES.check_url(url)
    AddressRules(parse_allowed_networks("1"), RULES.services).check_url(url)


@pytest.mark.parametrize("url", ["http://127.0.0.1:8051/", "http://127.1:8050/", "http://[::1]:8050/"])
def test_a_service_exempts_nothing_but_itself(url):
    with pytest.raises(AddressError, match="private or local"):
        RULES.check_url(url, by_us=True)


@pytest.mark.parametrize("url", ["https://example.com/", "data:,x", "file:///etc/hostname", "http://93.184.215.14/"])
def test_the_rest_passes(url):
    RULES.check_url(url)
    RULES.check_target(url)


@pytest.mark.parametrize(
    "url",
    ["http://localhost/", "http://a.localhost:9/", "http://printer.local/", "http://metadata.google.internal/v1",
     "http://intranet/", "http://127.1/", "http://splash.example:8050/"],
)  # fmt: skip
def test_what_a_renderer_is_to_load_is_judged_by_its_name_too(url):
    with pytest.raises(AddressError):
        RULES.check_target(url)


def test_where_private_addresses_are_allowed_a_renderer_may_load_inner_names():
    AddressRules(parse_allowed_networks("10.0.0.0/8")).check_target("http://wiki.internal/")
