"""Grades: the keys and what they are worth, and the grade that a verdict proposes."""

import pytest

from flashcards.core.answers import Verdict
from flashcards.core.grades import FOUR_KEYS, LEARNED, NAMES, PASS, SIX_KEYS, key_of, proposal

PROPOSALS = {
    "right": (Verdict("right", share=1.0), False, False, 4),
    "right and quick": (Verdict("right", share=1.0), True, False, 5),
    "right with help": (Verdict("right", share=1.0), False, True, 3),
    "right, quick, with help": (Verdict("right", share=1.0), True, True, 3),
    "wrong": (Verdict("wrong"), False, False, 1),
    "wrong and quick": (Verdict("wrong"), True, False, 1),
    "wrong with help": (Verdict("wrong"), False, True, 1),
    "wrong with a slip": (Verdict("wrong", slip="forgot-bias"), False, False, 2),
    "just under half": (Verdict("wrong", share=0.49), False, False, 1),
    "half": (Verdict("wrong", share=0.5), False, False, 2),
    "shown": (Verdict("shown"), False, False, 0),
    "shown after a hint": (Verdict("shown"), True, True, 0),
}


@pytest.mark.parametrize(("verdict", "quick", "helped", "grade"), PROPOSALS.values(), ids=PROPOSALS)
def test_each_verdict_proposes_its_grade(verdict, quick, helped, grade):
    """Every kind of answer proposes the grade that the rules give it."""
    assert proposal(verdict, quick=quick, helped=helped) == grade


@pytest.mark.parametrize("kind", ["close", "typo", "unreadable"])
def test_a_try_has_no_grade(kind):
    """What is not an answer yet cannot be graded."""
    with pytest.raises(ValueError, match=kind):
        proposal(Verdict(kind), quick=False, helped=False)


def test_a_proposal_passes_only_what_was_right():
    """Right answers propose a passing grade, wrong and shown ones a failing one."""
    for verdict, quick, helped, _ in PROPOSALS.values():
        assert (proposal(verdict, quick=quick, helped=helped) >= PASS) == (verdict.kind == "right")


def test_the_four_keys_are_sm2_qualities():
    """Again, Hard, Good and Easy are 2 to 5, and a repeat ends from Good on."""
    assert {NAMES[grade]: key for key, grade in FOUR_KEYS.items()} == {
        "Again": "1",
        "Hard": "2",
        "Good": "3",
        "Easy": "4",
    }
    assert NAMES[LEARNED] == "Good"
    assert len(NAMES) == 6


@pytest.mark.parametrize(("grade", "four"), [(0, "1"), (1, "1"), (2, "1"), (3, "2"), (4, "3"), (5, "4")])
def test_every_grade_has_a_key_on_both_scales(grade, four):
    """A proposal below Hard is the Again key; of the six keys each is itself."""
    assert key_of(grade, FOUR_KEYS) == four
    assert key_of(grade, SIX_KEYS) == str(grade)
