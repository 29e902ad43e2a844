"""A request comes back from the ledger as it went in, and what cannot be kept is told."""

import pytest
from scrapy import FormRequest, Request, Spider
from scrapy.http import JsonRequest

from crawler.frontier.payload import LEASE, UnkeepableError, dump_request, load_request

URL = "https://a.example/x"


class Own(Spider):
    """A spider with methods of all kinds."""

    name = "own"

    def parse(self, response):
        return response

    def on_failure(self, failure):
        return failure

    def __hidden(self, response):
        return response

    @property
    def hidden(self):
        return self.__hidden


@pytest.fixture
def spider():
    return Own()


def there_and_back(request, spider):
    return load_request(request.url, request.priority, dump_request(request, spider), spider)


def test_a_plain_request_is_short_and_whole(spider):
    request = Request(
        URL,
        callback=spider.parse,
        errback=spider.on_failure,
        priority=7,
        dont_filter=True,
        meta={"depth": 1, LEASE: 5, "odd": {1, 2}},
        cb_kwargs={"a": (1,)},
    )
    back = there_and_back(request, spider)
    assert (back.url, back.callback, back.errback) == (URL, spider.parse, spider.on_failure)
    assert (back.priority, back.dont_filter, back.cb_kwargs) == (7, True, {"a": (1,)})
    assert back.meta == {"depth": 1, "odd": {1, 2}}
    assert len(dump_request(Request(URL, callback=spider.parse), spider)) < 50


@pytest.mark.parametrize(
    "request_",
    [
        Request(URL, method="POST", body=b"\xff", headers={"X-Odd": ["1", "2"]}, cookies={"a": "b"}, flags=["f"]),
        JsonRequest(URL, data={"a": 1}),
        FormRequest(URL, formdata={"a": "b"}),
        Request(URL, encoding="latin-1"),
    ],
)
def test_every_other_request_comes_back_too(spider, request_):
    back = there_and_back(request_, spider)
    assert type(back) is type(request_)
    for name in request_.attributes:
        assert getattr(back, name) == getattr(request_, name), name


def test_a_hidden_method_is_found(spider):
    back = there_and_back(Request(URL, callback=spider.hidden), spider)
    assert back.callback == spider.hidden


def test_a_method_given_by_name_is_kept(spider):
    assert there_and_back(Request(URL).replace(callback=None), spider).callback is None
    assert b"parse" in dump_request(_named(), spider)


def _named():
    request = Request(URL)
    request.callback = "parse"
    return request


@pytest.mark.parametrize(
    ("change", "why"),
    [({"callback": lambda _: None}, "is no method of the spider 'own'"), ({"meta": {"x": lambda: 1}}, "pickled")],
)
def test_what_cannot_be_kept_is_told(spider, change, why):
    with pytest.raises(UnkeepableError, match=why):
        dump_request(Request(URL, **change), spider)


def test_a_method_that_is_gone_and_bytes_of_another_are_told(spider):
    payload = dump_request(Request(URL, callback=spider.on_failure), spider)
    with pytest.raises(ValueError, match="Method 'on_failure' not found"):
        load_request(URL, 0, payload, Spider("other"))
    with pytest.raises(ValueError, match="cannot be read"):
        load_request(URL, 0, b"", spider)
