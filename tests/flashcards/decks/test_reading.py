"""Decks from bytes."""

import gc
import os
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from flashcards.decks.reading import Deck, read_deck, read_deck_file

GOOD = """# yaml-language-server: $schema=../deck.schema.json
deck: optimizers
title: Optimizers
about: How weights are found.

cards:
  - id: adam
    q: What does Adam adapt?
    a: |
      The rate of *each* weight:
      $\\hat m / \\sqrt{\\hat v}$
    allow: [long-answer]

  - id: warm-up
    cloze: 'The rate {{c1::rises}}, then {{c2::falls}}.'
    needs: [adam]
"""


def test_a_deck_is_read():
    """A deck has its name, title, text, cards in file order, mentions and allowances."""
    deck = read_deck(GOOD.encode(), "optimizers.yaml")
    assert (deck.name, deck.title, deck.about, deck.line) == (
        "optimizers",
        "Optimizers",
        "How weights are found.",
        2,
    )
    assert [card.id for card in deck.cards] == [
        "optimizers/adam",
        "optimizers/warm-up#c1",
        "optimizers/warm-up#c2",
    ]
    assert deck.cards[0].body.a == "The rate of *each* weight:\n$\\hat m / \\sqrt{\\hat v}$"
    assert [card.line for card in deck.cards] == [7, 14, 14]
    (mention,) = deck.references
    assert (mention.entry, mention.key, mention.target) == ("optimizers/warm-up", "needs", "optimizers/adam")
    assert (mention.line, mention.column) == (16, 13)
    assert deck.cards[0].allow == ("long-answer",)


def test_marks_and_line_ends_make_no_difference():
    """The same deck with a byte order mark and CRLF is the same."""
    assert read_deck(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode(), "a") == read_deck(
        GOOD.encode(), "a"
    )


BAD = """deck: d
titel: T
cards:
  - id: é
    q: "\\beta"
    a: A
  - id: b
    claim: C
    truth: no
  - id: b
    cloze: x {{y
    tags: &t [x]
"""


def test_all_mistakes_are_given_at_once():
    """Mistakes of every kind and in every entry come in one list from the top down."""
    found = [(mistake.line, mistake.column) for mistake in read_deck(BAD.encode(), "d.yaml")]
    assert found == [(1, 1), (2, 1), (4, 9), (5, 8), (9, 12), (10, 9), (11, 12), (12, 11)]


def test_an_id_stands_once():
    """A second entry of the same id is a mistake that names both lines."""
    text = "deck: d\ntitle: T\ncards:\n  - {id: a, q: Q, a: A}\n  - {id: a, q: R, a: B}\n"
    (mistake,) = read_deck(text.encode(), "d.yaml")
    assert mistake.message == "the id 'a' stands twice, on lines 4 and 5"
    assert (mistake.line, mistake.column) == (5, 10)


def test_a_circle_of_needs_is_a_mistake():
    """Entries of a deck that wait for each other are named, at the need that closes the circle."""
    text = """deck: d
title: T
cards:
  - {id: a, q: Q, a: A, needs: [b]}
  - {id: b, q: Q, a: A, needs: [d/a]}
  - {id: c, q: Q, a: A, needs: [c]}
"""
    first, second = read_deck(text.encode(), "d.yaml")
    assert first.message == "a circle of needs: b needs a needs b"
    assert (first.line, first.column) == (5, 33)
    assert second.message == "a circle of needs: c needs c"


def test_the_number_of_cards_is_bounded(monkeypatch):
    """A deck of more cards than the bound is refused whole."""
    monkeypatch.setattr("flashcards.decks.reading.MOST_CARDS", 2)
    (mistake,) = read_deck(GOOD.encode(), "d.yaml")
    assert "more than 2 cards" in mistake.message


@given(
    st.permutations(
        ["deck: d", "title: T", "sources: {k: A book}", "cards: [{id: a, q: Q, a: A, source: k 2}]"]
    )
)
def test_the_keys_of_a_deck_stand_in_any_order(lines):
    """A deck whose name or sources come behind its cards is read as one that begins with them."""
    deck = read_deck("\n".join(lines).encode(), "d.yaml")
    (card,) = deck.cards
    assert (deck.name, card.id, card.source) == ("d", "d/a", "A book, 2")


