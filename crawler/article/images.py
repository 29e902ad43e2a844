"""Images, videos and audios: the lead image as the head of the page declares it, the others where the body has them."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice, takewhile
from typing import Any, Final

from crawler.article.captions import BOX_STEPS, read_figure
from crawler.errors import AddressError
from crawler.page.marks import is_elsewhere
from crawler.page.meta import read_meta
from crawler.page.pictures import find_source, list_sources
from crawler.page.structured import Structured, address_of, read_structured, text_of
from crawler.page.tree import Element, Page, fold
from crawler.records.article import Block, Image, Media
from crawler.records.enums import BlockType, ImageRole
from crawler.urls import canonicalize, join

_SIZE: Final = re.compile(r"[-_]\d{2,4}x\d{2,4}(?=\.\w+$)")
# `background-image: url('/a.jpg')` in the style of an element.
_BACKGROUND: Final = re.compile(r"background(?:-image)?\s*:[^;]*?url\(\s*['\"]?((?!data:)[^'\")]+)")
_MAX_STYLE: Final = 1_000  # characters of a style that are searched
_HERO: Final = re.compile(r"hero|cover|featured|lead", re.IGNORECASE)
_HERO_STEPS: Final = 12  # elements above the headline that are looked at
_NO_BACKGROUND: Final = frozenset({"body", "main", "html"})
# Of Ghost, of Drupal, of Cloudinary and those that took up its way.
_SIZE_STEP: Final = re.compile(
    r"/size/w\d+(?:h\d+)?(?=/)|(?<=/files)/styles/[\w-]+/public(?=/)|/(?:\w{1,2}_[^/,]+,)*w_\d+(?:,\w{1,2}_[^/,]+)*(?=/)"
)
_STEPS: Final = ("/size/", "/styles/", "w_")
_OWN_NAME: Final = 20  # signs of a file's name that no other picture bears
# What a site shares where a story has no picture; what stands at the headline is surer to be the story's.
_NO_LEAD: Final = re.compile(
    r"(?:^|[-_.])(?:logo|placeholder|favicon|fallback)(?=[-_.\d]|$)|default[-_](?:share|social|og|image)", re.IGNORECASE
)
_WRITER: Final = re.compile(r"avatar|author|byline|profile", re.IGNORECASE)
_PARAGRAPH: Final = 80  # characters from which a text begins the story
_MIN_LEAD: Final = 200  # pixels
_MAX_IMAGES: Final = 60
_MAX_MEDIA: Final = 20
_MAX_PIXELS: Final = 30_000
_PLAYERS: Final = ("youtube.com/embed", "youtube-nocookie.com/embed", "player.vimeo.com", "dailymotion.com/embed",
                   "players.brightcove", "cdn.jwplayer.com", "streamable.com", ".mp4", ".m3u8", ".webm")  # fmt: skip
_FRAMES: Final = frozenset({"iframe", "video", "source"})
_SOUNDS: Final = ("open.spotify.com/embed", "w.soundcloud.com", "embed.podcasts.apple.com", ".mp3", ".m4a", ".ogg")


def read_images(page: Page, blocks: tuple[Block, ...], headline: Element | None = None) -> tuple[Image, ...]:
    """The lead image first, then those of the body's blocks in order, each address once.

    The lead is what the head of the page declares, else the first picture between headline and story; size, caption
    and credit are completed from the picture's own element.
    """
    lead = _find_lead(page)
    is_declared = lead is not None
    if lead is None or _NO_LEAD.search(lead.url.partition("?")[0].rpartition("/")[2]):
        lead = _find_first(page, headline) or lead
    found: dict[str, Image] = {}
    pictures = _told_by(page, "img")
    if lead is not None:
        complete = _complete(page, lead, pictures)
        if complete is lead and not is_declared:
            complete = _complete(page, lead, _told_by(page, "source"))
        found[_key(lead.url)] = complete
    for block in blocks:
        if block.type is BlockType.IMAGE and block.url:
            key = _key(block.url)
            known = found.get(key)
            if known is None:
                if len(found) < _MAX_IMAGES:
                    found[key] = _complete(
                        page, Image(url=block.url, caption=block.caption, credit=block.credit), pictures
                    )
            elif block.caption and not known.caption and (known.credit or "\n") not in block.caption:
                found[key] = replace(known, caption=block.caption, credit=known.credit or block.credit)
    return tuple(found.values())


def _told_by(page: Page, tag: str) -> list[tuple[Element, str]]:
    """The elements of a tag, each with all that its attributes say."""
    return [(element, " ".join(filter(None, element.attributes.values()))) for element in page.by_tag.get(tag, ())]


def _complete(page: Page, image: Image, pictures: list[tuple[Element, str]]) -> Image:
    """The image with what its element and the figure around it say of it, where nothing is said yet.

    ``pictures`` are the page's elements of images, each with all that its attributes say.
    """
    name = _SIZE.sub("", image.url.partition("?")[0].rpartition("/")[2])
    stem = name.rpartition(".")[0] or name
    if not stem:
        return image
    key = _key(image.url)
    for element, told in pictures:
        if stem not in told:
            continue  # most pictures are others, which is told at once
        sources = list_sources(element)
        if any(stem in address and _key(join(page.base_url, address) or "") == key for address in sources):
            caption, credit = read_figure(page, element)
            stated = image.caption if image.caption and not (credit and credit in image.caption) else None
            return replace(
                image,
                caption=stated if image.credit else caption or stated,
                credit=image.credit or credit,
                width_px=image.width_px or _pixels(element.get("width")),
                height_px=image.height_px or _pixels(element.get("height")),
            )
    return image


def _find_story(page: Page, headline: Element) -> int:
    """The place of the first text below the headline that is long enough to begin the story."""
    places = range(headline.text_end, len(page.texts))
    return next((place for place in places if len(page.texts[place]) >= _PARAGRAPH), len(page.texts))


def _find_first(page: Page, headline: Element | None) -> Image | None:
    """The first picture of some size that stands between the headline and the first paragraph."""
    if headline is None:
        return None
    story = _find_story(page, headline)
    behind = takewhile(lambda around: around.tag not in _NO_BACKGROUND, islice(headline.ancestors(), BOX_STEPS))
    before = page.elements[max(0, headline.index - _HERO_STEPS) : headline.index]
    heroes = [element for element in before if element.text_start == element.text_end and _is_hero(element)]
    for element in (*behind, *heroes, *page.elements[headline.end :]):
        if element.text_start > story:
            break
        address = _find_background(element) if headline in element else _find_address(page, element)
        if not address or is_elsewhere(element, headline) or _shows_writer(element):
            continue
        width, url = _pixels(element.get("width")), join(page.base_url, address)
        is_set = element.tag != "img" or any(step.tag in {"figure", "picture"} for step in element.ancestors())
        if url and (width >= _MIN_LEAD if width else is_set):
            return Image(url=url, role=ImageRole.LEAD)
    return None


def _is_hero(element: Element) -> bool:
    """Whether an element is named for the large picture at the head of a story."""
    return _HERO.search(element.get("class")) is not None


def _find_background(element: Element) -> str:
    """Where the picture lies that is the background of an element; empty where there is none."""
    style = element.get("style")
    found = _BACKGROUND.search(style[:_MAX_STYLE]) if "url(" in style else None
    return found.group(1) if found is not None else ""


def _find_address(page: Page, element: Element) -> str:
    """Where the picture of an element lies: an ``img``, a ``picture`` that holds none, or a background."""
    if element.tag == "img":
        return find_source(element)
    if element.tag == "source" and element.parent is not None and element.parent.tag == "picture":
        beside = page.children(element.parent)
        return "" if any(inner.tag == "img" and find_source(inner) for inner in beside) else find_source(element)
    is_plain = element.text_start == element.text_end and element.tag != "a"
    return _find_background(element) if is_plain else ""


def _shows_writer(image: Element) -> bool:
    """Whether a picture is that of a writer, by its own class or those of the boxes around it."""
    return any(_WRITER.search(step.get("class")) for step in (image, *islice(image.ancestors(), BOX_STEPS)))


def _key(url: str) -> str:
    """The name by which one image is known under several sizes: its address without scheme, query and size.

    A long name of a file is one by itself: services that make sizes put theirs before it.
    """
    try:
        address = canonicalize(url).partition("://")[2].partition("?")[0]
        address = _SIZE.sub("", address)
        name = address.rpartition("/")[2]
        if len(name) >= _OWN_NAME:
            return name
        return _SIZE_STEP.sub("", address) if any(map(address.__contains__, _STEPS)) else address
    except AddressError:
        return url


def _find_lead(page: Page) -> Image | None:
    structured, meta = read_structured(page), read_meta(page)
    stated = _first_image(structured.article.get("image"), structured, page)
    shared = join(
        page.base_url,
        meta.first("og:image:secure_url", "og:image", "og:image:url", "twitter:image", "twitter:image:src"),
    )
    if shared:
        width, height = _pixels(meta.first("og:image:width")), _pixels(meta.first("og:image:height"))
        same = stated if stated is not None and _key(stated.url) == _key(shared) else Image(url=shared)
        return Image(
            url=shared, caption=same.caption, credit=same.credit,
            width_px=width, height_px=height, role=ImageRole.LEAD,
        )  # fmt: skip
    if stated is not None:
        return stated
    address = next(iter(meta.links.get("image_src", ())), None)
    return Image(url=address, role=ImageRole.LEAD) if address else None


def _first_image(value: Any, structured: Structured, page: Page) -> Image | None:
    if isinstance(value, list):
        value = value[0] if value else None
    node = structured.follow(value)
    address = join(page.base_url, address_of(node))
    if address is None:
        return None
    if not isinstance(node, dict):
        return Image(url=address, role=ImageRole.LEAD)
    return Image(
        url=address,
        caption=text_of(node.get("caption")) or None,
        credit=text_of(node.get("creditText")) or text_of(node.get("creator")) or text_of(node.get("author")) or None,
        width_px=_pixels(text_of(node.get("width"))),
        height_px=_pixels(text_of(node.get("height"))),
        role=ImageRole.LEAD,
    )


def _pixels(text: str) -> int | None:
    number = text.lower().removesuffix("px").strip().partition(".")[0]
    if not number.isdecimal():
        return None
    return size if 0 < (size := int(number[:6])) <= _MAX_PIXELS else None


def _find_players(page: Page, headline: Element | None) -> Iterator[str | None]:
    """The players that stand between the headline and the first paragraph."""
    if headline is None:
        return
    story = _find_story(page, headline)
    for element in page.elements[headline.end :]:
        if element.text_start > story:
            break
        if element.tag in _FRAMES and not is_elsewhere(element, headline):
            yield join(page.base_url, find_source(element))


def read_media(
    page: Page, blocks: tuple[Block, ...], headline: Element | None = None
) -> tuple[tuple[Media, ...], tuple[Media, ...]]:
    """The videos and the audios of the article."""
    structured = read_structured(page)
    videos: dict[str, Media] = {}
    audios: dict[str, Media] = {}
    for name, found in (("VideoObject", videos), ("AudioObject", audios)):
        for node in structured.of_type(name):
            stated = (join(page.base_url, text_of(node.get(key))) for key in ("contentUrl", "embedUrl"))
            if address := next(filter(None, stated), None):
                found.setdefault(address, Media(url=address, title=text_of(node.get("name")) or None))
    shared = read_meta(page).first("og:video:secure_url", "og:video:url", "og:video")
    for address in (join(page.base_url, shared), *_find_players(page, headline), *_embedded(blocks)):
        if address is None:
            continue
        if any(player in address for player in _PLAYERS):
            videos.setdefault(address, Media(url=address))
        elif any(sound in address for sound in _SOUNDS):
            audios.setdefault(address, Media(url=address))
    return tuple(videos.values())[:_MAX_MEDIA], tuple(audios.values())[:_MAX_MEDIA]


def _embedded(blocks: tuple[Block, ...]) -> Iterator[str]:
    return (block.url for block in blocks if block.type is BlockType.EMBED and block.url)


def read_description(page: Page) -> str | None:
    """What the page says in one sentence that it is about, as it wants to be shared."""
    meta, article = read_meta(page), read_structured(page).article
    stated = meta.first("og:description", "description") or text_of(article.get("description"))
    return fold(stated or meta.first("twitter:description")) or None
