"""The language of an article, as BCP 47: declared, else told by its script, else by its commonest words."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from crawler.article.candidates import Candidate, Choice, choose_surest
from crawler.article.words import load_words
from crawler.page.meta import read_meta
from crawler.page.structured import read_structured, text_of
from crawler.page.tree import Page
from crawler.records.enums import Origin
from crawler.records.evidence import Evidence

_DATA: Final = load_words("languages")
_TAG: Final = re.compile(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_]([A-Za-z]{2}|\d{3}))?(?=$|[^A-Za-z0-9])")
_SCRIPTS: Final = {language: re.compile(f"[{_range}]") for language, _range in _DATA["scripts"].items()}
_NO_LETTERS: Final = re.compile(r"[\W\d_]+")
_OTHER_SCRIPTS: Final = re.compile("[\u0370-\u1dff\u2c00-\ua71f\uac00-\ud7af\uf900-\ufdff]")
_SCRIPT_LANGUAGES: Final[dict[str, set[str]]] = {
    script: set(languages) for script, languages in _DATA["script_languages"].items()
}
_KIN: Final = {language: kin for kin in _SCRIPT_LANGUAGES.values() for language in kin} | _SCRIPT_LANGUAGES
_COMMON: Final = {language: frozenset(words.split()) for language, words in _DATA["common"].items()}
_NAMES: Final[dict[str, str]] = _DATA["names"]
_LETTERS: Final[dict[str, dict[str, str]]] = _DATA["letters"]
_SHARE: Final = 200  # of so many letters at least one is the language's own
_SAMPLE: Final = 1_500  # characters of text that are looked at
_MIN_VOTES: Final = 5


def read_language(page: Page, evidence: Evidence, text: str = "") -> Choice[str]:
    """The article's language; ``text`` is its body, by which a declaration in the wrong script is found out."""
    return choose_surest(_find(page, evidence, text))


def _find(page: Page, evidence: Evidence, text: str) -> Iterator[Candidate[str]]:
    meta, structured = read_meta(page), read_structured(page)
    script = find_script_language(text)
    declared = (
        (page.language, Origin.DOM, 0.9, "html lang"),
        (text_of(structured.article.get("inLanguage")), Origin.JSON_LD, 0.85, "inLanguage"),
        (meta.first("og:locale"), Origin.OG, 0.7, "og:locale"),
        (meta.first("content-language", "language", "dc.language"), Origin.META, 0.65, "content-language"),
        (page.document.headers.get("content-language", ""), Origin.HTTP, 0.5, "content-language header"),
        (text_of(structured.web_page.get("inLanguage")), Origin.JSON_LD, 0.6, "WebPage.inLanguage"),
        (evidence.language or "", Origin.PROFILE, 0.6, "profile"),
    )
    words = None
    for stated, origin, confidence, note in declared:
        tag = parse_language(stated)
        if tag is None:
            continue
        primary = tag.partition("-")[0]
        if script and primary not in _KIN.get(script, {script}):
            yield Candidate(tag, origin, confidence * 0.3, f"{note}, another script")
        else:
            words = words or tag
            yield Candidate(tag, origin, confidence, note)
    if script and words is None:
        yield Candidate(script, Origin.DOM, 0.5, "script of the text")
    elif words is None and (guess := find_word_language(text)):
        yield Candidate(guess, Origin.DOM, 0.4, "commonest words of the text")


def parse_language(text: str) -> str | None:
    """A language tag in its canonical case (``pt-BR``, ``zh-Hant-TW``); None for what is none."""
    text = text.strip()
    if text.lower() in _NAMES:
        return _NAMES[text.lower()]
    match = _TAG.match(text)
    if match is None:
        return None
    language, script, region = match.groups()
    if language.lower() in {"und", "mul", "zxx", "xx"}:
        return None
    parts = [language.lower(), script.title() if script else None, region.upper() if region else None]
    return "-".join(part for part in parts if part)


def find_script_language(text: str) -> str | None:
    """The most likely language of a text that is not in the Latin script; None for Latin or nothing."""
    sample = text[:_SAMPLE]
    if sample.isascii() or _OTHER_SCRIPTS.search(sample) is None:
        return None
    letters = _NO_LETTERS.sub("", sample)
    if len(_OTHER_SCRIPTS.findall(letters)) * 2 <= len(letters):
        return None
    counts = {language: len(pattern.findall(letters)) for language, pattern in _SCRIPTS.items()}
    if counts["zh"] and counts["ja"] * 10 > counts["zh"]:
        counts["ja"] += counts["zh"]
    language = max(counts, key=lambda key: counts[key])
    return _tell_apart(language, letters.lower()) if counts[language] * 2 > len(letters) else None


def _tell_apart(language: str, letters: str) -> str:
    """The language of a script whose own letters a text has, and none of those that it lacks; else this one."""
    for other in sorted(_SCRIPT_LANGUAGES.get(language, set()) & _LETTERS.keys()):
        own = _LETTERS[other]
        if _count(letters, own["has"]) * _SHARE > len(letters) and not _count(letters, own["lacks"]):
            return other
    return language


def _count(letters: str, wanted: str) -> int:
    return sum(map(letters.count, wanted))


def find_word_language(text: str) -> str | None:
    """The language whose commonest words a text uses most; None where too few are found to say."""
    words = Counter(text[:_SAMPLE].lower().split())
    votes = {language: sum(words[word] for word in common) for language, common in _COMMON.items()}
    best = max(votes, key=lambda language: votes[language])
    return best if votes[best] >= _MIN_VOTES else None
