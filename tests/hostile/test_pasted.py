"""A megabyte is typed or pasted into every kind of question: told in a line, in no time, and nothing is lost."""

import json
import time

import pytest

MEGABYTE = 2**20
DECK = """
deck: d
title: D
cards:
  - {id: basic, q: q, a: a}
  - {id: gap, cloze: 'a {{gap}}'}
  - {id: claim, claim: c, truth: true}
  - {id: choice, q: q, right: r, wrong: [w]}
  - {id: several, q: q, right: [r, s], wrong: [w]}
  - {id: typed, q: q, accept: gradient descent}
  - {id: steps, q: q, steps: [a, b, c]}
  - {id: listing, q: q, items: [one, two, 'three, four']}
  - {id: drawn, problem: sigmoid}
  - {id: parts, problem: adam-step}
"""
CARDS = 10
PASTED = {
    "letters": "x",
    "digits": "9",
    "numbers": "1 2 ",
    "commas": "a,",
    "semicolons": "1;",
    "brackets": "[(",
    "operators": "9**",
    "accents": "e\u0301",
    "wide signs": "深",
    "escapes": "\x1b[2J",
    "bidi": "\u202e",
    "NUL": "\0",
    "spaces": " ",
}
#: A hang guard: each answer takes milliseconds.
MOST_SECONDS = 60


@pytest.fixture(params=PASTED.values(), ids=PASTED)
def pasted(request):
    """A megabyte of one thing."""
    return (request.param * MEGABYTE)[:MEGABYTE]


def test_a_megabyte_in_plain_lines(flash, pasted):
    """Each question takes it for an answer or cannot read it; what is said of it is short."""
    flash.deck(DECK)
    begun = time.monotonic()
    result = flash("review", "--plain", stdin=f"{pasted}\n\n3\n" * CARDS)
    assert result.code == 0
    assert len(result.out) < 400_000
    assert "unexpected" not in result.out + result.err
    assert time.monotonic() - begun < MOST_SECONDS


def test_a_megabyte_from_a_script(flash, pasted):
    """A script's line of that length is answered like any other."""
    flash.deck(DECK)
    line = json.dumps({"answer": pasted, "grade": 2}) + "\n"
    for command in (("review", "--answers", "-"), ("quiz", "--answers", "-")):
        result = flash(*command, stdin=line * 4)
        assert result.code in {0, 2}
        assert "unexpected" not in result.out + result.err
        assert result.out.isascii()


def test_what_was_pasted_does_not_bloat_the_journal(flash):
    """However much was typed, the journal keeps no more of it than helps."""
    flash.deck(DECK)
    flash("review", "--plain", stdin=f"{'x' * MEGABYTE}\n\n3\n" * CARDS)
    flash("review", "--answers", "-", stdin=json.dumps({"answer": "y" * MEGABYTE}) + "\n" * 3)
    assert (flash.home / "flashcards.db").stat().st_size < MEGABYTE
