r"""YAML's own errors in plain words, and TeX that double quotes have eaten.

In double quotes YAML reads `\b` as a backspace and `\t` as a tab, so `"\beta"` and `"\theta"` come out broken.
"""

import re
from collections.abc import Iterator

from yaml.error import MarkedYAMLError

Words = tuple[tuple[int, int], str, str]

TEX_IN_QUOTES = "TeX in double quotes: use single quotes or |"
_QUOTE = "put the text in 'single quotes', or after | on lines of its own"
_INDENT = "compare the indentation with the lines above, and put texts with special signs in 'single quotes'"

#: A part of libyaml's (or the pure parser's) sentence; whether the error began earlier; our sentence; what to do.
_SENTENCES: tuple[tuple[str, bool, str, str], ...] = (
    ("mapping values are not allowed", False, "a colon and a space start a new value here", _QUOTE),
    (
        "unknown escape character",
        False,
        "a backslash in double quotes starts an escape, and this is none",
        TEX_IN_QUOTES,
    ),
    ("hexdec", False, "a backslash escape in double quotes is not complete", TEX_IN_QUOTES),
    ("escape sequence of", False, "a backslash escape in double quotes is not complete", TEX_IN_QUOTES),
    (
        "invalid Unicode character",
        False,
        "a backslash escape in double quotes names no character",
        TEX_IN_QUOTES,
    ),
    ("unexpected end of stream", True, "the quote that starts here is never closed", "close it"),
    ("unexpected document", True, "the quote that starts here is never closed", "close it"),
    ("',' or ']'", True, "the list that starts here with '[' is not closed by ']'", f"close it; or {_QUOTE}"),
    ("',' or '}'", True, "what starts here with '{' is not closed by '}'", f"close it; or {_QUOTE}"),
    ("could not find expected ':'", False, "there is no key and colon on the line before", _INDENT),
    ("expected '-' indicator", False, "this line does not belong to the list above it", _INDENT),
    ("expected <block end>", False, "this does not belong to what stands above it", _INDENT),
    (
        "did not find expected key",
        False,
        "this is no key, nor does it belong to the value before it",
        _INDENT,
    ),
    ("expected alphabetic or numeric", True, "a text cannot begin with this sign", _QUOTE),
    (
        "block sequence entries are not allowed",
        False,
        "a list cannot start here",
        "start it on a line of its own",
    ),
    ("block mapping", False, "this is no key, nor does it belong to the value before it", _INDENT),
    ("comment or line break", False, "after | or > comes a line break", "start the text on the next line"),
    ("chomping or indentation", False, "after | or > comes a line break", "start the text on the next line"),
    ("indentation indicator", False, "after | or > comes a line break", "start the text on the next line"),
    ("leading all-spaces", False, "the text after | or > is indented less than its first line", _INDENT),
    ("scanning a directive", True, "a line cannot begin with %", _QUOTE),
    ("YAML document", False, "a deck needs no %YAML line", "delete it"),
    ("directive", True, "a line cannot begin with %", _QUOTE),
    ("document start", False, "nothing may stand here: the deck has ended", _INDENT),
)


def in_plain_words(error: Exception, text: str) -> Words:
    """The place of an error of the YAML parser, what is wrong there, and what to do."""
    if not isinstance(error, MarkedYAMLError):
        return (1, 1), "this is not a YAML file", "see the documentation for the format of decks"
    mark = error.problem_mark or error.context_mark
    place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    problem = f"{error.context or ''}: {error.problem or ''}"
    if "cannot start any token" in problem:
        return place, *_no_token(text, mark.index if mark else 0)
    for part, began_earlier, sentence, hint in _SENTENCES:
        if part in problem:
            begin = error.context_mark if began_earlier else None
            return ((begin.line + 1, begin.column + 1) if begin else place), sentence, hint
    return place, "this is not valid YAML", _INDENT


def _no_token(text: str, offset: int) -> tuple[str, str]:
    sign = text[offset : offset + 1]
    if sign == "\t":
        return "a tab cannot indent", "use spaces"
    return f"a text cannot begin with {sign}", _QUOTE


_ESCAPE = re.compile(r"\\(.)([A-Za-z]*)", re.DOTALL)
_ALWAYS_LOST = frozenset("abefvrNLP_0")
# Line breaks and tabs are wanted in double quotes; these words after them are not English without their first letter.
_COMMANDS = re.compile(
    "nabla|neq|nexists|nleq|ngeq|nmid|nolimits|nonumber|notin|nsubseteq|nu|"
    "tag|tan|tanh|tau|tbinom|text|textbf|textit|textrm|textsf|texttt|tfrac|therefore|theta|tilde|times|top|triangle"
)


def has_eaten_tex(raw: str) -> bool:
    """Whether a text, as it stands in the file in its double quotes, has a TeX command that YAML took as an escape."""
    return any(_is_tex(escape, in_maths=in_maths) for escape, in_maths in _escapes(raw))


def _is_tex(escape: re.Match[str], *, in_maths: bool) -> bool:
    letter, rest = escape.groups()
    if letter in _ALWAYS_LOST:
        return bool(rest) or letter == "_"
    return letter in "nt" and bool(rest) and (in_maths or _COMMANDS.fullmatch(letter + rest) is not None)


def _escapes(raw: str) -> Iterator[tuple[re.Match[str], bool]]:
    dollars = at = 0
    for escape in _ESCAPE.finditer(raw):
        dollars += raw.count("$", at, escape.start())
        at = escape.start()
        yield escape, dollars % 2 == 1
