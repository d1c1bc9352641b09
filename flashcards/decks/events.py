"""A strict reader of YAML over libyaml's events: texts, lists and tables, and the place of each.

Every scalar is text; what YAML can do beyond that is a mistake. There is no recursion, and nothing is built
that the file does not spell out, so that no file can be small and what it means large.
"""

import re
from collections.abc import Callable, Container, Iterable, Iterator
from itertools import islice
from sys import intern
from typing import Any, Never, TypeAlias

from yaml.error import YAMLError
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from flashcards.decks.mistakes import Findings
from flashcards.decks.source import LONGEST_VALUE, MOST_EVENTS, UNSEEN, name_of
from flashcards.decks.syntax import TEX_IN_QUOTES, has_eaten_tex, in_plain_words

DEEPEST = 16
#: Of one list or table: more than the cards of any deck.
MOST_VALUES = 100_100
#: Around an entry: the file, the deck's table, the list of cards.
_ENTRY_DEPTH = 3

#: The parser compares each of these with all before it, and no deck has a use for them.
_TAG_LINE = re.compile("^%TAG", re.MULTILINE)

Mark: TypeAlias = Any  # the parser's own: `line` and `column` from 0, `index` in characters
Place = tuple[int, int]


class Items(list["Value"]):
    """A list; `in_turn` says where each element starts."""

    __slots__ = ("in_turn",)

    def __init__(self) -> None:
        self.in_turn: list[Mark] = []

    @property
    def marks(self) -> list[Mark]:
        """Where each element starts."""
        return self.in_turn


class Table(dict[str, "Value"]):
    """Keys and values. `in_turn` says where the first key starts, where its value does, the next key, and so on."""

    __slots__ = ("_by_key", "in_turn")

    def __init__(self) -> None:
        self.in_turn: list[Mark] = []
        self._by_key: dict[str, tuple[Mark, Mark]] | None = None

    @property
    def marks(self) -> dict[str, tuple[Mark, Mark]]:
        """For each key where it starts and where its value does. Few tables are ever asked."""
        if self._by_key is None or len(self._by_key) < len(self):
            turn = iter(self.in_turn)
            self._by_key = dict(zip(self, zip(turn, turn, strict=True), strict=True))
        return self._by_key

    def value_mark(self, key: str) -> Mark:
        """Where the value of one key starts."""
        return self.in_turn[2 * list(self).index(key) + 1]

    def part(self, keys: Container[str]) -> "Table":
        """A table of those of its keys that are among these."""
        part = Table()
        for key in self:
            if key in keys:
                part[key] = self[key]
                part.in_turn += self.marks[key]
        return part

    def drop(self, key: str) -> Mark:
        """Take a key out; gives where it stood."""
        at = 2 * list(self).index(key)
        mark = self.in_turn[at]
        del self[key], self.in_turn[at : at + 2]
        self._by_key = None
        return mark


Value: TypeAlias = str | Items | Table

#: What is given an entry as soon as it has been read: the deck's table so far, the entry, and where it starts.
Taker: TypeAlias = Callable[[Table, Value, Mark], None]
#: An open container, its places, and the key that waits for what is inside.
_Around = tuple[Items | Table, list[Mark], str | None]
#: Stands among a deck's cards for an entry that was taken.
TAKEN = Table()


def read(text: str, findings: Findings, take: Taker | None = None) -> tuple[Value, Mark] | None:
    """What the text says and where it starts; None if that is nothing. Mistakes go to `findings`.

    With `take` the entries of a deck are not kept: with all their places they are the most that a deck takes.
    """
    if found := _TAG_LINE.search(text):
        line = text.count("\n", 0, found.start()) + 1
        findings.add((line, 1), "%TAG is YAML's own, and all values of a deck are texts", "delete the line")
        return None
    tree = _Tree(text, findings, take)
    try:
        tree.grow(islice(events(text), MOST_EVENTS))
    except _SecondDocument:
        pass
    except _CannotGoOn:
        return None
    except (YAMLError, ValueError, OverflowError, RecursionError) as error:
        if tree.is_giving:
            raise
        if not isinstance(error, RecursionError):
            findings.add(*in_plain_words(error, text))
        return None
    return (tree.root[0], tree.root.marks[0]) if tree.root else None


def place(mark: Mark) -> Place:
    """Line and column of a mark, from 1."""
    return mark.line + 1, mark.column + 1


def events(text: str) -> Iterator[Any]:
    """What libyaml sees in the text, one by one. Raises YAMLError where it is no YAML."""
    try:
        from yaml._yaml import CParser
    except ImportError:  # a build of PyYAML without libyaml: slower, and the same events
        from yaml import parse

        return iter(parse(text))
    next_event: Callable[[], Any] = CParser(text).get_event
    return iter(next_event, None)


class _CannotGoOn(Exception):
    """What follows would only be more of the same."""


class _SecondDocument(Exception):
    """The deck has been read whole, and more follows."""


