"""The manual of the records names every field, reason and warning that the code knows."""

from dataclasses import fields
from pathlib import Path

import pytest

from crawler.article.warning_codes import WarningCode
from crawler.records.article import Article
from crawler.records.enums import RejectReason

MANUAL = (Path(__file__).parents[3] / "docs" / "records.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [*RejectReason, *WarningCode, *(field.name for field in fields(Article))])
def test_it_is_in_the_manual(name):
    assert f"`{name}`" in MANUAL
