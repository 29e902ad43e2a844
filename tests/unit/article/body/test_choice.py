"""Which blocks are taken: where the cut lies, and what is left whatever the model says."""

from functools import partial

import pytest

from crawler.article.body.choice import choose_blocks, find_cut
from crawler.article.body.features import FEATURES, read_candidates
from crawler.article.body.judge import Judge
from crawler.article.body.landscape import survey
from crawler.article.body.values import Known
from crawler.article.body.why import Why
from crawler.page.blocks import read_blocks
from tests.unit.article.body.pages import PROSE, SENTENCES, a_page, an_article
from tests.unit.work import count_work

KNOWN = Known(headline="Council votes on the harbour", authors=("Ada Example",), published_raw="4 May 2026")


def choose(html: str, known: Known | None = None, score=None):
    page = a_page(html)
    return choose_blocks(page, read_blocks(page), known or KNOWN, Judge(score) if score else None)


def take_all(rows):
    """All but the frame of the page."""
    return [-5.0 if row[FEATURES.index("in_frame")] else 5.0 for row in rows]


@pytest.mark.parametrize("line", ['<p><a href="/tag/{0}">tag {0}</a>', '<p><a href="/category/{0}">Boats (27)</a>'])
def test_twice_the_links_are_no_more_than_some_twice_the_work(line):
    pages = ["".join(map(line.format, range(times))) for times in (300, 600)]
    small, large = (count_work(partial(choose, f"<main>{PROSE}{links}</main>", score=take_all)) for links in pages)
    assert large < 2.6 * small


@pytest.mark.parametrize(
    ("shares", "sizes", "cut"),
    [
        ([0.9, 0.8, 0.1], [50, 50, 50], 0.8),
        ([0.9, 0.45], [50, 50], 0.45),
        ([0.9, 0.45], [500, 50], 0.9),
        ([0.1, 0.1], [50, 50], 1.0),
        ([], [], 1.0),
    ],
)
def test_the_cut_lies_where_the_whole_is_expected_best(shares, sizes, cut):
    assert find_cut(shares, sizes) == cut


def test_the_paragraphs_are_chosen_and_the_frame_is_not():
    assert [block.text for block in choose(an_article()).chosen] == list(SENTENCES)


def test_a_page_without_prose_has_no_candidates():
    choice = choose("<ul><li>Politics</ul>")
    assert (choice.chosen, choice.candidates.places, choice.cut) == ([], [], 1.0)


def test_the_headline_is_left_whatever_the_model_says():
    choice = choose(an_article(), score=take_all)
    assert Why.HEADLINE in choice.whys
    assert "Council votes on the harbour" not in [block.text for block in choice.chosen]


def test_the_byline_is_left_whatever_the_model_says():
    choice = choose(an_article("<p>Ada Example also wrote the book of the harbour.</p>" + PROSE * 2), score=take_all)
    texts = [block.text for block in choice.chosen]
    assert "By Ada Example, 4 May 2026" not in texts
    assert "Ada Example also wrote the book of the harbour." in texts


def test_a_byline_may_tell_of_the_change_and_of_the_reading_time():
    line = "By Ada Example, 4 May 2026, 19:21 (updated: 5 May 2026, 07:12). 4 min read."
    html = an_article(f"<p>{line}</p>{PROSE}")
    assert line not in [block.text for block in choose(html, score=take_all).chosen]


def test_a_line_of_days_is_left_though_one_is_that_of_the_change():
    line = "2026-05-04 08:30 Created 2026-05-05 07:12 Updated"
    score = "On 2026-05-04 the club won 3 to 1, as in 2020 and 2021, before 900 of its friends and 30 dogs."
    texts = [
        block.text for block in choose(an_article(f"<div>{line}</div>{PROSE}<p>{score}</p>"), score=take_all).chosen
    ]
    assert line not in texts
    assert score in texts


def test_lists_with_their_sizes_are_no_body():
    lists = "".join(f'<li><a href="/category/{name.lower()}">{name}</a> ({len(name)})</li>' for name in ("Sea", "Town"))
    html = an_article(below=f"<h3>Categories</h3><ul>{lists}</ul>")
    assert [block.text for block in choose(html, score=take_all).chosen] == list(SENTENCES)
    goals = html.replace("/category/", "/who?")
    assert "Town (4)" in [block.text for block in choose(goals, score=take_all).chosen]


