"""A request as the bytes that the ledger keeps, and back."""

import pickle
from typing import Any, Final

from scrapy import Request, Spider
from scrapy.utils.request import request_from_dict

LEASE: Final = "readmore_lease"
_PROTOCOL: Final = 5


class UnkeepableError(ValueError):
    """A request holds something that cannot be made into bytes, such as a callback that is no method."""


def dump_request(request: Request, spider: Spider) -> bytes:
    """All of a request but its address and priority; most are short: names of methods, and meta.

    Raises:
        UnkeepableError: says what cannot be kept.
    """
    values: dict[str, Any] = {}
    for name in ("callback", "errback"):
        if (function := getattr(request, name)) is not None:
            values[name] = _name_of(function, spider)
    if meta := {key: value for key, value in request.meta.items() if key != LEASE}:
        values["meta"] = meta
    if request.cb_kwargs:
        values["cb_kwargs"] = request.cb_kwargs
    if request.dont_filter:
        values["dont_filter"] = True
    if not _is_plain(request):
        values |= {name: getattr(request, name) for name in request.attributes if name not in _KEPT_ELSEWHERE}
        values["headers"] = dict(request.headers)
        values["_class"] = f"{type(request).__module__}.{type(request).__qualname__}"
    try:
        return pickle.dumps(values, _PROTOCOL)
    except (pickle.PicklingError, AttributeError, TypeError, ValueError, RecursionError) as error:
        raise UnkeepableError(f"its meta or another part of it cannot be pickled: {error}") from error


# Kept as names, kept only where there is any, or columns of their own.
_KEPT_ELSEWHERE: Final = frozenset(
    {"url", "priority", "callback", "errback", "meta", "cb_kwargs", "dont_filter", "headers"}
)


def load_request(url: str, priority: int, payload: bytes, spider: Spider) -> Request:
    """The request that :func:`dump_request` was given.

    Raises:
        ValueError: the spider no longer has the method that is to be called, or the bytes are none of ours.
    """
    try:
        values = pickle.loads(payload)  # noqa: S301 - the ledger is the user's own, as Scrapy's JOBDIR is
    except (pickle.UnpicklingError, AttributeError, ImportError, EOFError) as error:
        raise ValueError(f"what was kept of it cannot be read: {error}") from error
    return request_from_dict({"url": url, "priority": priority, **values}, spider=spider)


def _name_of(function: Any, spider: Spider) -> str:
    if isinstance(function, str):
        return function
    if getattr(function, "__self__", None) is spider:
        name: str = function.__name__
        if getattr(spider, name, None) == function:
            return name
        for parent in type(spider).__mro__:  # a decorated method, or one with two underscores, has another name
            for name, value in vars(parent).items():
                if value is function.__func__:
                    return name
    raise UnkeepableError(f"{function!r} is no method of the spider {spider.name!r}")


def _is_plain(request: Request) -> bool:
    """Whether address, priority, meta and what is called are all there is to a request."""
    return (
        type(request) is Request
        and request.method == "GET"
        and not request.body
        and not request.headers
        and not request.cookies
        and not request.flags
        and request.encoding == "utf-8"
    )
