"""What comes in and would be a mistake in a deck, and what is seen at once to be none."""

from hypothesis import example, given
from hypothesis import strategies as st

from flashcards.decks.fitting import easy_lines, why_unfit
from flashcards.decks.writing import entry_text, id_line

WORDS = st.sampled_from(
    ["", "true", "No", "null", "What is SGD?", "a: b", "a #b", "x ", " x", "x\ny", "é", "l'x"]
)
TEXTS = WORDS | st.text(max_size=120)
TAGS = st.lists(st.sampled_from(["a", "sgd", "sgd", "No", "b c", "1", ""]), max_size=3)
ENTRIES = st.fixed_dictionaries(
    {"q": TEXTS, "a": TEXTS}, optional={"tags": TAGS, "note": TEXTS, "both": st.booleans()}
)


@given(ENTRIES, st.sampled_from(["a-b", "true", "1-a", "a"]))
@example({"q": "Which?", "a": "That one.", "tags": ["sgd"]}, "which")
def test_what_is_easy_fits_and_is_written_as_it_would_be_otherwise(fields, entry_id):
    """The quick way gives nothing that a closer look would refuse, or write in another way."""
    if lines := easy_lines(fields):
        assert not why_unfit(fields)
        in_order = {key: fields[key] for key in ("q", "a", "tags") if key in fields}
        assert id_line(entry_id) + lines == entry_text(in_order, entry_id)


def test_an_entry_as_most_are_is_easy():
    """Else the quick way would be there for nothing."""
    assert easy_lines({"q": "What is Adam?", "a": "An optimizer, with 2 moments.", "tags": ["adam"]})
