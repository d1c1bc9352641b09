"""Anki's card templates: text with fields, whose parts depend on whether fields are empty.

`{{Field}}` is a field's HTML, `{{filter:Field}}` that of a filter, of which only `type` and `hint` change what is
read; `{{#Field}}...{{/Field}}` stands when the field is not empty, `{{^Field}}...{{/Field}}` when it is.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

_MARK = re.compile(r"\{\{([^{}]*)\}\}")
_ANSWER_LINE = re.compile(r"<hr\b[^<>]*\bid=[\"']?answer\b[^<>]*>", re.IGNORECASE)
_COMMENT_OR_STYLE = re.compile(r"<!--.*?-->|<style\b.*?</style>", re.DOTALL | re.IGNORECASE)
_EMPTY = re.compile(r"(?:<(?:br|div|/div|p|/p)\s*/?>|&nbsp;|\s)*", re.IGNORECASE)
_ALONE = re.compile(r"\{\{([^{}:#^/]+)\}\}")


@dataclass(frozen=True, slots=True)
class Template:
    """What a card of a note asks and answers."""

    question: str
    answer: str

    @property
    def answer_side(self) -> str:
        """The part of the answer's side that is not the question's."""
        _, line, after = _split(_ANSWER_LINE, self.answer)
        return after if line else re.sub(r"\{\{\s*FrontSide\s*\}\}", "", self.answer)

    @property
    def typed_field(self) -> str:
        """The field whose content is to be typed, or an empty text."""
        return next((name for filters, name in _fields(self.question) if "type" in filters), "")

    @property
    def cloze_field(self) -> str:
        """The field that has the gaps, or an empty text."""
        return next((name for filters, name in _fields(self.question) if "cloze" in filters), "")

    @property
    def hint_fields(self) -> tuple[str, ...]:
        """The fields that the question shows on demand."""
        return tuple(name for filters, name in _fields(self.question) if "hint" in filters)

    def turned(self) -> "tuple[str, str]":
        """Both sides, without what is only there for looks: two templates that turn each other round are told by it."""
        return _bare(self.question), _bare(self.answer_side)


def only_field(text: str) -> str:
    """The name of the field that a side consists of, or an empty text."""
    found = _ALONE.fullmatch(text.strip())
    return found[1].strip() if found else ""


def rendered(text: str, fields: Mapping[str, str], *, shows_typed: bool) -> str:
    """A side as HTML; what is typed is only shown with the answer, and hints only on demand."""
    written: list[str] = []
    open_parts: list[tuple[str, bool]] = []
    at = 0
    for mark in _MARK.finditer(text):
        if all(stands for _, stands in open_parts):
            written.append(text[at : mark.start()])
        at = mark.end()
        sign, name = mark[1].strip()[:1], mark[1].strip()[1:].strip()
        if sign in {"#", "^"}:
            open_parts.append((name, is_empty(fields.get(name, "")) == (sign == "^")))
        elif sign == "/":
            if open_parts and open_parts[-1][0] == name:
                open_parts.pop()
        elif all(stands for _, stands in open_parts):
            *filters, name = (part.strip() for part in mark[1].split(":"))
            if "hint" not in filters and ("type" not in filters or shows_typed):
                written.append(fields.get(name, ""))
    written.append(text[at:])
    return "".join(written)


def is_empty(html: str) -> bool:
    """Whether a field counts as empty, as Anki has it: nothing but breaks and spaces."""
    return _EMPTY.fullmatch(html) is not None


def _fields(text: str) -> list[tuple[list[str], str]]:
    """The filters and the name of each field of a side."""
    found = [[part.strip() for part in mark[1].split(":")] for mark in _MARK.finditer(text)]
    return [(filters, name) for *filters, name in found if name[:1] not in {"#", "^", "/"}]


def _split(pattern: re.Pattern[str], text: str) -> tuple[str, str, str]:
    found = pattern.search(text)
    return (text[: found.start()], found[0], text[found.end() :]) if found else (text, "", "")


def _bare(text: str) -> str:
    return "".join(_COMMENT_OR_STYLE.sub("", text).split())
