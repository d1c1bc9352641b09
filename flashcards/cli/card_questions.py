"""What is asked for a new card, a line or more each: its type, the texts of that type, and its id."""

import re
import sys
from collections.abc import Callable, Collection
from typing import Any, NamedTuple

from flashcards.cli.plain_lines import read_line, write_line
from flashcards.core.slugs import LONGEST_SLUG, is_slug, latin_words, whole_words
from flashcards.text.show import show

#: Reads a line: the prompt (none where a text goes on), and what stands there to begin with.
Reader = Callable[[str, str], str]


class _Field(NamedTuple):
    """A key of an entry; `least` 0 if it may be left out, and more than one value where it is a list."""

    key: str
    asks: str
    is_list: bool = False
    least: int = 1


_QUESTION = _Field("q", "Question")
_WHY = _Field("why", "Why it is so (Enter: nothing)", least=0)
_TYPES: dict[str, tuple[str, tuple[_Field, ...]]] = {
    "basic": ("a question and its answer", (_QUESTION, _Field("a", "Answer"))),
    "cloze": ("a text with {{c1::gaps}}", (_Field("cloze", "Text with {{c1::gap}} or {{c1::gap::hint}}"),)),
    "true/false": (
        "a statement",
        (_Field("claim", "Statement"), _Field("truth", "Is it true? (y or n)")),
    ),
    "choice": (
        "a choice of options",
        (
            _QUESTION,
            _Field("right", "Right option", is_list=True),
            _Field("wrong", "Wrong option", is_list=True),
        ),
    ),
    "typed": ("an answer that is typed", (_QUESTION, _Field("accept", "Right answer", is_list=True))),
    "steps": ("steps to be put in order", (_QUESTION, _Field("steps", "Step", is_list=True, least=2))),
    "list": ("things to be named", (_QUESTION, _Field("items", "Item", is_list=True))),
    "computed": (
        "problems with fresh numbers",
        (_Field("problem", "Kind of problem (`flashcards practice --list` names them)"),),
    ),
}
#: Words that tell nothing in an id.
_SMALL_WORDS = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "by",
        "c1",
        "c2",
        "c3",
        "do",
        "does",
        "for",
        "from",
        "how",
        "in",
        "is",
        "it",
        "its",
        "of",
        "on",
        "or",
        "that",
        "the",
        "this",
        "to",
        "what",
        "when",
        "where",
        "which",
        "who",
        "why",
        "with",
        "you",
    ]
)
#: Two at the end are a line break of TeX's.
_GOES_ON = re.compile(r"(?<!\\)\\(?:\\\\)*\Z")
#: With room for a number behind it.
_WORDS_IN_ID, _LONGEST_PROPOSED = 5, 70
_TRUTHS = {"y": True, "yes": True, "true": True, "n": False, "no": False, "false": False}


class Questions:
    """Asks for one card; asked again, it begins with what was typed before."""

    def __init__(self, taken: Collection[str], read: Reader | None = None) -> None:
        self._taken = taken
        self._read = read or _reader()
        self._type = ""
        self._typed: dict[str, Any] = {}
        self._id = ""

    def ask(self) -> tuple[str, dict[str, Any]]:
        """The id and the fields of the card. Raises EOFError when the input ends, and KeyboardInterrupt."""
        self._type = self._type or self._ask_type()
        fields = (*_TYPES[self._type][1], _WHY)
        for field in fields:
            self._typed[field.key] = self._ask_list(field) if field.is_list else self._ask_text(field)
        self._id = self._ask_id(self._id or self._proposed(fields[0]))
        values = {key: value for key, value in self._typed.items() if value}
        if len(values.get("right", ())) == 1:
            values["right"] = values["right"][0]
        if "truth" in values:
            values["truth"] = _TRUTHS[values["truth"]]
        return self._id, values

    def _ask_type(self) -> str:
        names = list(_TYPES)
        for number, (name, (meaning, _)) in enumerate(_TYPES.items(), start=1):
            write_line(f"{number} {name:<10} {meaning}")
        write_line("A text may have more lines than one: end a line with \\ and it goes on.")
        while True:
            typed = self._read("Type (its number)", "").strip()
            if typed in names:
                return typed
            if typed.isascii() and typed.isdigit() and 1 <= int(typed[:3]) <= len(names):
                return names[int(typed[:3]) - 1]
            write_line(f"type a number from 1 to {len(names)}")

    def _ask_text(self, field: _Field) -> str:
        while True:
            text = self._read_text(field.asks, self._typed.get(field.key, ""))
            if field.key == "truth":
                if text.lower() in _TRUTHS:
                    return text.lower()
                write_line("type y, n, true or false")
            elif text or not field.least:
                return text
            else:
                write_line("it cannot be empty; Ctrl-C leaves, and nothing is written")

    def _read_text(self, prompt: str, start: str) -> str:
        """A line, and those after it while each ends in a backslash, as in a shell."""
        lines = [self._read(prompt, start)]
        while _GOES_ON.search(lines[-1]):
            lines[-1] = lines[-1][:-1].rstrip()
            lines.append(self._read("", ""))
        return "\n".join(lines).strip()

    def _ask_list(self, field: _Field) -> list[str]:
        before = self._typed.get(field.key, [])
        texts: list[str] = []
        while True:
            number = len(texts) + 1
            ends = "; an empty line ends the list" if number > field.least else ""
            start = before[number - 1] if number <= len(before) else ""
            text = self._read_text(f"{field.asks} {number}{ends}", start)
            if text:
                texts.append(text)
            elif number > field.least:
                return texts
            else:
                write_line("it cannot be empty; Ctrl-C leaves, and nothing is written")

    def _ask_id(self, proposed: str) -> str:
        while True:
            name = self._read("Id, kept for good", proposed).strip()
            if not is_slug(name):
                write_line(f"an id is small letters, digits and hyphens, at most {LONGEST_SLUG}")
            elif name in self._taken:
                write_line(f"the deck has a card '{name}' already")
            else:
                return name

    def _proposed(self, field: _Field) -> str:
        """An id from the card's first text that the deck does not have yet."""
        words = [word for word in latin_words(self._typed[field.key]).split("-") if word not in _SMALL_WORDS]
        name = whole_words(" ".join(words[:_WORDS_IN_ID]), _LONGEST_PROPOSED) or "card"
        count, free = 1, name
        while free in self._taken:
            count += 1
            free = f"{name}-{count}"
        return free


def _reader() -> Reader:
    """Lines with editing on a terminal, and plain ones elsewhere."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return _read_plain
    from flashcards.terminal.lines import LineReader

    lines = LineReader()

    def read(prompt: str, start: str) -> str:
        if prompt:
            write_line(prompt)
        return lines.read((("enter", "go on"), ("ctrl-c", "leave, and write nothing")), start=start)

    return read


def _read_plain(prompt: str, start: str) -> str:
    kept = f" (Enter: {show(start, lines=False)})" if start else ""
    return read_line(f"{prompt}{kept} > " if prompt else "> ") or start
