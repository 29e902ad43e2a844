"""Images with size, caption and credit; videos and audios; the description."""

import pytest

from crawler.article.images import read_description, read_images, read_media
from crawler.records.article import Block, Image, Media
from crawler.records.enums import BlockType, ImageRole

BASE = "https://news.example"
PROSE = "<p>The council met and talked about the bridge for a long while, as councils do on such evenings.</p>"


def images_of(page, *blocks):
    return read_images(page, blocks, page.find("h1"))


def image_block(url, **facts):
    return Block(type=BlockType.IMAGE, url=url, **facts)


def json_ld(text):
    return f'<script type="application/ld+json">{{"@type":"NewsArticle",{text}}}</script>'


def test_a_page_may_have_no_image(page_of):
    assert images_of(page_of("<h1>A bridge</h1>")) == ()
    assert read_images(page_of(""), ()) == ()


def test_the_lead_is_what_the_page_shares(page_of):
    html = (
        '<meta property="og:image" content="/a.jpg"><meta property="og:image:width" content="640">'
        '<meta property="og:image:height" content="360px">'
    )
    assert images_of(page_of(html)) == (Image(url=f"{BASE}/a.jpg", width_px=640, height_px=360, role=ImageRole.LEAD),)


@pytest.mark.parametrize(
    ("image", "expected"),
    [
        ('"/a.jpg"', Image(url=f"{BASE}/a.jpg", role=ImageRole.LEAD)),
        ('["/a.jpg","/b.jpg"]', Image(url=f"{BASE}/a.jpg", role=ImageRole.LEAD)),
        (
            '{"url":"/a.jpg","caption":"A hall","creditText":"Ann Roe","width":640,"height":"99999"}',
            Image(url=f"{BASE}/a.jpg", caption="A hall", credit="Ann Roe", width_px=640, role=ImageRole.LEAD),
        ),
    ],
)
def test_json_ld_states_the_lead(image, expected, page_of):
    assert images_of(page_of(json_ld(f'"image":{image}'))) == (expected,)


def test_an_empty_list_or_a_link_of_old(page_of):
    assert images_of(page_of(json_ld('"image":[]'))) == ()
    (image,) = images_of(page_of('<link rel="image_src" href="/a.jpg">'))
    assert (image.url, image.role) == (f"{BASE}/a.jpg", ImageRole.LEAD)


def test_caption_and_credit_of_json_ld_go_with_the_same_picture_shared(page_of):
    stated = json_ld('"image":{"url":"/a.jpg","caption":"A hall","author":{"name":"Ann Roe"}}')
    (image,) = images_of(page_of(f'{stated}<meta property="og:image" content="/a-640x360.jpg?w=9">'))
    assert (image.caption, image.credit) == ("A hall", "Ann Roe")
    (image,) = images_of(page_of(f'{stated}<meta property="og:image" content="/b.jpg">'))
    assert (image.caption, image.credit) == (None, None)


@pytest.mark.parametrize(
    ("figcaption", "caption", "credit"),
    [
        ('A hall <span class="credit">Photo: Ann Roe</span>', "A hall", "Ann Roe"),
        ('<span class="credit">Photo: Ann Roe</span>', None, "Ann Roe"),
        ("A hall. Foto: Ann Roe", "A hall.", "Ann Roe"),
        ("A hall (© Ann Roe)", "A hall", "Ann Roe"),
        ("A hall", "A hall", None),
    ],
)
def test_the_figure_completes_the_lead(figcaption, caption, credit, page_of):
    html = f"""<meta property="og:image" content="/a.jpg"><img src="/other.jpg"><figure>
        <img data-src="/a-300x200.jpg" src="data:x" width="300" height="200">
        <figcaption>{figcaption}</figcaption></figure>"""
    (image,) = images_of(page_of(html))
    assert image == Image(
        url=f"{BASE}/a.jpg", caption=caption, credit=credit, width_px=300, height_px=200, role=ImageRole.LEAD
    )


def test_the_caption_of_wordpress_is_one(page_of):
    html = f"""<h1>A hall</h1><div class="wp-caption"><img class="size-full" src="/a.jpg" width="640">
        <p class="wp-caption-text">The hall. Photo: Ann Roe</p></div><p>{"The council met in the hall. " * 5}</p>"""
    page = page_of(html)
    (image,) = read_images(page, (), page.find("h1"))
    assert (image.url, image.caption, image.credit) == (f"{BASE}/a.jpg", "The hall.", "Ann Roe")


