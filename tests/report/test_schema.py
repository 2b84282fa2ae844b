"""The JSON Schema describes what we write, and every field of it is explained."""

import json

import jsonschema
import msgspec
import pytest
from samples import ferries, quiet

from extractor.records import Extraction
from extractor.report import WRITERS, Layout, json_schema
from extractor.report.schema import field_notes

SCHEMA = json_schema()


def test_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert "tieout/1" in SCHEMA["title"]


@pytest.mark.parametrize("extraction", [ferries(), quiet()], ids=lambda each: each.article.id)
def test_accepts_what_we_write(extraction: Extraction) -> None:
    (line,) = WRITERS["jsonl"].extractions([extraction], Layout())
    jsonschema.Draft202012Validator(SCHEMA).validate(json.loads(line))


@pytest.mark.parametrize(
    ("field", "value"), [("schema", "tieout/0"), ("facts", [{"id": "f1"}]), ("article", None)]
)
def test_refuses_what_we_do_not_write(field: str, value: object) -> None:
    made = msgspec.to_builtins(quiet()) | {field: value}
    assert not jsonschema.Draft202012Validator(SCHEMA).is_valid(made)


def test_every_field_is_explained_and_no_other() -> None:
    fields = {name: set(record["properties"]) for name, record in SCHEMA["$defs"].items()}
    assert {name: set(notes) for name, notes in field_notes().items()} == fields


def test_descriptions_stand_in_the_schema() -> None:
    value = SCHEMA["$defs"]["Fact"]["properties"]["value"]
    assert value["description"].startswith("The number in base units")
    assert "\n    " not in SCHEMA["$defs"]["Fact"]["description"]
