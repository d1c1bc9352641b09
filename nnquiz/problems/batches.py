"""Kinds about mini-batches."""

import math

from flashcards.problems.answers import Integer
from flashcards.problems.contract import Kind, Part, slip
from flashcards.problems.givens import choice, ints
from flashcards.problems.tracing import Trace
from nnquiz.reference import batches


class UpdatesPerEpochs(Kind):
    """How often the weights are updated in some epochs."""

    name = "updates-per-epochs"
    topic = "gradient-descent"
    level = 1
    ask = "A training set has m = {m} examples. How many updates are there in {epochs} epochs with mini-batches of {size}?"
    conventions = ("the smaller batch that is left over at the end of an epoch is used, too",)
    givens = {
        "m": choice(*range(500, 6001, 50)),
        "size": choice(16, 32, 50, 64, 100, 128, 200, 256),
        "epochs": ints(3, 12),
    }
    parts = (Part("updates", Integer()),)
    hints = (
        "How many batches has one epoch, with the smaller one at its end?",
        "epochs * (m / size, rounded up)",
    )

    def fits(self, m: int, size: int, epochs: int) -> bool:
        # Some are left over, and not so few that running over into the next epoch would cost nothing.
        return m % size > 0 and math.ceil(m * epochs / size) < batches.updates(m, size, epochs)

    def solve(self, step: Trace, m: int, size: int, epochs: int) -> None:
        one = step("one", "m / size, rounded up", batches.updates(m, size))
        step("updates", "epochs * one", epochs * one)

    @slip(
        "That leaves the smaller batches out, right with PyTorch's drop_last=True. Here they are used: round up.",
        rival=True,
    )
    def dropped(self, m: int, size: int, epochs: int) -> int:
        return batches.updates(m, size, epochs, drop_last=True)

    @slip("That is one epoch. Each of the others has as many updates.")
    def one_epoch(self, m: int, size: int) -> int:
        return batches.updates(m, size)

    @slip(
        "There the batches run over from one epoch into the next. Every epoch ends with a batch of its own: round "
        "up first, then multiply."
    )
    def rounded_at_the_end(self, m: int, size: int, epochs: int) -> int:
        return math.ceil(m * epochs / size)

    @slip("That is an update for each example, as with batches of 1. Here each batch makes one.")
    def each_example(self, m: int, epochs: int) -> int:
        return m * epochs


KINDS = (UpdatesPerEpochs,)
