"""Advice on cards: each piece is given where it is due, and kept back where it is meant so."""

import pytest

from flashcards.decks.advice import advise
from flashcards.decks.reading import read_deck


def names(*entries):
    """The names of the advice on a deck of these entries."""
    text = "deck: d\ntitle: D\ncards:\n" + "".join(
        f"  - {{id: e{n}, {entry}}}\n" for n, entry in enumerate(entries)
    )
    cards = read_deck(text.encode(), "d.yaml").cards
    return [mistake.hint.partition("[")[2].rstrip("]") for mistake in advise(cards)]


LONG = "word " * 61


@pytest.mark.parametrize(
    ("entry", "name"),
    [
        ("q: What is Adam? And what is SGD?, a: Both, source: S", "two-questions"),
        (f"q: Why?, a: {LONG}, source: S", "long-answer"),
        (
            "q: Which?, right: Dropout that drops units at random, wrong: [Adam, SGD], source: S",
            "longest-right",
        ),
        ("q: What does the sigmoid squash?, accept: [Sigmoid], source: S", "answer-in-question"),
        ("q: What is ReLU?, a: ReLU., source: S", "answer-in-question"),
        (r"q: 'What is $\frac{1}{x$?', a: So, source: S", "broken-latex"),
        (r"q: 'What is $\fraq{1}{x}$?', a: So, source: S", "broken-latex"),
        (r"q: Why?, a: So, why: 'As $x^$', source: S", "broken-latex"),
    ],
)
def test_what_is_advised(entry, name):
    """Each fault is named once, and silenced by its name in `allow`."""
    assert names(entry) == [name]
    assert names(f"{entry}, allow: [{name}]") == []


@pytest.mark.parametrize(
    "entry",
    [
        "q: 'What does `a ? b : c` do?', a: It chooses, source: S",
        "q: What is a PReLU?, accept: [ReLU with a learned slope], source: S",
        "q: Is non-linearity needed?, accept: [linearity], source: S",
        r"q: 'What is $\frac{1}{1 + e^{-z}}$?', a: 'It is $\sigma(z)$, at \$5', source: S",
        "q: Which?, right: A rather long option, wrong: [Another option of this length], source: S",
        r"cloze: 'The sigmoid is {{c1::$\frac{1}{1 + e^{-z}}$}}', source: S",
    ],
)
def test_what_is_in_order(entry):
    """Code, formulas, parts of words and like lengths are no faults."""
    assert names(entry) == []


def test_a_needed_card_of_a_higher_level():
    """A card should not wait for one that is harder than itself."""
    easy = "q: First question here?, a: So, source: S, level: 1, needs: [e1]"
    assert names(easy, "q: Another thing entirely?, a: No, source: S, level: 2") == ["higher-need"]


def test_a_missing_source():
    """Where a deck cites its sources, each card should; a deck without any is left in peace."""
    assert names("q: Why?, a: So", "q: How is it done?, a: Thus, source: S") == ["no-source"]
    assert names("q: Why?, a: So") == []


def test_near_duplicates_are_named_once():
    """Two cards that ask the same in other words' order are found, at the later one."""
    one = "q: What does momentum damp in gradient descent?, a: Oscillation, source: S"
    other = "q: In gradient descent what does momentum damp?, a: Zigzag, source: S"
    assert names(one, "q: Why is Adam popular?, a: So, source: S", other) == ["near-duplicate"]


def test_the_bundled_decks_need_no_advice(flash, checkout, monkeypatch):
    """`check` has nothing to say about what comes with the program."""
    monkeypatch.setattr("flashcards.cli.places.bundled_decks", lambda: str(checkout / "data" / "decks"))
    result = flash("check")
    assert (result.code, result.out) == (0, "")
