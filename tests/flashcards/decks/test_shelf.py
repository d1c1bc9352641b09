"""What only shows when the decks are seen together."""

import os

import pytest

from flashcards.decks.cache import Cache
from flashcards.decks.library import Library

OLD = 1_000_000


@pytest.fixture
def shelf_of(tmp_path):
    """Makes the shelf of decks given as `folder/file: text`."""

    def make(files):
        for name in ("own", "bundled"):
            (tmp_path / name).mkdir(exist_ok=True)
        for name, text in files.items():
            (tmp_path / name).write_text(text)
            os.utime(tmp_path / name, (OLD, OLD))
        return Library(
            str(tmp_path / "own"), str(tmp_path / "bundled"), Cache(str(tmp_path / "cards.db"))
        ).sync(2.0 * OLD)

    return make


def deck(name, *entries):
    """The text of a deck; an entry is its id, and what more it has."""
    lines = [entry if entry.startswith("{") else f"{{id: {entry}, q: Q, a: A}}" for entry in entries]
    return "\n".join([f"deck: {name}", "title: T", "cards:", *(f"  - {line}" for line in lines), ""])


def test_a_deck_stands_after_those_it_needs(shelf_of):
    """Among the bundled decks needs come before names; decks that need each other go by name."""
    shelf = shelf_of(
        {
            "bundled/1.yaml": deck("a", "{id: x, q: Q, a: A, needs: [c/x]}"),
            "bundled/2.yaml": deck("b", "{id: x, q: Q, a: A, needs: [a/x]}"),
            "bundled/3.yaml": deck("c", "x"),
            "bundled/4.yaml": deck("d", "{id: x, q: Q, a: A, needs: [e/x]}"),
            "bundled/5.yaml": deck("e", "{id: x, q: Q, a: A, needs: [d/x]}"),
        }
    )
    assert [row.name for row in shelf.decks] == ["c", "a", "b", "d", "e"]


def test_decks_are_in_order(shelf_of):
    """Own decks come before bundled ones, then by name, and cards in file order with places of their own."""
    shelf = shelf_of(
        {
            "bundled/1.yaml": deck("b", "x"),
            "bundled/2.yaml": deck("a", "x"),
            "own/1.yaml": deck(
                "z", "{id: y, q: Q, a: A, both: true}", "{id: x, q: Q, a: A, needs: [y, b/x]}"
            ),
        }
    )
    assert [(row.name, row.is_own, row.cards, row.position) for row in shelf.decks] == [
        ("z", True, 3, 0),
        ("a", False, 1, 1),
        ("b", False, 1, 2),
    ]
    assert shelf.places == [
        ("z/y", "z/y", "z", 0, ""),
        ("z/y#back", "z/y", "z", 1, ""),
        ("z/x", "z/x", "z", 2, "z/y b/x"),
        ("a/x", "a/x", "a", 3, ""),
        ("b/x", "b/x", "b", 4, ""),
    ]
    assert shelf.mistakes == []


def test_an_own_deck_takes_the_place_of_a_bundled_one(shelf_of, tmp_path):
    """Of two decks of one name the own one is used; without it the bundled one is back."""
    files = {"bundled/a.yaml": deck("a", "x"), "own/mine.yml": deck("a", "y")}
    shelf = shelf_of(files)
    assert [place.card for place in shelf.places] == ["a/y"]
    assert shelf.errors == ()
    (tmp_path / "own" / "mine.yml").unlink()
    assert [place.card for place in shelf_of({}).places] == ["a/x"]


def test_two_own_decks_of_one_name_are_a_mistake(shelf_of, tmp_path):
    """The second file of a deck's name is left out, and says which is the first."""
    shelf = shelf_of({"own/1.yaml": deck("a", "x"), "own/2.yaml": deck("a", "y")})
    assert [place.card for place in shelf.places] == ["a/x"]
    (mistake,) = shelf.errors
    assert mistake.path == str(tmp_path / "own" / "2.yaml")
    assert (mistake.line, mistake.column, mistake.source_line) == (1, 7, "deck: a")
    assert mistake.message == f"the deck 'a' is already in {tmp_path}/own/1.yaml"


def test_the_library_is_bounded(shelf_of, monkeypatch):
    """A deck with which the library would have too many cards is left out."""
    monkeypatch.setattr("flashcards.decks.shelf.MOST_LIBRARY_CARDS", 2)
    shelf = shelf_of({"own/1.yaml": deck("a", "x", "y"), "own/2.yaml": deck("b", "x")})
    assert [row.name for row in shelf.decks] == ["a"]
    assert "more than 2 cards" in shelf.errors[0].message


def test_names_of_nothing_are_advice(shelf_of):
    """`needs` and `see` that name no entry hold nothing back, and the nearest name is offered."""
    shelf = shelf_of({"own/1.yaml": deck("a", "{id: x, q: Q, a: A, needs: [warmup], see: [b/x]}", "warm-up")})
    assert [place.needs for place in shelf.places] == ["", ""]
    assert [(m.line, m.column, m.severity, m.message, m.hint) for m in shelf.mistakes] == [
        (4, 33, "advice", "there is no entry 'a/warmup'", "did you mean 'a/warm-up'?"),
        (4, 48, "advice", "there is no entry 'b/x'", ""),
    ]
    assert shelf.mistakes[0].source_line.startswith("  - {id: x")


def test_a_circle_between_decks_is_cut_at_the_later_card(shelf_of):
    """The later of two entries that wait for each other waits no more, and is told."""
    shelf = shelf_of(
        {
            "own/1.yaml": deck("a", "{id: x, q: Q, a: A, needs: [b/x]}"),
            "own/2.yaml": deck("b", "{id: x, q: Q, a: A, needs: [a/x]}"),
        }
    )
    assert [(place.card, place.needs) for place in shelf.places] == [("a/x", "b/x"), ("b/x", "")]
    (advice,) = shelf.mistakes
    assert advice.message == "a circle of needs: b/x needs a/x needs b/x"
    assert advice.path.endswith("2.yaml")


def test_former_ids_lead_to_the_present_card(shelf_of):
    """`was` is an alias, for gaps as well, and `needs` may still name the former id."""
    shelf = shelf_of(
        {
            "own/1.yaml": deck(
                "a", "{id: x, q: Q, a: A, was: [old, gone/x]}", "{id: c, cloze: '{{c1::x}} {{c2::y}}'}",
                "{id: y, q: Q, a: A, needs: [old]}",
            )
        }
    )  # fmt: skip
    assert shelf.aliases == {"a/old": "a/x", "gone/x": "a/x", "a/c": "a/c#c1"}
    assert shelf.places[-1].needs == "a/x"
    assert shelf.mistakes == []


def test_former_ids_that_clash_are_advice(shelf_of):
    """A former id that is a card, or that another card has claimed, stays where it is."""
    shelf = shelf_of(
        {"own/1.yaml": deck("a", "{id: x, q: Q, a: A, was: [y, o]}", "y", "{id: z, q: Q, a: A, was: [o]}")}
    )
    assert shelf.aliases == {"a/o": "a/x"}
    assert [(m.line, m.severity, m.message) for m in shelf.mistakes] == [
        (4, "advice", "'a/y' is a card itself: its progress stays there"),
        (6, "advice", "'a/o' has become 'a/x': its progress stays there"),
    ]
