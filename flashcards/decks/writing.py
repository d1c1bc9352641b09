"""Writing decks as people would: the least quoting that any reader of YAML takes, long texts as blocks.

An emitter of its own: PyYAML's takes ten times as long, and has double quotes for what it deems special, in which
LaTeX is lost. Double quotes are never written.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from flashcards.decks.source import UNSEEN

_SCHEMA_LINE = "# yaml-language-server: $schema=../deck.schema.json\n"

#: How long a line may become before a list is written below its key, and a text as a block.
_WIDTH = 100

_FIRST = r"[^\W_]|[($\\/+.;^_]|[^\x00-\x7f]"
#: No sign at its start that means something to YAML, no colon or hash that would end it; within [] and {} more do.
_PLAIN = re.compile(rf"(?:{_FIRST})(?:[^:#\t\n]++|:(?=\S)|(?<=\S)#)*+")
#: By far the most texts, told with one look; a single short word may be a truth value.
_EASY = re.compile(r"(?![A-Za-z]{1,5}\Z)[A-Za-z][ !\"$-9;-~]{0,99}(?<! )")
_PLAIN_IN_FLOW = re.compile(rf"(?:{_FIRST})[^:#\t\n,?'\"\[\]{{}}]*+")
#: What others' readers take for a number, a date, a truth value or nothing.
_NO_TEXT = re.compile(r"[-+.]?[\d.]\S*|true|false|yes|no|on|off|y|n|null|~", re.IGNORECASE)
_BREAKS = re.compile("\r\n?|[\v\f\x85\u2028\u2029]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_NEXT_LINE = re.compile(r"\n(?=[^\n])")


def clean_text(text: str) -> str:
    """The text as a deck can hold it: signs that act on a terminal or are not seen are left out.

    All line ends become one kind, what is no character becomes U+FFFD, and outer spaces go, as they do when it is read.
    """
    # Lines of what can be printed, as most texts are that are longer than one, need no closer look.
    if not (text.isprintable() or all(map(str.isprintable, text.split("\n")))):
        text = _SURROGATES.sub("\N{REPLACEMENT CHARACTER}", _BREAKS.sub("\n", text))
        text = UNSEEN.sub("", text)
    return text.strip()


def as_read(value: Any) -> Any:
    """What the reader gives for a value that was written: clean texts, in lists and tables."""
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, Mapping):
        return {clean_text(key): as_read(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [as_read(one) for one in value]
    return _flow(value)


def deck_text(
    name: str,
    title: str,
    about: str,
    entries: Iterable[tuple[str, Mapping[str, Any]]],
    sources: Mapping[str, Any] | None = None,
) -> Iterator[str]:
    """The text of a deck, piece by piece; each entry is its id and its other keys."""
    head = deck_head(name, title, about, sources)
    count = 0
    for count, (entry_id, fields) in enumerate(entries, start=1):
        yield (head if count == 1 else "\n") + entry_text(fields, entry_id)
    if not count:
        yield head.removesuffix("\n") + " []\n"


def deck_head(name: str, title: str, about: str, sources: Mapping[str, Any] | None = None) -> str:
    """What stands in a deck before its first entry."""
    head = {"deck": name, "title": title, "about": about, "sources": sources}
    members = "".join(_member(key, value, 0) for key, value in head.items() if value)
    return f"{_SCHEMA_LINE}{members}\ncards:\n"


def entry_text(fields: Mapping[str, Any], entry_id: str) -> str:
    """An entry as a list item, its keys in the order given; all texts are cleaned."""
    members = [id_line(entry_id)]
    for key, value in fields.items():
        if key == "tags":
            members.append(tags_line(tuple(value)))
        else:
            members.append(_member(key, value, 4))
    return "".join(members)


def id_line(entry_id: str) -> str:
    """The line that begins an entry; its id is a slug."""
    if "-" in entry_id and entry_id[0].isalpha():  # no number and no truth value
        return f"  - id: {entry_id}\n"
    return f"  - id:{_value(entry_id, 4)}"


def basic_lines(q: str, a: str) -> str:
    """What stands in a basic entry below its id; empty if one of the texts needs a closer look.

    Most entries of a large deck are such, and there is nothing wrong with their texts.
    """
    is_easy = _EASY.fullmatch
    return f"    q: {q}\n    a: {a}\n" if is_easy(q) and is_easy(a) else ""


def _member(key: str, value: Any, indent: int) -> str:
    """A key with its value, on lines of their own."""
    return _key(key, indent) + _value(value, indent)


@lru_cache(maxsize=4096)
def tags_line(tags: tuple[str, ...]) -> str:
    """A member that comes again and again."""
    return _member("tags", tags, 4)


@lru_cache(maxsize=256)
def _key(key: str, indent: int) -> str:
    pad = " " * indent
    name = _in_line(clean_text(key), _PLAIN_IN_FLOW)
    if name is None or len(name) > _WIDTH:
        return f"{pad}?{_block(clean_text(key), indent)}{pad}:"
    return f"{pad}{name}:"


def _value(value: Any, indent: int) -> str:
    """What stands after the colon or hyphen of something that is indented so far, with its line end."""
    if isinstance(value, str):
        if _EASY.fullmatch(value):
            return f" {value}\n"
        text = clean_text(value)
        line = _in_line(text, _PLAIN) if len(text) <= _WIDTH and "\n" not in text else None
        return f" {line}\n" if line is not None else _block(text, indent)
    short = _flow(value)
    if short is not None and len(short) + indent <= _WIDTH:
        return f" {short}\n"
    if isinstance(value, Mapping):
        return "\n" + "".join(_member(key, one, indent + 2) for key, one in value.items())
    return "\n" + "".join(_item(one, indent + 2) for one in value)


def _item(value: Any, indent: int) -> str:
    pad = " " * indent
    if isinstance(value, Mapping) and value:
        return f"{pad}- " + "".join(_member(*pair, indent + 2) for pair in value.items())[indent + 2 :]
    return f"{pad}-{_value(value, indent)}"


def _block(text: str, indent: int) -> str:
    pad = " " * (indent + 2)
    return f" |\n{pad}" + _NEXT_LINE.sub(f"\n{pad}", text) + "\n"


def _flow(value: Any) -> str | None:
    """A value within a line; None if it holds a text that needs lines of its own."""
    if isinstance(value, str):
        return _in_line(clean_text(value), _PLAIN_IN_FLOW)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        keys, values = [_flow(key) for key in value], [_flow(one) for one in value.values()]
        pairs = [
            None if key is None or one is None else f"{key}: {one}"
            for key, one in zip(keys, values, strict=True)
        ]
        return _joined("{", pairs, "}")
    if isinstance(value, (list, tuple)):
        return _joined("[", [_flow(one) for one in value], "]")
    return str(value)


def _joined(begin: str, parts: list[str | None], end: str) -> str | None:
    written = [part for part in parts if part is not None]
    return begin + ", ".join(written) + end if len(written) == len(parts) else None


def _in_line(text: str, plain: re.Pattern[str]) -> str | None:
    """The text plain, or in single quotes; None if it must be a block, because quotes would have to be doubled."""
    if plain.fullmatch(text) and not _NO_TEXT.fullmatch(text):
        return text
    return None if "'" in text or "\n" in text or "\t" in text else f"'{text}'"