@pytest.mark.parametrize("name", ["caption-art", "popisek", "bildunterschrift", "pie-foto", "didascalia"])
def test_a_box_with_little_but_its_caption_is_a_figure(name, page_of):
    box = f'<div><img src="/a.jpg" width="640"><p class="{name}">The hall (foto Roe)</p></div>'
    html = f"<h1>A hall</h1>{box}"
    (image,) = images_of(page_of(f"{html}{PROSE}"))
    assert (image.caption, image.credit) == ("The hall", "Roe")
    (image,) = images_of(page_of(f"{html.replace('</p>', '</p><h3>Another</h3>')}{PROSE}"))
    assert (image.caption, image.credit) == (None, None)


def test_a_cite_beside_the_caption_is_the_credit(page_of):
    html = (
        "<h1>A hall</h1><figure><img src=/a.jpg><figcaption>A hall</figcaption><cite>Photo by Ann Roe</cite></figure>"
    )
    (image,) = images_of(page_of(html + PROSE))
    assert (image.caption, image.credit) == ("A hall", "Ann Roe")


@pytest.mark.parametrize(
    ("shared", "shown"),
    [
        ("/content/images/2026/a.jpg", "/content/images/size/w1200/2026/a.jpg"),
        ("/files/2026/a.jpg", "/files/styles/large/public/2026/a.jpg?itok=x"),
        ("/pictures/a.jpg", "/pictures/a_672x371.jpg"),
        ("/pictures/library-1200x630.jpg", "/pictures/library-640x360.jpg"),
        ("/image/fetch/w_1200,h_600/a.jpg", "/image/fetch/w_1456,c_limit/a.jpg"),
        ("/files/swimming-hall-roof.jpg", "/thumbor/x1=/filters:q(80)/files/swimming-hall-roof.jpg"),
        ("/pictures/9f8e7d?w=1200", "/pictures/9f8e7d?w=80"),
    ],
)
def test_the_lead_in_another_size_is_one_image(shared, shown, page_of):
    html = f"""<meta property="og:image" content="{shared}"><h1>A hall</h1>
        <figure><img src="{shown}"><figcaption>The hall. Photo: Ann Roe</figcaption></figure>{PROSE}"""
    (image,) = images_of(page_of(html), image_block(f"{BASE}{shown}", caption="The hall. Photo: Ann Roe"))
    assert (image.url, image.caption, image.credit) == (f"{BASE}{shared}", "The hall.", "Ann Roe")


def test_a_logo_that_every_page_shares_is_no_lead_where_the_story_shows_a_picture(page_of):
    shared = '<meta property="og:image" content="/i/logo-default-social.png">'
    shown = '<h1>A hall</h1><figure><img src="/i/hall.jpg"></figure>'
    assert [image.url for image in images_of(page_of(shared + shown + PROSE))] == [f"{BASE}/i/hall.jpg"]
    assert [image.url for image in images_of(page_of(shared + PROSE))] == [f"{BASE}/i/logo-default-social.png"]


def test_the_picture_of_a_writer_is_no_lead(page_of):
    html = '<h1>A hall</h1><div class="c-byline"><p><img src="/i/roe.jpg" width="210"></p>Ann Roe</div>'
    assert images_of(page_of(html + PROSE)) == ()


def test_a_credit_beside_the_caption_is_found(page_of):
    html = """<meta property="og:image" content="/a.jpg"><figure><img src="/a.jpg"><p class="photo-credit">Ann Roe</p>
        <figcaption>A hall</figcaption></figure>"""
    (image,) = images_of(page_of(html))
    assert (image.caption, image.credit) == ("A hall", "Ann Roe")


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ('<figure><img src="/a.jpg"></figure>', True),
        ('<figure><img src="/a.jpg" width="640"></figure>', True),
        ('<figure><img src="/a.jpg" width="40"></figure>', False),
        ('<img src="/a.jpg">', False),
        ('<aside><figure><img src="/a.jpg"></figure></aside>', False),
        ('<figure><img src="data:image/gif;base64,x"></figure>', False),
        (f'{PROSE}<figure><img src="/a.jpg"></figure>', False),
    ],
)
def test_the_first_picture_above_the_story_leads_where_none_is_declared(html, found, page_of):
    images = images_of(page_of(f"<h1>A bridge</h1>{html}{PROSE}"))
    assert [image.url for image in images] == [f"{BASE}/a.jpg"] * found


