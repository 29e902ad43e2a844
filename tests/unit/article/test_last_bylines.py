"""Bylines in the places that are asked last: below the text, behind a label, in a link to a page of that name."""

import pytest

PROSE = "<p>" + "The council met and talked about the bridge for a long while. " * 3 + "</p>"
STORY = f"<div>{PROSE * 3}</div>"


def test_a_link_above_the_headline_to_a_page_of_that_name_signs(names_of):
    links = '<a href="/category/boats">Big Boats</a> / 4 March 2025 / <a href="/team/jane-roe">Jane Roe</a>'
    assert names_of(f"<div>{links}</div><h1>A bridge</h1>{STORY}") == ["Jane Roe"]


def test_who_wrote_a_comment_did_not_write_the_story(names_of):
    comment = "<div class=comments-body><p>I was there.</p><p>Posted by: Jane Roe at December 19, 2025</p></div>"
    assert names_of(f"<h1>A bridge</h1>{STORY}{comment}") == []


def test_the_shelf_of_those_who_write_is_known_in_other_languages(names_of):
    byline = '<p>20. 6. 2023 <a href="/redakce/hana-novakova">Hana Nováková</a></p>'
    assert names_of(f"<h1>A bridge</h1>{byline}{STORY}") == ["Hana Nováková"]


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        ("<p><strong>Lê Phương</strong></p>", ["Lê Phương"]),
        ("<p><em>(IN-Redaktion)</em></p>", ["IN-Redaktion"]),
        ("<p>Jane Roe</p>", []),
        ("<p><em>It was said. More soon.</em></p>", []),
        ("<p><strong>References</strong></p>", []),
        ("<h3>WHERE TO BUY</h3><p><strong>A shop</strong></p>", []),
        ("", []),
    ],
)
def test_a_signature_below_the_text_counts_where_nobody_else_signs(last, expected, names_of):
    assert names_of(f"<h1>A bridge</h1><div>{PROSE * 3}{last}</div>") == expected


def test_a_name_behind_a_label_counts_wherever_it_stands(names_of):
    html = f"<h1>A bridge</h1>{STORY}<ul><li>Date 4.3.2025</li><li><b>Autorin/Autor</b> Anna Weiß</li></ul>"
    assert names_of(html) == ["Anna Weiß"]
    assert names_of(f"<h1>A bridge</h1>{STORY}<p>Author of three novels</p>") == []


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        ("<div><h5>About the author</h5><h3>Jane Roe</h3><p>She writes.</p></div>", ["Jane Roe"]),
        ("<div><h6>Author(s)</h6><ul><li>Jane Roe</li><li>John Doe</li></ul></div>", ["Jane Roe", "John Doe"]),
        ("<div><p><span>Author</span></p></div><div><h3>Recent Posts</h3></div>", []),
    ],
)
def test_names_below_a_label_of_their_own_sign(end, expected, names_of):
    assert names_of(f"<h1>The bridge opens</h1>{STORY}{end}") == expected


def test_a_paper_in_a_dense_script_signs_in_brackets_below_the_text(names_of):
    prose = f"<p>{'市議会は火曜日の夜、橋脚に亀裂が見つかったことを受け、' * 2}古い橋を閉鎖すると決めた。</p>"
    assert names_of(f"<h1>古い橋、閉鎖へ</h1><div>{prose * 3}<p>（山田太郎）</p></div>") == ["山田太郎"]
    assert names_of(f"<h1>古い橋、閉鎖へ</h1><div>{prose * 3}<p>【関連記事】</p></div>") == []


def test_the_one_box_of_a_writer_counts_beside_the_story(names_of):
    box = '<div class="post-authors"><img alt="Jane Roe"><a href="/author/jroe/">{name}</a> Reporter</div>'
    side = f"<div class=sidebar>{box.format(name='Jane Roe')}</div>"
    assert names_of(f"{side}<h1>A bridge</h1>{STORY}") == ["Jane Roe"]
    assert names_of(f"{side}<h1>A bridge</h1>{STORY}<div class=sidebar>{box.format(name='John Doe')}</div>") == []
    assert names_of(f"<h1>A bridge</h1>{STORY}<div class=comments>{box.format(name='John Doe')}</div>") == []


@pytest.mark.parametrize("label", ['title="Author"', 'aria-label="作者"'])
def test_a_title_or_label_may_say_who_wrote(label, names_of):
    facts = "<div><span {label}><svg></svg><b>Jane Roe</b></span><span><b>7 pages</b></span></div>"
    assert names_of(f"{facts.format(label=label)}<h1>A bridge</h1>{STORY}") == ["Jane Roe"]
    assert names_of(f"{facts.format(label='title=Pages')}<h1>A bridge</h1>{STORY}") == []
