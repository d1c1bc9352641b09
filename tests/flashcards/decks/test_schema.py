"""The JSON Schema of decks."""

import json
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from flashcards.decks.models import ENTRY_TYPES
from flashcards.decks.schema import deck_schema, schema_text

SHIPPED = Path(__file__).parents[3] / "data" / "deck.schema.json"

GOOD = """
deck: d
title: 2001
sources: {gb: {title: T, year: 2016}, x: y}
cards:
  - {id: a, q: Q, a: 42, both: true, level: 2, wrong: [B, {text: C, why: D}]}
  - {id: b, cloze: 'x {{y}}', needs: [a, other/b]}
  - {id: c, claim: C, truth: false}
  - {id: d, q: Q, right: R, wrong: [W]}
  - {id: e, q: Q, accept: [A, 1.5], reject: {B: C}}
  - {id: f, q: Q, steps: [one, two]}
  - {id: g, q: Q, items: [one, [two, 2]], at_least: 1}
"""


def test_the_shipped_schema_is_current():
    """`data/deck.schema.json` is what the models say; it is written anew with `schema_text()`."""
    assert SHIPPED.read_text(encoding="utf-8") == schema_text()


def test_the_schema_is_one():
    """The schema keeps the rules of its own dialect."""
    Draft202012Validator.check_schema(deck_schema())


def test_a_good_deck_keeps_the_schema():
    """A deck of all types that the reader takes is taken by editors, too, with the numbers that they see."""
    assert not list(Draft202012Validator(json.loads(SHIPPED.read_text())).iter_errors(yaml.safe_load(GOOD)))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("deck: d", "deck: D d"),
        ("title: 2001", "titel: x"),
        ("truth: false", "truth: maybe"),
        ("level: 2", "level: 4"),
        ("steps: [one, two]", "steps: [one]"),
        ("right: R, wrong: [W]", "right: R"),
        ("at_least: 1", "at_least: 1, a: A"),
        ("needs: [a, other/b]", "needs: a"),
    ],
)
def test_a_bad_deck_breaks_the_schema(old, new):
    """What the schema can express, editors mark."""
    deck = yaml.safe_load(GOOD.replace(old, new))
    assert not Draft202012Validator(deck_schema()).is_valid(deck)


def test_every_key_is_explained():
    """Each key of each type has a text for editors to show."""
    for entry in ENTRY_TYPES:
        assert all(field.description for field in entry.model_fields.values())
