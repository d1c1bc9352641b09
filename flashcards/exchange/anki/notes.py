"""Anki's notes as entries of a deck."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from flashcards.core.incoming import IncomingEntry, Omissions
from flashcards.core.slugs import slug
from flashcards.exchange.anki.note_types import NoteType
from flashcards.exchange.anki.own_notes import own_fields, own_id
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
    """Turns notes into entries, by their types; what does not come over is told to `omissions`."""

    def __init__(self, types: Mapping[int, NoteType], omissions: Omissions) -> None:
        self._types = types
        self._omissions = omissions
        self._tags: dict[str, list[str]] = {}
        self._sides = {key: one.plain_sides for key, one in types.items()}

    def plain(self, guid: str, type_id: int, text: str, tags: str, cards: int) -> IncomingEntry | None:
        """The entry of a note whose one card asks plain words by others; nothing for a note that needs a closer look.

        Most are such, and take a third of the time.
        """
        sides = self._sides.get(type_id)
        if sides is None or cards != 1 or len(text) > _LONGEST_NOTE:
            return None
        values = text.split("\x1f")
        try:
            question, answer = values[sides[0]], values[sides[1]]
        except IndexError:
            return None
        if not (is_plain(question) and is_plain(answer)):
            return None
        fields: dict[str, Any] = {"q": question, "a": answer}
        if tags and (slugs := self._slugs_of(tags)):
            fields["tags"] = slugs
        return IncomingEntry(guid, question[:_NAME_LENGTH], fields, True)  # noqa: FBT003 - a name takes longer

    def entries(self, note: Note) -> Sequence[IncomingEntry]:
        """The entries that a note becomes."""
        try:
            return self._taken(note)
        except NotTaken as error:
            self._omissions.add(_where(note), str(error))
            return ()

    def _taken(self, note: Note) -> Sequence[IncomingEntry]:
        note_type = self._types.get(note.type_id)
        if note_type is None or not note_type.templates:
            raise NotTaken("its note type is not in the file")
        if len(note.fields) > _LONGEST_NOTE:
            raise NotTaken("it is longer than a card can be")
        if note_type.plain_sides and (note.cards == 1 or note_type.shape == "both"):
            return (self._plain(note, note_type.plain_sides),)
        fields = dict(zip(note_type.fields, note.fields.split("\x1f"), strict=False))
        if note_type.own and (own := self._own(note, note_type.own, fields)):
            return (own,)
        match note_type.shape:
            case "occlusion":
                raise NotTaken("image occlusion asks for parts of a picture, which a terminal does not show")
            case "cloze":
                return (self._cloze(note, note_type.templates[0], fields),)
            case "both":
                return (self._card(note, 0, note_type.templates[0], fields),)
        return [
            self._card(note, number, template, fields)
            for number, template in enumerate(note_type.templates)
            if note.cards >> number & 1
        ]

    def _own(self, note: Note, note_type: int, values: Mapping[str, str]) -> IncomingEntry | None:
        """The entry that was exported as this note, under the id that it has."""
        entry_id = own_id(note.guid)
        if not entry_id or len(values) < len(self._types[note.type_id].fields):
            return None
        fields = own_fields(note_type, values)
        return self._entry(note, 0, entry_id, fields)._replace(entry_id=entry_id) if fields else None

    def _plain(self, note: Note, sides: tuple[int, int]) -> IncomingEntry:
        """The common case: a field is asked, and another is the answer."""
        values = note.fields.split("\x1f")
        try:
            question, answer = values[sides[0]], values[sides[1]]
        except IndexError:
            raise NotTaken("it lacks a field of its note type") from None
        fields: dict[str, Any] = {}
        self._put_sides(note, to_markdown(question), to_markdown(answer), fields)
        if note.cards & 2:
            fields["both"] = True
        return self._entry(note, 0, fields["q"], fields)

    def _card(self, note: Note, number: int, template: Template, values: Mapping[str, str]) -> IncomingEntry:
        """An entry of what one template asks."""
        question = to_markdown(rendered(template.question, values, shows_typed=False))
        answer = to_markdown(rendered(template.answer_side, values, shows_typed=True))
        typed = values.get(template.typed_field, "").strip()
        fields: dict[str, Any] = {}
        if question.has_words and answer.text == typed and is_plain(typed) and len(typed) <= _LONGEST_TYPED:
            fields |= {"q": question.text, "accept": [typed]}
        else:
            self._put_sides(note, question, answer, fields)
        if note.cards & 2 and self._types[note.type_id].shape == "both":
            fields["both"] = True
        hints = [to_markdown(values.get(name, "")).text for name in template.hint_fields]
        if any(hints):
            fields["hint"] = "\n\n".join(filter(None, hints))
        return self._entry(note, number, fields["q"], fields)

    def _put_sides(self, note: Note, question: Converted, answer: Converted, fields: dict[str, Any]) -> None:
        _require_words("question", question)
        _require_words("answer", answer)
        self._tell_media(note, question, answer)
        fields["q"], fields["a"] = question.text, answer.text

    def _cloze(self, note: Note, template: Template, values: Mapping[str, str]) -> IncomingEntry:
        text = to_markdown(values.get(template.cloze_field, ""), has_gaps=True)
        _require_words("text", text)
        extra = to_markdown(
            rendered(template.answer_side, {**values, template.cloze_field: ""}, shows_typed=True)
        )
        self._tell_media(note, text, extra)
        fields = {"cloze": text.text}
        if extra.has_words and extra.text:
            fields["note"] = extra.text
        return self._entry(note, 0, _GAP.sub("", text.text), fields)

    def _tell_media(self, note: Note, *sides: Converted) -> None:
        names = [name for side in sides for name in side.media]
        if names:
            told = _shortened(", ".join(names))
            self._omissions.add(
                _where(note), f"its media stay behind, and are only named in the card: {told}"
            )

    def _entry(self, note: Note, number: int, name: str, fields: dict[str, Any]) -> IncomingEntry:
        if note.tags and (tags := self._slugs_of(note.tags)):
            fields["tags"] = tags
        key = f"{note.guid}/{number}" if number else note.guid
        return IncomingEntry(key, name[:_NAME_LENGTH], fields, keeps_key=True)

    def _slugs_of(self, tags: str) -> list[str]:
        """Tags that come again and again are read once."""
        slugs = self._tags.get(tags)
        if slugs is None:
            if len(self._tags) > 10_000:
                self._tags.clear()
            slugs = self._tags[tags] = _slugs(tags.split())
        return slugs


def _require_words(name: str, side: Converted) -> None:
    if not side.text or not side.has_words:
        raise NotTaken(f"its {name} is nothing but media" if side.media else f"its {name} is empty")


def _where(note: Note) -> str:
    first = note.fields.partition("\x1f")[0]
    return f"note '{_shortened(re.sub('<[^<>]*>', ' ', first[:400])) or _shortened(first[:400])}'"


def _slugs(tags: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(slug(tag, otherwise="tag", longest=_LONGEST_TAG) for tag in tags))


def _shortened(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 60 else words[:59] + "…"
