"""Anki's notes as entries of a deck."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from flashcards.core.incoming import IncomingEntry
from flashcards.core.slugs import slug
from flashcards.exchange.anki.note_types import NoteType
from flashcards.exchange.anki.templates import Template, rendered
from flashcards.exchange.escaping import is_plain
from flashcards.exchange.html import Converted, to_markdown

#: Of its HTML, which may be several times as long as what is to be read in it.
_LONGEST_NOTE = 256 * 1024
_LONGEST_TAG = 80
_LONGEST_TYPED = 80
_NAME_LENGTH = 120
_GAP = re.compile(r"\{\{c[0-9]+::|::[^:{}]*\}\}|\}\}")


class Note(NamedTuple):
    """A note with the bits of the cards that it has, the lowest bit for its first one."""

    guid: str
    type_id: int
    fields: str
    tags: str
    cards: int


class NotTaken(Exception):
    """The note, or one of its cards, does not come over; the sentence says why."""


class Notes:
    """Turns notes into entries, by their types."""

    def __init__(self, types: Mapping[int, NoteType]) -> None:
        self._types = types
        self._tags: dict[str, list[str]] = {}

    def entries(self, note: Note) -> Iterator[IncomingEntry | tuple[str, str]]:
        """The entries that a note becomes, and between them what does not come over: where it is, and why."""
        values = note.fields.split("\x1f")
        where = f"note '{_shortened(values[0])}'"
        note_type = self._types.get(note.type_id)
        if note_type is None or not note_type.templates:
            yield where, "its note type is not in the file"
        elif len(note.fields) > _LONGEST_NOTE:
            yield where, "it is longer than a card can be"
        elif note_type.shape == "occlusion":
            yield where, "image occlusion asks for parts of a picture, which a terminal does not show"
        elif note_type.plain_sides and (note_type.shape == "both" or note.cards == 1):
            yield from self._plain(note, note_type.plain_sides, values, where)
        else:
            fields = dict(zip(note_type.fields, values, strict=False))
            yield from self._from_templates(note, note_type, fields, where)

    def _plain(
        self, note: Note, sides: tuple[int, int], values: list[str], where: str
    ) -> Iterator[IncomingEntry | tuple[str, str]]:
        """The common case: a field is asked, and another is the answer."""
        question, answer = (to_markdown(values[side] if side < len(values) else "") for side in sides)
        more = {"both": True} if note.cards & 2 else {}
        yield from self._basic(note, "", question, answer, more, where)

    def _from_templates(
        self, note: Note, note_type: NoteType, fields: Mapping[str, str], where: str
    ) -> Iterator[IncomingEntry | tuple[str, str]]:
        if note_type.shape == "cloze":
            yield from self._cloze(note, note_type.templates[0], fields, where)
            return
        if note_type.shape == "both":
            yield from self._card(note, "", note_type.templates[0], fields, where)
            return
        for number, template in enumerate(note_type.templates):
            if note.cards >> number & 1:
                suffix = f"/{number}" if number else ""
                yield from self._card(note, suffix, template, fields, where)

    def _card(
        self, note: Note, suffix: str, template: Template, fields: Mapping[str, str], where: str
    ) -> Iterator[IncomingEntry | tuple[str, str]]:
        """An entry of what one template asks."""
        question = to_markdown(rendered(template.question, fields, shows_typed=False))
        answer = to_markdown(rendered(template.answer_side, fields, shows_typed=True))
        hints = [to_markdown(fields.get(name, "")).text for name in template.hint_fields]
        more: dict[str, Any] = {}
        if note.cards & 2 and self._types[note.type_id].shape == "both":
            more["both"] = True
        if any(hints):
            more["hint"] = "\n\n".join(filter(None, hints))
        typed = fields.get(template.typed_field, "").strip()
        if question.has_words and answer.text == typed and is_plain(typed) and len(typed) <= _LONGEST_TYPED:
            yield self._entry(note, suffix, question.text, {"q": question.text, "accept": [typed], **more})
        else:
            yield from self._basic(note, suffix, question, answer, more, where)

    def _basic(
        self,
        note: Note,
        suffix: str,
        question: Converted,
        answer: Converted,
        more: Mapping[str, Any],
        where: str,
    ) -> Iterator[IncomingEntry | tuple[str, str]]:
        try:
            _require_side("question", question)
            _require_side("answer", answer)
        except NotTaken as error:
            yield where, str(error)
            return
        yield from _media(where, question, answer)
        yield self._entry(note, suffix, question.text, {"q": question.text, "a": answer.text, **more})

    def _cloze(
        self, note: Note, template: Template, fields: Mapping[str, str], where: str
    ) -> Iterator[IncomingEntry | tuple[str, str]]:
        text = to_markdown(fields.get(template.cloze_field, ""), has_gaps=True)
        others = dict(fields) | {template.cloze_field: ""}
        extra = to_markdown(rendered(template.answer_side, others, shows_typed=True))
        try:
            _require_side("text", text)
        except NotTaken as error:
            yield where, str(error)
            return
        yield from _media(where, text, extra)
        more = {"note": extra.text} if extra.has_words and extra.text else {}
        yield self._entry(note, "", _GAP.sub("", text.text), {"cloze": text.text, **more})

    def _entry(self, note: Note, suffix: str, name: str, fields: dict[str, Any]) -> IncomingEntry:
        if note.tags:
            tags = self._tags.get(note.tags)
            if tags is None:
                if len(self._tags) > 10_000:
                    self._tags.clear()
                tags = self._tags[note.tags] = _slugs(note.tags.split())
            if tags:
                fields["tags"] = tags
        return IncomingEntry(note.guid + suffix, name[:_NAME_LENGTH], fields, keeps_key=True)


def _require_side(name: str, side: Converted) -> None:
    if not side.text or not side.has_words:
        raise NotTaken(f"its {name} is nothing but media" if side.media else f"its {name} is empty")


def _media(where: str, *sides: Converted) -> Iterator[tuple[str, str]]:
    names = [name for side in sides for name in side.media]
    if names:
        yield where, f"its media stay behind, and are only named in the card: {_shortened(', '.join(names))}"


def _slugs(tags: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(slug(tag, otherwise="tag", longest=_LONGEST_TAG) for tag in tags))


def _shortened(text: str) -> str:
    words = " ".join(re.sub("<[^<>]*>", " ", text[:400]).split())
    return words if len(words) <= 60 else words[:59] + "…"
