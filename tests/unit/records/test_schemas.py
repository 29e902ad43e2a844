"""The published schemas are those that the types give."""

import json
from importlib.resources import files

import pytest

from crawler.records.json_form import RECORD_TYPES
from crawler.records.schemas import json_schema, write_schemas


@pytest.mark.parametrize("schema_id", RECORD_TYPES)
def test_the_published_file_is_up_to_date(schema_id):
    name = schema_id.removeprefix("readmore.").replace("/", "-")
    published = json.loads(files("crawler.records.published").joinpath(f"{name}.json").read_text(encoding="utf-8"))
    assert published == json_schema(RECORD_TYPES[schema_id]), "run: python -m crawler.records.schemas"


def test_writing_makes_one_file_a_type(tmp_path):
    write_schemas(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["article-1.json", "reject-1.json", "teaser-1.json"]
