"""The kinds of value in a deck file: how each is made from text, and what an editor is told of it.

Everything arrives as text, so that `no` and `1.10` stay what was typed. An editor reads YAML's numbers there, and
the schema lets it.
"""

from typing import Annotated, Any

from pydantic import BeforeValidator, Field, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from flashcards.core.slugs import LONGEST_SLUG, SLUG

_SLUG_PATTERN = f"^{SLUG}$"
_ENTRY_PATTERN = f"^({SLUG}/)?{SLUG}$"
_LONGEST_ENTRY = 2 * LONGEST_SLUG + 1
#: More answers, options, steps or items than anybody could look through.
MOST_TEXTS = 200


def _boolean(value: Any) -> bool:
    if value in ("true", "false"):
        return bool(value == "true")
    raise PydanticCustomError("boolean", "true or false")


def _integer(value: Any) -> int:
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 10:
        return int(value)
    raise PydanticCustomError("whole_number", "a whole number")


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


Text = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1),
    WithJsonSchema({"type": ["string", "number", "boolean"], "minLength": 1}),
]
Slug = Annotated[
    str,
    StringConstraints(pattern=_SLUG_PATTERN, max_length=LONGEST_SLUG),
    WithJsonSchema({"type": ["string", "integer"], "pattern": _SLUG_PATTERN, "maxLength": LONGEST_SLUG}),
]
#: `id`, or `deck/id`.
EntryId = Annotated[
    str,
    StringConstraints(pattern=_ENTRY_PATTERN, max_length=_LONGEST_ENTRY),
    WithJsonSchema({"type": ["string", "integer"], "pattern": _ENTRY_PATTERN, "maxLength": _LONGEST_ENTRY}),
]
Boolean = Annotated[bool, BeforeValidator(_boolean, json_schema_input_type=bool)]
Level = Annotated[
    int,
    Field(ge=1, le=3),
    BeforeValidator(_integer, json_schema_input_type=Annotated[int, Field(ge=1, le=3)]),
]
Count = Annotated[
    int,
    Field(ge=1),
    BeforeValidator(_integer, json_schema_input_type=Annotated[int, Field(ge=1)]),
]
Texts = Annotated[list[Text], Field(min_length=1, max_length=MOST_TEXTS)]
#: A text stands for the list of it alone.
OneOrMore = Annotated[Texts, BeforeValidator(_listed, json_schema_input_type=Text | Texts)]
