"""How much a deck still takes."""

from hypothesis import given
from hypothesis import strategies as st

from flashcards.decks.events import events
from flashcards.decks.room import Room
from flashcards.decks.source import MOST_EVENTS
from flashcards.decks.writing import entry_text

TEXTS = st.text(alphabet="ab,[]{}- :\n", min_size=1, max_size=30)
ENTRIES = st.fixed_dictionaries(
    {"q": TEXTS, "a": TEXTS},
    optional={
        "tags": st.lists(st.text("ab", min_size=1), max_size=5),
        "both": st.booleans(),
        "note": TEXTS,
        "wrong": st.lists(
            TEXTS | st.fixed_dictionaries({"text": TEXTS, "why": TEXTS}), min_size=1, max_size=4
        ),
    },
)


def values_of(entry):
    """How many values the reader counts in an entry, without the stream, the document and the list around it."""
    return sum(1 for _ in events(entry)) - 6


@given(ENTRIES)
def test_no_entry_has_more_values_than_are_counted(entry):
    """What is taken off a deck's room for an entry is at least what its reader will count."""
    text = entry_text(entry, "an-id")
    room = Room()
    before = room.values
    assert room.takes(entry, text)
    assert values_of(text) <= before - room.values


def test_a_deck_is_full_before_its_reader_refuses_it():
    """Entries of nothing but lists fill a deck by their values, and then no more are taken."""
    entry = {"q": "q", "a": "a", "tags": [f"t{number}" for number in range(60)]}
    text, room, count = entry_text(entry, "id"), Room(), 0
    while room.takes(entry, text):
        count += 1
    assert room.is_small
    assert 0 < count * values_of(text) < MOST_EVENTS


def test_what_gaps_repeat_takes_room():
    """A cloze with many long gaps is as many cards that each hold its text."""
    room = Room()
    text = "x" * 60_000 + "".join(f"{{{{c{number}::a}}}}" for number in range(1, 200))
    assert room.takes({"cloze": text}, text)
    assert not all(room.takes({"cloze": text}, text) for _ in range(3))
