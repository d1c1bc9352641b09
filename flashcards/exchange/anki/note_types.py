"""Anki's note types: what fields a note has, and what its cards ask of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from flashcards.exchange.anki.collection import OLD_SCHEMA, Collection
from flashcards.exchange.anki.own_notes import own_type
from flashcards.exchange.anki.protobuf import numbers, texts
from flashcards.exchange.anki.templates import Template, only_field
from flashcards.exchange.for_anki.note_types import BASIC

_CLOZE = 1
_IMAGE_OCCLUSION = "image occlusion"
_OCCLUSION_STOCK = 6


@dataclass(frozen=True)
class NoteType:
    """A note type, whose `shape` says how a note becomes entries.

    `cloze`: one, whose gaps are its cards; `both`: one, whose second card turns the first round; `cards`: one for
    each card; `occlusion`: none, for it asks for parts of a picture.
    """

    name: str
    fields: tuple[str, ...]
    templates: tuple[Template, ...]
    is_cloze: bool
    is_occlusion: bool

    @cached_property
    def shape(self) -> Literal["cloze", "both", "cards", "occlusion"]:
        """How a note becomes entries."""
        if self.is_occlusion or _IMAGE_OCCLUSION in self.name.lower():
            return "occlusion"
        if self.is_cloze:
            return "cloze"
        if self.own == BASIC:
            return "both"
        if len(self.templates) == 2 and _turns_round(*self.templates):
            return "both"
        return "cards"

    @cached_property
    def own(self) -> int | None:
        """Which of the types it is that decks are exported in, if it is one."""
        return own_type(self.fields)

    @cached_property
    def plain_sides(self) -> tuple[int, int] | None:
        """The fields that are the first card's question and answer, where nothing else stands there."""
        if not self.templates or self.templates[0].typed_field:
            return None
        template = self.templates[0]
        sides = only_field(template.question), only_field(template.answer_side)
        if not all(side in self.fields for side in sides):
            return None
        return self.fields.index(sides[0]), self.fields.index(sides[1])


def read_note_types(collection: Collection) -> Mapping[int, NoteType]:
    """All note types by id. Raises BrokenStore."""
    try:
        if collection.schema == OLD_SCHEMA:
            return {int(key): _from_json(value) for key, value in collection.json_of("models").items()}
        return _from_tables(collection)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise collection.refused("its note types are damaged") from error


def _from_json(model: Mapping[str, Any]) -> NoteType:
    return NoteType(
        name=str(model["name"]),
        fields=tuple(str(field["name"]) for field in _in_order(model["flds"])),
        templates=tuple(Template(str(one["qfmt"]), str(one["afmt"])) for one in _in_order(model["tmpls"])),
        is_cloze=model.get("type") == _CLOZE,
        is_occlusion=model.get("originalStockKind") == _OCCLUSION_STOCK,
    )


def _in_order(parts: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return sorted(parts, key=lambda part: int(part.get("ord") or 0))


def _from_tables(collection: Collection) -> Mapping[int, NoteType]:
    fields: dict[int, list[str]] = {}
    for note_type, name in collection.all("SELECT ntid, name FROM fields ORDER BY ntid, ord"):
        fields.setdefault(note_type, []).append(str(name))
    templates: dict[int, list[Template]] = {}
    for note_type, config in collection.all("SELECT ntid, config FROM templates ORDER BY ntid, ord"):
        sides = texts(config)
        templates.setdefault(note_type, []).append(
            Template(sides.get(1, b"").decode(), sides.get(2, b"").decode())
        )
    found = {}
    for key, name, config in collection.all("SELECT id, name, config FROM notetypes"):
        kinds = numbers(config)
        found[key] = NoteType(
            name=str(name),
            fields=tuple(fields.get(key, ())),
            templates=tuple(templates.get(key, ())),
            is_cloze=kinds.get(1) == _CLOZE,
            is_occlusion=kinds.get(9) == _OCCLUSION_STOCK,
        )
    return found


def _turns_round(first: Template, second: Template) -> bool:
    """Whether the second asks for the first's question by its answer; it may stand only when a field is filled in."""
    if first.typed_field or second.typed_field:
        return False
    question, answer = second.turned()
    for prefix in ("{{#", "{{^"):
        if question.startswith(prefix) and "}}" in question:
            name = question[len(prefix) : question.index("}}")]
            question = question[question.index("}}") + 2 :].removesuffix("{{/" + name + "}}")
    return first.turned() == (answer, question)
