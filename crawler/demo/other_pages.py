"""The pages that neither are stories nor lead to any: about, contact, drafts, not found, the endless calendar."""

import calendar
from typing import Final

from crawler.demo.markup import SITE_NAME, Frame, frame, link
from crawler.demo.stories import read_content

TEXT_PATHS: Final = ("/about/", "/contact/", "/privacy/", "/drafts/")
_LAST_YEAR: Final = 9998  # the last but one that datetime knows
_MONTHS: Final = 12


def make_text_page(path: str) -> str:
    """One of ``TEXT_PATHS``."""
    page = read_content("pages")[path.strip("/")]
    text = "".join(f"<p>{paragraph}</p>" for paragraph in page["text"])
    main = f'<main><div class="page-content"><h1>{page["title"]}</h1>{text}</div></main>'
    return frame(Frame(title=f"{page['title']} – {SITE_NAME}", main=main))


def make_not_found_page() -> str:
    """What stands where nothing stands."""
    main = f"<main><h1>Page not found</h1><p>The tide took it. {link('/', 'Back to the front page')}</p></main>"
    return frame(Frame(title=f"Page not found – {SITE_NAME}", main=main, body_class="error404"))


def make_calendar_page(year: int, month: int) -> str | None:
    """A month without any event, and a link to the next; None where there is no such month."""
    if not (1 <= month <= _MONTHS and 1 <= year <= _LAST_YEAR):
        return None
    following = f"/calendar/{year + month // _MONTHS:04}/{month % _MONTHS + 1:02}/"
    weeks = calendar.Calendar().monthdayscalendar(year, month)
    rows = "".join("<tr>" + "".join(f"<td>{day or ''}</td>" for day in week) + "</tr>" for week in weeks)
    title = f"{calendar.month_name[month]} {year}"
    onward = link(following, "Next month", 'rel="next"')
    table = f'<table class="calendar">{rows}</table>'
    main = f"<main><h1>Calendar: {title}</h1>{table}<p>Nothing is planned.</p>{onward}</main>"
    head = f'<link rel="next" href="{following}">\n'
    return frame(Frame(title=f"{title} – {SITE_NAME}", head=head, main=main, body_class="calendar"))
