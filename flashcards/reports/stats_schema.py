"""The JSON Schema of `stats --json`, made from the figures themselves."""

import json
import types
from inspect import cleandoc
from typing import Any, Literal, get_args, get_origin, get_type_hints

from flashcards.core import card_figures, figures, review_figures, topic_figures

_NAMES = {
    name: value
    for module in (figures, review_figures, card_figures, topic_figures)
    for name, value in vars(module).items()
    if isinstance(value, type)
}
_PLAIN = {int: "integer", float: "number", str: "string", bool: "boolean", types.NoneType: "null"}


def stats_schema() -> dict[str, Any]:
    """The schema, in the dialect of 2020-12."""
    parts: dict[str, Any] = {}
    whole = _object(figures.Figures, parts)
    whole["properties"] = {"version": {"const": figures.VERSION}} | whole["properties"]
    whole["required"].insert(0, "version")
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Progress of flashcards",
        "description": cleandoc(figures.__doc__ or ""),
    }
    return head | whole | {"$defs": dict(sorted(parts.items()))}


def schema_text() -> str:
    """The schema as it is shipped, in `data/stats.schema.json`."""
    return json.dumps(stats_schema(), indent=2, ensure_ascii=False) + "\n"


def _object(owner: type, parts: dict[str, Any]) -> dict[str, Any]:
    if owner is figures.Share:
        properties: dict[str, Any] = {name: {"type": "number"} for name in ("hits", "of", "low", "high")}
        properties["share"] = {"type": ["number", "null"]}
    else:
        hints = get_type_hints(owner, localns=_NAMES)
        properties = {name: _value(hint, parts, is_day=figures.is_day(name)) for name, hint in hints.items()}
        properties |= {name: {"type": "integer"} for name in figures.computed_names(owner)}
    return {
        "description": cleandoc(owner.__doc__ or ""),
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _value(hint: Any, parts: dict[str, Any], *, is_day: bool) -> dict[str, Any]:
    if isinstance(hint, type) and figures.is_figure(hint):
        if hint.__name__ not in parts:
            parts[hint.__name__] = {}  # what holds itself would not end otherwise
            parts[hint.__name__] = _object(hint, parts)
        return {"$ref": f"#/$defs/{hint.__name__}"}
    if get_origin(hint) is Literal:
        return {"enum": list(get_args(hint))}
    if get_origin(hint) is tuple:
        return {"type": "array", "items": _value(get_args(hint)[0], parts, is_day=False)}
    if get_origin(hint) is types.UnionType:
        return {"anyOf": [_value(each, parts, is_day=is_day) for each in get_args(hint)]}
    if hint is int and is_day:
        return {"type": "string", "format": "date"}
    return {"type": _PLAIN[hint]}
