"""A page is written out again with marks on it, and nothing in it runs."""

from crawler.page.annotated import ElementMark, annotate
from crawler.page.tree import Page


def test_marks_stand_on_their_elements_with_their_reason(document_of):
    page = Page(document_of("<title>t</title><h1>A bridge</h1><p id=x>It opens.</p><script>alert(1)</script>"))
    marks = {page.find("p").index: ElementMark("body", 'taken, "0.99"')}
    html = annotate(page, marks, "green <is> the body")
    assert '<p id="x" data-readmore="body" title="taken, &quot;0.99&quot;">It opens.</p>' in html
    assert "<script" not in html
    assert f'<base href="{page.base_url}">' in html.partition("<title>")[0]
    assert html.endswith('<div class="readmore-legend">green &lt;is&gt; the body</div>\n')


def test_an_empty_page_is_written_too(document_of):
    assert "readmore-legend" in annotate(Page(document_of("")), {}, "nothing")
