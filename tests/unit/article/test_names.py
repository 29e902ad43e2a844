"""Bylines become names: joined ones parted, offices, dates and places left out, people told from organisations."""

import pytest

from crawler.article.names import (
    begins_with_by,
    begins_with_label,
    find_labelled_name,
    parse_byline,
    parse_declared,
    without_by,
)
from crawler.records.enums import AuthorType


def names(text):
    return [author.name for author in parse_byline(text)]


@pytest.mark.parametrize(
    ("byline", "expected"),
    [
        ("By Jane Roe and John Doe", ["Jane Roe", "John Doe"]),
        ("Von Anna Weiß und Jörg Maier", ["Anna Weiß", "Jörg Maier"]),
        ("Par Élise Noir et Luc Blanc", ["Élise Noir", "Luc Blanc"]),
        ("Por María José García y Pedro López", ["María José García", "Pedro López"]),
        ("Di Carla Bianchi e Ugo Neri", ["Carla Bianchi", "Ugo Neri"]),
        ("Por Inês Sousa e Rui Pinto", ["Inês Sousa", "Rui Pinto"]),
        ("Door Els de Wit en Jan van Dam", ["Els de Wit", "Jan van Dam"]),
        ("Af Mette Krag og Søren Lund", ["Mette Krag", "Søren Lund"]),
        ("Av Åsa Berg och Nils Ek", ["Åsa Berg", "Nils Ek"]),
        ("Av Kari Vik og Ola Nes", ["Kari Vik", "Ola Nes"]),
        ("Autor: Anna Kowalska i Piotr Nowak", ["Anna Kowalska", "Piotr Nowak"]),
        ("Yazar: Ayşe Yılmaz ve Mehmet Demir", ["Ayşe Yılmaz", "Mehmet Demir"]),
        ("Автор: Иван Иванов и Пётр Петров", ["Иван Иванов", "Пётр Петров"]),
        ("بقلم: محمد علي و سارة حسن", ["محمد علي", "سارة حسن"]),
        ("بقلم محمد علي وسارة حسن", ["محمد علي", "سارة حسن"]),
        ("محمد علي، سارة حسن", ["محمد علي", "سارة حسن"]),
        ("محمد وليد حسن", ["محمد وليد حسن"]),
        ("מאת: דוד כהן ושרה לוי", ["דוד כהן", "שרה לוי"]),
        ("[서울=뉴스] 김철수 기자 = ", ["김철수"]),
        ("作者：张三、李四", ["张三", "李四"]),
        ("本报记者 张三 李四", ["张三", "李四"]),
        ("新华社记者张三 通讯员李四", ["张三", "李四"]),
        ("記者 山田太郎、佐藤花子", ["山田太郎", "佐藤花子"]),
        ("Jane Roe, John Doe & Max Moe", ["Jane Roe", "John Doe", "Max Moe"]),
        ("Jane Roe; John Doe | Max Moe", ["Jane Roe", "John Doe", "Max Moe"]),
        ("Jane Roe, Jane Roe", ["Jane Roe"]),
    ],
)
def test_joined_names_are_parted_in_many_languages(byline, expected):
    assert names(byline) == expected


@pytest.mark.parametrize(
    ("byline", "expected"),
    [
        ("Roe, Jane", ["Roe, Jane"]),
        ("van Dam, Jan", ["van Dam, Jan"]),
        ("Roe, Reporter", ["Roe"]),
        ("Jane Roe, Reuters", ["Jane Roe", "Reuters"]),
        ("Jane Roe, John Doe", ["Jane Roe", "John Doe"]),
        ("Jane Mary Roe Smith, John Henry", ["Jane Mary Roe Smith", "John Henry"]),
        ("Van Dam, Jan", ["Van Dam, Jan"]),
    ],
)
def test_last_and_first_name_stay_together(byline, expected):
    assert names(byline) == expected


