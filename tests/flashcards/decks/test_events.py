"""The strict reader of YAML."""

import json
import sys

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from flashcards.decks.events import Items, Table, read
from flashcards.decks.mistakes import Findings
from flashcards.decks.source import UNSEEN

TRAPS = [
    "no",
    "On",
    "yes",
    "~",
    "null",
    "12:30",
    "017",
    "1e3",
    "1.10",
    "0x1f",
    "1_000",
    "2026-11-20",
    ".nan",
    "+1",
]
STYLES = ["{}", "'{}'", '"{}"', "|-\n  {}", ">-\n  {}"]


def read_text(text):
    """The value of a text and the mistakes in it."""
    findings = Findings("a.yaml", text)
    found = read(text, findings)
    return (found[0] if found else None), findings.in_order()


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("trap", TRAPS)
def test_every_scalar_is_text(style, trap):
    """What YAML takes for numbers, dates, truths and nothing stays as it was typed, in every style."""
    value, mistakes = read_text("a: " + style.format(trap))
    assert not mistakes
    assert value == {"a": trap}


def test_places_are_counted_in_characters():
    """Line and column of keys, values and elements hold after characters of several bytes."""
    value, _ = read_text("ü: 'öö'\nb: [日本, z]\n")
    marks = [(mark.line, mark.column) for mark in (*value.marks["b"], *value["b"].marks)]
    assert marks == [(1, 0), (1, 3), (1, 4), (1, 8)]


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("a: &x b", (1, 4), "&x names a value"),
        ("é: 1\nb: *x", (2, 4), "*x repeats another value"),
        ("a: !!int b", (1, 4), "YAML tag"),
        ("a: !own b", (1, 4), "YAML tag"),
        ("<<: {a: b}", (1, 1), "<< takes over"),
        ("a: 1\n---\nb: 2", (2, 1), "second document"),
        ("a: 1\nb: 2\na: 3", (3, 1), "'a' stands twice, on lines 1 and 3"),
        ("a:\n  {{c1}} is", (2, 4), "a key must be a text"),
        ("? [a]\n: b", (1, 3), "a key must be a text"),
        ("{{a}}: b", (1, 1), "a key must be a text"),
        ("? ''\n: b", (1, 3), "a key is missing"),
        ("a: " + "[" * 20 + "]" * 20, (1, 19), "nested deeper than 16"),
        ("a: " + "x" * 65_537, (1, 4), "longer than 65,536"),
        ('a: "x\\e[1m"', (1, 4), "U+001B ESCAPE"),
        ('a: "\\u202e"', (1, 4), "RIGHT-TO-LEFT OVERRIDE"),
        ('a: "\\0"', (1, 4), "U+0000 NUL"),
    ],
)
def test_what_a_deck_does_not_need_is_refused(text, place, words):
    """Anchors, aliases, tags, merge keys and the like are mistakes with their place."""
    _, mistakes = read_text(text)
    assert (mistakes[0].line, mistakes[0].column) == place
    assert words in mistakes[0].message


def test_reading_goes_on_after_a_mistake():
    """All mistakes of a file are found in one go."""
    _, mistakes = read_text("a: &x 1\nb: *x\nc: !t 2\na: 3\n")
    assert [mistake.line for mistake in mistakes] == [1, 2, 3, 4]


BOMBS = {
    "brackets": "[" * 25_000,
    "braces": "{" * 25_000,
    "dashes": "- " * 25_000,
    "keys": "{a: " * 25_000,
    "questions": "? " * 25_000,
    "aliases": "a: &a [x]\n" + "".join(f"k{n}: &k{n} [*a,*a,*a,*a,*a,*a,*a,*a]\n" for n in range(400)),
    "merges": "a: &a {x: y}\n" + "".join(f"k{n}: &k{n}\n  <<: [*a, *a]\n" for n in range(400)),
    "many mistakes": "- &a a\n" * 100_000,
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_bombs_are_refused(bomb):
    """Files that make other readers crash or count to a billion give a short list of mistakes."""
    _, mistakes = read_text(BOMBS[bomb])
    assert 0 < len(mistakes) <= 200


def test_the_number_of_values_is_bounded(monkeypatch):
    """A file of more values than any deck has is read no further."""
    monkeypatch.setattr("flashcards.decks.events.MOST_EVENTS", 50)
    _, mistakes = read_text("[" + "a," * 100 + "]")
    assert "more than 50 values" in mistakes[0].message


@given(st.text(max_size=200))
def test_any_text_is_a_value_or_mistakes(text):
    """No text makes the reader raise."""
    read_text(text)


def test_what_goes_wrong_with_an_entry_is_no_mistake_of_yaml():
    """An error of whoever takes the entries is not told as one of the file."""

    def take(*_):
        raise ValueError("not the file's")

    with pytest.raises(ValueError, match="not the file's"):
        read("deck: d\ncards:\n  - id: a\n", Findings("a.yaml"), take)


VALUES = st.recursive(
    st.text(st.characters(codec="utf-8").filter(lambda c: not UNSEEN.match(c)), max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(alphabet="abc-é", min_size=1, max_size=5), inner, max_size=4)
    ),
    max_leaves=20,
)


@given(VALUES.filter(lambda value: "\\" not in json.dumps(value, ensure_ascii=False)))
def test_what_is_written_is_read(value):
    """Any tree of texts comes back as it was written, whichever style the writer chose."""
    read_back, mistakes = read_text(yaml.safe_dump(value, allow_unicode=True))
    assert not mistakes
    assert read_back == value


def test_the_pure_parser_gives_the_same(monkeypatch):
    """Without libyaml the values, places and refusals are the same."""
    text = "é: [a, 'b', {c: \"d\"}]\nf: |\n  g\n"
    fast = read_text(text)
    monkeypatch.setitem(sys.modules, "yaml._yaml", None)
    slow = read_text(text)
    assert slow == fast
    assert [(m.line, m.column) for m in slow[0]["é"].marks] == [(0, 4), (0, 7), (0, 12)]
    for bomb in ("[" * 5_000, "a: @x", "a: b: c", "\t", 'a: "\\U00110000"'):
        assert read_text(bomb)[1]


def test_containers_are_lists_and_tables():
    """Values are plain lists and dictionaries to those who do not ask for places."""
    value, _ = read_text("a: [b]")
    assert isinstance(value, Table)
    assert isinstance(value["a"], Items)
    assert json.dumps(value) == '{"a": ["b"]}'