@pytest.mark.parametrize(
    "line",
    [
        '<a href="/">The Courier</a> | <a href="/category/town">Town</a> | 4 May 2026',
        'May 4, 2026 — <a href="/tag/boats">boats</a>, <a href="/tag/fish">fish</a> — 1 min read',
        '<a href="/category/town">Town</a>, 2026-05-04',
    ],
)
def test_a_line_that_holds_a_date_beside_its_links_is_left(line):
    def choose_with(line):
        return choose(an_article(f"<p>{line}</p>{PROSE}"), score=take_all)

    assert [block.text for block in choose_with(line).chosen] == list(SENTENCES)
    assert len(choose_with(line.replace("2026", "2016")).chosen) == len(SENTENCES) + 1
    assert len(choose_with(f"{line} as the council said that day").chosen) == len(SENTENCES) + 1


def test_a_heading_in_doubt_is_taken_between_paragraphs_of_its_container():
    heading = "<h2>What the wall costs</h2>"

    def doubt(rows):
        return [
            -1.2 if row[FEATURES.index("owner_tag")] == rows[3][FEATURES.index("owner_tag")] else 5.0 for row in rows
        ]

    for box in (heading, f"<div>{heading}</div>"):
        texts = [block.text for block in choose(an_article(f"{PROSE}{box}{PROSE}"), score=doubt).chosen]
        assert texts == [*SENTENCES, "What the wall costs", *SENTENCES]


def test_a_line_of_links_to_tags_is_no_body():
    line = ", ".join(f'<a href="/tag/{tag}">{tag}</a>' for tag in ("boats", "bridges", "cats", "ferries"))
    texts = [block.text for block in choose(an_article(f"{PROSE}<div>{line}</div>{PROSE}"), score=take_all).chosen]
    assert "boats, bridges, cats, ferries" not in texts


def test_boxes_of_a_layout_s_table_are_not_taken_with_it():
    html = (
        f"<html lang=en><body><table><tr><td><h1>Council votes on the harbour</h1>{PROSE * 2}</td>"
        "<td><fieldset><legend>Archive</legend><p>Fifty</p></fieldset></td></tr></table></body></html>"
    )

    def doubt(rows):
        return [5.0 if row[FEATURES.index("words")] > 9 else -5.0 for row in rows]

    assert "Archive" not in [block.text for block in choose(html, score=doubt).chosen]


def test_the_days_of_teasers_are_no_body():
    card = (
        '<div class=item><h3><a href="/2026/05/0{n}/the-story-of-day-{n}">The story of day {n} in the town</a></h3>'
        "<p>May {n}, 2026</p><p>The council spoke of the boats on day {n}, and of the wall.</p></div>"
    )
    cards = "".join(card.format(n=n) for n in (1, 2, 3))
    texts = [block.text for block in choose(an_article(below=f"<section>{cards}</section>"), score=take_all).chosen]
    assert not any("May" in text for text in texts)


def test_a_table_of_which_most_is_taken_is_taken_whole():
    cells = "".join(f"<tr><td>Quay {number}<td>{number} metres of wall</tr>" for number in range(20))
    page = an_article(f"{PROSE}<table><tr><th>Quay<th>Length</tr>{cells}</table>")

    def take_long(rows):
        return [9.0 if row[0] > 12 else -9.0 for row in rows]

    assert "Quay" in [block.text for block in choose(page, score=take_long).chosen]


def test_a_table_of_which_little_is_taken_stays_as_it_is():
    page = an_article(f"{PROSE}<table><tr><th>Quay<th>Length of the wall in metres</tr><tr><td>1<td>Long</tr></table>")

    def take_prose(rows):
        return [9.0 if row[0] > 60 else -9.0 for row in rows]

    assert [block.text for block in choose(page, score=take_prose).chosen] == list(SENTENCES)


def test_what_says_the_same_again_is_left():
    again = f"<div><p>{SENTENCES[0]}</p><p>Yes.</p></div><p>Yes.</p>"
    choice = choose(an_article(PROSE + again), score=take_all)
    texts = [block.text for block in choice.chosen]
    assert texts.count(SENTENCES[0]) == 1
    assert texts.count("Yes.") == 2


@pytest.mark.parametrize("end", ["", "…", " ..."])
def test_a_summary_that_is_cut_out_of_the_first_sentence_is_left(end):
    choice = choose(an_article(f"<h3>{SENTENCES[0][:60].rstrip()}{end}</h3>{PROSE}"), score=take_all)
    assert [block.text for block in choice.chosen] == list(SENTENCES)
    assert Why.REPEATED_HERE in choice.whys


