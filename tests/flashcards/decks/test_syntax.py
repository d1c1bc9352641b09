"""YAML's errors in plain words, and TeX in double quotes."""

import pytest

from flashcards.decks.events import read
from flashcards.decks.mistakes import Findings
from flashcards.decks.syntax import TEX_IN_QUOTES, has_eaten_tex


def first_mistake(text):
    """The first mistake of a text."""
    findings = Findings("a.yaml", text)
    read(text, findings)
    return findings.in_order()[0]


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("a: b: c\n", (1, 5), "a colon and a space"),
        ("a: [1\nb: 2", (1, 4), "'[' is not closed"),
        ("a: {b: c\nd: e\n", (1, 4), "'{' is not closed"),
        ("é: @x\n", (1, 4), "cannot begin with @"),
        ("a: `x`\n", (1, 4), "cannot begin with `"),
        ("a: %x\n", (1, 4), "cannot begin with %"),
        ("%x\n", (1, 1), "cannot begin with %"),
        ("a:\n\tb: c\n", (2, 1), "a tab cannot indent"),
        ("a: * x\n", (1, 4), "cannot begin with this sign"),
        ("a: 'x\n", (1, 4), "quote that starts here"),
        ("a: [x] is\n", (1, 8), "no key"),
        ("- a\nb: c\n", (2, 1), "does not belong to the list"),
        ("a: >x\n y", (1, 5), "after | or >"),
        ("a:\n  b: 1\nc\n", (4, 1), "no key and colon"),
    ],
)
def test_syntax_errors_are_in_plain_words(text, place, words):
    """What YAML cannot read is said at its place without the parser's jargon."""
    mistake = first_mistake(text)
    assert words in mistake.message
    assert (mistake.line, mistake.column) == place


@pytest.mark.parametrize(
    "tex",
    [r"\beta", r"\theta", r"$\nabla f$", r"\frac{a}{b}", r"\eta", r"\rho", r"\alpha", r"\Pi", r"\Lambda", r"\vec x",
     r"$\to$", r"\text{x}", r"a\_b", r"\Nu", r"a \times b"],
)  # fmt: skip
def test_tex_that_double_quotes_ate_is_told(tex):
    """A TeX command that YAML takes for an escape is named as what it is."""
    assert first_mistake(f'a: "{tex}"').message == TEX_IN_QUOTES


@pytest.mark.parametrize("tex", [r"\sigma", r"\Delta", r"\lambda", r"\,", r"\xi", r"\upsilon"])
def test_tex_that_is_no_escape_gets_the_same_advice(tex):
    """A TeX command that is no escape at all is a mistake with the same way out."""
    assert first_mistake(f'a: "{tex}"').hint == TEX_IN_QUOTES


@pytest.mark.parametrize(
    "raw", [r'"one\ntwo"', r'"a\tb"', r'"a \"quoted\" word"', r'"\\beta"', r'"$a$\nb", "\u00e9"']
)
def test_wanted_escapes_are_no_tex(raw):
    """Line breaks, tabs, quotes and characters by number are what double quotes are for."""
    assert not has_eaten_tex(raw)
