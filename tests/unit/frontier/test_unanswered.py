"""A page fails for good only where its host answers others; a host that is silent keeps its pages."""

from crawler.frontier.unanswered import Unanswered

HOST = "a.example"


def test_a_page_is_tried_again_once_its_host_has_answered_and_then_given_up():
    unanswered = Unanswered()
    unanswered.note_answer(HOST)
    assert not unanswered.is_final(1, HOST, 0)
    unanswered.keep(1, HOST)
    assert not unanswered.is_hopeful
    assert unanswered.take_revived() == []
    unanswered.note_answer("b.example")
    assert not unanswered.is_hopeful
    unanswered.note_answer(HOST)
    assert unanswered.is_hopeful
    assert unanswered.take_revived() == [1]
    assert len(unanswered) == 0
    assert unanswered.is_final(1, HOST, 1)
    unanswered.settle(1)


def test_a_page_that_failed_in_an_earlier_run_is_given_up_where_its_host_answers_now():
    unanswered = Unanswered()
    assert not unanswered.is_final(1, HOST, 1)
    unanswered.note_answer(HOST)
    assert unanswered.is_final(1, HOST, 1)


def test_a_silent_host_is_named_once():
    unanswered = Unanswered()
    unanswered.keep(1, HOST)
    unanswered.keep(2, HOST)
    assert unanswered.hosts() == [HOST]
    assert unanswered.take_silent() == [HOST]
    assert unanswered.take_silent() == []
    assert len(unanswered) == 2