@pytest.mark.parametrize(
    ("byline", "expected"),
    [
        ("By Jane Roe, Senior Reporter", ["Jane Roe"]),
        ("Post author:Jane Roe", ["Jane Roe"]),
        ("Auteur de la publication : Jane Roe", ["Jane Roe"]),
        ("Jane Roe | May 3, 2025", ["Jane Roe"]),
        ("Dr. Anna Weiß, Chefredakteurin", ["Dr. Anna Weiß"]),
        ("Jane Roe in Boston", ["Jane Roe"]),
        ("Jane Roe • 4 min read", ["Jane Roe"]),
        ("Jane Roe on Jan 5, 2025", ["Jane Roe"]),
        ("Jane Roe December 12, 2020", ["Jane Roe"]),
        ("Jane Roe Published", ["Jane Roe"]),
        ("Jane Roe (Berlin)", ["Jane Roe"]),
        ("Von Anna Weiß, Frankfurt", ["Anna Weiß"]),
        ("Jane Roe, MD", ["Jane Roe"]),
        ("2025Jane Roe", ["Jane Roe"]),
        ("Jane Roe1", ["Jane Roe"]),
        ("About Jane Roe", ["Jane Roe"]),
        ("ByJane Roe", ["Jane Roe"]),
        ("March 4, 2025 by Jane Roe", ["Jane Roe"]),
        ("04.03.2025, von Anna Weiß", ["Anna Weiß"]),
        ("山田太郎記者", ["山田太郎"]),
        ("Jane RoeJane Roe", ["Jane Roe"]),
    ],
)
def test_what_stands_around_a_name_is_left_out(byline, expected):
    assert names(byline) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "admin",
        "Sat",
        "Dec",
        "December 12, 2020",
        "20 Dec",
        "View all posts",
        "Watch demo",
        "Back to all",
        "Useful resources",
        "Fact checked by",
        "In this article",
        "Categories: Uncategorized",
        "Article by",
        "Reporter",
        "ku Frankfurt",
        "jane@news.example",
        "https://news.example/jane",
        "page.head.author",
        "x",
        "12:30",
        "the council met on monday",
        "A " + "very " * 9 + "Long Name",
        "Jane " + "R" * 70,
        "Jane Roe " * 60,
    ],
)
def test_what_is_no_name_gives_none(text):
    assert names(text) == []


@pytest.mark.parametrize("name", ["Theresa May", "April Wren", "Jan Böhm", "Ursula von der Leyen", "Daniel D. Von Hof"])
def test_names_that_hold_months_and_particles_stay_whole(name):
    assert names(name) == [name]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Jane Roe", AuthorType.PERSON),
        ("Reuters", AuthorType.ORGANISATION),
        ("dpa", AuthorType.ORGANISATION),
        ("courier.com", AuthorType.ORGANISATION),
        ("Redaktion", AuthorType.ORGANISATION),
        ("The News Team", AuthorType.ORGANISATION),
        ("The night desk.", AuthorType.ORGANISATION),
        ("中央新聞社", AuthorType.ORGANISATION),
        ("Center for Bridges and Roads", AuthorType.ORGANISATION),
        ("山田太郎", AuthorType.PERSON),
    ],
)
def test_people_are_told_from_organisations(name, kind):
    authors = parse_byline(name)
    assert [(author.name, author.type) for author in authors] == [(name, kind)]


def test_the_source_of_an_unsigned_text_is_an_organisation():
    assert [(author.name, author.type) for author in parse_byline("Quelle: sid, dpa")] == [
        ("sid", AuthorType.ORGANISATION),
        ("dpa", AuthorType.ORGANISATION),
    ]


def test_the_word_that_introduces_a_byline_is_told_and_taken_off():
    assert without_by("Written by Jane Roe") == "Jane Roe"
    assert (begins_with_by("by Jane Roe"), begins_with_by("ByJane Roe"), begins_with_by("Jane Roe")) == (
        True,
        True,
        False,
    )


def test_a_label_names_a_writer_beyond_doubt():
    assert begins_with_label("Author: x")
    assert not begins_with_label("Jane Roe")
    assert find_labelled_name("Autorin/Autor Anna Weiß") == "Anna Weiß"
    assert find_labelled_name("Anna Weiß") is None


@pytest.mark.parametrize(
    "byline",
    [
        "By Jane Roe and John Doe 30 April 2025",
        "Jane Roe, John Doe at 9:30 on 30 April",
        "Par Jane Roe et John Doe à 9h30, le 30 avril 2025",
        "Posted by Jane Roe and John Doe at 09:00 | Town Hall",
    ],
)
def test_the_last_of_several_names_stands_before_the_date(byline):
    assert names(byline) == ["Jane Roe", "John Doe"]


@pytest.mark.parametrize(
    "byline",
    [
        "Words: Jane Roe. Photos: John Doe",
        "Story by Jane Roe • Photos by John Doe",
        "Reporting by Jane Roe; Editing by John Doe",
        "Fotos: John Doe, Text: Jane Roe",
        "Text und Fotos: Jane Roe",
        "Testo e foto di Jane Roe",
        "文：Jane Roe　写真：John Doe",
    ],
)
def test_only_the_writers_are_named(byline):
    assert names(byline) == ["Jane Roe"]


