"""What pydantic finds wrong in a deck, in words for the people who wrote it."""

import re
from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any

from pydantic_core import ErrorDetails

#: What other programs call these keys.
_SYNONYMS = {
    "question": "q",
    "front": "q",
    "answer": "a",
    "back": "a",
    "text": "cloze",
    "answers": "accept",
    "correct": "right",
    "options": "wrong",
    "explanation": "why",
    "desc": "about",
    "description": "about",
    "name": "deck",
}
#: By pydantic's name of an error: the sentence, and what to do.
_SENTENCES = {
    "string_type": ("{what} must be a text, not {shape}", "put the text in 'single quotes', or after |"),
    "list_type": ("{what} must be a list, not {shape}", "write [one, two], or a line with - for each"),
    "dict_type": ("{what} must be keys and values, not {shape}", "write key: value on lines of their own"),
    "model_type": ("{what} must be keys and values, not {shape}", "write key: value on lines of their own"),
    "string_too_short": ("{what} is empty", ""),
    "string_too_long": ("{what} is longer than {max_length} characters", ""),
    "string_pattern_mismatch": (
        "{what} is {shape}, and may only have small letters, digits and hyphens",
        "{slug}",
    ),
    "too_short": ("{what} needs at least {min_length}, and has {actual_length}", ""),
    "too_long": (
        "{what} has {actual_length}, and may have {max_length} at most",
        "make several entries of it",
    ),
    "greater_than_equal": ("{what} must be {ge} or more, not {shape}", ""),
    "less_than_equal": ("{what} must be {le} or less, not {shape}", ""),
    "boolean": ("{what} must be true or false, not {shape}", ""),
    "time": ("{what} must be more than 0, and no longer than a day, not {shape}", ""),
    "whole_number": ("{what} must be a whole number, not {shape}", ""),
}
_OTHERWISE = ("{what} is not as it should be", "")


def in_plain_words(error: ErrorDetails) -> tuple[str, str]:
    """What is wrong with a value, and what to do; for all errors but missing and unknown keys."""
    value = error["input"]
    words: dict[str, Any] = error.get("ctx", {})
    words |= {"what": _named(error["loc"]), "shape": _shape(value), "slug": _slug_hint(value)}
    sentence, hint = _SENTENCES.get(error["type"], _OTHERWISE)
    return sentence.format_map(words), hint.format_map(words)


def missing_keys(keys: Iterable[str]) -> str:
    """The sentence for keys that a table must have and has not."""
    named = [f"'{key}'" for key in keys]
    return (
        f"the key {named[0]} is missing" if len(named) == 1 else f"the keys {' and '.join(named)} are missing"
    )


def unknown_key(key: str, known: Iterable[str]) -> tuple[str, str]:
    """The sentence for a key that means nothing, with the nearest that does."""
    names = list(known)
    near = [_SYNONYMS[key.lower()]] if _SYNONYMS.get(key.lower()) in names else []
    near = near or get_close_matches(key.lower(), names, n=1, cutoff=0.5)
    hint = f"did you mean '{near[0]}'?" if near else f"known here: {', '.join(names)}"
    return f"unknown key '{key}'", hint


def _named(location: tuple[int | str, ...]) -> str:
    names = [step for step in location if isinstance(step, str) and step != "[key]"]
    last = location[-1] if location else None
    if last == "[key]":
        return f"a key of '{names[0]}'"
    if isinstance(last, int):
        return f"item {last + 1} of '{names[-1]}'"
    return f"'{last}'" if last is not None else "this"


def _shape(value: Any) -> str:
    if isinstance(value, dict):
        return "keys and values"
    if isinstance(value, list):
        return "a list"
    return "empty" if value == "" else f"'{value}'"


def _slug_hint(value: Any) -> str:
    slug = re.sub("[^a-z0-9]+", "-", str(value).lower()).strip("-")
    return f"write {slug}" if slug else ""
