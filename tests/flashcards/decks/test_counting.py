"""Counting entries before they are read."""

import pytest

from flashcards.decks.counting import has_more_entries

HEAD = "deck: d\ntitle: id\nsources:\n  a: {title: id}\n  b: {title: id}\n  c: {title: id}\ncards:\n"
ENTRY = "  - id: a\n    tags: [id, id]\n    wrong:\n      - {text: id, why: id}\n"


@pytest.mark.parametrize(
    "entry", [ENTRY, "  - {id: a}\n", '  - {"id": a, wrong: [{text: id}, {text: id}]}\n']
)
def test_entries_are_counted_and_nothing_else(entry):
    """Neither sources nor lists and tables within entries are taken for entries."""
    assert not has_more_entries(HEAD + 3 * entry, 3)
    assert has_more_entries(HEAD + 4 * entry, 3)


@pytest.mark.parametrize(
    "text", ["[" * 5_000, "id: " * 5, "a: @id id id id", "id: [" * 5_000, "- id\n" * 9, ""]
)
def test_what_is_no_deck_has_no_entries(text):
    """What cannot be read as a deck is left to the reader, who says why."""
    assert not has_more_entries(text, 3)


def test_the_reader_is_not_asked_where_there_cannot_be_as_many(monkeypatch):
    """Without as many ids in the text no event is looked at."""
    monkeypatch.setattr("flashcards.decks.counting.events", None)
    assert not has_more_entries(HEAD + ENTRY, 100)