def test_pictures_of_the_body_follow_each_once(page_of):
    html = '<meta property="og:image" content="/a.jpg"><figure><img src="/b.jpg" width="90"></figure>'
    images = images_of(
        page_of(html),
        image_block(f"{BASE}/a.jpg", caption="A hall", credit="Ann Roe"),
        image_block(f"{BASE}/b.jpg"),
        image_block(f"{BASE}/b.jpg?size=2", caption="A door"),
        image_block("https://[broken", caption="Kept as it stands"),
        Block(type=BlockType.PARAGRAPH, text="Text"),
    )
    assert images == (
        Image(url=f"{BASE}/a.jpg", caption="A hall", credit="Ann Roe", role=ImageRole.LEAD),
        Image(url=f"{BASE}/b.jpg", caption="A door", width_px=90),
        Image(url="https://[broken", caption="Kept as it stands"),
    )


def test_an_address_without_a_file_name_is_kept(page_of):
    (image,) = images_of(page_of(""), image_block(f"{BASE}/"))
    assert image.url == f"{BASE}/"


# ---------------------------------------------------------------- videos, audios, description


def test_videos_and_audios_are_declared_or_embedded(page_of):
    html = """<script type="application/ld+json">[{"@type":"VideoObject","name":"The vote","embedUrl":"/v"},
        {"@type":"VideoObject"},{"@type":"AudioObject","contentUrl":"/a.mp3"},{"@type":"AudioObject"}]</script>"""
    blocks = tuple(
        Block(type=BlockType.EMBED, url=url)
        for url in ("https://www.youtube.com/embed/x", "https://w.soundcloud.com/p", "https://maps.example/")
    )
    assert read_media(page_of(html), blocks) == (
        (Media(url=f"{BASE}/v", title="The vote"), Media(url="https://www.youtube.com/embed/x")),
        (Media(url=f"{BASE}/a.mp3"), Media(url="https://w.soundcloud.com/p")),
    )


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<meta name="description" content="One"><meta property="og:description" content=" Two  words ">', "Two words"),
        (json_ld('"description":"Three"'), "Three"),
        ('<meta name="twitter:description" content="Four">', "Four"),
        ("", None),
    ],
)
def test_the_description_is_the_one_that_is_shared(html, expected, page_of):
    assert read_description(page_of(html)) == expected


@pytest.mark.parametrize(
    ("caption", "text", "credit"),
    [
        ("The bridge in winter. Jane Doe/Getty Images", "The bridge in winter.", "Jane Doe/Getty Images"),
        ("The bridge in winter. [Jane Doe/AP Photo]", "The bridge in winter.", "Jane Doe/AP Photo"),
        ("The bridge<small>Photograph: Jane Doe/The Post</small>", "The bridge", "Jane Doe/The Post"),
        ("桥。图片来源：新华社", "桥。", "新华社"),
        ("The bridge and/or the mill", "The bridge and/or the mill", None),
        ("The hall on Tuesday. Foto: J. Roe/TT.", "The hall on Tuesday.", "J. Roe/TT."),
        ("La sala (foto Ansa)", "La sala", "Ansa"),
        ("The hall. Photo by Ann Roe / Commons", "The hall.", "Ann Roe / Commons"),
        ("Photo by Ann Roe", None, "Ann Roe"),
        ("The hall. (Photo by Ann Roe)", "The hall.", "Ann Roe"),
        ("Sala. Fot. Jan Roe", "Sala.", "Jan Roe"),
        ("Sali. KUVA: Matti Roe", "Sali.", "Matti Roe"),
        ("The hall <span class=credit>Photo by Ann Roe (AP)</span>", "The hall", "Ann Roe (AP)"),
        ("The hall <span class=credit>Foto:</span> Ann Roe", "The hall", "Ann Roe"),
        ("The photo by which we know the hall", "The photo by which we know the hall", None),
    ],
)
def test_a_credit_may_end_a_caption_or_stand_small_in_it(caption, text, credit, page_of):
    html = f"<h1>A bridge</h1><figure><img src=/a.jpg><figcaption>{caption}</figcaption></figure>{PROSE}"
    (image,) = images_of(page_of(html))
    assert (image.caption, image.credit) == (text, credit)