def test_of_a_heading_and_a_paragraph_that_say_the_same_the_paragraph_is_taken():
    choice = choose(an_article(f"<h3>{SENTENCES[0]}</h3>{PROSE}"), score=take_all)
    assert [(block.text, block.owner.tag) for block in choice.chosen] == [(text, "p") for text in SENTENCES]


def test_what_a_writer_repeats_in_one_place_is_kept():
    choice = choose(an_article(PROSE + f"<p>{SENTENCES[4]}</p>"), score=take_all)
    assert [block.text for block in choice.chosen].count(SENTENCES[4]) == 2


def test_a_block_of_links_far_from_all_prose_is_no_candidate():
    page = a_page(an_article(below="<div><ul><li><a href=/x>Elsewhere in the paper today</a></ul></div>"))
    blocks = read_blocks(page)
    candidates = read_candidates(page, blocks, survey(blocks), Known())
    assert "Elsewhere in the paper today" not in [blocks[place].text for place in candidates.places]
    assert {len(row) for row in candidates.rows} == {len(FEATURES)}


def test_a_heading_with_nothing_below_it_is_left():
    choice = choose(an_article(PROSE + "<h2>What came before</h2>"), score=take_all)
    assert choice.chosen[-1].text == SENTENCES[4]
    assert Why.LONE_HEADING in choice.whys


def test_a_teaser_that_says_read_more_is_left():
    teaser = (
        "<div><h3><a href=/2026/05/01/the-mill-and-its-stream>The mill and its stream</a></h3><p>A stream runs by "
        "the mill again.</p><a href=/2026/05/01/the-mill-and-its-stream>Read more</a></div>"
    )
    choice = choose(
        an_article(PROSE[: PROSE.index("<p>Fishermen")] + teaser + f"<p>{SENTENCES[2]}</p>"), score=take_all
    )
    assert [block.text for block in choice.chosen] == list(SENTENCES[:3])
    assert Why.TEASER in choice.whys


def test_a_part_of_the_story_that_ends_with_read_more_is_kept():
    part = "<div><h3><a href=/{0}>The mill of {0}</a></h3>" + PROSE + "<a href=/{0}>Read more</a></div>"
    parts = "".join(part.format(name).replace("council", name).replace("The", name) for name in ("ely", "ham", "rye"))
    texts = [block.text for block in choose(an_article(PROSE + parts), score=take_all).chosen]
    assert [text for text in texts if text.startswith("An engineer")] == [SENTENCES[3]]
    assert len([text for text in texts if "mayor" in text]) == 1
    assert len([text for text in texts if " voted on Monday" in text]) == 4


def test_a_text_far_from_all_prose_is_no_candidate_and_far_prose_is_one():
    short, long = "A short line of text.", SENTENCES[4]
    far = f"<div><div><div><div><span>{short}</span></div></div></div></div><div><div><div><div><p>{long}</p>"
    page = a_page(f"<main><div><div><div><div>{PROSE[: PROSE.index('<p>The opp')]}</div></div></div></div></main>{far}")
    blocks = read_blocks(page)
    candidates = read_candidates(page, blocks, survey(blocks), Known())
    texts = [blocks[place].text for place in candidates.places]
    assert long in texts
    assert short not in texts


def test_a_card_that_is_one_link_is_left_and_a_quote_at_the_end_is_kept():
    card = "".join(f"<a href=/2026/05/0{day}/of-mills-{day}><p>{SENTENCES[4]} Day {day}.</p></a>" for day in (1, 2, 3))
    quote = f"<blockquote><p>{SENTENCES[3]}</p><cite>Ada Lind</cite></blockquote>"
    html = an_article(PROSE[: PROSE.index("<p>An eng")] + quote + f"<div>{card}</div>")
    choice = choose(html, score=lambda rows: [5.0 if row[FEATURES.index("in_quote")] == 0 else -5.0 for row in rows])
    texts = [block.text for block in choice.chosen]
    assert texts[texts.index(SENTENCES[2]) + 1 :][:2] == [SENTENCES[3], "Ada Lind"]
    assert not any(" Day " in text for text in texts)
    assert Why.TEASER in choice.whys


