"""Drawing a variant: the same from the same seed, and never an unfair one."""

import json

import pytest

from flashcards.problems.contract import slip
from flashcards.problems.drawing import TRIES, candidates, draw
from flashcards.problems.errors import BrokenKind, ImpossibleParams
from flashcards.problems.variants import variant_from_json


def test_a_variant_holds_all_that_is_shown(rectangle):
    """The question, the parts, the hints and the solution carry this variant's numbers."""
    variant = draw(rectangle, 1, {"a": 2, "b": 2.5})
    assert variant.question == "A rectangle has the sides 2 and 2.5."
    assert [(part.name, part.right_text) for part in variant.parts] == [
        ("side", "4.5000"),
        ("wall", "4.2426"),
    ]
    assert [slip.value for slip in variant.parts[0].slips] == [5.0]
    assert variant.hints[0] == "Add."
    assert tuple(step.line for step in variant.solution) == (
        "side = a + b = 2 + 2.5 = 4.5000",
        "wall = a * sqrt(side) = 2 * sqrt(4.5000) = 4.2426",
    )


def test_what_the_journal_keeps(rectangle):
    """The journal's detail shows a question again without its kind."""
    detail = draw(rectangle, 1, {"a": 2, "b": 2.5}).detail
    assert json.loads(json.dumps(detail)) == {
        "kind": "rectangle",
        "version": 1,
        "seed": 1,
        "givens": {"a": 2.0, "b": 2.5},
        "question": "A rectangle has the sides 2 and 2.5.\nWhat is a + b?\nAnd its square root by a?",
        "right": {"side": "4.5000", "wall": "4.2426"},
    }


def test_a_seed_gives_the_same_variant(rectangle):
    """A seed always gives the same variant, another seed or version mostly another one."""
    assert draw(rectangle, 5) == draw(rectangle, 5)
    assert len({draw(rectangle, seed).question for seed in range(40)}) > 20


def test_variants_survive_json(rectangle):
    """A variant comes back from JSON as it was."""
    variant = draw(rectangle, 3)
    assert variant_from_json(json.loads(json.dumps(variant.to_json()))) == variant


def test_derived_givens_follow_from_those_drawn(spoiled):
    """A derived given is printed, kept and usable like one that was drawn, and no deck can set it."""
    kind = spoiled(
        ask="A rectangle has the sides {a} and {b}; its root is {r}.",
        derived={"r": lambda a, b: round((a * b) ** 0.5, 2)},
        fits=lambda self, a, b, r: a != b and r > 2,
    )
    variant = draw(kind, 1, {"a": 2, "b": 2.5})
    assert variant.question == "A rectangle has the sides 2 and 2.5; its root is 2.24."
    assert variant.detail["givens"] == {"a": 2.0, "b": 2.5, "r": 2.24}
    with pytest.raises(ImpossibleParams):
        draw(kind, 1, {"r": 2})


def test_givens_that_do_not_fit_are_never_solved(spoiled):
    """A kind's `solve` meets only givens that fit."""

    def solve(self, step, a, b):
        """The sum and the wall, which two equal sides would break."""
        step("side", "a + b", (a + b) / (a != b))
        step("wall", "a * sqrt(side)", a * (a + b) ** 0.5)

    assert all(draw(spoiled(solve=solve), seed) for seed in range(50))


@pytest.mark.parametrize(
    ("factor", "kwargs", "refusal"),
    [
        (1.019, {}, "side is too near to near"),
        (1.021, {}, ""),
        (1.0, {"rival": True}, ""),  # gives the same: no concern of the learner's
        (1.015, {"rival": True}, "side is too near to near"),
        (1.0, {"may_equal": True}, ""),
    ],
)
def test_slips_keep_two_tolerances_off(spoiled, factor, kwargs, refusal):
    """A draw is refused when a slip is within two tolerances of the answer, unless it may be."""
    near = slip("Near.", part="side", **kwargs)(lambda self, a, b: (a + b) * factor)
    near.__name__ = "near"
    params = {"a": 2.5, "b": 6}
    assert next(candidates(spoiled(near=near), 0, params))[1] == refusal


def test_what_a_hand_computation_cannot_reach_is_refused(spoiled):
    """A draw is refused when rounding every step to three decimals would be marked wrong."""

    def solve(self, step, a, b):
        """A side that rounding makes nothing of."""
        side = step("side", "(a + b) / 9000", (a + b) / 9000)
        step("wall", "a * side * 9000", a * side * 9000)

    refusals = {refusal for _, refusal in candidates(spoiled(solve=solve), 0)}
    assert "wall by hand would be marked wrong" in refusals


@pytest.mark.parametrize("right", [0.0, 1.0, 2.0])
def test_answers_that_can_be_guessed_are_refused(spoiled, right):
    """A draw is refused when the answer is 0, 1 or one of the givens."""

    def solve(self, step, a, b):
        """A sum that is known beforehand."""
        step("side", "a + b", right)
        step("wall", "a * sqrt(side)", a * b)

    kind = spoiled(solve=solve)
    assert next(candidates(kind, 0, {"a": 2, "b": 5}))[1] == "side is 0, 1 or a given"


def test_a_kind_that_is_never_fair_is_named(spoiled):
    """A kind without a fair question says so, with its name, after all tries."""
    kind = spoiled(fits=lambda self, a: a > 99)
    assert len(list(candidates(kind, 0))) == TRIES
    with pytest.raises(BrokenKind, match="'rectangle' gave no fair question in 100 draws"):
        draw(kind, 0)


def test_params_that_leave_nothing_to_ask_are_named(rectangle):
    """Params that are possible one by one, but never together, are the deck's mistake."""
    with pytest.raises(ImpossibleParams, match="no question"):
        draw(rectangle, 0, {"a": 2, "b": 2})


def test_a_kind_that_breaks_is_named_with_its_givens(spoiled):
    """Whatever a kind raises becomes a sentence with its name and the givens."""
    kind = spoiled(solve=lambda self, step, a: 1 / 0)
    with pytest.raises(BrokenKind, match=r"'rectangle' breaks with a = .*ZeroDivisionError"):
        draw(kind, 0)


def test_an_answer_that_is_not_finite_is_refused(spoiled):
    """Infinity is never asked for."""

    def solve(self, step, a, b):
        """An endless side."""
        step("side", "a + b", float("inf"))
        step("wall", "a * sqrt(side)", a * b)

    assert next(candidates(spoiled(solve=solve), 0, {"a": 2, "b": 5}))[1] == "side is not finite"
