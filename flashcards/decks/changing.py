"""Changes to the text of a deck that leave all else as it stands: comments, order, quoting and line ends.

Each gives the new text. What a change was meant to say is held against what the new text says before any of it is
written (`require_same`).
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from flashcards.decks.events import Items, Mark, Table, Value
from flashcards.decks.layout import DeckLayout, plain

#: From offset, to offset, and what comes in between.
Edit = tuple[int, int, str]

_EMPTY_LIST = re.compile(r"\[[ ]*\]")
_QUOTES = ("", "'", '"')


def applied(text: str, edits: Iterable[Edit]) -> str:
    """The text after the edits, which do not overlap."""
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def replaced_name(deck: DeckLayout, mark: Mark, old: str, new: str) -> Edit:
    """The edit that puts another id in place of one that stands at `mark`. Raises CannotChange."""
    for quote in _QUOTES:
        written = f"{quote}{old}{quote}"
        if deck.text.startswith(written, mark.index) and not _goes_on(deck.text, mark.index + len(written)):
            return mark.index, mark.index + len(written), f"{quote}{new}{quote}"
    raise deck.refusal(mark, f"'{old}' is written in an unusual way here")


def with_former(deck: DeckLayout, number: int, former: str) -> Edit:
    """The edit that adds a former id to an entry. Raises CannotChange."""
    entry = deck.entries[number]
    if "was" in entry:
        return _into_list(deck, entry["was"], entry.marks["was"][1], former)
    key, value = entry.marks["id"]
    if _is_flow(deck, number):
        _, end, _ = replaced_name(deck, value, str(entry["id"]), "")
        return end, end, f", was: [{former}]"
    line_end = deck.line_end(value.line)
    after = sum(map(len, deck.lines[: value.line + 1]))
    before = "" if deck.lines[value.line].endswith("\n") else line_end
    return after, after, f"{before}{' ' * key.column}was: [{former}]{line_end}"


def appended(deck: DeckLayout, entry: str) -> str:
    """The text with an entry (lines that begin with a hyphen) behind the last one. Raises CannotChange."""
    lines = list(deck.lines)
    if deck.entries:
        last = deck.blocks[-1]
        at, column = last.end, last.column
        is_spaced = last.first > 0 and not lines[last.first - 1].strip() if len(deck.entries) > 1 else True
    else:
        mark = deck.root.marks["cards"][1]
        line = lines[mark.line]
        found = _EMPTY_LIST.match(line, mark.column)
        if found is None:
            raise deck.refusal(mark, "the empty list of cards is written in an unusual way")
        lines[mark.line] = line[: mark.column].rstrip() + line[found.end() :]
        at, column, is_spaced = mark.line + 1, 2, False
    line_end = deck.line_end(at - 1)
    if not lines[at - 1].endswith("\n"):
        lines[at - 1] += line_end
    added = [f"{line}{line_end}" for line in entry.removesuffix("\n").split("\n")]
    lines[at:at] = [line_end] * is_spaced + indented(deck, added, column)
    return "".join(lines)


def indented(deck: DeckLayout, lines: list[str], column: int) -> list[str]:
    """The lines of an entry with its hyphen in another column. Raises CannotChange."""
    hyphen = next(line for line in lines if line.lstrip().startswith("-"))
    more = column - hyphen.index("-")
    moved = []
    for line in lines:
        spaces = len(line) - len(line.lstrip(" "))
        if not line.strip():
            moved.append(line)
        elif spaces + more >= 0 or line.lstrip().startswith("#"):
            moved.append(" " * max(0, spaces + more) + line[spaces:])
        else:
            raise deck.refusal(
                deck.root.marks["cards"][1], "a line of the entry stands further left than its hyphen"
            )
    return moved


def taken_out(deck: DeckLayout, number: int) -> tuple[str, str]:
    """The text without an entry, and that entry's lines, each with a bare line feed. Raises CannotChange."""
    block = deck.blocks[number]
    lines = list(deck.lines)
    entry = "".join(line.rstrip("\r\n") + "\n" for line in lines[block.first : block.end])
    first = block.first
    is_before_gap = block.end >= len(lines) or not lines[block.end].strip()
    while is_before_gap and first > 1 and not lines[first - 1].strip():
        first -= 1
    del lines[first : block.end]
    if len(deck.entries) == 1:
        key = deck.root.marks["cards"][0]
        end = key.column + len("cards:")
        line = lines[key.line]
        if line[key.column : end] != "cards:":
            raise deck.refusal(key, "the key 'cards' is written in an unusual way")
        lines[key.line] = f"{line[:end]} []{line[end:]}"
    return "".join(lines), entry


def require_same(deck: DeckLayout, expected: Any) -> None:
    """Raises CannotChange if the text says anything else."""
    if plain(deck.root) != expected:
        raise deck.refusal(
            deck.root.marks["cards"][0], "the change would have touched other things, too, and was not made"
        )


def _is_flow(deck: DeckLayout, number: int) -> bool:
    """Whether the entry stands in braces."""
    mark = deck.root["cards"].marks[number] if isinstance(deck.root["cards"], Items) else None
    return mark is not None and deck.text[mark.index] == "{"


def _into_list(deck: DeckLayout, value: Value, mark: Mark, name: str) -> Edit:
    """The edit that puts a name in front of a list's others."""
    if deck.text[mark.index] == "[":
        return mark.index + 1, mark.index + 1, f"{name}, " if value else name
    first = value.marks[0] if isinstance(value, Items) and value else mark
    before = deck.lines[first.line][: first.column]
    if before.strip() != "-":
        raise deck.refusal(first, "this list of former ids is written in an unusual way")
    at = sum(map(len, deck.lines[: first.line]))
    return at, at, f"{before}{name}{deck.line_end(first.line)}"


def _goes_on(text: str, end: int) -> bool:
    return bool(re.match(r"[^\s,\]}]", text[end : end + 1]))


def reference_edits(deck: DeckLayout, names: Mapping[str, str]) -> list[Edit]:
    """The edits that put other ids for those in `needs` and `see`; `names` has them as they are written there."""
    return [
        replaced_name(deck, mark, str(name), names[str(name)])
        for entry in deck.entries
        for name, mark in named_in(entry)
        if str(name) in names
    ]


def named_in(entry: Table, keys: Iterable[str] = ("needs", "see")) -> Iterable[tuple[Value, Mark]]:
    """The entries that an entry names under these keys, each with its place."""
    for key in keys:
        names = entry.get(key)
        if isinstance(names, Items):
            yield from zip(names, names.marks, strict=True)