def test_what_readers_write_is_left_whatever_the_model_says():
    comments = f"<div id=comments><div class=comment><p>{SENTENCES[4]}</p></div></div>"
    choice = choose(an_article(PROSE[: PROSE.index("<p>The opp")], below=comments), score=take_all)
    assert [block.text for block in choice.chosen] == list(SENTENCES[:4])
    assert Why.COMMENT in choice.whys


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("author-bio", Why.COLOPHON),
        ("post-copyright-info", Why.COLOPHON),
        ("license-box", Why.COLOPHON),
        ("newsletter-box", Why.NEWSLETTER),
        ("mc_embed_signup", Why.NEWSLETTER),
    ],
)
def test_what_tells_of_writer_or_licence_or_offers_letters_is_left_whatever_the_model_says(name, why):
    life = f"<div class={name}><p>{SENTENCES[4]}</p></div>"
    choice = choose(an_article(PROSE[: PROSE.index("<p>The opp")], below=life), score=take_all)
    assert [block.text for block in choice.chosen] == list(SENTENCES[:4])
    assert why in choice.whys


def test_a_body_ends_before_the_words_that_stand_alone_beside_a_picture():
    box = "<div><img src=/boat.jpg><{tag}>A boat in the harbour</{tag}></div>"
    choice = choose(an_article(PROSE, below=box.format(tag="p")), score=take_all)
    assert [block.text for block in choice.chosen] == list(SENTENCES)
    assert Why.CAPTION in choice.whys
    step = f"{box.format(tag='h2')}<p>{SENTENCES[4]}</p>"
    assert Why.CAPTION not in choose(an_article(PROSE, below=step), score=take_all).whys


def test_a_word_that_announces_an_advertisement_is_left():
    choice = choose(an_article(PROSE.replace("<p>The opp", "<p>Advertisement</p><p>The opp")), score=take_all)
    assert [block.text for block in choice.chosen] == list(SENTENCES)
    assert Why.ADVERTISEMENT in choice.whys


def test_a_life_that_is_the_story_itself_is_kept():
    assert Why.COLOPHON not in choose(f"<main class=biography>{an_article()}</main>", score=take_all).whys


def test_a_link_to_the_rest_is_left_whatever_the_model_says():
    choice = choose(an_article(PROSE + "<p><a href=/whole>Continue reading</a></p>"), score=take_all)
    assert [block.text for block in choice.chosen] == list(SENTENCES)
    assert Why.LEADS_ON in choice.whys


class Listener:
    """A judge that takes everything, and keeps what it is told of the words of each block."""

    def find_shares(self, blocks, _rows, sizes):
        self.words = dict(zip([block.text for block in blocks], sizes, strict=True))
        return [1.0] * len(blocks)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("It’s “over” – said Ms O'Neill, 42, of the snake_case party…", 12),
        ("Το λιμάνι έκλεισε: 3.000 άνθρωποι, «χωρίς» πλοία.", 8),
        ("№ 5 — ½ of it, x² and naïve café; ŝ", 9),
    ],
)
def test_words_are_runs_of_letters_and_digits_in_any_script(line, words):
    page, listener = a_page(f"{PROSE}<p>{line}</p>"), Listener()
    choose_blocks(page, read_blocks(page), KNOWN, listener)
    assert listener.words[line] == words


def test_a_control_in_the_one_cell_of_a_layout_is_no_cell_of_a_table():
    story = "<br><br>".join(SENTENCES)
    controls = "<font size=1><a href='javascript:print()'>Print</a> | <a href='mailto:?'>E-Mail</a></font>"
    choice = choose(f"<body><table><tr><td><font>{story}</font><br><br>{controls}</td></tr></table>", score=take_all)
    assert [block.text for block in choice.chosen] == list(SENTENCES)


@pytest.mark.parametrize(
    "heading", ["<tr><td><b>Comments</b></td></tr>", "<tr><th><div><h3>2 comments</h3></div></th></tr>"]
)
def test_a_heading_of_comments_may_have_a_row_of_its_own(heading):
    post = "<td>I walk along that wall every day, and nobody has asked me what I think of the whole plan.</td>"
    choice = choose(an_article(below=f"<table>{heading}<tr>{post}</tr></table>"), score=take_all)
    assert [block.text for block in choice.chosen] == list(SENTENCES)


def test_what_offers_a_subscription_is_of_the_wall_above_it():
    offer = "<p>Already a subscriber? Log in.</p>"
    walled = choose(an_article(f"{PROSE}<p>Subscribe to continue reading.</p>{offer}"), score=take_all)
    assert [block.text for block in walled.chosen] == list(SENTENCES)
    alone = choose(an_article(f"{PROSE}{offer}"), score=take_all)
    assert [block.text for block in alone.chosen] == [*SENTENCES, "Already a subscriber? Log in."]
