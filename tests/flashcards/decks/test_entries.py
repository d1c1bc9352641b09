"""Entries and the head of a deck: types, keys and what is wrong with them."""

import pytest

from flashcards.decks.reading import Deck, read_deck


def mistakes_of(entry, head="deck: d\ntitle: T\n"):
    """What is wrong with a deck of one entry, written in flow style."""
    found = read_deck(f"{head}cards:\n  - {entry}\n".encode(), "d.yaml")
    return found.mistakes if isinstance(found, Deck) else found


GOOD = [
    "{id: a, q: Q, a: A, both: true, wrong: [B, {text: C, why: D}]}",
    "{id: a, cloze: 'x {{y}}'}",
    "{id: a, claim: C, truth: false}",
    "{id: a, q: Q, right: R, wrong: [W]}",
    "{id: a, q: Q, right: [R, S], wrong: [W]}",
    "{id: a, q: Q, accept: A}",
    "{id: a, q: Q, accept: [A, 42], reject: {B: no}}",
    "{id: a, q: Q, steps: [one, two]}",
    "{id: a, q: Q, items: [one, [two, 2]], at_least: 1}",
    (
        "{id: a-1, q: 1, a: no, tags: [t], hint: h, why: w, note: n, source: s, needs: [x/y], see: [x/y], level: 2, was: [b],"
        " allow: [long]}"
    ),
]


@pytest.mark.parametrize("entry", GOOD)
def test_each_type_is_read(entry):
    """Every type of entry is taken with all its keys."""
    assert mistakes_of(entry) == ()


BAD = [
    ("{q: Q, a: A}", 5, "the key 'id' is missing", ""),
    ("{id: a, claim: C}", 5, "the key 'truth' is missing", ""),
    ("{id: a, right: R}", 5, "the keys 'q' and 'wrong' are missing", ""),
    (
        "{id: a, q: Q}",
        5,
        "the entry has no answer",
        "give it one of: a, cloze, truth, right, accept, steps, items",
    ),
    ("{id: a, q: Q, acept: A}", 19, "unknown key 'acept'", "did you mean 'accept'?"),
    ("{id: a, q: Q, a: A, hnit: H}", 25, "unknown key 'hnit'", "did you mean 'hint'?"),
    ("{id: a, q: Q, a: A, zzz: H}", 25, "unknown key 'zzz'", "known here: "),
    (
        "{id: a, q: Q, a: A, truth: true}",
        25,
        "an entry has one answer, and here are two: 'a' (basic) and 'truth'",
        "",
    ),
    ("{id: a, q: Q, a: A, reject: {B: C}}", 25, "'reject' does not belong", "it belongs to typed"),
    ("{id: A b, q: Q, a: A}", 10, "'id' is 'A b', and may only have small letters", "write a-b"),
    ("{id: '', q: Q, a: A}", 10, "'id' is empty, and may only", ""),
    ("{id: a, q: '', a: A}", 16, "'q' is empty", ""),
    ("{id: a, q: ' ', a: A}", 16, "'q' is empty", ""),
    ("{id: a, q: [Q], a: A}", 16, "'q' must be a text, not a list", "put the text in 'single quotes'"),
    ("{id: a, cloze: {{b}}}", 20, "'cloze' must be a text, not keys and values", ""),
    ("{id: a, q: Q, a: A, tags: t}", 31, "'tags' must be a list, not 't'", "write [one, two]"),
    ("{id: a, q: Q, a: A, tags: [t, Ü]}", 35, "item 2 of 'tags' is 'Ü'", ""),
    ("{id: a, q: Q, a: A, tags: [t, t]}", 35, "'t' stands here twice", ""),
    ("{id: a, q: Q, a: A, level: 4}", 32, "'level' must be 3 or less, not '4'", ""),
    ("{id: a, q: Q, a: A, level: 0}", 32, "'level' must be 1 or more, not '0'", ""),
    ("{id: a, q: Q, a: A, level: two}", 32, "'level' must be a whole number, not 'two'", ""),
    ("{id: a, q: Q, a: A, both: yes}", 31, "'both' must be true or false, not 'yes'", ""),
    ("{id: a, claim: é, truth: True}", 30, "'truth' must be true or false, not 'True'", ""),
    ("{id: a, cloze: 'x {{y'}", 20, "the gap '{{y' is not closed", ""),
    ("{id: a, cloze: plain}", 20, "there is no gap", ""),
    ("{id: a, q: Q, right: R, wrong: []}", 36, "'wrong' needs at least 1, and has 0", ""),
    ("{id: a, q: Q, right: [R, R], wrong: [W]}", 30, "'R' stands here twice", ""),
    ("{id: a, q: Q, right: R, wrong: [W, {text: W}]}", 40, "'W' stands here twice", ""),
    ("{id: a, q: Q, right: R, wrong: [R]}", 37, "'R' is right above and wrong here", ""),
    ("{id: a, q: Q, right: R, wrong: [{txt: W}]}", 38, "unknown key 'txt'", "did you mean 'text'?"),
    (
        "{id: a, q: Q, right: R, wrong: [[W]]}",
        37,
        "item 1 of 'wrong' must be keys and values, not a list",
        "",
    ),
    ("{id: a, q: Q, accept: [A], reject: {A: no}}", 44, "'A' is accepted above", ""),
    ("{id: a, q: Q, accept: [A], reject: {B: ''}}", 44, "'B' is empty", ""),
    ("{id: a, q: Q, steps: [one]}", 26, "'steps' needs at least 2, and has 1", ""),
    ("{id: a, q: Q, steps: [one, one]}", 32, "'one' stands here twice", ""),
    ("{id: a, q: Q, items: [a, b], at_least: 3}", 44, "at_least asks for 3 items of 2", ""),
    ("{id: a, q: Q, items: [a, [b, a]]}", 30, "'a' stands here twice", ""),
    ("just text", 5, "an entry must be keys and values", "start it with - id:"),
]


