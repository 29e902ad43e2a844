"""Dates in the forms that sites write them in, in many languages."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from crawler.page.dates import parse_date
from crawler.records.enums import Precision

EAST = timezone(timedelta(hours=2))
WEST = timezone(timedelta(hours=-5))

MACHINE_FORMS = [
    ("2024-05-17", datetime(2024, 5, 17), Precision.DAY),
    ("2024-05-17T08:09", datetime(2024, 5, 17, 8, 9), Precision.MINUTE),
    ("2024-05-17 08:09:10", datetime(2024, 5, 17, 8, 9, 10), Precision.SECOND),
    ("2024-05-17T08:09:10Z", datetime(2024, 5, 17, 8, 9, 10, tzinfo=UTC), Precision.SECOND),
    ("2024-05-17T08:09:10.123456Z", datetime(2024, 5, 17, 8, 9, 10, tzinfo=UTC), Precision.SECOND),
    ("2024-05-17T08:09:10+02:00", datetime(2024, 5, 17, 8, 9, 10, tzinfo=EAST), Precision.SECOND),
    ("2024-05-17T08:09:10+0200", datetime(2024, 5, 17, 8, 9, 10, tzinfo=EAST), Precision.SECOND),
    ("2024-05-17T08:09-05", datetime(2024, 5, 17, 8, 9, tzinfo=WEST), Precision.MINUTE),
    ("2024-05-17T23:15:0Z", datetime(2024, 5, 17, 23, 15, tzinfo=UTC), Precision.SECOND),
    ("2024-5-7T08:09:10+02:00", datetime(2024, 5, 7, 8, 9, 10, tzinfo=EAST), Precision.SECOND),
    ("20240517T080910Z", datetime(2024, 5, 17, 8, 9, 10, tzinfo=UTC), Precision.SECOND),
    ("20240517T08:09:10Z", datetime(2024, 5, 17, 8, 9, 10, tzinfo=UTC), Precision.SECOND),
    ("20240517", datetime(2024, 5, 17), Precision.DAY),
    ("Fri, 17 May 2024 08:09:10 +0200", datetime(2024, 5, 17, 8, 9, 10, tzinfo=EAST), Precision.SECOND),
    ("Fri, 17 May 2024 08:09:10 GMT", datetime(2024, 5, 17, 8, 9, 10, tzinfo=UTC), Precision.SECOND),
    ("Fri May 17 2024 08:09:10 GMT+0200 (CEST)", datetime(2024, 5, 17, 8, 9, 10, tzinfo=EAST), Precision.SECOND),
    ("Fri May 17 08:09:10 CEST 2024", datetime(2024, 5, 17, 8, 9, 10, tzinfo=EAST), Precision.SECOND),
    ("1715933350", datetime(2024, 5, 17, 8, 9, 10, tzinfo=UTC), Precision.SECOND),
    ("1715933350000", datetime(2024, 5, 17, 8, 9, 10, tzinfo=UTC), Precision.SECOND),
    ("2024-05-17T24:00:00Z", datetime(2024, 5, 17, 0, 0, tzinfo=UTC), Precision.SECOND),
    ("2024-05-17T99:99", datetime(2024, 5, 17), Precision.DAY),
]

DAY = date(2024, 5, 17)
DAYS = [
    ("en", "17 May 2024"), ("en", "May 17, 2024"), ("en", "May 17th, 2024"), ("en", "Friday, May 17 2024"),
    ("en", "17th of May 2024"), ("en", "the 17th of May, 2024"), ("en", "17-May-2024"), ("en", "MAY 17, 2024"),
    ("en", "May. 17, '24".replace("'", "20")), ("en", "5/17/2024"), ("en", "17/05/2024"), ("en", "2024 May 17"),
    ("de", "17. Mai 2024"), ("de", "Freitag, 17. Mai 2024"), ("de", "17.05.2024"), ("de", "17.5.24"),
    ("de", "17. 5. 2024"), ("de", "17 | 05 | 2024"), ("de", "17 / 05 / 2024"), ("ar", "17 أيار / مايو 2024"),
    ("fr", "17 mai 2024"), ("fr", "vendredi 17 mai 2024"), ("fr", "le 17/05/2024"),
    ("es", "17 de mayo de 2024"), ("es", "viernes 17 de mayo del 2024"), ("es", "17 may. 2024"),
    ("it", "17 maggio 2024"), ("it", "venerdì 17 Maggio 2024"), ("it", "17 mag 2024"), ("pt", "17 de maio de 2024"),
    ("pt", "17 mai. 2024"), ("pt", "17/05/2024"), ("nl", "17 mei 2024"), ("nl", "vrijdag 17 mei 2024"),
    ("da", "17. maj 2024"), ("da", "fredag den 17. maj 2024"), ("sv", "17 maj 2024"), ("sv", "fredag 17 maj 2024"),
    ("no", "17. mai 2024"), ("no", "fredag 17. mai 2024"), ("is", "17. maí 2024"), ("fi", "17. toukokuuta 2024"),
    ("fi", "17.5.2024"), ("et", "17. mai 2024"), ("lv", "2024. gada 17. maijs"), ("lt", "2024 m. gegužės 17 d."),
    ("pl", "17 maja 2024"), ("pl", "piątek, 17 maja 2024 r."), ("cs", "17. května 2024"), ("cs", "17. 5. 2024"),
    ("sk", "17. mája 2024"), ("hu", "2024. május 17."), ("hu", "2024. máj. 17., péntek"), ("hu", "2024.05.17."),
    ("ro", "17 mai 2024"), ("hr", "17. svibnja 2024."), ("sr", "17. мај 2024."), ("sr", "17. maj 2024."),
    ("sl", "17. maja 2024"), ("bg", "17 май 2024"), ("mk", "17 мај 2024"), ("ru", "17 мая 2024"),
    ("ru", "17 мая 2024 г."), ("uk", "17 травня 2024"), ("uk", "17 травня 2024 року"), ("be", "17 мая 2024"),
    ("el", "17 Μαΐου 2024"), ("el", "Παρασκευή 17 Μαΐου 2024"), ("tr", "17 Mayıs 2024"), ("tr", "17 Mayıs 2024 Cuma"),
    ("az", "17 may 2024"), ("ca", "17 de maig de 2024"), ("gl", "17 de maio de 2024"),
    ("eu", "2024ko maiatzaren 17a"), ("ar", "17 مايو 2024"), ("ar", "١٧ مايو ٢٠٢٤"), ("ar", "الجمعة 17 أيار 2024"),
    ("fa", "۱۷ مه ۲۰۲۴"), ("fa", "۲۸ اردیبهشت ۱۴۰۳"), ("fa", "۲۸ ارديبهشت ۱۴۰۳"),
    ("fa", "1403/02/28"), ("ur", "17 مئی 2024"),
    ("he", "17 במאי 2024"), ("hi", "17 मई 2024"), ("hi", "१७ मई २०२४"), ("bn", "১৭ মে ২০২৪"),
    ("th", "17 พฤษภาคม 2567"), ("th", "17 พ.ค. 2567"), ("vi", "17 tháng 5, 2024"), ("vi", "17/05/2024"),
    ("vi", "Ngày 17 tháng 5 năm 2024"), ("id", "17 Mei 2024"), ("id", "Jumat, 17 Mei 2024"), ("ms", "17 Mei 2024"),
    ("tl", "17 Mayo 2024"), ("sw", "17 Mei 2024"), ("ka", "17 მაისი 2024"), ("hy", "17 մայիսի 2024"),
    ("zh", "2024年5月17日"), ("zh", "2024年05月17日 星期五"), ("zh", "2024-05-17"), ("zh", "2024/05/17"),
    ("ja", "2024年5月17日(金)"), ("ja", "令和6年5月17日"), ("zh", "民國113年5月17日"),
    ("ja", "２０２４年５月１７日"), ("ja", "2024.5.17"),
    ("ko", "2024년 5월 17일"), ("ko", "2024.05.17"), ("ko", "2024. 5. 17."),
]  # fmt: skip

TIMES = [
    ("en", "May 17, 2024 at 6:09 p.m.", 18, 9), ("en", "Published: May 17, 2024, 12:05 am", 0, 5),
    ("en", "17 May 2024 18:09", 18, 9), ("en", "6:09 PM, May 17, 2024", 18, 9),
    ("en", "May 17, 2024 | 9:25pm", 21, 25),
    ("en", "10:30 AM, May 17, 2024", 10, 30), ("hu", "2024.05.17. 18:09", 18, 9),
    ("en", "May 17, 2024, 12 p.m.", 12, 0),
    ("en", "5/17/2024 4:00 PM", 16, 0), ("en", "2024-05-17 4:00 pm", 16, 0), ("de", "17. Mai 2024, 18:09 Uhr", 18, 9),
    ("de", "17.05.2024 | 18.09 Uhr", 18, 9), ("de", "17.05.2024 um 06:09", 6, 9),
    ("fr", "17 mai 2024 à 18h09", 18, 9), ("fr", "le 17/05/2024 à 18:09", 18, 9), ("es", "17 mayo 2024 18:09", 18, 9),
    ("it", "17 maggio 2024 ore 18:09", 18, 9), ("pt", "17/05/2024 às 18h09", 18, 9),
    ("fi", "17.5.2024 klo 18.09", 18, 9), ("pl", "17 maja 2024, 18:09", 18, 9), ("ru", "17 мая 2024, 18:09", 18, 9),
    ("tr", "17 Mayıs 2024 18:09", 18, 9), ("ja", "2024年5月17日 18時09分", 18, 9),
    ("ja", "2024年5月17日 午後6時09分", 18, 9), ("zh", "2024年5月17日 下午6:09", 18, 9),
    ("zh", "2024-05-17 18:09", 18, 9), ("ko", "2024.05.17 18:09", 18, 9), ("ko", "2024년 5월 17일 오후 6:09", 18, 9),
    ("ko", "2024년 5월 17일 오후 6시 9분".replace(" 9분", " 09분"), 18, 9), ("vi", "17/05/2024 18:09", 18, 9),
]  # fmt: skip

NO_DATES = [
    "", "   ", "no date here", "Version 3.14", "May", "17 May", "31 May", "12/2024", "1899-01-01", "0.5.17",
    "call 030 123456", "99. Mai 2024", "30 February 2024", "2024-13-45", "99/99/2024", "令和99年99月99日", "42",
    "Fri, 99 May 2024 08:09:10 GMT",
]  # fmt: skip


@pytest.mark.parametrize(("text", "when", "precision"), MACHINE_FORMS, ids=[form[0] for form in MACHINE_FORMS])
def test_a_form_for_machines_is_read_with_its_zone(text, when, precision):
    moment = parse_date(text)
    assert (moment.when, moment.precision) == (when, precision)
    assert moment.when.utcoffset() == when.utcoffset()


@pytest.mark.parametrize(("language", "text"), DAYS)
def test_a_day_is_read_in_its_language(language, text):
    moment = parse_date(text, language=language)
    assert moment is not None
    assert (moment.day, moment.precision) == (DAY, Precision.DAY)


@pytest.mark.parametrize(("language", "text", "hour", "minute"), TIMES)
def test_a_time_of_day_is_read_beside_its_day(language, text, hour, minute):
    moment = parse_date(text, language=language)
    assert moment.when.replace(tzinfo=None) == datetime(2024, 5, 17, hour, minute)
    assert moment.precision is Precision.MINUTE


@pytest.mark.parametrize("text", NO_DATES)
def test_what_is_no_date_gives_none(text):
    assert parse_date(text) is None


def test_the_languages_are_many():
    assert len({language for language, _ in DAYS}) >= 45


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("May 17, 2024 6:09 p.m. ET", -4),
        ("January 17, 2024 6:09 p.m. ET", -5),
        ("Nov 8, 2023 / 10:35 PM PST", -8),
        ("17.05.2024, 18:09 MESZ", 2),
        ("17 мая 2024, 18:09 мск", 3),
        ("17 May 2024 18:09 UTC+2", 2),
        ("17 May 2024 18:09 GMT", 0),
        ("17 May 2024 18:09 (IST)", 5.5),
    ],
)
def test_a_zone_is_read_behind_the_time(text, hours):
    assert parse_date(text, language="en").when.utcoffset() == timedelta(hours=hours)


def test_an_unknown_zone_is_none():
    moment = parse_date("17 May 2024 18:09 XYZ")
    assert moment.when == datetime(2024, 5, 17, 18, 9)


def test_numbers_follow_the_order_that_is_known():
    assert parse_date("3/4/2024", language="en").day == date(2024, 3, 4)
    assert parse_date("3/4/2024", language="en", is_month_first=False).day == date(2024, 4, 3)
    assert parse_date("3/4/2024", language="fr").day == date(2024, 4, 3)
    assert parse_date("3.4.2024", language="en", is_month_first=True).day == date(2024, 4, 3)


def test_numbers_that_could_be_either_are_marked():
    assert parse_date("3/4/2024").is_ambiguous
    assert not parse_date("13/4/2024").is_ambiguous
    assert not parse_date("4/4/2024").is_ambiguous
    assert not parse_date("3.4.2024").is_ambiguous


def test_a_date_without_a_year_is_one_only_near_a_day():
    assert parse_date("17 May", language="en") is None
    near = parse_date("17 May, 18:09", language="en", near=date(2024, 6, 1))
    assert near.day == DAY
    assert not near.is_year_given
    assert near.when.hour == 18


def test_a_year_that_is_left_out_is_the_latest_that_fits():
    assert parse_date("31 December", near=date(2024, 1, 1)).day == date(2023, 12, 31)
    assert parse_date("1 January", near=date(2023, 12, 31)).day == date(2024, 1, 1)
    assert parse_date("29 February", near=date(2025, 6, 1)).day == date(2024, 2, 29)
    assert parse_date("29 February", near=date(2023, 6, 1)) is None


def test_words_before_and_behind_do_no_harm():
    assert parse_date("By Jane May | Published on May 17, 2024 in Politics", language="en").day == DAY
    assert parse_date("Berlin (dpa), 17. Mai 2024 - Es war", language="de").day == DAY


def test_only_the_beginning_of_a_long_text_is_read():
    assert parse_date("x " * 400 + "17 May 2024") is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1399/01/01", date(2020, 3, 20)),
        ("1399/12/30", date(2021, 3, 20)),
        ("1400/01/01", date(2021, 3, 21)),
        ("1398/12/29", date(2020, 3, 19)),
        ("1397/07/01", date(2018, 9, 23)),
        ("1400/12/30", None),
        ("1400/13/01", None),
    ],
)
def test_days_of_the_persian_calendar_are_reckoned(text, day):
    moment = parse_date(text, language="fa")
    assert (moment and moment.day) == day