class _Tree:
    """The values read so far."""

    def __init__(self, text: str, findings: Findings, take: Taker | None) -> None:
        self.root = Items()
        self._text = text
        self._take = take
        #: What goes wrong now is not the text's fault.
        self.is_giving = False
        self._findings = findings

    def grow(self, events: Iterable[Any]) -> None:
        """Adds what the events say. Raises `_CannotGoOn` or `_SecondDocument`.

        One loop over names of its own: a call for each text of a deck would take longer than the parser does.
        """
        container: Any = self.root  # or a Table, where there is a key
        marks: list[Mark] = self.root.in_turn
        key: str | None = None  # that waits for its value
        stack: list[_Around] = []
        for event in events:
            kind = type(event)
            if kind is ScalarEvent:
                value = event.value
                if event.style == '"' or event.anchor or event.tag or len(value) > LONGEST_VALUE:
                    value = self._checked(event)
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                if len(stack) == _ENTRY_DEPTH and self._take:
                    self._give_away(container, stack)
                container, marks, key = stack.pop()
                continue
            elif (value := self._other(event, kind, len(stack))) is None:
                continue
            marks.append(event.start_mark)
            if key is not None:
                container[key] = value
                key = None
            elif type(container) is Items:
                container.append(value)
                if len(container) > MOST_VALUES:
                    self._stop(event, f"there are more than {MOST_VALUES:,} values here", "split the deck")
            else:
                key = self._checked_key(event, value, container)
            if kind is MappingStartEvent or kind is SequenceStartEvent:
                stack.append((container, marks, key))
                container, marks, key = value, value.in_turn, None
        if stack:
            self._stop(event, f"the file has more than {MOST_EVENTS:,} values", "split it into several decks")

    def _give_away(self, value: Items | Table, around: list[_Around]) -> None:
        """Lets a value be taken, if it is an entry."""
        root, cards = around[1][0], around[2][0]
        if type(root) is Table and type(cards) is Items and root.get("cards") is cards and self._take:
            self.is_giving = True
            self._take(root, value, cards.in_turn[-1])
            self.is_giving = False
            cards[-1] = TAKEN

    def _other(self, event: Any, kind: type[Any], depth: int) -> Any:
        """The value that an event begins or repeats; None if it does neither."""
        if kind is MappingStartEvent or kind is SequenceStartEvent:
            if depth >= DEEPEST:
                self._stop(event, f"values are nested deeper than {DEEPEST} levels")
            if event.anchor is not None or event.tag is not None:
                self._refuse_properties(event)
            return Table() if kind is MappingStartEvent else Items()
        if kind is AliasEvent:
            message = f"*{event.anchor} repeats another value: a deck spells everything out"
            self._refuse(event, message, "write the text")
            return f"*{event.anchor}"
        if kind is DocumentStartEvent and self.root:
            self._refuse(event, "a second document starts here: a file is one deck", "delete the line ---")
            raise _SecondDocument
        return None

    def _refuse(self, event: Any, message: str, hint: str = "") -> None:
        """Notes a mistake where an event starts."""
        self._findings.add(place(event.start_mark), message, hint)
        if self._findings.is_full:
            raise _CannotGoOn

    def _checked(self, event: Any) -> str:
        """The text of an unusual scalar."""
        value: str = event.value
        if event.anchor is not None or event.tag is not None:
            self._refuse_properties(event)
        if len(value) > LONGEST_VALUE:
            self._refuse(event, f"the text is longer than {LONGEST_VALUE:,} characters", "split the card")
            return value[:LONGEST_VALUE]
        return self._checked_quoted(event, value) if event.style == '"' else value

    def _stop(self, event: Any, message: str, hint: str = "") -> Never:
        self._refuse(event, message, hint)
        raise _CannotGoOn

    def _checked_key(self, event: Any, value: Value, table: Table) -> str:
        """The key that a value makes."""
        if len(table) >= MOST_VALUES:
            self._stop(event, f"there are more than {MOST_VALUES:,} values here", "split the deck")
        if type(value) is str and value and value != "<<" and value not in table:
            return intern(value)
        if not isinstance(value, str):
            self._refuse(event, "a key must be a text", "put the text in 'single quotes'")
            value = ""
        elif not value:
            self._refuse(event, "a key is missing before the colon")
        elif value == "<<" and not event.style:
            message = "<< takes over another value: a deck spells everything out"
            self._refuse(event, message, "write the keys")
        if value in table:
            first, line = table.drop(value).line + 1, event.start_mark.line + 1
            if value:
                message = f"the key '{value}' stands twice, on lines {first} and {line}"
                self._refuse(event, message, "keep one")
        return value

    def _checked_quoted(self, event: Any, value: str) -> str:
        """The value of a double-quoted scalar, whose escapes may have made what may not stand in a file."""
        raw = self._text[event.start_mark.index : event.end_mark.index]
        if "\\" not in raw:
            return value
        if has_eaten_tex(raw):
            self._refuse(event, TEX_IN_QUOTES, "a backslash in double quotes is YAML's own sign")
        elif unseen := UNSEEN.search(value):
            self._refuse(
                event,
                f"an escape makes the character {name_of(unseen[0])}, which may not stand in a deck",
                "",
            )
        return UNSEEN.sub("\N{REPLACEMENT CHARACTER}", value)

    def _refuse_properties(self, event: Any) -> None:
        if event.anchor is not None:
            self._refuse(
                event,
                f"&{event.anchor} names a value to repeat it: a deck spells everything out",
                "delete it",
            )
        else:
            self._refuse(
                event, f"{event.tag} is a YAML tag, and all values of a deck are texts", "quote the text"
            )
