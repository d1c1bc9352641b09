"""Entries and the head of a deck as models: the answer's key chooses the type, and every mistake gets its place."""

from collections.abc import Iterable
from typing import TypeVar, cast

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from flashcards.decks.events import Items, Mark, Place, Table, Value, place
from flashcards.decks.mistakes import Findings
from flashcards.decks.models import ENTRY_TYPES, ClaimEntry, ComputedEntry, Entry, Head
from flashcards.decks.wording import in_plain_words, missing_keys, unknown_key

Model = TypeVar("Model", bound=BaseModel)

#: Problems that are drawn while a deck is read.
MOST_TRIED = 300

_TYPE_BY_KEY: dict[str, type[Entry]] = {entry.answer_key: entry for entry in ENTRY_TYPES} | {
    "claim": ClaimEntry
}
_ALL_KEYS = tuple(dict.fromkeys(key for entry in ENTRY_TYPES for key in entry.model_fields))


class Checker:
    """Turns tables into models; what is wrong goes to `findings`."""

    def __init__(self, findings: Findings) -> None:
        self._findings = findings
        self._places: set[Place] = set()
        self._tried = 0

    def head(self, table: Table, mark: Mark) -> Head | None:
        """What the deck says before its cards."""
        without_cards = table.part(table.keys() - {"cards"})
        head = self._validated(Head, without_cards, mark, (*Head.model_fields, "cards"))
        if "cards" not in table:
            self._add(place(mark), missing_keys(["cards"]), "")
        return head

    def entry(self, value: Value, mark: Mark) -> Entry | None:
        """One element of `cards`."""
        if not isinstance(value, Table):
            self._add(place(mark), "an entry must be keys and values", "start it with - id: its-name")
            return None
        types = list(dict.fromkeys([_TYPE_BY_KEY[key] for key in value if key in _TYPE_BY_KEY]))
        if len(types) != 1:
            self._untyped(value, mark, types)
            return None
        model = types[0]
        entry = self._validated(model, value, mark)
        if entry is not None:
            for location, message in entry.flaws():
                self._add(place_of(value, mark, location), message, "")
            if model is ComputedEntry and isinstance(entry, ComputedEntry):
                self._try(entry, value, mark)
        return entry

    def _try(self, entry: ComputedEntry, value: Table, mark: Mark) -> None:
        """Draws a problem once, to tell early what will not be asked; what is not tried here is told when it is."""
        if self._tried < MOST_TRIED and not self._findings.knows_enough_cards:
            self._tried += 1
            for location, message in entry.obstacles():
                self._findings.add(place_of(value, mark, location), message, stops_deck=False)

    def _validated(
        self, model: type[Model], table: Table, mark: Mark, known: Iterable[str] | None = None
    ) -> Model | None:
        """The table as a model; `known` are the keys that it may have, if they are not just the model's."""
        try:
            # What `model_validate` does, in two thirds of its time.
            return cast("Model", model.__pydantic_validator__.validate_python(table))
        except ValidationError as invalid:
            errors = invalid.errors(include_url=False)
        missing: dict[tuple[int | str, ...], list[str]] = {}
        for error in errors:
            location = error["loc"]
            if error["type"] == "missing":
                missing.setdefault(location[:-1], []).append(str(location[-1]))
            elif error["type"] == "extra_forbidden":
                self._unknown(error, table, mark, model.model_fields if known is None else known)
            else:
                self._add(place_of(table, mark, location), *in_plain_words(error))
        for location, keys in missing.items():
            self._add(place_of(table, mark, location), missing_keys(keys), "")
        return None

    def _unknown(self, error: ErrorDetails, table: Table, mark: Mark, known: Iterable[str]) -> None:
        location = error["loc"]
        key = str(location[-1])
        at = place_of(table, mark, (*location, "[key]"))
        owners = [entry.type_name for entry in ENTRY_TYPES if key in entry.model_fields]
        if len(location) > 1:
            inside = "title author year where url" if location[0] == "sources" else "text why"
            self._add(at, *unknown_key(key, inside.split()))
        elif owners and "id" in known:
            self._add(
                at, f"the key '{key}' does not belong to this type", f"it belongs to {', '.join(owners)}"
            )
        else:
            self._add(at, *unknown_key(key, known))

    def _untyped(self, table: Table, mark: Mark, types: list[type[Entry]]) -> None:
        """An entry with no answer or with two: what is common to all types is checked all the same."""
        common = table.part(Entry.model_fields)
        self._validated(Entry, common, mark, ())
        unknown = [key for key in table if key not in _ALL_KEYS]
        for key in unknown:
            self._add(place(table.marks[key][0]), *unknown_key(key, _ALL_KEYS))
        if types:
            first, second = [key for key in table if key in _TYPE_BY_KEY and _TYPE_BY_KEY[key] in types[:2]][
                :2
            ]
            names = [f"'{key}' ({_TYPE_BY_KEY[key].type_name})" for key in (first, second)]
            sentence = f"an entry has one answer, and here are two: {names[0]} and {names[1]}"
            self._add(place(table.marks[second][0]), sentence, "make two entries of it")
        elif not unknown:
            keys = ", ".join(entry.answer_key for entry in ENTRY_TYPES)
            self._add(place(mark), "the entry has no answer", f"give it one of: {keys}")

    def _add(self, at: Place, message: str, hint: str) -> None:
        # What could not even be read needs no second sentence about what stands there instead.
        if at in self._places or at not in self._findings.places:
            self._places.add(at)
            self._findings.add(at, message, hint)


def place_of(value: Value, mark: Mark, location: Iterable[int | str]) -> Place:
    """Where the thing at `location` inside a value stands; as near to it as the file allows."""
    key_mark = mark
    for step in location:
        if step == "[key]":
            return place(key_mark)
        if isinstance(value, Table) and step in value:
            key_mark, mark = value.marks[str(step)]
            value = value[str(step)]
        elif isinstance(value, Items) and isinstance(step, int):
            key_mark = mark = value.marks[step]
            value = value[step]
        else:
            break
    return place(mark)
