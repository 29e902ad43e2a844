"""The lane with the least in flight goes first, and a lower level waits for the higher ones."""

from crawler.frontier.lanes import Lanes
from crawler.ledger.queue import LOWEST_LEVEL


def first(lanes):
    return next(lanes.in_order(), None)


def test_lanes_take_turns_and_the_busier_wait():
    lanes = Lanes()
    assert not lanes
    for lane in "abc":
        lanes.add(lane)
    assert lanes
    turns = []
    for _ in range(4):
        lane = first(lanes)
        turns.append(lane)
        lanes.begin(lane, 0)
    assert turns == ["a", "b", "c", "a"]
    lanes.end("b", 0)
    assert first(lanes) == "b"


def test_the_highest_level_in_flight_is_the_floor():
    lanes = Lanes()
    lanes.add("a")
    assert lanes.floor("a") == LOWEST_LEVEL
    for level in (3, 5, 5):
        lanes.begin("a", level)
    assert lanes.floor("a") == 5
    lanes.end("a", 5)
    assert lanes.floor("a") == 5
    lanes.end("a", 5)
    assert lanes.floor("a") == 3


def test_a_lane_that_gave_nothing_is_asked_again_when_something_ended_or_came():
    lanes = Lanes()
    lanes.add("a")
    lanes.begin("a", 1)
    lanes.begin("a", 1)
    lanes.pass_over("a")
    assert first(lanes) is None
    lanes.add("a")
    assert first(lanes) == "a"
    lanes.pass_over("a")
    lanes.end("a", 1)
    assert first(lanes) == "a"
    lanes.end("a", 1)
    lanes.pass_over("a")
    assert not lanes


def test_no_lane_has_more_in_flight_than_its_limit():
    lanes = Lanes(limit=2)
    for lane in "ab":
        lanes.add(lane)
    for _ in range(4):
        lanes.begin(first(lanes), 0)
    assert first(lanes) is None
    lanes.end("a", 0)
    assert first(lanes) == "a"
