"""The JSON Schema of deck files, from the models that read them: editors complete and check with it."""

import json
from typing import Any

from flashcards.decks.models import ENTRY_TYPES, DeckFile


def deck_schema() -> dict[str, Any]:
    """The schema, in the dialect of 2020-12."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema"} | DeckFile.model_json_schema()
    schema["title"] = "Deck of flashcards"
    _drop_noise(schema)
    return schema


def schema_text() -> str:
    """The schema as it is shipped, in `data/deck.schema.json`."""
    return json.dumps(deck_schema(), indent=2, ensure_ascii=False) + "\n"


def _drop_noise(schema: dict[str, Any]) -> None:
    """Takes out what editors show and nobody needs: titles made of keys, and defaults that mean "left out"."""
    # By its title an editor offers a whole entry of a type.
    types = {entry.__name__: f"{entry.type_name} card" for entry in ENTRY_TYPES}
    for name, definition in (("", schema), *schema["$defs"].items()):
        if definition is not schema:
            definition.pop("title", None)
            if name in types:
                definition["title"] = types[name]
        for value in definition.get("properties", {}).values():
            value.pop("title", None)
            value.pop("default", None)
