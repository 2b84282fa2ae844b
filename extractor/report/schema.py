"""The JSON Schema of tieout/1, each field with the sentence that explains it (`fields.toml`)."""

import inspect
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Final

import msgspec

from extractor.records import SCHEMA, Extraction

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


@cache
def field_notes() -> Mapping[str, Mapping[str, str]]:
    """What each field of each record means: record name, field name, sentence."""
    text = files("extractor.report").joinpath("fields.toml").read_text(encoding="utf-8")
    return MappingProxyType(tomllib.loads(text))


def json_schema() -> dict[str, Any]:
    """The schema of an `Extraction` as `tieout extract --format json` writes it (draft 2020-12)."""
    made = msgspec.json.schema(Extraction)
    records = made["$defs"]
    for name, record in records.items():
        record["description"] = inspect.cleandoc(record.get("description", name))
        for field, note in field_notes().get(name, {}).items():
            record["properties"][field] = {"description": note, **record["properties"][field]}
    return {"$schema": DIALECT, "title": f"Extraction ({SCHEMA})", **made}
