"""What must come of each hostile deck: the sentence with which it is refused, or that it is asked as text.

Small ones lie in `decks/`, what is large is made by `generated.py`, and `odd.py` makes what is no file at all.
"""

from collections.abc import Callable
from pathlib import Path

from generated import GENERATED
from odd import ODD

DECKS = Path(__file__).with_name("decks")

#: The deck is used, and its cards are asked with every sign in its place.
ASKED = ""
#: There is nothing to be used there, nor a mistake to be told.
PASSED_OVER = "passed over"

_ESCAPE = "an escape makes the character U+001B ESCAPE, which may not stand in a deck"
_SLUG = "and may only have small letters, digits and hyphens"
_NOT_UTF8 = "is not UTF-8"
_TEX = "TeX in double quotes"
_SPELLED_OUT = "a deck spells everything out"
_NO_TAGS = "all values of a deck are texts"
_NO_DECK = "this is not a deck"
_WHOLE_NUMBER = "must be a whole number"
_DEEPER = "values are nested deeper than 16 levels"
_LONG_ENTRY = "the entry is longer than 131,072 characters"
_REPEATED = "gaps and sources repeat more than"
_LONG_TEXT = "the text is longer than 65,536 characters"
_MANY_VALUES = "there are more than 100,100 values here"
_LONG_HEAD = "what stands beside the cards is longer than 262,144 characters"

#: Those that are refused; all others are asked.
REFUSED = {
    # what YAML can do
    "alias-bomb": _SPELLED_OUT,
    "anchors": _SPELLED_OUT,
    "merge-key": _SPELLED_OUT,
    "merge-key-bomb": _SPELLED_OUT,
    "yaml-tag-binary": _NO_TAGS,
    "yaml-tag-runs-code": _NO_TAGS,
    "tag-directive": _NO_TAGS,
    "tag-directives": _NO_TAGS,
    "second-document": "a second document starts here",
    "documents": "a second document starts here",
    "nested-deeply": _DEEPER,
    "nested-keys-deeply": _DEEPER,
    "nested-blocks": _DEEPER,
    "nested-lists": _DEEPER,
    "nested-tables": "a key must be a text",
    "keys-that-are-lists": "a key must be a text",
    "key-twice": "the key 'title' stands twice",
    "keys-twice": "stands twice",
    "card-key-twice": "the key 'a' stands twice",
    "id-twice": "the id 'a' stands twice",
    "ids-twice": "the id 'c' stands twice",
    # numbers
    "huge-integer": _WHOLE_NUMBER,
    "huge-hexadecimal": _WHOLE_NUMBER,
    "huge-count": "at_least asks for 999999999 items of 2",
    "huge-float": "'z' is never 1e999999999",
    "not-a-number": "'z' is never between nan and nan",
    "gap-numbered-hugely": "write two",
    "gap-numbered-nought": "numbers start at 1",
    # signs
    "latin-1": _NOT_UTF8,
    "overlong-utf-8": _NOT_UTF8,
    "utf-8-surrogate": _NOT_UTF8,
    "utf-16": "encoded in UTF-16",
    "lone-surrogate": "names no character",
    "nul": "U+0000 NUL may not stand in a deck",
    "nul-escaped": _TEX,
    "tex-eaten": _TEX,
    "tex-eaten-often": _LONG_TEXT,
    "bidi": "U+202E RIGHT-TO-LEFT OVERRIDE may not stand",
    "bidi-escaped": "U+202E RIGHT-TO-LEFT OVERRIDE, which may not stand",
    "bidi-isolates": "U+2067 RIGHT-TO-LEFT ISOLATE may not stand",
    "bidi-often": "U+202E RIGHT-TO-LEFT OVERRIDE may not stand",
    "zero-width": "U+200B ZERO WIDTH SPACE may not stand",
    "invisible-tag-letters": "U+E0068 TAG LATIN SMALL LETTER H may not stand",
    "soft-hyphen": "U+00AD SOFT HYPHEN may not stand",
    "escape-raw": "U+001B ESCAPE may not stand in a deck",
    "c1-raw": "U+009B control character may not stand in a deck",
    "c1-control": "U+009B control character, which may not stand",
    "escape-colour": _ESCAPE,
    "escape-clear-screen": _ESCAPE,
    "osc-8-link": _ESCAPE,
    "osc-52-clipboard": _ESCAPE,
    "terminal-title": _ESCAPE,
    "escape-in-a-key": _ESCAPE,
    "escape-in-the-name": _ESCAPE,
    "escapes-often": _LONG_TEXT,
    "carriage-return": _TEX,
    "backspace": _TEX,
    # names
    "name-climbs": _SLUG,
    "id-climbs": _SLUG,
    "id-is-absolute": _SLUG,
    "needs-climb": _SLUG,
    "kind-climbs": _SLUG,
    "needs-itself": "a circle of needs: a needs a",
    "circle-of-needs": "a circle of needs: b needs a needs b",
    "long-circle-of-needs": "a circle of needs",
    # problems
    "kind-is-a-module": "there is no kind of problem 'os'",
    "kinds-unknown": "there is no kind of problem",
    "params-unknown": "there is no given '__class__' to set",
    "params-nested": "'z' wants one value",
    "params-skewed": "'z' has 2,001 choices, and may have 200 at most",
    "params-huge": "'n' is never 999999999999",
    "params-too-many": _MANY_VALUES,
    "params-impossible": "has no question to ask",
    # sizes
    "empty": _NO_DECK,
    "only-a-mark": _NO_DECK,
    "only-line-ends": _NO_DECK,
    "only-spaces": _NO_DECK,
    "only-a-comment": "the key 'title' is missing",
    "larger-than-16-mb": "the file is larger than 16 MB",
    "long-text": _LONG_TEXT,
    "long-quote": "the quote that starts here is never closed",
    "long-key": "stands twice",
    "gaps-backtrack": "its braces do not balance",
    "gaps-that-multiply": _REPEATED,
    "sources-that-multiply": _REPEATED,
    "cards-too-many": "the deck has more than 100,000 cards",
    "keys-too-many": _MANY_VALUES,
    "sources-too-long": _LONG_HEAD,
    "options-too-many": "'wrong' has 1000, and may have 200 at most",
    "answers-too-many": _MANY_VALUES,
    "tags-too-many": _MANY_VALUES,
    "former-ids-too-many": _MANY_VALUES,
    "mistakes-too-many": "unknown key 'zz'",
    "mistakes-in-one-line": "the entry has no answer",
    # what is no file
    "a-pipe": "this is not a regular file",
    "a-device-without-end": "this is not a regular file",
    "a-link-to-a-secret": _NO_DECK,
    "a-link-to-itself": PASSED_OVER,
    "a-link-to-nothing": PASSED_OVER,
    "a-folder": PASSED_OVER,
    "a-file-that-may-not-be-read": "the file cannot be opened: Permission denied",
}


def _written(content: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(content)


def _small() -> dict[str, Callable[[Path], object]]:
    return {path.stem: _written(path.read_bytes()) for path in sorted(DECKS.glob("*.yaml"))}


def _generated() -> dict[str, Callable[[Path], object]]:
    return {
        name: lambda path, make=make: path.write_text(make(), "utf-8") for name, make in GENERATED.items()
    }


#: Each hostile deck by name: a function that lays it at a path.
THREATS: dict[str, Callable[[Path], object]] = _small() | _generated() | ODD


def outcome(name: str) -> str:
    """What must be said of a hostile deck; empty when it is asked."""
    return REFUSED.get(name, ASKED)
