"""Addresses and fingerprints as 64-bit numbers, so that a million of them stay small.

Two of a million addresses share a number with a chance of about one in 37 million.
"""

import hashlib


def address_key(canonical_url: str) -> int:
    """A canonical address as a signed 64-bit number."""
    return bytes_key(canonical_url.encode("utf-8", "surrogatepass"))


def bytes_key(value: bytes) -> int:
    """Any bytes, such as a request's fingerprint, as a signed 64-bit number."""
    return int.from_bytes(hashlib.blake2b(value, digest_size=8).digest(), signed=True)