@pytest.mark.parametrize(("entry", "column", "message", "hint"), BAD)
def test_each_mistake_has_its_place_and_words(entry, column, message, hint):
    """What is wrong with an entry is said in plain words at the right column."""
    found = [mistake for mistake in mistakes_of(entry) if message in mistake.message]
    assert [(mistake.line, mistake.column) for mistake in found] == [(4, column)]
    assert hint in found[0].hint


@pytest.mark.parametrize("entry", [entry for entry, *_ in BAD])
def test_no_library_speaks_to_people(entry):
    """No mistake has a word that only the program's libraries use."""
    for mistake in mistakes_of(entry):
        text = mistake.render().lower()
        assert not any(
            word in text for word in ("pydantic", "input should", "valid ", "field", "str_", "type=", "dict")
        )


@pytest.mark.parametrize(
    ("head", "place", "message"),
    [
        ("title: T\n", (1, 1), "the key 'deck' is missing"),
        ("deck: D\ntitle: T\n", (1, 7), "'deck' is 'D'"),
        ("deck: d\ntitle: T\nabuot: x\n", (3, 1), "unknown key 'abuot'"),
        ("deck: d\ntitle: T\nsources: {B: x}\n", (3, 11), "a key of 'sources' is 'B'"),
        ("deck: d\ntitle: T\nsources: {b: {titel: x}}\n", (3, 15), "unknown key 'titel'"),
        ("deck: d\ntitle: T\nsources: {b: {year: 2016}}\n", (3, 14), "the key 'title' is missing"),
        ("deck: d\ntitle: T\nsources: b\n", (3, 10), "'sources' must be keys and values, not 'b'"),
    ],
)
def test_the_head_is_checked_as_well(head, place, message):
    """Mistakes before the cards have their places, too."""
    found = [mistake for mistake in mistakes_of(GOOD[0], head) if message in mistake.message]
    assert [(mistake.line, mistake.column) for mistake in found] == [place]
