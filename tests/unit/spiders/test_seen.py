"""No address is asked for twice, and a site's own word decides which spellings are one."""

from spiders.seen import SeenAddresses


def test_an_address_is_new_once():
    seen = SeenAddresses({})
    assert seen.add("https://a.example/x")
    assert not seen.add("https://a.example/x")
    assert "https://a.example/x" in seen


def test_a_trailing_slash_matters_until_the_site_says_otherwise():
    seen = SeenAddresses({})
    seen.add("https://a.example/x")
    assert seen.add("https://a.example/x/")
    seen.learn_alike("https://a.example/y", "https://a.example/y/")
    seen.add("https://a.example/z")
    assert not seen.add("https://a.example/z/")
    assert not seen.add("https://a.example/z/index.html")


def test_what_one_site_treats_alike_another_may_not():
    seen = SeenAddresses({})
    seen.learn_alike("https://a.example/y", "https://a.example/y/")
    seen.add("https://b.test/z")
    assert seen.add("https://b.test/z/")


def test_a_redirect_elsewhere_teaches_nothing_of_slashes():
    seen = SeenAddresses({})
    seen.learn_alike("https://a.example/old", "https://a.example/new")
    assert "https://a.example/new" in seen
    assert seen.add("https://a.example/new/")


def test_the_state_outlives_the_object():
    state = {}
    SeenAddresses(state).add("https://a.example/x")
    assert not SeenAddresses(state).add("https://a.example/x")
