"""Texts without any sign of Markdown, which most short ones are: they need no parser, and none is loaded for them."""

import re

from flashcards.text.tree import Blocks, Paragraph, Spans, Words

_SIGN = re.compile(r"[*_`$\\|[]|^ {0,3}(?:[-+](?: |$)|--|>|~~|#|[0-9]+[.)](?: |$))|^ {4}| {2}$", re.MULTILINE)
_LINE_SIGN = re.compile(r"[*_`$\\[]")


def has_signs(text: str) -> bool:
    """Whether a text may be anything but plain paragraphs."""
    return _SIGN.search(text) is not None


def has_line_signs(text: str) -> bool:
    """The same for a text that is one line by its place."""
    return _LINE_SIGN.search(text) is not None


def plain_blocks(text: str) -> Blocks:
    """The paragraphs of a text, all of whose words are only words."""
    return tuple(Paragraph(plain_line(part)) for part in re.split(r"\n\s*\n", text) if part.strip())


def plain_line(text: str) -> Spans:
    """The words of a text in one line."""
    return (Words(in_one_line(text)),)


def in_one_line(text: str) -> str:
    """A text whose lines are joined."""
    return " ".join(line.strip(" ") for line in text.split("\n") if line.strip(" "))
