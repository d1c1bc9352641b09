"""The cards that entries make."""

import pytest

from flashcards.core.cards import Basic, Choice, Claim, Cloze, Listing, Steps, Typed, Wrong
from flashcards.decks.reading import read_deck

HEAD = """deck: d
title: T
sources:
  gb16: {title: Deep Learning, author: 'Goodfellow, Bengio & Courville', year: 2016}
  page: {title: A page, where: A site, url: https://example.org}
  plain: Some notes
cards:
"""


def cards_of(entry):
    """The cards of one entry in flow style."""
    return read_deck(f"{HEAD}  - {entry}\n".encode(), "d.yaml").cards


@pytest.mark.parametrize(
    ("entry", "body"),
    [
        (
            "{id: a, q: Q, a: A, wrong: [B, {text: C, why: D}]}",
            Basic("Q", "A", (Wrong("B"), Wrong("C", "D"))),
        ),
        ("{id: a, cloze: '{{x}} {{y}}'}", Cloze("{{x}} {{y}}")),
        ("{id: a, claim: C, truth: false}", Claim("C", truth=False)),
        ("{id: a, q: Q, right: R, wrong: [W]}", Choice("Q", ("R",), (Wrong("W"),))),
        ("{id: a, q: Q, accept: A, reject: {B: C}}", Typed("Q", ("A",), (("B", "C"),))),
        ("{id: a, q: Q, steps: [one, two]}", Steps("Q", ("one", "two"))),
        ("{id: a, q: Q, items: [one, [two, 2]]}", Listing("Q", (("one",), ("two", "2")), 2)),
        ("{id: a, q: Q, items: [one, two], at_least: 1}", Listing("Q", (("one",), ("two",)), 1)),
    ],
)
def test_each_type_makes_its_card(entry, body):
    """An entry's keys arrive in the card's body."""
    (card,) = cards_of(entry)
    assert card.body == body
    assert (card.id, card.path, card.line) == ("d/a", "d.yaml", 8)


def test_both_directions_are_two_cards():
    """The other direction swaps question and answer, and has neither the hint nor the wrong answers of the first."""
    front, back = cards_of("{id: a, q: Q, a: A, both: true, hint: H, wrong: [W], was: [old, x/old]}")
    assert (front.id, back.id, back.entry) == ("d/a", "d/a#back", "d/a")
    assert back.body == Basic("A", "Q")
    assert (front.hint, back.hint) == ("H", "")
    assert (front.was, back.was) == (("d/old", "x/old"), ("d/old#back", "x/old#back"))


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("{{a}} {{b}}", {"d/a": ()}),
        ("{{c1::a}}", {"d/a": ("d/a#c1",)}),
        ("{{c1::a}} {{c1::b}}", {"d/a": ("d/a#c1",)}),
        ("{{c2::a}}", {"d/a#c2": ()}),
        ("{{c3::a}} {{c1::b}}", {"d/a#c1": ("d/a",), "d/a#c3": ()}),
    ],
)
def test_gaps_have_their_ids(text, ids):
    """Bare gaps and an only first gap are `deck/id`; a first gap keeps its progress when others come and go."""
    assert {card.id: card.was for card in cards_of(f"{{id: a, cloze: '{text}'}}")} == ids


def test_former_ids_of_a_first_gap_have_both_spellings():
    """An entry that was renamed may have had one gap or several."""
    first, second = cards_of("{id: a, cloze: '{{c1::x}} {{c2::y}}', was: [o]}")
    assert first.was == ("d/o#c1", "d/o", "d/a")
    assert second.was == ("d/o#c2",)


def test_names_of_entries_become_absolute():
    """Needed and related entries are named with their decks."""
    (card,) = cards_of("{id: a, q: Q, a: A, needs: [b, x/c], see: [e], level: 2, tags: [t]}")
    assert (card.needs, card.see, card.level, card.tags) == (("d/b", "x/c"), ("d/e",), 2, ("t",))


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("gb16 ch. 6", "Goodfellow, Bengio & Courville (2016), Deep Learning, ch. 6"),
        ("gb16", "Goodfellow, Bengio & Courville (2016), Deep Learning"),
        ("page p. 2", "A page, A site, p. 2, https://example.org"),
        ("plain", "Some notes"),
        ("another book ch. 6", "another book ch. 6"),
    ],
)
def test_sources_are_shown_in_full(source, shown):
    """A source that begins with a key of `sources` names the work; any other text stays as it is."""
    (card,) = cards_of(f"{{id: a, q: Q, a: A, source: {source}}}")
    assert card.source == shown
