"""A fingerprint of a text that changes little where the text does (Charikar 2002; Manku, Jain and Das Sarma 2007)."""

import hashlib
import re
import unicodedata
from typing import Final

_SHINGLE_WORDS: Final = 2
_HASH_BYTES: Final = 8
# Scripts that set no blanks between words: each sign is taken for a word.
_DENSE: Final = "\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff"
_WORDS: Final = re.compile(f"[{_DENSE}]|[^\\W_{_DENSE}]+")
# The bits of a byte, each as a counter of 32 bits: summing these counts eight bits of many hashes at once.
_LANE: Final = 32
_SPREAD: Final = tuple(sum(1 << (_LANE * bit) for bit in range(8) if byte >> bit & 1) for byte in range(256))


def simhash(headline: str | None, body_text: str | None) -> str:
    """16 hex digits made of the headline's and the body's pairs of neighbouring words, each counted once.

    Letter case, punctuation and white space make no difference. The more pairs two texts share, the fewer bits
    differ; where they share none, about 32 of the 64 do.
    """
    text = unicodedata.normalize("NFKC", f"{headline or ''}\n{body_text or ''}").casefold()
    words = _WORDS.findall(text)
    rest = max(len(words) - _SHINGLE_WORDS + 1, 1)
    shingles = {" ".join(words[start : start + _SHINGLE_WORDS]) for start in range(rest)}
    digests = b"".join(
        hashlib.blake2b(shingle.encode("utf-8", "surrogatepass"), digest_size=_HASH_BYTES).digest()
        for shingle in shingles
    )
    value = 0
    for place in range(_HASH_BYTES):
        counts = sum(map(_SPREAD.__getitem__, digests[place::_HASH_BYTES]))
        for bit in range(8):
            count = counts >> (_LANE * bit) & ((1 << _LANE) - 1)
            value = value << 1 | (2 * count > len(shingles))
    return f"{value:016x}"
