"""Whether an entry that comes in would be one without mistakes, so that no import can break its deck."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from flashcards.core.cloze import ClozeError, gap_numbers, parse
from flashcards.core.slugs import is_slug
from flashcards.decks.source import LONGEST_VALUE
from flashcards.decks.writing import basic_lines, clean_text, deck_text, tags_line

_TEXTS = frozenset(("q", "a", "cloze", "hint", "why", "note", "source"))
#: So long an entry may pass other bounds than those of its texts.
_LONG = 50_000
_QUICKLY_CHECKED = _TEXTS | {"tags", "both"}


def easy_lines(fields: Mapping[str, Any]) -> str:
    """What stands below the id of an entry that can be seen to fit at once: `q` and `a`, and then `tags` at most.

    Empty for any other, which `why_unfit` looks at.
    """
    lines = basic_lines(fields.get("q", ""), fields.get("a", ""))
    if len(fields) == 2 or not lines:
        return lines
    tags = tuple(fields.get("tags", ()))
    return lines + tags_line(tags) if len(fields) == 3 and tags and _are_tags(tags) else ""


def why_unfit(fields: Mapping[str, Any]) -> str:
    """What is wrong with the fields of an entry, in a sentence; empty if nothing is.

    Basic cards and clozes, of which there may be many, are looked at here; all others are read as a deck.
    """
    is_usual = _QUICKLY_CHECKED.issuperset(fields) and ("a" in fields) ^ ("cloze" in fields)
    if not is_usual or length_of(fields) > _LONG:
        return _read_alone(fields)
    for key, text in fields.items():
        if key in _TEXTS:
            if not (text.isprintable() and text.strip()) and not clean_text(text):
                return _EMPTY.get(key, f"'{key}' is empty")
            if len(text) >= LONGEST_VALUE:
                return f"'{key}' is longer than {LONGEST_VALUE:,} characters"
        elif key == "tags" and not _are_tags(tuple(text)):
            return _read_alone(fields)
    if "cloze" in fields:
        return _why_no_cloze(clean_text(fields["cloze"]))
    return "" if "q" in fields else _EMPTY["q"]


_TRUE = (True, "true")
_EMPTY = {"q": "the question is empty", "a": "the answer is empty", "cloze": "the text is empty"}


def cards_in(fields: Mapping[str, Any]) -> int:
    """How many cards an entry makes."""
    if "cloze" in fields:
        return len(gap_numbers(fields["cloze"])) or 1
    return 2 if fields.get("both") in _TRUE else 1


def length_of(fields: Mapping[str, Any]) -> int:
    """How many characters the texts of an entry have together."""
    return sum(len(text) for text in fields.values() if isinstance(text, str))


def _why_no_cloze(text: str) -> str:
    try:
        parse(text)
    except ClozeError as error:
        return str(error)
    return ""


@lru_cache(maxsize=4096)
def _are_tags(tags: tuple[str, ...]) -> bool:
    return len(set(tags)) == len(tags) and all(map(is_slug, tags))


def _read_alone(fields: Mapping[str, Any]) -> str:
    from flashcards.decks.reading import read_deck

    deck = read_deck("".join(deck_text("d", "d", "", [("a", fields)])).encode(), "")
    mistakes = deck if isinstance(deck, tuple) else deck.mistakes
    return mistakes[0].message if mistakes else ""
