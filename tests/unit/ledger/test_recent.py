"""What was used last stays, and no more than so much."""

from crawler.ledger.recent import Recent


def test_no_more_is_kept_than_there_is_room_for():
    recent = Recent(100)
    for number in range(10_000):
        recent.put(number, -number)
        assert len(recent) <= 100
    assert recent.get(9_999) == -9_999
    assert recent.get(9_960) == -9_960
    assert recent.get(1) is None


def test_what_is_asked_for_stays():
    recent = Recent(100)
    recent.put("old", 1)
    for number in range(10_000):
        recent.put(number, 0)
        assert recent.get("old") == 1


def test_the_newest_value_counts():
    recent = Recent(4)
    for value in range(10):
        recent.put("a", value)
        recent.put(value, value)
    assert recent.get("a") == 9
