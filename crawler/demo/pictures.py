"""Pictures for the stories: hills and a sun behind them, drawn from the address as a small PNG."""

import hashlib
import math
import random
import struct
import zlib
from typing import Final

WIDTH_PX: Final = 640
HEIGHT_PX: Final = 360
_SCALE: Final = 2  # each dot is so many pixels wide and high
_SKY, _SUN, _RIDGES = 0, 12, 13
_RIDGE_COUNT: Final = 4


def draw_picture(path: str) -> bytes:
    """A PNG of 640 by 360 pixels; the same address gives the same picture."""
    dice = random.Random(path)  # noqa: S311 - the same picture each time, no secret
    width, height = WIDTH_PX // _SCALE, HEIGHT_PX // _SCALE
    ridges = [_ridge(dice, width, height * (0.42 + 0.14 * step)) for step in range(_RIDGE_COUNT)]
    sun_x, sun_y, radius = dice.randint(40, width - 40), dice.randint(30, 70), dice.randint(10, 20)
    rows = []
    for y in range(height):
        row = bytearray([_SKY + min(11, 12 * y // height)]) * width
        half = math.isqrt(max(0, radius**2 - (y - sun_y) ** 2))
        row[sun_x - half : sun_x + half] = bytes([_SUN]) * (2 * half)
        for step, ridge in enumerate(ridges):
            for x in range(width):
                if y >= ridge[x]:
                    row[x] = _RIDGES + step
        wide = bytes(dot for dot in row for _ in range(_SCALE))
        rows += [b"\0" + wide] * _SCALE
    return _png(_palette(path), b"".join(rows))


def _ridge(dice: random.Random, width: int, level: float) -> list[float]:
    waves = [(dice.uniform(4, 17), dice.uniform(0.008, 0.05), dice.uniform(0, 6)) for _ in range(3)]
    return [level + sum(high * math.sin(x * pace + start) for high, pace, start in waves) for x in range(width)]


def _palette(path: str) -> bytes:
    """Twelve colours of the sky, the sun's, and a darker one for each ridge."""
    hue = hashlib.sha256(path.encode()).digest()
    top = (90 + hue[0] % 90, 120 + hue[1] % 80, 160 + hue[2] % 80)
    low = (235, 205 + hue[3] % 40, 170 + hue[4] % 60)
    sky = [_between(top, low, step / 11) for step in range(12)]
    near = (20 + hue[5] % 40, 45 + hue[6] % 40, 55 + hue[7] % 40)
    hills = [_between(_between(top, low, 0.5), near, (step + 1) / _RIDGE_COUNT) for step in range(_RIDGE_COUNT)]
    return b"".join(bytes(colour) for colour in (*sky, (255, 244, 214), *hills))


def _between(one: tuple[int, ...], other: tuple[int, ...], share: float) -> tuple[int, ...]:
    return tuple(round(a + (b - a) * share) for a, b in zip(one, other, strict=True))


def _png(palette: bytes, rows: bytes) -> bytes:
    """A PNG with 8-bit indexes into a palette (the PNG specification, colour type 3)."""
    header = struct.pack(">IIBBBBB", WIDTH_PX, HEIGHT_PX, 8, 3, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"PLTE", palette), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    parts = (
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)
