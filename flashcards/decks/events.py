"""A strict reader of YAML over libyaml's events: texts, lists and tables, and the place of each.

Every scalar is text; what YAML can do beyond that is a mistake. There is no recursion, and nothing is built
that the file does not spell out, so that no file can be small and what it means large.
"""

import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any, TypeAlias

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

#: The parser compares each of these with all before it, and no deck has a use for them.
_TAG_LINE = re.compile("^%TAG", re.MULTILINE)

Mark: TypeAlias = Any  # the parser's own: `line` and `column` from 0, `index` in characters
Place = tuple[int, int]


class Items(list["Value"]):
    """A list; `marks` says where each element starts."""

    __slots__ = ("marks",)

    def __init__(self) -> None:
        super().__init__()
        self.marks: list[Mark] = []


class Table(dict[str, "Value"]):
    """Keys and values; `marks` says for each key where it starts and where its value does."""

    __slots__ = ("marks",)

    def __init__(self) -> None:
        super().__init__()
        self.marks: dict[str, tuple[Mark, Mark]] = {}


Value: TypeAlias = str | Items | Table


def read(text: str, findings: Findings) -> tuple[Value, Mark] | None:
    """What the text says and where it starts; None if that is nothing. Mistakes go to `findings`."""
    if found := _TAG_LINE.search(text):
        line = text.count("\n", 0, found.start()) + 1
        findings.add((line, 1), "%TAG is YAML's own, and all values of a deck are texts", "delete the line")
        return None
    tree = _Tree(text, findings)
    try:
        for event in islice(events(text), MOST_EVENTS):
            tree.take(event)
        if tree.is_open:
            tree.refuse(
                event, f"the file has more than {MOST_EVENTS:,} values", "split it into several decks"
            )
    except _SecondDocument:
        pass
    except (_CannotGoOn, RecursionError):
        return None
    except (YAMLError, ValueError, OverflowError) as error:
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
    """The values read so far: the open container, and below it on the stack those that it stands in."""

    def __init__(self, text: str, findings: Findings) -> None:
        self.root = Items()
        self._text = text
        self._findings = findings
        self._open: Items | Table = self.root
        self._key: str | None = None
        self._key_mark: Mark = None
        self._stack: list[tuple[Items | Table, str | None, Mark]] = []

    @property
    def is_open(self) -> bool:
        """Whether the file must go on."""
        return bool(self._stack)

    def take(self, event: Any) -> None:
        """Adds what an event says. Raises `_CannotGoOn` or `_SecondDocument`."""
        kind = type(event)
        if kind is ScalarEvent:
            self._scalar(event)
        elif kind is MappingStartEvent:
            self._start(event, Table())
        elif kind is SequenceStartEvent:
            self._start(event, Items())
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            self._open, self._key, self._key_mark = self._stack.pop()
        elif kind is AliasEvent:
            message = f"*{event.anchor} repeats another value: a deck spells everything out"
            self.refuse(event, message, "write the text")
            self._put(f"*{event.anchor}", event.start_mark)
        elif kind is DocumentStartEvent and self.root:
            self.refuse(event, "a second document starts here: a file is one deck", "delete the line ---")
            raise _SecondDocument

    def refuse(self, event: Any, message: str, hint: str = "") -> None:
        """Notes a mistake where an event starts."""
        self._findings.add(place(event.start_mark), message, hint)
        if self._findings.is_full:
            raise _CannotGoOn

    def _scalar(self, event: Any) -> None:
        value: str = event.value
        if event.anchor is not None or event.tag is not None:
            self._refuse_properties(event)
        if len(value) > LONGEST_VALUE:
            self.refuse(event, f"the text is longer than {LONGEST_VALUE:,} characters", "split the card")
            value = value[:LONGEST_VALUE]
        elif event.style == '"':
            value = self._checked_quoted(event, value)
        if value == "<<" and not event.style and self._expects_key():
            self.refuse(event, "<< takes over another value: a deck spells everything out", "write the keys")
        self._put(value, event.start_mark)

    def _start(self, event: Any, container: Items | Table) -> None:
        if event.anchor is not None or event.tag is not None:
            self._refuse_properties(event)
        self._put(container, event.start_mark)
        self._stack.append((self._open, self._key, self._key_mark))
        self._open, self._key = container, None
        if len(self._stack) > DEEPEST:
            self.refuse(event, f"values are nested deeper than {DEEPEST} levels")
            raise _CannotGoOn

    def _expects_key(self) -> bool:
        return self._key is None and type(self._open) is Table

    def _put(self, value: Value, mark: Mark) -> None:
        container = self._open
        if len(container) >= MOST_VALUES:
            self._findings.add(
                place(mark), f"there are more than {MOST_VALUES:,} values here", "split the deck"
            )
            raise _CannotGoOn
        if isinstance(container, Items):
            container.append(value)
            container.marks.append(mark)
        elif self._key is not None:
            container[self._key] = value
            container.marks[self._key] = (self._key_mark, mark)
            self._key = None
        else:
            self._key = self._checked_key(value, mark, container)
            self._key_mark = mark

    def _checked_key(self, value: Value, mark: Mark, table: Table) -> str:
        if not isinstance(value, str):
            self._findings.add(place(mark), "a key must be a text", "put the text in 'single quotes'")
            return ""
        if not value:
            self._findings.add(place(mark), "a key is missing before the colon")
        elif value in table:
            first = place(table.marks[value][0])[0]
            line = mark.line + 1
            self._findings.add(
                place(mark), f"the key '{value}' stands twice, on lines {first} and {line}", "keep one"
            )
        if self._findings.is_full:
            raise _CannotGoOn
        return value

    def _checked_quoted(self, event: Any, value: str) -> str:
        """The value of a double-quoted scalar, whose escapes may have made what may not stand in a file."""
        raw = self._text[event.start_mark.index : event.end_mark.index]
        if "\\" not in raw:
            return value
        if has_eaten_tex(raw):
            self.refuse(event, TEX_IN_QUOTES, "a backslash in double quotes is YAML's own sign")
        elif unseen := UNSEEN.search(value):
            self.refuse(
                event,
                f"an escape makes the character {name_of(unseen[0])}, which may not stand in a deck",
                "",
            )
        return UNSEEN.sub("\N{REPLACEMENT CHARACTER}", value)

    def _refuse_properties(self, event: Any) -> None:
        if event.anchor is not None:
            self.refuse(
                event,
                f"&{event.anchor} names a value to repeat it: a deck spells everything out",
                "delete it",
            )
        else:
            self.refuse(
                event, f"{event.tag} is a YAML tag, and all values of a deck are texts", "quote the text"
            )