def test_mistakes_are_found_wherever_the_head_stands():
    """What is wrong with entries and between them shows also where the deck's name comes behind them."""
    text = "cards:\n  - {id: a, q: Q, a: A, needs: [b]}\n  - {id: b, q: Q, a: A, needs: [a]}\n"
    (mistake,) = read_deck(f"{text}deck: d\ntitle: T\n".encode(), "d.yaml")
    assert mistake.message == "a circle of needs: b needs a needs b"
    found = read_deck(f"{text}  - {{id: a, q: Q}}\ndeck: D\n".encode(), "d.yaml")
    assert [(mistake.line, mistake.column) for mistake in found] == [(1, 1), (4, 5), (4, 10), (5, 7)]


def test_an_id_stands_once_also_in_one_line():
    """Two entries of one id on the same line are told apart by no other line."""
    text = "{deck: d, title: T, cards: [{id: a, q: Q, a: A}, {id: a, q: R, a: B}]}"
    (mistake,) = read_deck(text.encode(), "d.yaml")
    assert mistake.message == "the id 'a' stands twice, on lines 1 and 1"


def test_mistakes_before_a_slip_of_yaml_are_told_with_it():
    """What is wrong with the entries that could be read does not wait until the rest can be."""
    text = "deck: d\ntitle: T\ncards:\n  - {id: a, q: Q, aa: A}\n  - {id: b, q: 'Q\n"
    entry, slip = read_deck(text.encode(), "d.yaml")
    assert (entry.line, slip.line) == (4, 5)
    assert "unknown key 'aa'" in entry.message


def test_what_stands_among_the_cards_and_is_no_entry_is_a_mistake():
    """Texts, lists and nothing at all are no entries, each at its place."""
    text = "deck: d\ntitle: T\ncards:\n  - {id: a, q: Q, a: A}\n  - text\n  - [b]\n  -\n"
    found = read_deck(text.encode(), "d.yaml")
    assert [mistake.line for mistake in found] == [5, 6, 7]
    assert all("must be keys and values" in mistake.message for mistake in found)


def test_what_is_no_deck_says_so():
    """An empty file, a text, a list and a file of nothing but comments are no decks."""
    for content in (b"", b"# nothing\n", b"text", b"[a]", b"---\n"):
        (mistake,) = read_deck(content, "d.yaml")
        assert "not a deck" in mistake.message


def test_files_are_named_as_they_were_given(tmp_path):
    """Mistakes and cards name the path that was asked for; what cannot be opened is a mistake."""
    path = tmp_path / "ü.yaml"
    path.write_text(GOOD, encoding="utf-8")
    assert read_deck_file(path).cards[0].path == str(path)
    os.mkfifo(tmp_path / "pipe.yaml")
    (mistake,) = read_deck_file(str(tmp_path / "pipe.yaml"))
    assert mistake.message == "this is not a regular file"
    (mistake,) = read_deck_file(Path("/does/not/exist.yaml"))
    assert "cannot be opened" in mistake.message


def test_the_collector_is_left_as_it_was():
    """Reading pauses the collector of garbage and sets it going again, if it was."""
    read_deck(GOOD.encode(), "a")
    assert gc.isenabled()
    gc.disable()
    try:
        read_deck(b"\xff", "a")
        assert not gc.isenabled()
    finally:
        gc.enable()


def is_deck_or_mistakes(found):
    """Whether that is what a reading gave."""
    return isinstance(found, Deck) or (len(found) > 0 and all(mistake.render() for mistake in found))


@given(st.binary(max_size=300))
def test_any_bytes_are_a_deck_or_mistakes(content):
    """No content makes the reader raise."""
    assert is_deck_or_mistakes(read_deck(content, "a"))


@given(st.data())
def test_a_damaged_deck_is_a_deck_or_mistakes(data):
    """A deck in which pieces were cut, doubled and exchanged never makes the reader raise."""
    content = (GOOD + BAD).encode()
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(content)))
        end = data.draw(st.integers(start, min(len(content), start + 12)))
        piece = data.draw(
            st.sampled_from(
                [
                    b"",
                    b"[",
                    b"{",
                    b"- ",
                    b": ",
                    b"'",
                    b'"',
                    b"\n",
                    b"  ",
                    b"&a ",
                    b"*a",
                    b"|",
                    content[start:end] * 2,
                ]
            )
        )
        content = content[:start] + piece + content[end:]
    assert is_deck_or_mistakes(read_deck(content, "a"))
