"""Images, videos and audios: the lead image as the head of the page declares it, the others where the body has them."""

from collections.abc import Iterator
from typing import Any, Final

from crawler.errors import AddressError
from crawler.page.meta import read_meta
from crawler.page.structured import Structured, address_of, read_structured, text_of
from crawler.page.tree import Page, fold
from crawler.records.article import Block, Image, Media
from crawler.records.enums import BlockType, ImageRole
from crawler.urls import canonicalize, join

_MAX_IMAGES: Final = 60
_MAX_MEDIA: Final = 20
_MAX_PIXELS: Final = 30_000
_PLAYERS: Final = ("youtube.com/embed", "youtube-nocookie.com/embed", "player.vimeo.com", "dailymotion.com/embed",
                   "players.brightcove", "cdn.jwplayer.com", "streamable.com", ".mp4", ".m3u8", ".webm")  # fmt: skip
_SOUNDS: Final = ("open.spotify.com/embed", "w.soundcloud.com", "embed.podcasts.apple.com", ".mp3", ".m4a", ".ogg")


def read_images(page: Page, blocks: tuple[Block, ...]) -> tuple[Image, ...]:
    """The lead image first, then those of the body's blocks in order, each address once."""
    lead = _find_lead(page)
    found: dict[str, Image] = {}
    if lead is not None:
        found[_key(lead.url)] = lead
    for block in blocks:
        if block.type is BlockType.IMAGE and block.url:
            key = _key(block.url)
            known = found.get(key)
            if known is None:
                width, height = _size_on_page(page, block.url)
                found[key] = Image(
                    url=block.url, caption=block.caption, credit=block.credit, width_px=width, height_px=height
                )
            elif block.caption and not known.caption:
                found[key] = Image(
                    url=known.url,
                    caption=block.caption,
                    credit=block.credit or known.credit,
                    width_px=known.width_px,
                    height_px=known.height_px,
                    role=known.role,
                )
    return tuple(found.values())[:_MAX_IMAGES]


def _key(url: str) -> str:
    """The name by which one image is known under several sizes: its address without query, scheme and host's zone."""
    try:
        return canonicalize(url).partition("://")[2].partition("?")[0]
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
        same = stated is not None and _key(stated.url) == _key(shared)
        caption = stated.caption if stated is not None and same else None
        credit = stated.credit if stated is not None and same else None
        return Image(url=shared, caption=caption, credit=credit, width_px=width, height_px=height, role=ImageRole.LEAD)
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


def _size_on_page(page: Page, url: str) -> tuple[int | None, int | None]:
    """Width and height as the image's own element states them."""
    for element in page.by_tag.get("img", ()):
        if element.get("src") and join(page.base_url, element.get("src")) == url:
            return _pixels(element.get("width")), _pixels(element.get("height"))
    return None, None


def _pixels(text: str) -> int | None:
    number = text.lower().removesuffix("px").strip().partition(".")[0]
    if not number.isascii() or not number.isdecimal():
        return None
    return size if 0 < (size := int(number[:6])) <= _MAX_PIXELS else None


def read_media(page: Page, blocks: tuple[Block, ...]) -> tuple[tuple[Media, ...], tuple[Media, ...]]:
    """The videos and the audios of the article."""
    structured = read_structured(page)
    videos: dict[str, Media] = {}
    audios: dict[str, Media] = {}
    for node in structured.of_type("VideoObject"):
        for key in ("contentUrl", "embedUrl"):
            if address := join(page.base_url, text_of(node.get(key))):
                videos.setdefault(address, Media(url=address, title=text_of(node.get("name")) or None))
                break
    for node in structured.of_type("AudioObject"):
        if address := join(page.base_url, text_of(node.get("contentUrl")) or text_of(node.get("embedUrl"))):
            audios.setdefault(address, Media(url=address, title=text_of(node.get("name")) or None))
    for address in _embedded(blocks):
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