def test_a_credit_of_pictures_names_no_writer():
    assert names("Foto: John Doe") == []


@pytest.mark.parametrize("day", ["30 April 2025", "2025-04-30", "30.4."])
def test_what_follows_the_date_of_a_byline_is_no_name(day):
    assert [author.name for author in parse_byline(f"By Jane Roe and John Doe | {day} | Town Hall")] == [
        "Jane Roe",
        "John Doe",
    ]


@pytest.mark.parametrize(
    ("byline", "expected"),
    [
        ("Écrit par Jean Noir le 12 mars 2024", ["Jean Noir"]),
        ("por Pedro López el 12 de marzo de 2024", ["Pedro López"]),
        ("von Anna Weiß am 12. März 2024", ["Anna Weiß"]),
        ("door Els de Wit op 12 maart 2024", ["Els de Wit"]),
        ("By JANE ROE Times Staff Writer", ["JANE ROE"]),
        ("Jane Roe Staff Writer", ["Jane Roe"]),
        ("Times Staff Writer", []),
        ("Daily Press Staff Writer", []),
        ("By Jane Roe Special to the Tribune", ["Jane Roe"]),
        ("By Jane Roe And John Doe For The Daily Courier", ["Jane Roe", "John Doe"]),
        ("Jane Roe (she/her)", ["Jane Roe"]),
        ("Richard (R.J.) Roe", ["Richard (R.J.) Roe"]),
        ("Jane Roe (Reuters)", ["Jane Roe"]),
        ("By 3i Global", ["3i Global"]),
        ("By the Editorial Board", ["the Editorial Board"]),
        ("By the Numbers", []),
        ("Von unserem Redakteur Jörg Maier", ["Jörg Maier"]),
        ("Interview: Anna Weiß", ["Anna Weiß"]),
        ("dal nostro inviato Ugo Neri", ["Ugo Neri"]),
        ("Ugo Neri, inviato a Parigi", ["Ugo Neri"]),
        ("Pedro López - Corresponsal en Londres", ["Pedro López"]),
        ("Inês Sousa, do Diário, em São Paulo", ["Inês Sousa"]),
        ("Ahmet Yılmaz / İstanbul", ["Ahmet Yılmaz"]),
        ("Κείμενο: Γιώργος Παππάς", ["Γιώργος Παππάς"]),
        ("خبرنگار: علی رضایی", ["علی رضایی"]),
        ("القاهرة - محمد علي", ["محمد علي"]),
        ("記者王小明／台北報導", ["王小明"]),
        ("中央社記者王小明台北1日電", ["王小明"]),
        ("取材・文＝山田太郎", ["山田太郎"]),
        ("【山田太郎】", ["山田太郎"]),
        ("글·사진 김철수 기자", ["김철수"]),
        ("Illustration by Jane Roe", []),
        ("Jane Roe, 4+ years covering computer hardware, software, and science", ["Jane Roe"]),
        ("Jane Roe, MS, RD, FAND", ["Jane Roe"]),
        ("Jane Roe, John Doe, dpa", ["Jane Roe", "John Doe", "dpa"]),
        ("Jane Roe, TIME", ["Jane Roe", "TIME"]),
        ("This post was written by Jane Roe, MD, reporter", ["Jane Roe"]),
        ("Harbour Watch Tax & Accounting", ["Harbour Watch Tax & Accounting"]),
        ("Jane Roe & Reuters", ["Jane Roe", "Reuters"]),
        ("Organization for the Harbour", ["Organization for the Harbour"]),
        ("By Farah Mistry, Head of Reliability and Security", ["Farah Mistry"]),
        ("Farah Mistry, VP of Sales & Partnerships, and Jane Doe", ["Farah Mistry", "Jane Doe"]),
        ("Farah Mistry, Head of News and Jane Doe", ["Farah Mistry", "Jane Doe"]),
        ("Posted by Miles Corrigan at March 22, 2005 11:42 PM", ["Miles Corrigan"]),
    ],
)
def test_offices_places_days_and_frames_are_left_out(byline, expected):
    assert names(byline) == expected


@pytest.mark.parametrize(
    ("declared", "expected"),
    [
        ("jane roe", ["jane roe"]),
        ("Jane Roe", ["Jane Roe"]),
        ("read more", []),
        ("news editor", []),
        ("jane", ["jane"]),
    ],
)
def test_a_declared_name_may_be_written_small(declared, expected):
    assert [author.name for author in parse_declared(declared)] == expected
