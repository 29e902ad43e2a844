"""Near-duplicates find each other, whatever the order and however many they are."""

import random

import pytest

from crawler.records import clusters
from crawler.records.clusters import MAX_DIFFERING_BITS, Fingerprint, find_clusters

RANDOM = random.Random(11)  # noqa: S311 - no secret


def flip(value, count):
    for bit in RANDOM.sample(range(64), count):
        value ^= 1 << bit
    return value


def test_the_smallest_id_names_the_cluster():
    values = {"c": 0, "b": 0, "a": 0xFF, "x": 0x1FF << 20}
    assert find_clusters(Fingerprint(name, value) for name, value in values.items()) == {"a": "a", "b": "a", "c": "a"}


def test_nothing_is_alone_in_a_cluster():
    assert find_clusters([]) == {}
    assert find_clusters([Fingerprint("a", 5)]) == {}
    assert find_clusters([Fingerprint("a", 5), Fingerprint("a", 5), Fingerprint("a", ~5 % 2**64)]) == {}


def test_a_chain_is_one_cluster():
    first = RANDOM.getrandbits(64)
    chain = [first, first ^ 0xFF, first ^ 0xFFFF, first ^ 0xFFFFFF]
    found = find_clusters(Fingerprint(name, value) for name, value in zip("dcba", chain, strict=True))
    assert found == dict.fromkeys("abcd", "a")


def test_an_article_that_changed_joins_what_each_of_its_texts_is_like():
    one, other = 0, 2**64 - 1
    found = find_clusters(
        [Fingerprint("b", one), Fingerprint("b", other), Fingerprint("c", one), Fingerprint("a", other)]
    )
    assert found == dict.fromkeys("abc", "a")


def naive(fingerprints):
    """Every pair compared, sets joined until nothing changes."""
    sets = {fingerprint.id: {fingerprint.id} for fingerprint in fingerprints}
    for one in fingerprints:
        for other in fingerprints:
            if (one.simhash ^ other.simhash).bit_count() <= MAX_DIFFERING_BITS and sets[one.id] is not sets[other.id]:
                joined = sets[one.id] | sets[other.id]
                for member in joined:
                    sets[member] = joined
    return {member: min(cluster) for member, cluster in sets.items() if len(cluster) > 1}


@pytest.mark.parametrize("many", [0, 10**6])
def test_the_tables_miss_nothing_and_order_does_not_matter(monkeypatch, many):
    monkeypatch.setattr(clusters, "_MANY", many)
    bases = [RANDOM.getrandbits(64) for _ in range(40)]
    values = [flip(RANDOM.choice(bases), RANDOM.randint(0, 14)) for _ in range(300)]
    fingerprints = [Fingerprint(f"{RANDOM.getrandbits(64):016x}", value) for value in values]
    expected = naive(fingerprints)
    assert expected
    for _ in range(3):
        RANDOM.shuffle(fingerprints)
        assert find_clusters(fingerprints) == expected


def test_many_of_one_text_are_compared_once():
    same = [Fingerprint(f"{number:06d}", 77) for number in range(20_000)]
    assert set(find_clusters(same).values()) == {"000000"}