@pytest.mark.parametrize(
    "player",
    [
        "<iframe src=https://player.vimeo.com/video/1></iframe>",
        "<video><source src=https://player.vimeo.com/video/1></video>",
    ],
)
def test_a_player_above_the_story_is_its_video(player, page_of):
    above = page_of(f"<h1>A bridge</h1>{player}{PROSE}")
    below = page_of(f"<h1>A bridge</h1>{PROSE}{player}")
    assert read_media(above, (), above.find("h1"))[0] == (Media(url="https://player.vimeo.com/video/1"),)
    assert read_media(below, (), below.find("h1"))[0] == ()


@pytest.mark.parametrize(
    "html",
    [
        "<div style=\"background-image:url('/a.jpg')\"><h1>A bridge</h1></div>",
        '<h1>A bridge</h1><div style="color:red;background: #fff url(/a.jpg) no-repeat"></div>',
        '<h1>A bridge</h1><picture><source srcset="/a.jpg 1200w, /b.jpg 400w"></picture>',
        '<div class="page-hero" style="background-image:url(&quot;/a.jpg&quot;)"></div><h1>A bridge</h1>',
    ],
)
def test_the_lead_may_be_a_background_or_a_picture_without_img(html, page_of):
    assert [image.url for image in images_of(page_of(f"{html}{PROSE}"))] == [f"{BASE}/a.jpg"]


@pytest.mark.parametrize(
    "html",
    [
        f'<body style="background:url(/a.jpg)"><h1>A bridge</h1>{PROSE}',
        f'<h1>A bridge</h1><div style="background:url(/a.jpg)">Share</div>{PROSE}',
        f'<div class="icon" style="background:url(/a.jpg)"></div><h1>A bridge</h1>{PROSE}',
        f'<h1>A bridge</h1><div style="background:url(data:image/gif;base64,R0)"></div>{PROSE}',
    ],
)
def test_the_background_of_the_page_or_of_a_text_is_no_lead(html, page_of):
    assert images_of(page_of(html)) == ()


FIGCAPTION = "<figure>{}<figcaption>%s</figcaption></figure>"


@pytest.mark.parametrize(
    ("figure", "caption", "credit"),
    [
        ("<figure>{}<div>Swimmers wait. NORA PELL/TIMES</div></figure>", "Swimmers wait.", "NORA PELL/TIMES"),
        ("<figure>{}<cite>Getty Images</cite></figure>", None, "Getty Images"),
        (FIGCAPTION % "<div class=attribution>Jane Doe for Us</div>", None, "Jane Doe for Us"),
        (FIGCAPTION % "The pool. <i class=credit>Beeld Koen Visser</i>", "The pool.", "Koen Visser"),
        (FIGCAPTION % "The pool <span>(ansa)</span>", "The pool", "ansa"),
        (FIGCAPTION % "The pool <span>(in May)</span>", "The pool (in May)", None),
        (FIGCAPTION % "The field. Photo by <a>Ruben K.</a> / <a>Us</a>", "The field.", "Ruben K. / Us"),
        (FIGCAPTION % "<b>The pool.</b><b>Jaime Ruiz</b>", "The pool.", "Jaime Ruiz"),
        (FIGCAPTION % "The pool, <b>Jaime Ruiz</b>", "The pool, Jaime Ruiz", None),
        (FIGCAPTION % "The pool. (Olek Danzig | Chronicle)", "The pool.", "Olek Danzig | Chronicle"),
        (FIGCAPTION % "The pool, Mill Lane. | OUEST-MATIN", "The pool, Mill Lane.", "OUEST-MATIN"),
        (FIGCAPTION % "プールの中の劇団員＝中村葵撮影", "プールの中の劇団員", "中村葵撮影"),
        (FIGCAPTION % "プールの中（中村葵撮影）", "プールの中", "中村葵撮影"),
        (FIGCAPTION % "المسبح القديم (أ ف ب)", "المسبح القديم", "أ ف ب"),
        ("<div>{}<div class=photo-source>Fot. Jan Kos</div></div>", None, "Jan Kos"),
    ],
)
def test_a_figure_tells_caption_and_credit_without_their_usual_marks(figure, caption, credit, page_of):
    shared = '<meta property="og:image" content="/a.jpg">'
    lead = images_of(page_of(f"{shared}<h1>A bridge</h1>{figure.format('<img src=/a.jpg>')}{PROSE}"))[0]
    assert (lead.caption, lead.credit) == (caption, credit)
