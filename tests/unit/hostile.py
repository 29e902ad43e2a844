"""Pages that are made to break a reader: each form by its name, grown by a number."""

from collections.abc import Callable
from typing import Final

PROSE: Final = "<p>The council met and talked about the bridge for a long while, and then it decided.</p>"
_CARD: Final = "<div class=card><h3><a href=/news/{0}.html>Story number {0} of them all</a></h3><p>Teaser {0}</p></div>"


def _page(body: str, head: str = "") -> str:
    return f"<html lang=en><head><title>The bridge</title>{head}</head><body><h1>The bridge</h1>{body}</body></html>"


def _many(form: str) -> Callable[[int], str]:
    return lambda size: _page("".join(form.format(number) for number in range(size)))


def _head(form: str, inner: str, end: str = "") -> Callable[[int], str]:
    return lambda size: _page(PROSE, form + "".join(inner.replace("{0}", str(n)) for n in range(size)) + end)


_LD: Final = '<script type="application/ld+json">'

FORMS: Final[dict[str, Callable[[int], str]]] = {
    "deep div": _many("<div>a "),
    "deep span": _many("<span>a "),
    "deep lists": _many("<ul><li>a "),
    "deep tables": _many("<table><tr><td>a "),
    "deep formatting": _many("<b><i>a "),
    "deep quotes of prose": _many("<blockquote>" + PROSE),
    "deep cards": _many("<section><h2><a href=/news/{0}>Story number {0} of them all</a></h2>"),
    "deep authors": _many("<div itemprop=author itemscope>"),
    "deep marks": _many("<div class='comment related teaser date'>4 May 2024 "),
    "deep fonts": _many("<font size={0}>x<p>"),
    "options": lambda size: _page("<select>" + "<option>x" * size),
    "roots": _many("<html a{0}=b><body b{0}=c>"),
    "attributes": lambda size: _page("<div " + " ".join(f"a{n}=b" for n in range(size)) + ">x</div>"),
    "classes": lambda size: _page("<div class='" + " ".join(f"comment{n}" for n in range(size)) + "'>4 May 2024</div>"),
    "links": _many("<a href=/news/{0}/story-{0}.html>Story number {0} of them all</a>"),
    "one link often": _many("<a href=/x>Read more</a> "),
    "cards": _many(_CARD),
    "pager": _many("<a href=/page/{0}>{0}</a>"),
    "prose": _many(PROSE),
    "one word": lambda size: _page("<p>" + "a" * size * 20),
    "digits": lambda size: _page("<p>" + "1" * size * 20),
    "years": lambda size: _page("<p>" + "2024 " * size),
    "blanks": lambda size: _page("<p>a" + " " * size * 20 + "b"),
    "commas": lambda size: _page("<p>" + "," * size * 20),
    "lines": lambda size: _page("<p>a" + "<br>" * size * 5 + "b"),
    "dates": _many("<p>4 May 2024</p>"),
    "times": _many("<time datetime=2024-05-04>4 May</time>"),
    "headlines": _many("<h1>The bridge</h1>"),
    "bylines": _many("<span class=author>By Jane Doe{0}</span>"),
    "one long byline": lambda size: _page("<div class=author>" + "Jane Doe and " * size + "</div>" + PROSE),
    "breadcrumbs": _many("<div class=breadcrumb><a href=/{0}>n{0}</a></div>"),
    "tags": _many("<div class=tags><a href=/tag/{0}>tag {0}</a></div>"),
    "menu behind a wall": lambda size: _page(
        PROSE * 9
        + "<p>This article is for subscribers only</p><ul>"
        + "".join(f"<li><a href=/x/{n}>Link {n}</a>" for n in range(size))
    ),
    "walls": _many("<div class=paywall>Subscribe to read on</div>"),
    "pictures": _many("<figure><img src=/{0}.jpg><figcaption>Picture {0}</figcaption></figure>"),
    "frames": _many("<iframe src=/{0}></iframe>"),
    "long title": _head("<title>", "The bridge - ", "</title>"),
    "long og:title": _head('<meta property="og:title" content="', "a | b ", '">'),
    "long author": _head('<meta name="author" content="', "by A, ", '">'),
    "keywords": _head('<meta name="keywords" content="', "word {0},", '">'),
    "meta dates": _head("", '<meta property="article:published_time" content="2024-05-04T10:00:00Z">'),
    "canonical links": _head("", "<link rel=canonical href=/x{0}>"),
    "JSON-LD nodes": _head(_LD + "[", '{"@type":"NewsArticle","headline":"The bridge"},', "{}]</script>"),
    "JSON-LD depth": lambda size: _page(PROSE, _LD + '{"a":' * size + "1" + "}" * size + "</script>"),
    "JSON-LD open": lambda size: _page(PROSE, _LD + "[" * size * 20 + "</script>"),
    "JSON-LD commas": lambda size: _page(PROSE, _LD + '{"a":1' + ", " * size * 10 + "</script>"),
    "JSON-LD comma and blanks": lambda size: _page(PROSE, _LD + '{"a":1,' + " " * size * 20 + "</script>"),
    "JSON-LD without end": lambda size: _page(PROSE, _LD + '{"headline":"' + "a" * size * 20 + "</script>"),
    "JSON-LD broken scripts": _head("", _LD + '{"@type":"NewsArticle","headline":}</script>'),
    "JSON-LD authors": _head(_LD + '{"@type":"NewsArticle","author":[', '"Jane Doe{0}",', '"Jim"]}</script>'),
    "JSON-LD references": _head(_LD + '{"@type":"NewsArticle","headline":"', "<b>&amp;lt; ", '"}</script>'),
    "scripts": _head("<script>", '"published_at" : ', "</script>"),
    "angles": lambda size: _page("<" * size * 20),
    "ampersands": lambda size: _page("&" * size * 20),
    "broken entities": lambda size: _page("&#xFFFFFFFF;&notit;&#0;&amp" * size),
    "NULs": lambda size: _page("<p>\0\0x" * size),
    "lone surrogates": lambda size: _page("<p>\ud800x\udfff" * size),
    "combining marks": lambda size: _page("<p>" + "e\u0301\u202e" * size * 5),
    "long address": lambda size: _page("<a href='/" + "a/" * size * 5 + "'>Story of them all in one</a>"),
    "dots in an address": lambda size: _page("<a href='" + "../" * size * 5 + "x'>Story of them all in one</a>"),
    "percent signs": lambda size: _page("<a href='/" + "%zz%20" * size * 2 + "'>Story of them all in one</a>"),
    "queries": lambda size: _page("<a href='/x?" + "&".join(f"a{n}=b" for n in range(size)) + "'>Story of them</a>"),
}
