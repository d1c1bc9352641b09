"""Writing decks that read back as they were meant."""

from textwrap import dedent

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from flashcards.decks.events import read
from flashcards.decks.mistakes import Findings
from flashcards.decks.reading import Deck, read_deck
from flashcards.decks.source import UNSEEN
from flashcards.decks.writing import clean_text, deck_text, entry_text

SIGNS = "-?:,[]{}#&*!|>'\"%@`~<=\\$ \t\n\r\0\x1b\x85\u2028\u202e\ufeff\xad\ud800éλ日🎉_0.a"
HOSTILE = st.text(alphabet=st.sampled_from(SIGNS), max_size=12) | st.text(max_size=200)
VALUES = st.recursive(
    HOSTILE | st.booleans() | st.integers(0, 99),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(HOSTILE, inner, max_size=3),
    max_leaves=8,
)
KEYS = st.text(alphabet="abcdefgh", min_size=1, max_size=6).filter(lambda key: key != "id")
TRAPS = [
    "no",
    "~",
    "null",
    "1.10",
    "2026-11-20",
    "<<",
    "---",
    "...",
    "- a",
    "a: b",
    "a #b",
    "'",
    "*a",
    "? a",
    "a\n\tb",
]


def strip(value):
    """The value with the outer spaces of its texts gone, as the schema takes them away."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, list):
        return [strip(one) for one in value]
    return {key.strip(): strip(one) for key, one in value.items()}


def meant(value):
    """What a value is when all scalars are text and all texts are clean."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return [meant(one) for one in value]
    if isinstance(value, dict):
        return {clean_text(key): meant(one) for key, one in value.items()}
    return clean_text(str(value))


def is_sound(value):
    """Whether no key is empty or the same as another one once it is clean."""
    if isinstance(value, dict):
        keys = [clean_text(key) for key in value]
        return len(set(keys)) == len(keys) and all(keys) and all(map(is_sound, value.values()))
    return all(map(is_sound, value)) if isinstance(value, list) else True


def read_back(text):
    """What the strict reader makes of a text without a mistake."""
    findings = Findings("a.yaml", text)
    found = read(text, findings)
    assert findings.in_order() == ()
    return found[0]


@given(st.dictionaries(KEYS, VALUES, max_size=4).filter(is_sound))
@example({"q": TRAPS})
@example({"q": {trap.strip(): "x" for trap in TRAPS}})
@example({trap.replace("\n", ""): trap for trap in TRAPS})
def test_what_is_written_is_read_again(fields):
    """Whatever texts, lists and tables an entry has, the strict reader gives them back, and so does PyYAML."""
    text = entry_text(fields, "name")
    assert strip(read_back(text)) == [{"id": "name"} | meant(fields)]
    assert strip(yaml.load(text, yaml.BaseLoader)) == [{"id": "name"} | meant(fields)]
    assert '"' not in text or '"' in str(fields)


@given(HOSTILE)
def test_a_clean_text_is_allowed_and_stays(text):
    """A cleaned text has no sign that a deck may not hold, and cleaning it again changes nothing."""
    assert not UNSEEN.search(clean_text(text))
    assert clean_text(clean_text(text)) == clean_text(text)


@given(st.text(min_size=1).map(clean_text).filter(bool))
def test_any_text_makes_a_sound_deck(text):
    """A deck whose title, question and answer are any text has no mistake, and asks that very text."""
    pieces = deck_text("d", text, text, [("a", {"q": text, "a": text}), ("b", {"q": text, "accept": [text]})])
    deck = read_deck("".join(pieces).encode(), "d.yaml")
    assert isinstance(deck, Deck), deck
    assert (deck.title, deck.cards[0].body.q, deck.cards[1].body.accept) == (text, text, (text,))


@pytest.mark.parametrize("trap", TRAPS)
def test_texts_are_texts_for_every_reader(trap):
    """What YAML 1.1 would take for something else stays a text there, too."""
    read = yaml.safe_load(entry_text({"q": trap, "accept": [trap]}, "a"))[0]
    assert (read["q"].strip(), read["accept"][0].strip()) == (trap, trap)


def test_a_deck_looks_as_if_written_by_hand():
    """Short texts are plain or in single quotes, long ones and those with a quote are blocks, short lists in a line."""
    entries = [
        ("adam", {"q": r"What is $\beta_1$?", "a": "The rate: 0.9", "both": True, "tags": ["optim", "adam"]}),
        (
            "momentum",
            {
                "q": "What's damped?",
                "right": "Oscillation",
                "wrong": ["Overfitting", {"text": "The rate", "why": "It\n\nstays: always."}],
                "level": 2,
            },
        ),
    ]
    sources = {"kingma15": {"title": "Adam: A Method", "year": "2015"}}
    assert "".join(deck_text("optim", "Optimizers", "", entries, sources)) == dedent(
        r"""
        # yaml-language-server: $schema=../deck.schema.json
        deck: optim
        title: Optimizers
        sources: {kingma15: {title: 'Adam: A Method', year: '2015'}}

        cards:
          - id: adam
            q: What is $\beta_1$?
            a: 'The rate: 0.9'
            both: true
            tags: [optim, adam]

          - id: momentum
            q: What's damped?
            right: Oscillation
            wrong:
              - Overfitting
              - text: The rate
                why: |
                  It

                  stays: always.
            level: 2
        """
    ).lstrip("\n")


def test_a_deck_without_entries_says_so():
    """No entries are an empty list."""
    assert read_back("".join(deck_text("d", "D", "", [])))["cards"] == []
